import Conversation

extension MarkScanner {
  /// Longest tag in brackets, in characters.
  static let longestTag = 60

  /// `[emotion]`, `[gaze: target]`, any other direction in brackets, `[label](link)`, `[1]`, a footnote,
  /// the box of a task, or a bracket.
  mutating func bracket() -> Verdict {
    let close = search(from: 1, limit: Self.longestSpan) { $0.character($1).map { $0 == "]" || $0 == "[" } }
    guard case .found(let end) = close else {
      if case .wait = close { return .wait }
      return .plain(1)
    }
    guard character(end) == "]", end > 1 else { return .plain(1) }
    guard isSure(end + 1) else { return .wait }
    let label = slice(1, end)
    if character(end + 1) == "(" {
      switch linkEnd(from: end + 1) {
      case .wait: return .wait
      case .found(let last):
        drop(last - end, at: end)
        return .silent(1)
      case .missing: break
      }
    }
    if label.first == "^", end > 2 {
      if isLineStart, character(end + 1) == ":" { dropping = .line }
      return .silent(end + 1)
    }
    if isLineStart, character(end + 1) == ":" {
      switch definition(from: end + 2) {
      case .wait: return .wait
      case .found:
        dropping = .line
        return .silent(end + 1)
      case .missing: break
      }
    }
    if isItemStart, !isLineStart, label == " " || label == "x" || label == "X" { return .silent(end + 1) }
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
    if label.contains(":"), words.count > 1 {
      let rest = words.dropFirst().joined(separator: " ")
      if ["gaze", "look"].contains(first.lowercased()) { return ScriptCue(.gaze, rest) }
      if ["tool", "tool_call", "function"].contains(first.lowercased()), words.count == 2 {
        return ScriptCue(.tool, rest)
      }
    }
    var value: Double?
    if words.count > 1, let number = words.last.flatMap(Double.init), (0...1).contains(number) {
      value = number
      words.removeLast()
    }
    let name = words.joined(separator: " ")
    if let emotion = Emotion(label: name) { return ScriptCue(.emotion, emotion.rawValue, value: value) }
    return ScriptCue(.stage, name, value: value)
  }
}
