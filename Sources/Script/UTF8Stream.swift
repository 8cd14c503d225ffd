/// Turns bytes cut anywhere into text.
///
/// The bytes of a code point that is not yet complete are held back (three at most). Bytes that are no
/// UTF-8 become U+FFFD, one for each maximal part of a code point that could not be completed (Unicode
/// 16, section 3.9, "U+FFFD Substitution of Maximal Subparts"). The result does not depend on the cuts.
///
///     var stream = UTF8Stream()
///     stream.decode([0xC3])        // ""
///     stream.decode([0xA9, 0x21])  // "é!"
public struct UTF8Stream: Sendable {
  private var held: [UInt8] = []

  /// Starts with nothing held back.
  public init() {}

  /// Takes bytes and gives the text that is complete.
  public mutating func decode(_ bytes: some Sequence<UInt8>) -> String {
    var all = held
    all.append(contentsOf: bytes)
    let kept = Self.openLength(all)
    held = Array(all.suffix(kept))
    return String(decoding: all.dropLast(kept), as: UTF8.self)
  }

  /// Says that there are no more bytes: half a code point becomes U+FFFD.
  public mutating func finish() -> String {
    defer { held = [] }
    return String(decoding: held, as: UTF8.self)
  }

  /// How many bytes at the end are the beginning of a code point.
  private static func openLength(_ bytes: [UInt8]) -> Int {
    for length in 1...3 where length <= bytes.count {
      let tail = bytes[(bytes.count - length)...]
      guard let lead = tail.first, lead & 0xC0 != 0x80 else { continue }
      let need =
        switch lead {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
      if length >= need { return 0 }
      guard let second = tail.dropFirst().first else { return length }
      let isLegal =
        switch lead {
        case 0xE0: (0xA0...0xBF).contains(second)
        case 0xED: (0x80...0x9F).contains(second)
        case 0xF0: (0x90...0xBF).contains(second)
        case 0xF4: (0x80...0x8F).contains(second)
        default: true
        }
      return isLegal ? length : 0
    }
    return 0
  }
}
