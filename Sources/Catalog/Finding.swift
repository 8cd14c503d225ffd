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
  /// File, recording or record at which it was found.
  public var place: String
  /// What it is and how to cure it.
  public var message: String

  /// Makes a finding.
  public init(_ severity: Severity, _ place: String, _ message: String) {
    self.severity = severity
    self.place = place
    self.message = message
  }

  /// One line.
  public var description: String { "\(severity.rawValue): \(place): \(message)" }
}
