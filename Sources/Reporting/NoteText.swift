/// Remarks under a table, broken between words at the width of the terminal.
enum NoteText {
  /// The text in lines no wider than `width`; a single word that is wider stays whole, so that it can be copied.
  static func wrapped(_ text: String, to width: Int?) -> String {
    guard let width, DisplayWidth.of(text) > width else { return text }
    let indent = text.hasPrefix("- ") ? "  " : ""
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = (lines.isEmpty ? "" : indent) + word
      } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = indent + word
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
