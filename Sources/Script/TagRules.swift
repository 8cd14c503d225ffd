import Conversation

/// Tags in angle brackets.
extension MarkScanner {
  /// What `<` begins: a tag, a comment, an address, or nothing (`a < b`, `<3`, `<-`).
  mutating func angle() -> Verdict {
    guard isSure(1) else { return .wait }
    switch character(1) {
    case "!": return declaration()
    case "?": return upTo(">", limit: Self.longestAngle)
    case "|": return upTo("|>", limit: Self.longestTag)
    case let next? where next == "/" || next.isASCII && next.isLetter: break
    default: return .plain(1)
    }
    for scheme in ["<http://", "<https://", "<mailto:"] {
      switch follows(Array(scheme), at: 0) {
      case .wait: return .wait
      case .missing: continue
      case .found(let begin):
        let close = search(from: begin, limit: Self.longestAngle, remembered: "<address>") { marks, ahead in
          marks.character(ahead).map { $0 == ">" || $0 == "<" || $0.isWhitespace }
        }
        switch close {
        case .wait: return .wait
        case .found(let end) where character(end) == ">": return .replaced(Self.addressWord, end + 1)
        case .found, .missing: return .plain(1)
        }
      }
    }
    switch scanTag() {
    case .wait: return .wait
    case .none: return .plain(1)
    case .tag(let tag): return tag.isClosing ? closing(tag) : opening(tag)
    }
  }

  /// `<!-- … -->` of any length, `<![CDATA[…]]>` whose text is spoken, or another declaration.
  private mutating func declaration() -> Verdict {
    switch follows(Array("<!--"), at: 0) {
    case .wait: return .wait
    case .found(let end):
      dropping = .text(Array("-->"))
      return .silent(end)
    case .missing: break
    }
    switch follows(Array("<![cdata["), at: 0) {
    case .wait: return .wait
    case .missing: return upTo(">", limit: Self.longestAngle)
    case .found(let begin):
      let mark = Array("]]>")
      let close = search(
        from: begin, limit: Self.longestCall, acrossLines: true, remembered: "cdata"
      ) { marks, ahead in
        switch marks.follows(mark, at: ahead) {
        case .wait: return nil
        case .missing: return false
        case .found: return true
        }
      }
      switch close {
      case .wait: return .wait
      case .missing: return .plain(1)
      case .found(let end):
        drop(mark.count, at: end)
        keepPlain(until: end)
        return .silent(begin)
      }
    }
  }

