/// Something that a check found.
public struct Finding: Sendable, Equatable, CustomStringConvertible {
  /// How grave it is.
  public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Worth knowing.
    case note
    /// Usable, but results may suffer.
    case warning
    /// Cannot be used as it is.
    case error

    /// Orders by gravity.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// How grave it is.
  public var severity: Severity
  /// Word by which the broken rule is known, such as `word-outside-turn`.
  public var rule: String
  /// File, relative to the corpus where it lies in it.
  public var file: String
  /// Line of the file, from 1; `nil` where lines mean nothing.
  public var line: Int?
  /// What is wrong.
  public var message: String
  /// What to do about it; empty for a note.
  public var cure: String

  /// Makes a finding.
  public init(
    _ severity: Severity, _ rule: String, _ file: String, line: Int? = nil, _ message: String,
    cure: String = ""
  ) {
    self.severity = severity
    self.rule = rule
    self.file = file
    self.line = line
    self.message = message
    self.cure = cure
  }

  /// File, and line where there is one.
  public var place: String { line.map { "\(file):\($0)" } ?? file }

  /// One line: gravity, place, what, cure.
  public var description: String {
    "\(severity.rawValue): \(place): \(message)" + (cure.isEmpty ? "" : "; \(cure)")
  }
}
