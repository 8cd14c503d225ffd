/// Text in which bytes of Windows-1252 stand among UTF-8, as editors and spreadsheets leave it.
///
/// Two faults are mended: bytes that are no UTF-8, and the controls U+0080…U+009F, which come about when such a
/// byte was taken for Latin-1 and encoded again. Both mean what Windows-1252 has at that byte.
enum Windows1252 {
  /// The scalar of a byte. The five bytes without one give U+FFFD.
  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(high[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }

  private static let high: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  /// The text of the bytes, and whether anything had to be mended.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> (text: String, mended: Bool) {
    if !bytes.contains(where: { $0 >= 0x80 }) { return (String(decoding: bytes, as: UTF8.self), false) }
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) })
    {
      return (text, false)
    }
    var scalars = String.UnicodeScalarView()
    var at = 0
    while at < bytes.count {
      let lead = bytes[at]
      let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      if at + length <= bytes.count,
        let piece = String(validating: UnsafeBufferPointer(rebasing: bytes[at..<at + length]), as: UTF8.self),
        let scalar = piece.unicodeScalars.first
      {
        let isControl = (0x80...0x9F).contains(scalar.value)
        scalars.append(isControl ? Self.scalar(UInt8(scalar.value)) : scalar)
        at += length
      } else {
        scalars.append(Self.scalar(lead))
        at += 1
      }
    }
    return (String(scalars), true)
  }
}
