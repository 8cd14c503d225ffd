/// Spoils files: the same seed and the same files always give the same bytes.
struct ByteMutator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Pieces that readers of texts and of numbers stumble over.
  private static let pieces: [[UInt8]] =
    [
      "1e308", "-1", "999999999999", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
      "nan", "inf",
      "0.0000000000000000000000001", "1e-400", "00:00:60.000", "99999999:59:59,999", "-0", "NaN", "null",
      "true",
      "\"", "'", "\\", "\\u", "\\ud800", "\\u0000", "{", "}", "[", "]", "<", ">", "</", "<!--", "<![CDATA[",
      "&#0;", "&amp;",
      "&lol;", "\n", "\r", "\r\n", "\t", ",", ":", ";", " --> ", "\u{FEFF}", "\u{2028}", "\u{301}",
      "e\u{301}", "🎉", "*a",
      "&a", "data: ", "- !!binary ", "#", "|", "%",
    ].map { Array($0.utf8) } + [
      [0], [0xFF], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF],
      [0x1F, 0x8B, 8],
      [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0],
    ]

  /// SplitMix64 (Steele, Lea, Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { limit < 1 ? 0 : Int(next() % UInt64(limit)) }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

  /// A file spoilt in one to five places, often by a piece of another one.
  mutating func spoil(_ file: [UInt8], with others: [[UInt8]]) -> [UInt8] {
    var bytes = file
    for _ in 0..<(1 + below(5)) { spoilOnce(&bytes, with: others) }
    // Copies of copies must not grow without end.
    if bytes.count > file.count * 4 + (1 << 17) { bytes.removeSubrange((file.count * 4 + (1 << 17))...) }
    return bytes
  }

  private mutating func spoilOnce(_ bytes: inout [UInt8], with others: [[UInt8]]) {
    let place = below(bytes.count + 1)
    switch below(12) {
    case 0, 1:
      guard place < bytes.count else { return }
      bytes[place] ^= 1 << UInt8(below(8))
    case 2:
      guard place < bytes.count else { return }
      bytes[place] = UInt8(below(256))
    case 3: bytes.insert(contentsOf: pick(Self.pieces), at: place)
    case 4: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(8)))
    case 5:
      let piece = bytes[place..<min(bytes.count, place + 1 + below(64))]
      bytes.insert(contentsOf: Array(piece), at: below(bytes.count + 1))
    case 6:
      let other = pick(others)
      let first = below(other.count + 1)
      bytes.replaceSubrange(place..., with: other[first...])
    case 7:
      let other = pick(others)
      let first = below(other.count + 1)
      bytes.insert(contentsOf: other[first..<min(other.count, first + 1 + below(200))], at: place)
    case 8: inflateNumber(&bytes, near: place)
    case 9:
      let piece = pick(Self.pieces)
      let times = 1 << below(13)
      bytes.insert(contentsOf: (0..<times).flatMap { _ in piece }, at: place)
    case 10: lie(&bytes, at: place)
    default: bytes.removeSubrange(place...)
    }
  }

  /// Puts another number in place of the one that stands at or behind a place.
  private mutating func inflateNumber(_ bytes: inout [UInt8], near place: Int) {
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    guard var first = bytes[place...].firstIndex(where: isDigit) else { return }
    while first > 0, isDigit(bytes[first - 1]) { first -= 1 }
    let end = bytes[first...].firstIndex { !isDigit($0) } ?? bytes.count
    bytes.replaceSubrange(first..<end, with: Self.pieces[below(13)])
  }

  /// Writes a length that may lie over two, four or eight bytes, in either order.
  private mutating func lie(_ bytes: inout [UInt8], at place: Int) {
    let width = pick([2, 4, 8])
    guard place + width <= bytes.count else { return }
    let number = pick([0, 1, UInt64(bytes.count), 0x7FFF_FFFF, 0xFFFF_FFFF, 1 << 62, UInt64.max, next()])
    let isBig = below(2) == 0
    for k in 0..<width {
      bytes[place + k] = UInt8(truncatingIfNeeded: number >> UInt64(8 * (isBig ? width - 1 - k : k)))
    }
  }
}
