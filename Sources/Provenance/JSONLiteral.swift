/// Single JSON values as text, for writers that keep an order of their own.
public enum JSONLiteral {
  /// A text in quotation marks. What JSON forbids is escaped, and so is every scalar that `isEscaped` names,
  /// as `\uXXXX` (a surrogate pair beyond U+FFFF); slashes stay.
  public static func string(_ text: String, escaping isEscaped: (Unicode.Scalar) -> Bool = { _ in false })
    -> String
  {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || isEscaped(scalar):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
