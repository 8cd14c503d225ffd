import Conversation

extension MarkScanner {
  /// Longest tag in brackets, in characters.
  static let longestTag = 60

  /// `[emotion]`, `[gaze: target]`, any other direction in brackets, `[label](link)`, `[1]`, or a bracket.
  mutating func bracket() -> Verdict {
    let close = search(from: 1, limit: Self.longestSpan) { character($0).map { $0 == "]" || $0 == "[" } }
    guard case .found(let end) = close else {
      if case .wait = close { return .wait }
      return .plain(1)
    }
    guard character(end) == "]", end > 1 else { return .plain(1) }
    guard isSure(end + 1) else { return .wait }
    if character(end + 1) == "(" {
      let link = search(from: end + 2, limit: Self.longestSpan) { ahead in
        character(ahead).map { $0 == ")" || $0.isWhitespace }
      }
      switch link {
      case .wait: return .wait
      case .found(let last) where character(last) == ")":
        drop(last + 1 - end, at: end)
        return .silent(1)
      case .found, .missing: break
      }
    }
    let label = slice(1, end)
    if label.allSatisfy({ $0.isASCII && $0.isNumber }) { return .silent(end + 1) }
    guard end - 1 <= Self.longestTag, let cue = Self.tag(label) else { return .plain(1) }
    return .cue(cue, end + 1)
  }

  /// What a label in brackets asks for; `nil` when it does not look like one.
  static func tag(_ label: String) -> ScriptCue? {
    var words = label.split(whereSeparator: { $0.isWhitespace || $0 == ":" || $0 == "=" }).map(String.init)
    guard let first = words.first, first.first?.isLetter ?? false,
      label.allSatisfy({ $0.isWordlike || $0.isWhitespace || "-_',.:=!?’".contains($0) })
    else { return nil }
    if label.contains(":"), ["gaze", "look"].contains(first.lowercased()), words.count > 1 {
      let target = words.dropFirst().joined(separator: " ")
      return ScriptCue(kind: .gaze, text: target, offset: 0, length: 0)
    }
    var value: Double?
    if words.count > 1, let number = words.last.flatMap(Double.init), (0...1).contains(number) {
      value = number
      words.removeLast()
    }
    let name = words.joined(separator: " ")
    if let emotion = Emotion(label: name) {
      return ScriptCue(kind: .emotion, text: emotion.rawValue, value: value, offset: 0, length: 0)
    }
    return ScriptCue(kind: .stage, text: name, value: value, offset: 0, length: 0)
  }

  /// `{{tool:name {"json": 1}}}`, or a brace.
  func toolCall() -> Verdict {
    let opening = Array("{{tool:")
    for (ahead, expected) in opening.enumerated() {
      guard isSure(ahead) else { return .wait }
      guard character(ahead) == expected else { return .plain(1) }
    }
    var ahead = opening.count
    while let letter = character(ahead), letter.isASCII, letter.isWordlike || "_.-".contains(letter) {
      ahead += 1
      if ahead > opening.count + Self.longestTag { return .plain(1) }
    }
    guard isSure(ahead) else { return .wait }
    let name = slice(opening.count, ahead)
    if name.isEmpty { return .plain(1) }
    var arguments: String?
    switch pastBlanks(ahead) {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let place): ahead = place
    }
    if character(ahead) == "{" {
      switch objectEnd(from: ahead) {
      case .wait: return .wait
      case .missing: return .plain(1)
      case .found(let end):
        arguments = slice(ahead, end)
        switch pastBlanks(end) {
        case .wait: return .wait
        case .missing: return .plain(1)
        case .found(let place): ahead = place
        }
      }
    }
    for step in 0..<2 {
      guard isSure(ahead + step) else { return .wait }
      guard character(ahead + step) == "}" else { return .plain(1) }
    }
    let cue = ScriptCue(kind: .tool, text: name, arguments: arguments, offset: 0, length: 0)
    return .cue(cue, ahead + 2)
  }

  private func pastBlanks(_ start: Int) -> Search {
    search(from: start, limit: Self.longestTag, acrossLines: true) { character($0).map { !$0.isWhitespace } }
  }

  /// Place behind the JSON object that begins there: braces balanced outside of strings.
  private func objectEnd(from start: Int) -> Search {
    var depth = 0
    var isString = false
    var isEscaped = false
    let last = search(from: start, limit: Self.longestCall, acrossLines: true) { ahead in
      guard let character = character(ahead) else { return nil }
      if isEscaped {
        isEscaped = false
      } else if isString {
        if character == "\\" { isEscaped = true }
        if character == "\"" { isString = false }
      } else if character == "\"" {
        isString = true
      } else if character == "{" {
        depth += 1
      } else if character == "}" {
        depth -= 1
      }
      return depth == 0
    }
    if case .found(let end) = last { return .found(end + 1) }
    return last
  }
}
