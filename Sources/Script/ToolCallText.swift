import Conversation

/// What the text of a tool call says: a name, and arguments where they are a JSON object.
struct ToolCallText {
  var name: String
  var arguments: String?

  /// The cue it becomes.
  var cue: ScriptCue { ScriptCue(.tool, name, arguments: arguments) }

  init(name: String, arguments: String? = nil) {
    self.name = name
    self.arguments = arguments
  }

  private static let nameKeys = ["name", "tool", "tool_name", "function", "function_name"]
  private static let argumentKeys = ["arguments", "parameters", "args", "input", "kwargs"]

  /// An object that holds a call: `{"name": …, "arguments": {…}}`, or `{"function": {…}}` around it.
  ///
  /// - Parameter needsArguments: whether a name alone is too little to be sure.
  init?(object text: String, needsArguments: Bool = false) {
    guard let outer = CallObject(text) else { return nil }
    var object = outer
    if let inner = outer.value(["function", "function_call", "tool_call"]), inner.first == "{" {
      guard let parsed = CallObject(inner) else { return nil }
      object = parsed
    }
    guard let label = object.value(Self.nameKeys).flatMap(CallObject.string), Self.isName(label) else {
      return nil
    }
    name = label
    let value = object.value(Self.argumentKeys)
    if needsArguments, value == nil { return nil }
    arguments = value.flatMap(Self.argumentObject)
  }

  /// What a fenced block calls: JSON with name and arguments in a block of any of the languages for calls
  /// or `json`, or `name(…)` in a block of `tool_code`.
  init?(fenced text: String, language: String) {
    let isCall = ["tool_code", "tool_call", "tool", "tool_use", "function_call"].contains(language)
    guard isCall || language == "json" || language == "jsonc" else { return nil }
    let bare = text.trimmingBlanks()
    if let call = ToolCallText(object: bare, needsArguments: !isCall) {
      self = call
      return
    }
    guard isCall else { return nil }
    if let loose = Self.looseName(in: bare) {
      self.init(name: loose)
      return
    }
    guard let call = Self.expression(bare) else { return nil }
    self.init(name: call)
  }

  /// What stands inside an element for calls; `nil` when no name can be read.
  ///
  /// Read are a JSON object, `<function=name>{…}</function>`, parameters in elements of their own, a bare
  /// name, and of broken JSON the name.
  init?(element content: String, name given: String?) {
    let bare = content.trimmingBlanks()
    if let call = ToolCallText(object: bare) {
      self = call
      return
    }
    if bare.hasPrefix("<function="), let end = bare.firstIndex(of: ">") {
      let label = String(bare[bare.index(bare.startIndex, offsetBy: 10)..<end]).trimmingBlanks()
      var inner = String(bare[bare.index(after: end)...])
      if let close = Self.place(of: "</function>", in: inner) { inner = String(inner[..<close]) }
      guard Self.isName(label) else { return nil }
      self.init(name: label, arguments: Self.argumentObject(inner.trimmingBlanks()) ?? Self.parameters(inner))
      return
    }
    if let given, Self.isName(given) {
      self.init(name: given, arguments: Self.argumentObject(bare) ?? Self.parameters(bare))
      return
    }
    if Self.isName(bare) {
      self.init(name: bare)
      return
    }
    guard let loose = Self.looseName(in: bare) else { return nil }
    self.init(name: loose)
  }

  /// Whether a text can be a tool's name.
  static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "_", text.utf8.count <= 64 else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isWordlike || "_.-:/".contains($0)) }
  }

  /// An object as it was written, or the one inside of a string.
  private static func argumentObject(_ value: String) -> String? {
    if value.first == "{" { return CallObject(value) == nil ? nil : value }
    guard let inner = CallObject.string(value)?.trimmingBlanks(), inner.first == "{" else { return nil }
    return CallObject(inner) == nil ? nil : inner
  }

  /// The name that a broken object gives.
  static func looseName(in text: String) -> String? {
    for key in nameKeys {
      guard let place = Self.place(of: "\"\(key)\"", in: text, isEnd: true) else { continue }
      let rest = text[place...].drop { $0.isWhitespace }
      guard rest.first == ":" else { continue }
      let value = rest.dropFirst().drop { $0.isWhitespace }
      guard value.first == "\"" else { continue }
      let name = String(value.dropFirst().prefix { $0 != "\"" && !$0.isNewline })
      if isName(name) { return name }
    }
    return nil
  }

  /// The name in `name(…)`, `print(name(…))`, `x = name(…)`.
  private static func expression(_ text: String) -> String? {
    guard let line = text.split(whereSeparator: \.isNewline).first else { return nil }
    var rest = line.drop { $0.isWhitespace }
    if let equals = rest.firstIndex(of: "="),
      rest[..<equals].allSatisfy({ $0.isWordlike || "_ ".contains($0) })
    {
      rest = rest[rest.index(after: equals)...].drop { $0.isWhitespace }
    }
    if rest.hasPrefix("print(") { rest = rest.dropFirst(6) }
    guard let open = rest.firstIndex(of: "(") else { return nil }
    let name = String(rest[..<open])
    return isName(name) ? name : nil
  }

  /// `<parameter name="k">v</parameter>` and `<parameter=k>v</parameter>` as an object of strings.
  private static func parameters(_ text: String) -> String? {
    var members: [String] = []
    var rest = Substring(text)
    while let open = place(of: "<parameter", in: rest, isEnd: true) {
      rest = rest[open...]
      guard let end = rest.firstIndex(of: ">") else { break }
      let head = rest[..<end]
      let key = head.split(separator: "=", maxSplits: 1).last.map { String($0.filter { $0 != "\"" }) } ?? ""
      rest = rest[rest.index(after: end)...]
      guard let close = place(of: "</parameter>", in: rest) else { break }
      members.append(
        CallObject.quoted(key.trimmingBlanks()) + ":" + CallObject.quoted(String(rest[..<close])))
      rest = rest[close...]
    }
    return members.isEmpty ? nil : "{" + members.joined(separator: ",") + "}"
  }

  /// Where a text begins or ends in another.
  private static func place(of part: String, in text: some StringProtocol, isEnd: Bool = false)
    -> String.Index?
  {
    var start = text.startIndex
    while let next = text[start...].firstIndex(of: part.first ?? " ") {
      if text[next...].hasPrefix(part) { return isEnd ? text.index(next, offsetBy: part.count) : next }
      start = text.index(after: next)
    }
    return nil
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  func trimmingBlanks() -> String {
    var view = self[...].drop(while: \.isWhitespace)
    while view.last?.isWhitespace ?? false { view = view.dropLast() }
    return String(view)
  }
}
