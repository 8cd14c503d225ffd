/// What one datagram of Open Sound Control 1.0 holds: a message, or a bundle of packets with one time.
public indirect enum OSCPacket: Sendable, Hashable {
  /// An address and its arguments.
  case message(OSCMessage)
  /// Packets that belong together.
  case bundle(time: OSCTimeTag, [OSCPacket])

  /// The bytes of a datagram, big-endian, every part a multiple of four bytes long.
  ///
  /// Zeros in texts end them, as in C.
  public var bytes: [UInt8] {
    var writer = OSCWriter()
    writer.append(self)
    return writer.bytes
  }

  /// All messages in the order in which they stand, whatever bundles they are in.
  public var messages: [OSCMessage] {
    switch self {
    case .message(let message): [message]
    case .bundle(_, let packets): packets.flatMap(\.messages)
    }
  }

  /// Reads a datagram; `file` is the name that errors give.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` naming the byte: lengths that do not fit, an
  ///   address without slash, a type tag that nobody defined, texts that are no UTF-8, bundles more than
  ///   ``OSCScan/deepest`` deep.
  public init(_ bytes: [UInt8], file: String) throws(FormatsError) {
    var scan = OSCScan(bytes, file: file)
    self = try scan.packet(until: bytes.count, depth: 0)
  }
}

/// An OSC message.
public struct OSCMessage: Sendable, Hashable {
  /// What is meant, such as `/VMC/Ext/T`.
  public var address: String
  /// The arguments.
  public var arguments: [OSCArgument]

  /// Makes a message.
  public init(_ address: String, _ arguments: [OSCArgument] = []) {
    self.address = address
    self.arguments = arguments
  }
}
