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

  private static let fewClips =
    "The decoys lie on all sides of the character, and the distance of these clips hangs on few of them: its "
    + "pseudo-values stray by {deviation} about {good}."
  private static let wideEnvelope =
    "The envelope is an ellipsoid of windows of 2 s and asks how unlike a window is, not how typical: "
    + "this corruption stays within what sessions do."
  private static let slowFeatures =
    "Pose, sides and levels tell the character at any speed; speed is one part of four in the features of a "
    + "window, and good clips stray by {deviation} about {good}."
  private static let stillHalf =
    "Clips whose first half holds little of the own speech move less than any session does once it is played "
    + "twice, and such a clip is nobody's; the others stay as they are."
  private static let takenSides =
    "The look-alike leans its smile less: cut at 0.3, some windows of the character pass for it, and good clips "
    + "stray by {deviation} only."
  private static let exchangedHabits =
    "Which muscles of brows and mouth stir is a habit that the exchange moves to others: some windows pass for "
    + "the look-alike or a decoy, and good clips stray by {deviation} only."
  private static let exchangedFrowns =
    "Smiles are more frequent than frowns and go with speech: exchanged in their own ranges they lie farther off "
    + "than good clips, whose pseudo-values stray by {deviation} only."

  /// Characters, column, rows and reason; `{good}` and `{deviation}` stand for what was measured.
  private static let entries: [(characters: String, column: String, rows: String, reason: String)] = [
    ("nova bram pip", "fgd", "other-character", fewClips),
    ("nova bram pip", "env", "fast", wideEnvelope),
    ("nova bram pip", "id", "fast", slowFeatures),
    ("nova pip", "id", "looped", stillHalf),
    ("pip", "id", "clipped", takenSides),
    ("pip", "id", "emotion-inverted", exchangedHabits),
    ("bram", "fgd", "emotion-inverted", exchangedFrowns),
  ]
}
