/// Links, images and addresses.
extension MarkScanner {
  /// What is said for an address.
  static let addressWord = "link"

  /// Place behind `(address)` or `(address "title")` that begins there. An address has no blanks in it.
  mutating func linkEnd(from open: Int) -> Search {
    var depth = 0
    var quote: Swift.Character?
    var sawBlank = false
    var isOver = false
    var isBroken = false
    let close = search(from: open, limit: Self.longestAngle) { marks, ahead in
      guard let here = marks.character(ahead) else { return nil }
      if let mark = quote {
        if here == mark {
          quote = nil
          isOver = true
        }
        return false
      }
      if here == ")" {
        depth -= 1
        return depth == 0
      }
      if here.isWhitespace {
        sawBlank = true
      } else if sawBlank || isOver {
        if !isOver, here == "\"" || here == "'" { quote = here } else { isBroken = true }
      } else if here == "(" {
        depth += 1
      }
      return isBroken
    }
    guard case .found(let end) = close else { return close }
    return isBroken ? .missing : .found(end + 1)
  }

  /// `![words](address)`: the words are spoken, the address is not.
  mutating func image() -> Verdict {
    guard isSure(1) else { return .wait }
    guard character(1) == "[" else { return .plain(1) }
    let close = search(from: 2, limit: Self.longestSpan) { $0.character($1).map { $0 == "]" || $0 == "[" } }
    switch close {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let end):
      guard character(end) == "]" else { return .plain(1) }
      guard isSure(end + 1) else { return .wait }
      guard character(end + 1) == "(" else { return .plain(1) }
      switch linkEnd(from: end + 1) {
      case .wait: return .wait
      case .missing: return .plain(1)
      case .found(let last):
        drop(last - end, at: end)
        keepPlain(until: end)
        return .silent(2)
      }
    }
  }

  /// Whether what follows `[label]:` is an address, so that the line defines a link.
  mutating func definition(from start: Int) -> Search {
    let first = search(from: start, limit: 16) { $0.character($1).map { !$0.isWhitespace } }
    guard case .found(let place) = first else { return first }
    var result = Search.missing
    for scheme in ["http://", "https://", "<http", "/", "#"] {
      switch follows(Array(scheme), at: place) {
      case .found(let end): return .found(end)
      case .wait: result = .wait
      case .missing: break
      }
    }
    return result
  }

  /// A bare address, `https://…`, `http://…` or `www.…` at the beginning of a word, is spoken as "link".
  ///
  /// It ends before a blank, a quote, or an angle bracket; a closing bracket or a mark of punctuation at
  /// its end is no part of it.
  mutating func address() -> Verdict {
    if previous?.isWordlike ?? false { return .plain(1) }
    var begin: Int?
    for scheme in ["http://", "https://", "www."] {
      switch follows(Array(scheme), at: 0) {
      case .found(let end): begin = end
      case .wait: return .wait
      case .missing: break
      }
    }
    guard let begin else { return .plain(1) }
    let close = search(
      from: begin, limit: Self.longestAngle, acrossLines: true, remembered: "address"
    ) { marks, ahead in
      marks.character(ahead).map { $0.isWhitespace || "<>\"`|".contains($0) }
    }
    var end: Int
    switch close {
    case .wait: return .wait
    case .found(let place): end = place
    case .missing:
      guard isFinished, character(begin + Self.longestAngle) == nil else { return .plain(1) }
      end = held
    }
    var depth = (begin..<end).reduce(0) { $0 + (character($1) == "(" ? 1 : character($1) == ")" ? -1 : 0) }
    while end > begin, let last = character(end - 1), ".,;:!?)]}'*_~…".contains(last) {
      if last == ")" {
        // A bracket that closes one of the address' own belongs to it.
        guard depth < 0 else { break }
        depth += 1
      }
      end -= 1
    }
    return end > begin ? .replaced(Self.addressWord, end) : .plain(1)
  }
}
