/// Writes OSC packets one behind the other; its storage is kept, so that a sender allocates once.
public struct OSCWriter: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty writer.
  public init() {}

  /// Forgets what was written and keeps the storage.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Begins a bundle: `#bundle` and its time. What follows are elements.
  public mutating func beginBundle(_ time: OSCTimeTag = .immediately) {
    text("#bundle")
    word(time.seconds)
    word(time.fraction)
  }

  /// Writes an element of a bundle: a message behind its length.
  public mutating func append(element message: OSCMessage) {
    let start = bytes.count
    word(0)
    append(message)
    setLength(at: start)
  }

  /// Writes what another writer wrote.
  mutating func append(raw bytes: [UInt8]) { self.bytes += bytes }

  /// Writes a message.
  public mutating func append(_ message: OSCMessage) {
    text(message.address)
    var tags: [UInt8] = [UInt8(ascii: ",")]
    for argument in message.arguments { Self.tag(argument, &tags) }
    bytes += tags
    pad(tags.count)
    for argument in message.arguments { value(argument) }
  }

  /// Writes a packet.
  public mutating func append(_ packet: OSCPacket) {
    switch packet {
    case .message(let message): append(message)
    case .bundle(let time, let packets):
      beginBundle(time)
      for packet in packets {
        let start = bytes.count
        word(0)
        append(packet)
        setLength(at: start)
      }
    }
  }

  private static func tag(_ argument: OSCArgument, _ tags: inout [UInt8]) {
    switch argument {
    case .int: tags.append(UInt8(ascii: "i"))
    case .float: tags.append(UInt8(ascii: "f"))
    case .string: tags.append(UInt8(ascii: "s"))
    case .blob: tags.append(UInt8(ascii: "b"))
    case .long: tags.append(UInt8(ascii: "h"))
    case .double: tags.append(UInt8(ascii: "d"))
    case .time: tags.append(UInt8(ascii: "t"))
    case .symbol: tags.append(UInt8(ascii: "S"))
    case .word(let tag, _): tags.append(tag)
    case .bool(let value): tags.append(value ? UInt8(ascii: "T") : UInt8(ascii: "F"))
    case .null: tags.append(UInt8(ascii: "N"))
    case .impulse: tags.append(UInt8(ascii: "I"))
    case .list(let items):
      tags.append(UInt8(ascii: "["))
      for item in items { tag(item, &tags) }
      tags.append(UInt8(ascii: "]"))
    }
  }

  private mutating func value(_ argument: OSCArgument) {
    switch argument {
    case .int(let value): word(UInt32(bitPattern: value))
    case .float(let value): word(value.bitPattern)
    case .string(let value), .symbol(let value): text(value)
    case .blob(let value):
      word(UInt32(truncatingIfNeeded: value.count))
      bytes += value
      while bytes.count % 4 != 0 { bytes.append(0) }
    case .long(let value): long(UInt64(bitPattern: value))
    case .double(let value): long(value.bitPattern)
    case .time(let value):
      word(value.seconds)
      word(value.fraction)
    case .word(_, let bits): word(bits)
    case .list(let items): for item in items { value(item) }
    case .bool, .null, .impulse: break
    }
  }

  private mutating func setLength(at start: Int) {
    let length = UInt32(truncatingIfNeeded: bytes.count - start - 4)
    for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
  }

  private mutating func word(_ value: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  private mutating func long(_ value: UInt64) {
    word(UInt32(truncatingIfNeeded: value >> 32))
    word(UInt32(truncatingIfNeeded: value))
  }

  private mutating func text(_ value: String) {
    let start = bytes.count
    bytes.append(contentsOf: value.utf8.prefix { $0 != 0 })
    pad(bytes.count - start)
  }

  /// One to four zeros, so that a text of `length` bytes has an end and a length that four divides.
  private mutating func pad(_ length: Int) {
    for _ in 0..<(4 - length % 4) { bytes.append(0) }
  }
}
