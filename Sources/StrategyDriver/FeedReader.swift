import StrategyABI

/// Walks the chunks of an inbox. Lengths are checked, whoever wrote them.
struct FeedReader {
  private let bytes: UnsafeRawBufferPointer
  private var cursor = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// One chunk's payload.
  struct Payload {
    let kind: UInt32
    private let bytes: UnsafeRawBufferPointer
    private var cursor = 0

    init(kind: UInt32, bytes: UnsafeRawBufferPointer) {
      self.kind = kind
      self.bytes = bytes
    }

    mutating func take<Value: BitwiseCopyable>(_: Value.Type) throws(StrategyDriverError) -> Value {
      guard bytes.count - cursor >= MemoryLayout<Value>.size else { throw Self.cut }
      defer { cursor += MemoryLayout<Value>.size }
      return bytes.loadUnaligned(fromByteOffset: cursor, as: Value.self)
    }

    mutating func take(count: UInt64, stride: Int = 1) throws(StrategyDriverError) -> UnsafeRawBufferPointer {
      guard count <= UInt64((bytes.count - cursor) / stride) else { throw Self.cut }
      let length = Int(count) * stride
      defer { cursor += length }
      return UnsafeRawBufferPointer(rebasing: bytes[cursor..<cursor + length])
    }

    mutating func align() { cursor = min(bytes.count, (cursor + 7) & ~7) }

    static let cut = StrategyDriverError.protocolBreach("a chunk is shorter than what it says it holds")
  }

  /// The next chunk, or `nil` at the end.
  mutating func next() throws(StrategyDriverError) -> Payload? {
    guard cursor < bytes.count else { return nil }
    guard bytes.count - cursor >= 8 else { throw Payload.cut }
    let kind = bytes.loadUnaligned(fromByteOffset: cursor, as: UInt32.self)
    let size = Int(bytes.loadUnaligned(fromByteOffset: cursor + 4, as: UInt32.self))
    guard size >= 8, size <= bytes.count - cursor else { throw Payload.cut }
    let payload = Payload(
      kind: kind, bytes: UnsafeRawBufferPointer(rebasing: bytes[cursor + 8..<cursor + size]))
    cursor += size
    return payload
  }
}
