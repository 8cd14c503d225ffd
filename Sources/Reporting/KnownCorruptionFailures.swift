/// Cells of the corruption table that are known not to hold on the bundled characters' own sessions, each with its
/// reason. A cell that fails and is not here is a fault, and so is one that is here and holds.
public enum KnownCorruptionFailures {
  /// Every entry.
  public static let all: [CorruptionReport.Known] = entries.flatMap { entry in
    entry.characters.split(separator: " ").flatMap { character in
      entry.rows.split(separator: " ").map { row in
        CorruptionReport.Known(
          character: String(character), corruption: String(row), column: entry.column, reason: entry.reason)
      }
    }
  }

  private static let weakCoupling =
    "Good clips reach a coupling z of only {good} ± {deviation}: the program that performs the bundled "
    + "sessions keeps time with few stressed syllables in 30 s, so there is little to lose."
  private static let evenLabels =
    "Good clips reach a valence CCC of {good} ± {deviation}: labels change little within 30 s, and no "
    + "agreement at all is less than two deviations away."
  private static let pooledNoise =
    "Noise takes the deviation pooled over sessions; a clip of 30 s varies less about its own mean."
  private static let lostLag =
    "The best lag of good clips strays by hundreds of milliseconds ({good} ± {deviation} ms from the "
    + "reference's): coupling is too weak in 30 s for its lag to be found."
  private static let fewBlinks =
    "The decoys' blink rates lie on both sides of the character's, and 30 s hold some eight blinks."
  private static let smallJaw =
    "The jaw seldom opens beyond 0.3 in these sessions: every clip loses a little, less than clips "
    + "differ."
  private static let smallSmile =
    "The smile seldom passes 0.3 in these sessions, so cutting there takes little from either side."
  private static let fewWindows =
    "30 s hold few windows of residuals: nearly every clip rises, by less than clips differ."
  private static let strayingHabits =
    "In 30 s a good clip's worst habit strays by {good} ± {deviation} deviations already; most clips of "
    + "decoys are beyond it, their mean not by two."

  /// Characters, column, rows and reason; `{good}` and `{deviation}` stand for what was measured.
  private static let entries: [(characters: String, column: String, rows: String, reason: String)] = [
    ("nova bram pip", "coup", "constant-pose white-noise other-script fast reversed looped", weakCoupling),
    ("nova bram pip", "emotion", "constant-pose white-noise other-script frozen-face looped", evenLabels),
    ("nova", "l1", "white-noise", pooledNoise),
    ("nova bram pip", "lag", "late-100", lostLag),
    ("nova bram", "coup", "late-500", weakCoupling),
    ("nova bram pip", "blink", "other-character", fewBlinks),
    ("nova bram pip", "lip", "clipped", smallJaw),
    ("nova bram pip", "side", "clipped", smallSmile),
    ("nova bram", "drift", "smile-drift", fewWindows),
    ("bram pip", "sig", "other-character", strayingHabits),
    ("bram", "emotion", "reversed", evenLabels),
  ]
}
