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

  /// Characters, column, rows and reason; `{good}` and `{deviation}` stand for what was measured.
  private static let entries: [(characters: String, column: String, rows: String, reason: String)] = []
}
