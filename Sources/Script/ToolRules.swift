import Conversation

/// Tool calls that stand in the text.
extension MarkScanner {
  /// `{{tool:name {"json": 1}}}`, an object that is a call at the beginning of a line, or a brace.
  mutating func brace() -> Verdict {
    guard isSure(1) else { return .wait }
    if isLineStart, character(1)?.isWhitespace ?? false || character(1) == "\"" { return bareObject() }
    return toolCall()
  }

  /// `{"name": …, "arguments": …}` without anything around it.
  private mutating func bareObject() -> Verdict {
    switch pastBlanks(1) {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let place): guard character(place) == "\"" else { return .plain(1) }
    }
    switch objectEnd(from: 0) {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let end):
      guard let call = ToolCallText(object: slice(0, end), needsArguments: true) else { return .plain(1) }
      return .cue(call.cue, end)
    }
  }

  private mutating func toolCall() -> Verdict {
    let begin: Int
    switch follows(Array("{{tool:"), at: 0) {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let end): begin = end
    }
    var ahead = begin
    while let letter = character(ahead), letter.isASCII, letter.isWordlike || "_.-".contains(letter) {
      ahead += 1
      if ahead > begin + Self.longestTag { return .plain(1) }
    }
    guard isSure(ahead) else { return .wait }
    let name = slice(begin, ahead)
    if name.isEmpty { return .plain(1) }
    switch pastBlanks(ahead) {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let place): ahead = place
    }
    guard character(ahead) == "{" else { return call(name, nil, to: ahead) }
    switch objectEnd(from: ahead) {
    case .wait: return .wait
    case .missing: return brokenCall(name, from: ahead)
    case .found(let end):
      let arguments = slice(ahead, end)
      switch pastBlanks(end) {
      case .wait: return .wait
      case .missing: return .cue(ScriptCue(.tool, name, arguments: arguments), end)
      case .found(let place): return call(name, arguments, to: place, unclosed: end)
      }
    }
  }

  /// The call when `}}` follows; else what was read up to its object's end, or a brace.
  private func call(_ name: String, _ arguments: String?, to ahead: Int, unclosed: Int? = nil) -> Verdict {
    let cue = ScriptCue(.tool, name, arguments: arguments)
    let broken = ScriptCue(.tool, name, arguments: arguments.flatMap { CallObject($0) == nil ? nil : $0 })
    for step in 0..<2 {
      guard isSure(ahead + step) else { return .wait }
      guard character(ahead + step) == "}" else {
        return unclosed.map { .cue(broken, step == 0 ? $0 : ahead + step) } ?? .plain(1)
      }
    }
    return .cue(cue, ahead + 2)
  }

  /// A call whose object never ends: its name is known, its arguments are not. It reaches to the first
  /// `}}` of its line, or to the line's end.
  private mutating func brokenCall(_ name: String, from start: Int) -> Verdict {
    let close = search(from: start, limit: Self.longestSpan) { marks, ahead in
      guard marks.character(ahead) == "}" else { return false }
      guard marks.isSure(ahead + 1) else { return nil }
      return marks.character(ahead + 1) == "}"
    }
    switch close {
    case .wait: return .wait
    case .found(let end): return .cue(ScriptCue(.tool, name), end + 2)
    case .missing:
      dropping = .line
      return .cue(ScriptCue(.tool, name), start)
    }
  }

  /// An element for calls: `<tool_call>{…}</tool_call>`, `<function=name>{…}</function>` and their kin.
  ///
  /// What stands in such an element is never spoken. `nil`: it is none after all.
  mutating func callElement(_ tag: AngleTag) -> Verdict? {
    let given = tag.value(["", "name", "tool", "function", "tool_name"])
    if tag.isSelfClosing {
      let rest = tag.attributes.filter { $0.value != given && !$0.name.isEmpty }
      let members = rest.map { CallObject.quoted($0.name) + ":" + CallObject.quoted($0.value) }
      let arguments = members.isEmpty ? nil : "{" + members.joined(separator: ",") + "}"
      return given.map { .cue(ScriptCue(.tool, $0, arguments: arguments), tag.length) } ?? .silent(tag.length)
    }
    let name = Array(tag.name)
    let first: Int
    switch pastBlanks(tag.length) {
    case .wait: return .wait
    case .missing: return given.map { .cue(ScriptCue(.tool, $0), tag.length) } ?? .silent(tag.length)
    case .found(let place): first = place
    }
    let isObject = character(first) == "{"
    if isObject {
      switch objectEnd(from: first) {
      case .wait: return .wait
      case .missing: break
      case .found(let end):
        let call = ToolCallText(element: slice(first, end), name: given)
        switch pastBlanks(end) {
        case .wait: return .wait
        case .missing: return verdict(call, end)
        case .found(let place):
          switch closingTag(name, at: place) {
          case .wait: return .wait
          case .missing: return verdict(call, end)
          case .found(let last): return verdict(call, last)
          }
        }
      }
    }
    switch closingTagPlace(name, from: first) {
    case .wait: return .wait
    case .found(let place):
      guard case .found(let end) = closingTag(name, at: place) else { return .wait }
      return verdict(ToolCallText(element: slice(tag.length, place), name: given), end)
    case .missing:
      guard isObject || given != nil else { return nil }
      dropping = .paragraph
      return given.map { .cue(ScriptCue(.tool, $0), tag.length) } ?? .silent(tag.length)
    }
  }

  private func verdict(_ call: ToolCallText?, _ length: Int) -> Verdict {
    call.map { .cue($0.cue, length) } ?? .silent(length)
  }

  private mutating func pastBlanks(_ start: Int) -> Search {
    search(from: start, limit: Self.longestTag, acrossLines: true) { marks, ahead in
      marks.character(ahead).map { !$0.isWhitespace }
    }
  }
}
