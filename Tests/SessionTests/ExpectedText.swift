/// Text with `…` where anything may stand: inside a line any characters, alone on a line any lines.
struct ExpectedText: Equatable {
  /// Its lines.
  let lines: [String]

  /// Whether a text, split into lines, is one of those meant.
  func matches(_ text: String) -> Bool {
    var actual = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if actual.last == "" { actual.removeLast() }
    return Self.matches(lines[...], actual[...]) { Self.matches(Array($0)[...], Array($1)[...]) { $0 == $1 } }
  }

  /// Matches items against a pattern in which `…` stands for any run of items.
  private static func matches<Item: Wildcard>(
    _ pattern: ArraySlice<Item>, _ items: ArraySlice<Item>, _ same: (Item, Item) -> Bool
  ) -> Bool {
    var (place, at) = (pattern.startIndex, items.startIndex)
    var star: (place: Int, at: Int)?
    while at < items.endIndex {
      if place < pattern.endIndex, pattern[place] == Item.any {
        star = (place, at)
        place += 1
      } else if place < pattern.endIndex, same(pattern[place], items[at]) {
        place += 1
        at += 1
      } else if let last = star {
        star = (last.place, last.at + 1)
        (place, at) = (last.place + 1, last.at + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == Item.any }
  }
}

private protocol Wildcard: Equatable {
  static var any: Self { get }
}

extension String: Wildcard {
  fileprivate static var any: String { "…" }
}

extension Character: Wildcard {
  fileprivate static var any: Character { "…" }
}
