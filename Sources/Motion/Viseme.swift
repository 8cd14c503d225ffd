/// The 15 visemes of Oculus lip sync: canonical names and the spellings other tools use.
public enum Viseme {
  /// Canonical names as Ready Player Me writes them, in the order of the Oculus reference.
  public static let names: [String] = symbols.map { "viseme_" + $0 }

  /// The symbols behind `viseme_`.
  public static let symbols = [
    "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U",
  ]

  /// The canonical name for a spelling that says that it is a viseme: `viseme_aa`, `Viseme_AA`, `vrc.v_aa`,
  /// `v_aa`, also behind a prefix up to a separator; vowels also as `ih`, `oh`, `ou`; `nil` for anything else.
  public static func canonicalName(for spelling: String) -> String? {
    guard spelling.utf8.count <= 200 else { return nil }
    let text = spelling.lowercased()
    var start = text.startIndex
    while true {
      for marker in ["viseme", "vrc.v", "vrc_v", "v"] where text[start...].hasPrefix(marker) {
        var rest = text[start...].dropFirst(marker.count)
        if rest.first.map(NameFolding.isSeparator) == true {
          rest = rest.dropFirst()
        } else if marker != "viseme" {
          continue
        }
        if let name = bySymbol[String(rest)] { return name }
      }
      guard let separator = text[start...].firstIndex(where: NameFolding.isSeparator) else { return nil }
      start = text.index(after: separator)
    }
  }

  /// The canonical name for a bare symbol, `aa` or `PP`; the caller must know that it stands for a viseme.
  public static func canonicalName(forSymbol symbol: String) -> String? { bySymbol[symbol.lowercased()] }

  private static let bySymbol: [String: String] = {
    var table: [String: String] = [:]
    for symbol in symbols { table[symbol.lowercased()] = "viseme_" + symbol }
    for (other, symbol) in [
      ("ih", "I"), ("oh", "O"), ("ou", "U"), ("ee", "E"), ("eh", "E"), ("silence", "sil"),
    ] {
      table[other] = "viseme_" + symbol
    }
    return table
  }()
}
