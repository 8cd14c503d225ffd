/// Reads the parts of an OSC packet from bytes.
struct OSCScan {
  /// Levels of bundles within bundles, and of lists within lists, that are read.
  static let deepest = 16

  private let bytes: [UInt8]
  private let file: String
  private var at = 0

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// A packet that ends at `end`.
  mutating func packet(until end: Int, depth: Int) throws(FormatsError) -> OSCPacket {
    guard end % 4 == 0, end > at else {
      throw fault("the packet has \(end - at) bytes, no multiple of four above zero")
    }
    guard bytes[at] == UInt8(ascii: "#") else { return .message(try message(until: end)) }
    guard depth < Self.deepest else { throw fault("bundles are more than \(Self.deepest) deep") }
    let head = try text(until: end)
    guard head == "#bundle" else { throw fault("'\(head.prefix(20))' is no address and no bundle") }
    let time = OSCTimeTag(seconds: try word(until: end), fraction: try word(until: end))
    var packets: [OSCPacket] = []
    while at < end {
      let length = Int(try word(until: end))
      guard length <= end - at else {
        throw fault("an element says it has \(length) bytes and \(end - at) are left")
      }
      packets.append(try packet(until: at + length, depth: depth + 1))
    }
    return .bundle(time: time, packets)
  }

  private mutating func message(until end: Int) throws(FormatsError) -> OSCMessage {
    let address = try text(until: end)
    guard address.hasPrefix("/") else { throw fault("the address '\(address.prefix(40))' has no slash") }
    // Senders older than the specification leave the type tags out where there are no arguments.
    guard at < end else { return OSCMessage(address) }
    let tags = Array(try text(until: end).utf8)
    guard tags.first == UInt8(ascii: ",") else { throw fault("type tags without a comma") }
    var place = 1
    let arguments = try list(tags, &place, depth: 0, until: end)
    guard at == end else { throw fault("\(end - at) bytes follow behind the arguments") }
    return OSCMessage(address, arguments)
  }

  private mutating func list(_ tags: [UInt8], _ place: inout Int, depth: Int, until end: Int)
    throws(FormatsError) -> [OSCArgument]
  {
    var arguments: [OSCArgument] = []
    while place < tags.count {
      let tag = tags[place]
      place += 1
      switch tag {
      case UInt8(ascii: "i"): arguments.append(.int(Int32(bitPattern: try word(until: end))))
      case UInt8(ascii: "f"): arguments.append(.float(Float(bitPattern: try word(until: end))))
      case UInt8(ascii: "s"): arguments.append(.string(try text(until: end)))
      case UInt8(ascii: "S"): arguments.append(.symbol(try text(until: end)))
      case UInt8(ascii: "b"): arguments.append(.blob(try blob(until: end)))
      case UInt8(ascii: "h"): arguments.append(.long(Int64(bitPattern: try long(until: end))))
      case UInt8(ascii: "d"): arguments.append(.double(Double(bitPattern: try long(until: end))))
      case UInt8(ascii: "t"):
        let seconds = try word(until: end)
        arguments.append(.time(OSCTimeTag(seconds: seconds, fraction: try word(until: end))))
      case UInt8(ascii: "c"), UInt8(ascii: "r"), UInt8(ascii: "m"):
        arguments.append(.word(tag: tag, bits: try word(until: end)))
      case UInt8(ascii: "T"): arguments.append(.bool(true))
      case UInt8(ascii: "F"): arguments.append(.bool(false))
      case UInt8(ascii: "N"): arguments.append(.null)
      case UInt8(ascii: "I"): arguments.append(.impulse)
      case UInt8(ascii: "["):
        guard depth < Self.deepest else { throw fault("lists are more than \(Self.deepest) deep") }
        arguments.append(.list(try list(tags, &place, depth: depth + 1, until: end)))
      case UInt8(ascii: "]"):
        guard depth > 0 else { throw fault("a list ends that did not begin") }
        return arguments
      default: throw fault("type tag \(tag) is not one of OSC 1.0")
      }
    }
    guard depth == 0 else { throw fault("a list does not end") }
    return arguments
  }

  private func fault(_ reason: String) -> FormatsError {
    .malformed(
      file: file, place: "byte \(at)", reason: reason, cure: "send packets of Open Sound Control 1.0")
  }

  private mutating func word(until end: Int) throws(FormatsError) -> UInt32 {
    guard end - at >= 4 else { throw fault("the packet ends within a number") }
    let value = bytes[at..<(at + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    at += 4
    return value
  }

  private mutating func long(until end: Int) throws(FormatsError) -> UInt64 {
    let high = UInt64(try word(until: end))
    return high << 32 | UInt64(try word(until: end))
  }

  /// A text, the zeros that end it, and those that fill its last four bytes.
  private mutating func text(until end: Int) throws(FormatsError) -> String {
    guard let zero = bytes[at..<end].firstIndex(of: 0) else { throw fault("a text does not end") }
    guard let text = String(validating: bytes[at..<zero], as: UTF8.self) else {
      throw fault("a text is no UTF-8")
    }
    let next = at + (zero - at) / 4 * 4 + 4
    guard next <= end, bytes[zero..<next].allSatisfy({ $0 == 0 }) else {
      throw fault("a text is not filled with zeros to a multiple of four bytes")
    }
    at = next
    return text
  }

  private mutating func blob(until end: Int) throws(FormatsError) -> [UInt8] {
    let count = Int(try word(until: end))
    guard count <= end - at else { throw fault("a blob says it has \(count) bytes, \(end - at) are left") }
    let blob = Array(bytes[at..<(at + count)])
    let next = at + (count + 3) / 4 * 4
    guard next <= end else { throw fault("a blob is not filled to a multiple of four bytes") }
    at = next
    return blob
  }
}
