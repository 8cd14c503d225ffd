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
    let written = host.replacingOccurrences(of: "%", with: "%25")
    return "\(wire.rawValue)://\(host.contains(":") ? "[\(written)]" : host):\(port)"
  }

  /// Bytes of the longest name of a subject that a Live Link packet holds.
  public static let longestSubject = 255

  /// Reads a URL. Without host it is this machine, without port the protocol's own.
  ///
  /// A link-local IPv6 address names its interface, `[fe80::1%25eth0]`. Options: for vmc `bones=original|normalised` and
  /// `names=vrm0|vrm1|arkit`, for livelink `subject=NAME` of at most ``longestSubject`` bytes, for mien
  /// `grade=fine|tight|visual` and `profile=lossy|reliable`.
  ///
  /// - Throws: ``LiveHostError/notATarget(text:reason:)``.
  public init(_ text: String) throws(LiveHostError) {
    func refuse(_ reason: String) -> LiveHostError { .notATarget(text: text, reason: reason) }
    guard text.unicodeScalars.allSatisfy(Self.isPlain) else { throw refuse("it has control characters") }
    guard let mark = text.range(of: "://") else { throw refuse("no protocol stands before ://") }
    guard let wire = Wire(rawValue: text[..<mark.lowerBound].lowercased()) else {
      throw refuse("'\(text[..<mark.lowerBound])' is none of the protocols \(Self.wires)")
    }
    var rest = text[mark.upperBound...]
    var options: [String: String] = [:]
    if let question = rest.firstIndex(of: "?") {
      for pair in rest[rest.index(after: question)...].split(separator: "&") {
        let (name, value): (String, String)
        do throws(OptionFault) { (name, value) = try Self.option(pair, of: wire) } catch {
          throw refuse(error.reason)
        }
        guard options.updateValue(value, forKey: name) == nil else {
          throw refuse("'\(name)' is given twice")
        }
      }
      rest = rest[..<question]
    }
    if rest.hasSuffix("/") { rest.removeLast() }
    guard !rest.contains("@") else { throw refuse("receivers know no user and password") }
    guard let place = Self.divided(rest) else { throw refuse("a bracket is open") }
    guard !place.isBracketed || !place.host.isEmpty else { throw refuse("the brackets hold no address") }
    guard place.isBracketed || !place.host.contains(":") else {
      throw refuse("an IPv6 address stands in brackets, [::1]")
    }
    if let path = rest.firstIndex(where: { "/#".contains($0) }) {
      throw refuse("'\(rest[path...])' means nothing; only host and port stand before the question mark")
    }
    var number = wire.port
    if let port = place.port {
      // `UInt16` would take a sign.
      guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let stated = UInt16(port), stated > 0 else {
        throw refuse("'\(port)' is no port from 1 to 65535")
      }
      number = stated
    }
    let host = place.isBracketed ? Self.address(place.host) : String(place.host)
    guard let host, host.allSatisfy({ !$0.isWhitespace && $0 != "\\" }) else {
      throw refuse("'\(place.host)' is no \(place.isBracketed ? "IPv6 address" : "host")")
    }
    if host.lowercased().hasPrefix("fe80:"), !host.contains("%") {
      throw refuse("a link-local address needs its interface, as [fe80::1%25eth0]")
    }
    self.wire = wire
    self.host = host.isEmpty ? "127.0.0.1" : host
    self.port = number
    self.options = options
  }

  /// Host and port, undecided whether they are any; `nil` where a bracket is open.
  private static func divided(_ text: Substring) -> (host: Substring, port: Substring?, isBracketed: Bool)? {
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let behind = text[text.index(after: end)...]
      let port = behind.isEmpty ? nil : behind.hasPrefix(":") ? behind.dropFirst() : behind
      return (text[text.index(after: text.startIndex)..<end], port, true)
    }
    guard let colon = text.lastIndex(of: ":") else { return (text, nil, false) }
    return (text[..<colon], text[text.index(after: colon)...], false)
  }

  /// What brackets hold, as the system takes it: an address, behind `%` the interface; `nil` where it is none.
  private static func address(_ text: Substring) -> String? {
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    let isAddress = parts[0].contains(":") && parts[0].allSatisfy { $0.isHexDigit || ":.".contains($0) }
    guard isAddress else { return nil }
    guard parts.count == 2 else { return String(parts[0]) }
    // RFC 6874 writes the sign itself as %25; the sign alone is common too.
    let zone = parts[1].hasPrefix("25") && parts[1].count > 2 ? parts[1].dropFirst(2) : parts[1]
    guard let plain = String(zone).removingPercentEncoding, !plain.isEmpty,
      plain.unicodeScalars.allSatisfy(isPlain)
    else { return nil }
    return "\(parts[0])%\(plain)"
  }

  /// Why what stands behind the question mark is no option.
  private struct OptionFault: Error { var reason: String }

  private static func option(_ pair: Substring, of wire: Wire) throws(OptionFault) -> (String, String) {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let values = allowed[wire]?[parts[0]] else {
      throw OptionFault(reason: "'\(pair)' is no option of \(wire.rawValue)")
    }
    guard parts.count == 2, !parts[1].isEmpty else { throw OptionFault(reason: "'\(parts[0])' has no value") }
    guard let value = parts[1].removingPercentEncoding else {
      throw OptionFault(reason: "'\(pair)' is no UTF-8 in percent signs")
    }
    guard values.isEmpty || values.contains(value) else {
      throw OptionFault(reason: "\(parts[0]) is \(values.joined(separator: " or ")), not '\(value)'")
    }
    if parts[0] == "subject", let fault = subjectFault(value) { throw OptionFault(reason: fault) }
    return (parts[0], value)
  }

  /// Why a name cannot be sent as a subject; `nil` where it can.
  static func subjectFault(_ name: String) -> String? {
    guard name.unicodeScalars.allSatisfy(isPlain) else { return "the subject's name has control characters" }
    let count = name.utf8.count
    guard count <= longestSubject else {
      return "the subject's name has \(count) bytes, at most \(longestSubject) are sent"
    }
    return nil
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
  }

  private static let wires = Wire.allCases.map(\.rawValue).joined(separator: ", ")
  /// Options and their values; any value where none are listed.
  private static let allowed: [Wire: [String: [String]]] = [
    .vmc: ["bones": ["original", "normalised"], "names": ["vrm0", "vrm1", "arkit"]],
    .livelink: ["subject": []],
    .mien: ["grade": ["fine", "tight", "visual"], "profile": ["lossy", "reliable"]],
  ]
}
