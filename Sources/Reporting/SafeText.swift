/// Text from outside, made harmless for a terminal.
public enum SafeText {
  /// The text with control characters, line separators, direction marks and what is not seen spelled out.
  ///
  /// `\n`, `\t` and `\r` for those three, `\u{1B}` for the others; a backslash stays as it is.
  public static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHarmful(scalar) {
        result.append(contentsOf: spelled(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Text that is laid out in lines already, with everything harmful spelled out but line ends and tabs.
  ///
  /// A carriage return stays only where it ends a line together with a line feed.
  public static func escapedLines(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.contains(where: { $0 != "\n" && $0 != "\t" && isHarmful($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for index in scalars.indices {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      let endsLine = scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n"
      if scalar == "\n" || scalar == "\t" || endsLine || !isHarmful(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: spelled(scalar).unicodeScalars)
      }
    }
    return String(result)
  }

  /// JSON text with what a terminal would act on, which can only stand in its strings, as `\uXXXX`.
  public static func escapedJSON(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 != "\n" && isHarmful($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" || !isHarmful(scalar) {
        result.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        let spelled = "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        result.append(contentsOf: spelled.unicodeScalars)
      }
    }
    return String(result)
  }

  /// Whether a scalar moves the cursor, recolours, turns the writing direction of what follows, or hides.
  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    // No width at all. The two joiners, U+200C and U+200D, stay: words and emoji are written with them.
    case 0x61C, 0x200B, 0x200E, 0x200F, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }

  static func spelled(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}
