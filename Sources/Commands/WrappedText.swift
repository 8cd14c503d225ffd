import Reporting

/// Text broken between words, so that a terminal shows all of it.
enum WrappedText {
  /// The text in lines of at most `width` columns, all but the first indented; a word that is longer stays whole.
  ///
  /// - Parameter width: columns of the terminal; `nil` leaves the text in one line.
  static func lines(_ text: String, width: Int?, indent: Int = 2) -> [String] {
    guard let width else { return [text] }
    let space = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = space + word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
