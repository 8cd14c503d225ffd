import Foundation

/// Where a take is played to: a protocol, a host and a port, written as a URL.
///
/// Datagrams leave this machine only where the URL names another host.
public struct PlayTarget: Sendable, Hashable, CustomStringConvertible {
  /// Protocols that are spoken.
  public enum Wire: String, Sendable, Hashable, CaseIterable {
    /// Virtual Motion Capture protocol: OSC over UDP.
    case vmc
    /// Live Link Face packets over UDP.
    case livelink
    /// Our own packets over UDP.
    case mien

    /// The port that receivers listen at unless told otherwise.
    public var port: UInt16 {
      switch self {
      case .vmc: 39539
      case .livelink: 11111
      case .mien: 7373
      }
    }
  }

  /// The ways in which a target may be written.
  public static let forms = "vmc://127.0.0.1:39539, livelink://127.0.0.1:11111 or mien://127.0.0.1:7373"

  /// What is spoken.
  public let wire: Wire
  /// Name or address, without the brackets of IPv6.
  public let host: String
  /// The receiver's port.
  public let port: UInt16
  /// What stands behind the question mark.
  public let options: [String: String]

  /// As a URL, without options.
  public var description: String {
    "\(wire.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  /// Reads a URL. Without host it is this machine, without port the protocol's own.
  ///
  /// Options: for vmc `bones=original|normalised` and `names=vrm0|vrm1`, for livelink `subject=NAME`,
  /// for mien `grade=fine|tight|visual` and `profile=lossy|reliable`.
  ///
  /// - Throws: ``LiveHostError/notATarget(text:reason:)``.
  public init(_ text: String) throws(LiveHostError) {
    func refuse(_ reason: String) -> LiveHostError { .notATarget(text: text, reason: reason) }
    guard let mark = text.range(of: "://") else { throw refuse("no protocol stands before ://") }
    guard let wire = Wire(rawValue: text[..<mark.lowerBound].lowercased()) else {
      throw refuse("'\(text[..<mark.lowerBound])' is none of the protocols \(Self.wires)")
    }
    var rest = text[mark.upperBound...]
    var options: [String: String] = [:]
    if let question = rest.firstIndex(of: "?") {
      for pair in rest[rest.index(after: question)...].split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let value = parts[1].removingPercentEncoding,
          Self.allowed[wire]?.contains(parts[0]) == true, options.updateValue(value, forKey: parts[0]) == nil
        else { throw refuse("'\(pair)' is no option of \(wire.rawValue)") }
      }
      rest = rest[..<question]
    }
    if rest.hasSuffix("/") { rest.removeLast() }
    var host = rest
    var port: Substring?
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else { throw refuse("a bracket is open") }
      host = rest[rest.index(after: rest.startIndex)..<end]
      let behind = rest[rest.index(after: end)...]
      guard behind.isEmpty || behind.hasPrefix(":") else { throw refuse("'\(behind)' is no port") }
      port = behind.isEmpty ? nil : behind.dropFirst()
    } else if let colon = rest.lastIndex(of: ":") {
      host = rest[..<colon]
      port = rest[rest.index(after: colon)...]
      guard !host.contains(":") else { throw refuse("an IPv6 address stands in brackets, [::1]") }
    }
    var number = wire.port
    if let port {
      guard let stated = UInt16(port), stated > 0 else {
        throw refuse("'\(port)' is no port from 1 to 65535")
      }
      number = stated
    }
    guard host.allSatisfy({ !$0.isWhitespace && !"/@#\\".contains($0) }) else {
      throw refuse("'\(host)' is no host")
    }
    self.wire = wire
    self.host = host.isEmpty ? "127.0.0.1" : String(host)
    self.port = number
    self.options = options
  }

  private static let wires = Wire.allCases.map(\.rawValue).joined(separator: ", ")
  private static let allowed: [Wire: Set<String>] = [
    .vmc: ["bones", "names"], .livelink: ["subject"], .mien: ["grade", "profile"],
  ]
}
