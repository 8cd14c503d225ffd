/// A tag in angle brackets, taken apart.
struct AngleTag {
  /// Name in small letters, as written but for that.
  var name: String
  /// Attributes in order, names in small letters; a bare word has an empty value, `<function=x>` an empty name.
  var attributes: [(name: String, value: String)] = []
  var isClosing = false
  var isSelfClosing = false
  /// Whether a blank stands before the closing bracket.
  var isLoose = false
  /// Length of the tag in characters.
  var length: Int

  /// The name without its prefix (`mstts:`), with hyphens for underscores.
  var localName: String {
    let local = name.split(separator: ":").last.map(String.init) ?? name
    return String(local.map { $0 == "_" ? "-" : $0 })
  }

  /// The value of the first of these attributes that is there and not empty.
  func value(_ names: [String]) -> String? {
    for name in names {
      if let found = attributes.first(where: { $0.name == name && !$0.value.isEmpty }) { return found.value }
    }
    return nil
  }

  /// Takes apart what stands between name and closing bracket.
  mutating func read(_ inside: String) {
    var rest = Substring(inside)
    isLoose = rest.last?.isWhitespace ?? false
    if rest.last == "/", !isClosing {
      isSelfClosing = true
      rest = rest.dropLast()
    }
    if rest.first == "=" {
      attributes.append(("", Self.takeValue(&rest)))
    }
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.isEmpty { return }
      let word = rest.prefix { !$0.isWhitespace && $0 != "=" }
      rest = rest.dropFirst(word.count)
      let gap = rest.drop { $0.isWhitespace }
      if gap.first == "=" {
        rest = gap
        attributes.append((word.lowercased(), Self.takeValue(&rest)))
      } else {
        attributes.append((String(word), ""))
      }
    }
  }

  private static func takeValue(_ rest: inout Substring) -> String {
    rest = rest.dropFirst().drop { $0.isWhitespace }
    guard let quote = rest.first, quote == "\"" || quote == "'" else {
      let value = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(value.count)
      return Entities.decoded(String(value))
    }
    let value = rest.dropFirst().prefix { $0 != quote }
    rest = rest.dropFirst(value.count + 2)
    return Entities.decoded(String(value))
  }
}

extension MarkScanner {
  enum TagScan {
    case wait
    case none
    case tag(AngleTag)
  }

  /// Longest name of a tag, in characters.
  static let longestTagName = 40

  /// The tag that begins at the cursor: a name, then anything up to `>`, which may stand in quoted values.
  mutating func scanTag() -> TagScan {
    var ahead = 1
    let isClosing = character(1) == "/"
    if isClosing { ahead = 2 }
    let begin = ahead
    while true {
      work += 1
      guard isSure(ahead) else { return .wait }
      guard let here = character(ahead) else { return .none }
      let isFirst = ahead == begin
      guard here.isASCII, isFirst ? here.isLetter : here.isWordlike || "_-:.".contains(here) else { break }
      ahead += 1
      if ahead - begin > Self.longestTagName { return .none }
    }
    guard ahead > begin, let stop = character(ahead), stop.isWhitespace || "/>=".contains(stop) else {
      return .none
    }
    var quote: Swift.Character?
    var last: Swift.Character = " "
    let close = search(from: ahead, limit: Self.longestAngle, acrossLines: true) { marks, place in
      guard let here = marks.character(place) else { return nil }
      if let mark = quote {
        if here == mark { quote = nil }
      } else if here == ">" || here == "<" {
        return true
      } else if last == "=", here == "\"" || here == "'" {
        quote = here
      }
      if !here.isWhitespace { last = here }
      return false
    }
    switch close {
    case .wait: return .wait
    case .missing: return .none
    case .found(let end):
      guard character(end) == ">" else { return .none }
      var tag = AngleTag(name: slice(begin, ahead).lowercased(), length: end + 1)
      tag.isClosing = isClosing
      tag.read(slice(ahead, end))
      return .tag(tag)
    }
  }
}
