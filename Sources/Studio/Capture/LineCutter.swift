import Foundation

/// Cuts what arrives in pieces into lines, and holds no line that is longer than it may be.
struct LineCutter {
  enum Cut: Equatable {
    /// A line without its end, numbered from 1.
    case line([UInt8], number: Int)
    /// A line that was longer than may be; it is gone.
    case tooLong(number: Int)
  }

  /// The longest line in bytes.
  let limit: Int
  private var held: [UInt8] = []
  private var isOverlong = false
  private var number = 1

  init(limit: Int) { self.limit = limit }

  /// Takes the next bytes and gives the lines that they complete.
  mutating func feed(_ bytes: UnsafeRawBufferPointer) -> [Cut] {
    var cuts: [Cut] = []
    var first = 0
    while first < bytes.count {
      let end = Self.lineEnd(in: bytes, from: first)
      hold(UnsafeRawBufferPointer(rebasing: bytes[first..<end]))
      if end < bytes.count, let cut = close() { cuts.append(cut) }
      first = end + 1
    }
    return cuts
  }

  /// What stands behind the last line end, now that nothing more comes.
  mutating func finish() -> Cut? { close() }

  private static func lineEnd(in bytes: UnsafeRawBufferPointer, from first: Int) -> Int {
    guard let base = bytes.baseAddress, let found = memchr(base + first, 0x0A, bytes.count - first) else {
      return bytes.count
    }
    return base.distance(to: UnsafeRawPointer(found))
  }

  private mutating func hold(_ bytes: UnsafeRawBufferPointer) {
    guard !isOverlong else { return }
    if bytes.count > limit - held.count {
      isOverlong = true
      held = []
    } else {
      held.append(contentsOf: bytes)
    }
  }

  /// Ends the line; blank ones are counted and passed over.
  private mutating func close() -> Cut? {
    defer {
      number += 1
      held.removeAll(keepingCapacity: held.capacity <= 1 << 20)
      isOverlong = false
    }
    if isOverlong { return .tooLong(number: number) }
    if held.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
    return .line(held, number: number)
  }
}
