/// A Creative Commons licence found in a text or an address, whatever its spelling: `CC-BY-4.0`, `CC BY NC`,
/// `CC_BY_ND`, `creativecommons.org/licenses/by-sa/4.0/`, `CC0`.
struct CreativeCommons: Equatable {
  var isZero = false
  var isNonCommercial = false
  var isShareAlike = false
  var hasNoDerivatives = false
  var version = ""

  /// The licence of a text; of several, all conditions together. `nil` when it names none.
  init?(_ text: String) {
    // No licence stands behind so much text.
    let words = text.prefix(8192).lowercased().split { !($0.isLetter || $0.isNumber || $0 == ".") }
      .map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
    var found = false
    var onlyZero = true
    for (place, word) in words.enumerated() {
      let next = place + 1 < words.count ? words[place + 1] : ""
      switch word {
      case "cc0": found = true
      case "cc" where next == "0" || next == "zero": found = true
      case "publicdomain" where next == "zero": found = true
      case "ccby": found = read(words, from: place + 1, &onlyZero)
      case "cc" where next == "by", "licenses" where next == "by":
        found = read(words, from: place + 2, &onlyZero)
      default: break
      }
    }
    guard found else { return nil }
    isZero = onlyZero
    if isZero { version = "1.0" }
  }

  private mutating func read(_ words: [Substring], from first: Int, _ onlyZero: inout Bool) -> Bool {
    onlyZero = false
    for word in words[min(first, words.count)...] {
      switch word {
      case "nc", "noncommercial": isNonCommercial = true
      case "sa": isShareAlike = true
      case "nd": hasNoDerivatives = true
      default:
        if version.isEmpty, ["1.0", "2.0", "2.5", "3.0", "4.0"].contains(word) { version = String(word) }
        return true
      }
    }
    return true
  }

  /// `CC BY-NC 4.0`.
  var name: String {
    if isZero { return "CC0 1.0" }
    var name = "CC BY"
    if isNonCommercial { name += "-NC" }
    if isShareAlike { name += "-SA" }
    if hasNoDerivatives { name += "-ND" }
    return version.isEmpty ? name : name + " " + version
  }

  /// Where it can be read; `nil` when the text gives no version.
  var url: String? {
    if isZero { return "https://creativecommons.org/publicdomain/zero/1.0/" }
    guard !version.isEmpty else { return nil }
    let code = name.dropFirst(3).split(separator: " ")[0].lowercased()
    return "https://creativecommons.org/licenses/\(code)/\(version)/"
  }

  /// Writes what the licence allows into rights, naming the field that named it.
  func apply(to rights: inout RigRights, field: String) {
    let alike = isShareAlike ? "under the same licence" : ""
    rights.commercialUse = .init(isNonCommercial ? .forbidden : .allowed, field: field)
    rights.redistribution = .init(.allowed, field: field)
    rights.modification = .init(hasNoDerivatives ? .forbidden : .allowed, field: field, condition: alike)
    rights.credit = .init(!isZero, field: field)
  }
}
