/// Tables for papers: `tabular` with the rules of the booktabs package.
enum LatexTable {
  /// Header, rules and rows; ends in a newline.
  ///
  /// - Parameter omitted: columns that only lists need, such as ids.
  static func text(_ table: Table, without omitted: Set<String> = []) -> String {
    let shown = table.shown.filter { !omitted.contains($0.column.id) }
    guard !shown.isEmpty else { return "" }
    let columns = shown.map { $0.column.alignment == .leading ? "l" : "r" }.joined()
    let rows = table.rows.map { row in shown.map { escaped(row[$0.place].plain) }.joined(separator: " & ") }
    let lines =
      ["\\begin{tabular}{\(columns)}", "\\toprule"]
      + [
        shown.map { escaped(SafeText.escaped($0.column.title)) }.joined(separator: " & ") + " \\\\",
        "\\midrule",
      ]
      + rows.map { $0 + " \\\\" } + ["\\bottomrule", "\\end{tabular}"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a table rests on, set in small print below it: one paragraph per line.
  static func notes(_ lines: [String]) -> String {
    guard !lines.isEmpty else { return "" }
    let set = lines.map { escaped(SafeText.escaped($0)) + "\\par\n" }.joined()
    return "{\\par\\footnotesize\\raggedright\n\(set)}\n"
  }

  /// Lines that LaTeX does not set: what a table rests on.
  static func comments(_ lines: [String]) -> String {
    lines.map { "% " + SafeText.escaped($0) + "\n" }.joined()
  }

  /// Text with the characters spelled out that LaTeX would act on, and its signs for those of tables.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\textbackslash{}"
      case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "<", ">": result += "$\(character)$"
      case "|": result += "\\textbar{}"
      case "\"": result += "\\textquotedbl{}"
      case "[": result += "{[}"
      case "]": result += "{]}"
      default: result += signs[character] ?? String(character)
      }
    }
    return result
  }

  /// Signs that the text font of a paper may not have.
  private static let signs: [Character: String] = [
    "↑": "$\\uparrow$", "↓": "$\\downarrow$", "→": "$\\rightarrow$", "–": "--", "—": "---", "…": "\\ldots{}",
    "≥": "$\\geq$", "≤": "$\\leq$", "±": "$\\pm$", "×": "$\\times$", "·": "$\\cdot$", "²": "$^2$",
    "³": "$^3$", "°": "$^\\circ$", "λ": "$\\lambda$", "θ": "$\\theta$", "σ": "$\\sigma$", "µ": "$\\mu$",
    "μ": "$\\mu$", "Δ": "$\\Delta$", "Σ": "$\\Sigma$", "√": "$\\surd$", "∞": "$\\infty$", "≈": "$\\approx$",
    "✗": "$\\times$", "✓": "$\\surd$", "−": "$-$",
  ]
}
