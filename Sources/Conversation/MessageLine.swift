extension String {
  /// A part of a message that may quote a file: line breaks and other control characters become blanks, and of more
  /// than 700 characters the middle is left out.
  package var asOneLine: String {
    var scalars = Array(unicodeScalars.prefix(600))
    let rest = unicodeScalars.dropFirst(600)
    if !rest.dropFirst(100).isEmpty { scalars.append("…") }
    scalars += rest.suffix(100)
    var line = UnicodeScalarView()
    for scalar in scalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
      default: line.append(scalar)
      }
    }
    return String(line)
  }
}
