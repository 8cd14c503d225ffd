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
    "Good clips reach a coupling z of only {good} ± {deviation}: the program that performs the "
    + "bundled sessions keeps time with few stressed syllables in 30 s, so there is little to lose."
  private static let pooledNoise =
    "Noise takes the deviation pooled over sessions; a clip of 30 s varies less about its own mean."
  private static let lostLag =
    "The best lag of good clips strays by hundreds of milliseconds ({good} ± {deviation} ms from the "
    + "reference's): coupling is too weak in 30 s for its lag to be found."
  private static let fewClips =
    "The distance of 20 clips hangs on few of them: its pseudo-values stray by {deviation} about "
    + "{good}, more than decoys are away."
  private static let fewBlinks =
    "The decoys' blink rates lie on both sides of the character's, and 30 s hold some eight blinks."
  private static let strayingStyle =
    "A style distance of 30 s strays by {deviation} about {good} among good clips; decoys lie "
    + "farther, by less than that."
  private static let nearTwin =
    "Clip by clip only {good} ± {deviation} of good windows are taken for the character, and the "
    + "look-alike is nearly it."
  private static let smallJaw =
    "The jaw seldom opens beyond 0.3 in these sessions: every clip loses a little, less than clips "
    + "differ."
  private static let smallSmile =
    "The smile seldom passes 0.3 in these sessions, so cutting there takes little from either side."
  private static let wideEnvelope =
    "The envelope is an ellipsoid of windows of 2 s and asks how unlike a window is, not how typical: "
    + "this corruption stays within what sessions do."
  private static let slowFeatures =
    "Speed is one part of three in the features of a window, and good clips stray by {deviation} "
    + "about {good}."
  private static let fewWindows =
    "30 s hold few windows of residuals: nearly every clip rises, by less than clips differ."
  private static let evenLabels =
    "Good clips reach a valence CCC of {good} ± {deviation}: labels change little within 30 s, and no "
    + "agreement at all is less than two deviations away."
  private static let strayingHabits =
    "In 30 s a good clip's worst habit strays by {good} ± {deviation} deviations already; most clips "
    + "of decoys are beyond it, their mean not by two."
  private static let wideIdentity =
    "Good clips stray by {deviation} about {good}, so that none at all is hardly two deviations away."

  /// Characters, column, rows and reason; `{good}` and `{deviation}` stand for what was measured.
  private static let entries: [(characters: String, column: String, rows: String, reason: String)] = [
    ("nova bram pip", "coup", "constant-pose white-noise other-script fast reversed looped", weakCoupling),
    ("nova", "l1", "white-noise", pooledNoise),
    ("nova bram pip", "lag", "late-100", lostLag),
    ("nova bram", "coup", "late-500", weakCoupling),
    ("nova bram pip", "fgd", "other-character", fewClips),
    ("nova bram pip", "blink", "other-character", fewBlinks),
    ("nova bram pip", "dist", "other-character", strayingStyle),
    ("nova bram pip", "id", "look-alike", nearTwin),
    ("nova bram pip", "lip", "clipped", smallJaw),
    ("nova bram pip", "side", "clipped", smallSmile),
    ("nova bram pip", "env", "fast", wideEnvelope),
    ("nova bram pip", "id", "fast", slowFeatures),
    ("nova bram", "drift", "smile-drift", fewWindows),
    ("nova bram pip", "emotion", "looped", evenLabels),
    ("bram pip", "sig", "other-character", strayingHabits),
    ("pip", "env", "other-character mirrored", wideEnvelope),
    ("pip", "id", "exaggerated-clamped", wideIdentity),
  ]
}
