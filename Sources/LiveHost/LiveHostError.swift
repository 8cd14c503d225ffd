/// Why nothing could be sent: what, where, and the cure.
public enum LiveHostError: Error, Equatable, CustomStringConvertible {
  /// The text is no target.
  case notATarget(text: String, reason: String)
  /// The host has no address, or none that datagrams can be sent to.
  case unreachable(target: String, reason: String)
  /// The target needs something that the take does not bring.
  case lacking(target: String, what: String, cure: String)
  /// The stretch to be played holds no frame.
  case emptyStretch(from: Double, until: Double, duration: Double)

  /// One line.
  public var description: String {
    switch self {
    case .notATarget(let text, let reason):
      "'\(text)': \(reason); write \(PlayTarget.forms)"
    case .unreachable(let target, let reason): "\(target): \(reason); check host, port and network"
    case .lacking(let target, let what, let cure): "\(target): \(what); \(cure)"
    case .emptyStretch(let from, let until, let duration):
      "there is no frame from \(from) s until \(until) s; the take lasts \(duration) s"
    }
  }
}