  /// Something on one line that is passed over up to and with its end.
  private mutating func upTo(_ end: String, limit: Int) -> Verdict {
    let mark = Array(end)
    let close = search(from: 2, limit: limit, remembered: end) { marks, ahead in
      switch marks.follows(mark, at: ahead) {
      case .wait: return nil
      case .missing: return false
      case .found: return true
      }
    }
    switch close {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let place): return .silent(place + mark.count)
    }
  }

  /// A closing tag is never spoken; it ends the innermost element of its name.
  private mutating func closing(_ tag: AngleTag) -> Verdict {
    if let place = elements.lastIndex(where: { $0.name == tag.localName }) {
      elements.removeSubrange(place...)
    }
    return part(tag)
  }

  /// Passes over a tag; that of a block parts the words on both sides.
  func part(_ tag: AngleTag) -> Verdict {
    guard TagNames.blocks.contains(tag.localName), let lastSpoken, !lastSpoken.isWhitespace else {
      return .silent(tag.length)
    }
    return .replaced(" ", tag.length)
  }

  private mutating func opening(_ tag: AngleTag) -> Verdict {
    let name = tag.localName
    if TagNames.hidden.contains(name) {
      if !tag.isSelfClosing { dropping = .element(Array(tag.name)) }
      return .silent(tag.length)
    }
    if TagNames.calls.contains(name), let verdict = callElement(tag) { return verdict }
    if let verdict = speechElement(tag) { return verdict }
    if TagNames.gazes.contains(name) {
      return direction(tag, ["target", "at", "to", "direction", "name", "value"]) {
        ScriptCue(.gaze, $0)
      }
    }
    if TagNames.emotions.contains(name) {
      let strength = Self.strength(tag)
      return direction(tag, ["name", "emotion", "type", "value", "kind", "label", "style", "is", ""]) {
        Self.emotionOrStage($0, strength)
      }
    }
    if TagNames.directions.contains(name) {
      let names = ["name", "type", "value", "action", "gesture", "id", "kind", "src", ""]
      return direction(tag, names) { ScriptCue(.stage, $0) }
    }
    if TagNames.blocks.contains(name) { return part(tag) }
    if name == "img" { return tag.value(["alt"]).map { .replaced($0, tag.length) } ?? .silent(tag.length) }
    if let level = TagNames.emphases[name] {
      if !tag.isSelfClosing { push(tag) { $0.emphasis = level } }
      return .silent(tag.length)
    }
    if TagNames.wrappers.contains(name) { return .silent(tag.length) }
    return unknown(tag)
  }

  /// A tag of no table. It is no tag at all directly behind a word (`List<Int>`), with a name of one
  /// letter, with a blank before `>`, over more than one line, or with words that are none; else it reads
  /// like the same words in square brackets.
  private func unknown(_ tag: AngleTag) -> Verdict {
    if previous?.isWordlike ?? false, !tag.isSelfClosing { return .plain(1) }
    guard tag.name.count > 1, !tag.isLoose, tag.length <= Self.longestStage,
      !(0..<tag.length).contains(where: { character($0)?.isNewline ?? false })
    else { return .plain(1) }
    var words = [String(tag.name.map { "_:.".contains($0) ? " " : $0 })]
    for attribute in tag.attributes where attribute.value.isEmpty { words.append(attribute.name) }
    if let value = tag.value(["", "name", "type", "value", "style", "kind"]) { words.append(value) }
    let label = words.joined(separator: " ")
    guard label.count <= Self.longestTag else { return .silent(tag.length) }
    guard words.count <= 5, var cue = Self.tag(label) else { return .plain(1) }
    cue.value = cue.value ?? Self.strength(tag)
    return .cue(cue, tag.length)
  }

  /// An element whose attribute or content says what is asked for.
  ///
  /// With an attribute its content is spoken. Without, content of up to ``longestStage`` characters is the
  /// direction and not spoken; if there is no closing tag so near, the name itself is the direction.
  private mutating func direction(
    _ tag: AngleTag, _ names: [String], _ cue: (String) -> ScriptCue
  ) -> Verdict {
    let given = tag.value(names)
    if let given, given.count <= Self.longestStage { return .cue(cue(given), tag.length) }
    if let bare = tag.attributes.first(where: { $0.value.isEmpty && !$0.name.isEmpty }) {
      return .cue(cue(bare.name), tag.length)
    }
    let own = ScriptCue(.stage, tag.localName)
    if tag.isSelfClosing || given != nil { return .cue(own, tag.length) }
    let name = Array(tag.name)
    let close = closingTagPlace(name, from: tag.length, limit: Self.longestStage)
    switch close {
    case .wait: return .wait
    case .missing: return .cue(own, tag.length)
    case .found(let place):
      guard case .found(let end) = closingTag(name, at: place) else { return .wait }
      let words = slice(tag.length, place).filter { !"*_[]".contains($0) }.trimmingBlanks()
      return words.isEmpty ? .silent(end) : .cue(cue(words), end)
    }
  }

  /// An emotion the house knows, else a stage direction.
  static func emotionOrStage(_ label: String, _ strength: Double?) -> ScriptCue {
    if let cue = tag(label), cue.kind == .emotion || cue.kind == .stage {
      var cue = cue
      cue.value = strength ?? cue.value
      return cue
    }
    return ScriptCue(.stage, label, value: strength)
  }

  /// Strength 0…1 that attributes give: a number, a percentage, a word, or the 0…2 of `styledegree`.
  static func strength(_ tag: AngleTag) -> Double? {
    if let degree = tag.value(["styledegree"]).flatMap(Double.init), (0...2).contains(degree) {
      return degree / 2
    }
    guard let text = tag.value(["intensity", "strength", "level", "weight", "amount", "degree"]) else {
      return nil
    }
    switch text.lowercased() {
    case "low", "weak", "slight", "mild": return 0.3
    case "medium", "moderate": return 0.6
    case "high", "strong", "intense", "extreme": return 1
    default: break
    }
    let isPercent = text.last == "%"
    guard let number = Double(isPercent ? String(text.dropLast()) : text) else { return nil }
    let value = isPercent ? number / 100 : number
    return (0...1).contains(value) ? value : nil
  }

  /// Most elements around each other that change how text is spoken; deeper ones change nothing.
  static let deepestElement = 32

  /// Opens an element that says how to speak.
  mutating func push(_ tag: AngleTag, _ change: (inout Delivery) -> Void) {
    guard elements.count < Self.deepestElement else { return }
    var delivery = elements.last?.delivery ?? Delivery()
    change(&delivery)
    elements.append((tag.localName, delivery))
  }
}
