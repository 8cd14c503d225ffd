/// Cells of the corruption table that are known not to hold on captures of people, each with its reason.
///
/// Characters are those that `.ci/capture_characters` learns.
public enum KnownCaptureFailures {
  /// Every entry.
  public static let all: [CorruptionReport.Known] = entries.flatMap { entry in
    entry.characters.split(separator: " ").flatMap { character in
      entry.rows.split(separator: " ").map { row in
        CorruptionReport.Known(
          character: String(character), corruption: String(row), column: entry.column, reason: entry.reason)
      }
    }
  }

  private static let unevenJerk =
    "The ratio is a mean over channels of logarithms, and a channel that rests in a short clip weighs as much as one "
    + "that moves: good clips stray by {deviation} about {good}. The clips do move as claimed, by less than that."
  private static let burstOrHeld =
    "A few seconds of an acted face are a burst or a held expression: good clips stray by {deviation} about {good}, "
    + "and the corruption moves them by less."
  private static let unevenBlinks =
    "A range of motion is no natural blinking, and a few seconds hold none or many: good clips deviate by {good} ± "
    + "{deviation} a minute already."
  private static let noDeadWindow =
    "No window of the good clips is dead, so their deviation is 0: one or two windows among all clips count as moved."
  private static let wideEnvelope =
    "The envelope was learnt from 55 s of another take, and of the two takes in the test one lies largely outside of "
    + "it ({good} ± {deviation} inside): what is spoilt cannot fall by two deviations, and a mouth that stands near "
    + "the mean is inside."
  private static let farTakes =
    "The distance of good clips from 55 s of another take is {good} ± {deviation} times that between its own "
    + "sessions: less motion than they have lies nearer to it."
  private static let otherChain =
    "Decoys were captured with another system and solved for another rig, which tells them apart however the "
    + "character moves: all of its windows, spoilt or not, are taken for it."
  private static let fewHabits =
    "Of the habits only smile and brows can be read from this face: its brows never move and both corners of the mouth "
    + "move alike, so there is no side to be swapped and little to lose."
  private static let smallJaw =
    "The jaw seldom opens beyond 0.3 in these takes: most clips lose a little, less than clips differ."
  private static let fewStops =
    "Few samples lie at a stop in this face: nearly every clip rises, by less than clips differ."
  private static let foreignCurves =
    "The takes carry curves of their maker's rig that the character's has not: the gate is shut before anything is "
    + "spoilt, and every frame counts already."

  /// Characters, column, rows and reason; `{good}` and `{deviation}` stand for what was measured.
  private static let entries: [(characters: String, column: String, rows: String, reason: String)] = [
    (
      "capture-a-face capture-b-emotions capture-c-gestures capture-d-speaker capture-d-speaker:natural",
      "jerk",
      "exaggerated underacted fast", unevenJerk
    ),
    (
      "capture-a-face capture-b-emotions capture-c-gestures capture-d-speaker capture-d-speaker:natural",
      "jerk",
      "exaggerated-clamped", unevenJerk
    ),
    (
      "capture-a-face capture-b-emotions capture-d-speaker capture-d-speaker:natural", "jerk", "stutter",
      unevenJerk
    ),
    ("capture-a-face", "l1", "exaggerated-clamped", burstOrHeld),
    ("capture-b-emotions", "l1", "exaggerated exaggerated-clamped underacted", burstOrHeld),
    (
      "capture-a-face", "blink",
      "constant-pose other-character underacted clipped fast low-pass frozen-face", unevenBlinks
    ),
    ("capture-a-face", "dead", "late-500 clipped", noDeadWindow),
    (
      "capture-d-speaker:natural", "env",
      "constant-pose exaggerated exaggerated-clamped mirrored fast frozen-face",
      wideEnvelope
    ),
    ("capture-d-speaker:natural", "dist", "constant-pose underacted", farTakes),
    (
      "capture-d-speaker:natural", "id",
      "exaggerated exaggerated-clamped underacted mirrored fast low-pass", otherChain
    ),
    ("capture-d-speaker:natural", "sig", "constant-pose mirrored", fewHabits),
    ("capture-d-speaker:natural", "lip", "clipped", smallJaw),
    ("capture-d-speaker:natural", "plat", "exaggerated-clamped", fewStops),
    ("capture-d-speaker:natural", "range", "exaggerated", foreignCurves),
    ("capture-d-speaker:natural", "gate", "exaggerated", foreignCurves),
  ]
}
