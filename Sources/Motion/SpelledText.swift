extension String {
  /// A part of a message that may quote what came from outside: control, format and separator characters other
  /// than the blank are spelt as `\u{1B}`, and of more than 700 scalars the middle is left out.
  package var spelled: String {
    var scalars = Array(unicodeScalars.prefix(600))
    let rest = unicodeScalars.dropFirst(600)
    if !rest.dropFirst(100).isEmpty { scalars.append("…") }
    scalars += rest.suffix(100)
    var line = UnicodeScalarView()
    for scalar in scalars {
      if scalar.isSpelled {
        line.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      } else {
        line.append(scalar)
      }
    }
    return String(line)
  }
}

extension Unicode.Scalar {
  /// Whether a message spells it: what moves the cursor, turns the direction of writing, or is not seen.
  fileprivate var isSpelled: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    case .spaceSeparator: self != " "
    default: false
    }
  }
}
