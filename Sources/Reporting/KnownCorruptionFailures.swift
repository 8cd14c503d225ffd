/// Cells of the corruption table that are known not to hold on the bundled characters' own sessions, each with its
/// reason. A cell that fails and is not here is a fault, and so is one that is here and holds.
public enum KnownCorruptionFailures {
  /// Every entry.
  public static let all: [CorruptionReport.Known] = entries.flatMap { entry in
    entry.characters.split(separator: " ").map {
      CorruptionReport.Known(
        character: String($0), corruption: entry.corruption, column: entry.column, reason: entry.reason)
    }
  }

  private static let entries: [(characters: String, corruption: String, column: String, reason: String)] = []
}
