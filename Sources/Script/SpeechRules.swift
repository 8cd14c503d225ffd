import Conversation
import Foundation

/// Elements of SSML 1.1 (W3C Recommendation, sections 3.1 to 3.3) that say how to speak.
extension MarkScanner {
  /// `nil` when it is none of them.
  mutating func speechElement(_ tag: AngleTag) -> Verdict? {
    switch tag.localName {
    case "break", "pause":
      return .cue(ScriptCue(.stage, "break \(Self.pause(tag))"), tag.length)
    case "emphasis":
      let level = tag.value(["level"]).flatMap { Delivery.Emphasis(rawValue: $0.lowercased()) } ?? .moderate
      if !tag.isSelfClosing { push(tag) { $0.emphasis = level } }
      return .cue(ScriptCue(.stage, "emphasis \(level.rawValue)", value: level.strength), tag.length)
    case "prosody": return prosody(tag)
    case "say-as":
      guard let kind = tag.value(["interpret-as", "type"]) else { return .silent(tag.length) }
      if !tag.isSelfClosing { push(tag) { $0.interpretation = kind } }
      return .cue(ScriptCue(.stage, "say-as \(kind)"), tag.length)
    case "mark", "bookmark":
      guard let name = tag.value(["name", "mark"]) else { return .silent(tag.length) }
      return .cue(ScriptCue(.stage, "mark \(name)"), tag.length)
    case "sub": return alias(tag)
    case "phoneme":
      let phones = Self.phones(tag)
      if !tag.isSelfClosing { push(tag) { $0.phones = phones ?? $0.phones } }
      return .silent(tag.length)
    case "audio":
      guard let source = tag.value(["src"]) else { return .silent(tag.length) }
      return .cue(ScriptCue(.stage, "audio \(source)"), tag.length)
    case "lang":
      let language = tag.value(["xml:lang", "lang"])
      if !tag.isSelfClosing { push(tag) { $0.language = language ?? $0.language } }
      return .silent(tag.length)
    case "voice":
      let voice = tag.value(["name", "gender", "xml:lang"])
      if !tag.isSelfClosing { push(tag) { $0.voice = voice ?? $0.voice } }
      return .silent(tag.length)
    default: return nil
    }
  }

  private mutating func prosody(_ tag: AngleTag) -> Verdict {
    let rate = tag.value(["rate"]).flatMap(Self.rate)
    let pitch = tag.value(["pitch"]).flatMap(Self.pitch)
    let volume = tag.value(["volume"]).flatMap(Self.volume)
    if !tag.isSelfClosing {
      push(tag) {
        $0.rate = rate ?? $0.rate
        $0.pitch = pitch ?? $0.pitch
        $0.volume = volume ?? $0.volume
      }
    }
    let parts = [("rate", rate), ("pitch", pitch), ("volume", volume)]
    let words = parts.compactMap { part in part.1.map { "\(part.0)=\($0)" } }
    if words.isEmpty { return .silent(tag.length) }
    return .cue(ScriptCue(.stage, "prosody " + words.joined(separator: " ")), tag.length)
  }

  /// `<sub alias="words">text</sub>`: the alias is spoken instead of up to ``longestSpan`` characters.
  private mutating func alias(_ tag: AngleTag) -> Verdict {
    guard let alias = tag.value(["alias"]) else { return .silent(tag.length) }
    let name = Array(tag.name)
    if tag.isSelfClosing { return .replaced(alias, tag.length) }
    switch closingTagPlace(name, from: tag.length, limit: Self.longestSpan) {
    case .wait: return .wait
    case .missing: return .silent(tag.length)
    case .found(let place):
      guard case .found(let end) = closingTag(name, at: place) else { return .wait }
      return .replaced(alias, end)
    }
  }

  /// Seconds of a `<break>`: its time, at most 60, else those of its strength.
  static func pause(_ tag: AngleTag) -> Double {
    if let seconds = tag.value(["time", "duration", "seconds", "length"]).flatMap(seconds) {
      return min(60, seconds)
    }
    switch tag.value(["strength"])?.lowercased() {
    case "none": return 0
    case "x-weak": return 0.1
    case "weak": return 0.2
    case "strong": return 0.7
    case "x-strong": return 1.2
    default: return 0.4
    }
  }

  private static func seconds(_ text: String) -> Double? {
    let bare = text.lowercased()
    let value: Double?
    if bare.hasSuffix("ms") {
      value = Double(bare.dropLast(2).trimmingBlanks()).map { $0 / 1000 }
    } else {
      value = Double((bare.hasSuffix("s") ? bare.dropLast() : bare[...]).trimmingBlanks())
    }
    return value.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }

  /// Factor of a rate: a word, a percentage of the voice's own, a change in percent, or a number.
  static func rate(_ text: String) -> Double? {
    switch text.lowercased() {
    case "x-slow": return 0.5
    case "slow": return 0.75
    case "medium", "default": return 1
    case "fast": return 1.25
    case "x-fast": return 1.5
    default: break
    }
    let factor: Double?
    if text.last == "%" {
      let isChange = text.first == "+" || text.first == "-"
      factor = Double(text.dropLast()).map { isChange ? 1 + $0 / 100 : $0 / 100 }
    } else {
      factor = Double(text)
    }
    return factor.flatMap { (0.05...20).contains($0) ? $0 : nil }
  }

  /// Semitones of a pitch: a word, `+2st`, or a change in percent. A pitch in hertz needs the voice's own
  /// and is not read.
  static func pitch(_ text: String) -> Double? {
    let bare = text.lowercased()
    switch bare {
    case "x-low": return -4
    case "low": return -2
    case "medium", "default": return 0
    case "high": return 2
    case "x-high": return 4
    default: break
    }
    var shift: Double?
    if bare.hasSuffix("st") {
      shift = Double(bare.dropLast(2))
    } else if bare.last == "%", let change = Double(bare.dropLast()), change > -100 {
      shift = (12 * log2(1 + change / 100) * 100).rounded() / 100
    }
    return shift.flatMap { (-48...48).contains($0) ? $0 : nil }
  }

  /// Gain of a volume in dB: a word, `+6dB`, or a number 0…100 as in SSML 1.0.
  static func volume(_ text: String) -> Double? {
    let bare = text.lowercased()
    switch bare {
    case "silent": return -60
    case "x-soft": return -12
    case "soft": return -6
    case "medium", "default": return 0
    case "loud": return 6
    case "x-loud": return 12
    default: break
    }
    if bare.hasSuffix("db") {
      return Double(bare.dropLast(2)).flatMap { $0.isFinite ? max(-60, min(60, $0)) : nil }
    }
    guard let number = Double(bare), (0...100).contains(number) else { return nil }
    return number == 0 ? -60 : max(-60, (20 * log10(number / 100) * 100).rounded() / 100)
  }

  /// Phones of a `<phoneme>`, where all of them could be read.
  private static func phones(_ tag: AngleTag) -> [Phone]? {
    guard let text = tag.value(["ph"]) else { return nil }
    switch tag.value(["alphabet"])?.lowercased() ?? "ipa" {
    case "ipa":
      let phones = Phones(ipa: text)
      return phones.unread.isEmpty ? phones.all : nil
    case "x-sampa", "xsampa", "x-amazon-xsampa":
      let phones = Phones(xsampa: text)
      return phones.unread.isEmpty ? phones.all : nil
    case "cmu-arpabet", "cmu", "arpabet", "x-cmu":
      let phones = text.split(whereSeparator: \.isWhitespace).map { Phone(arpabet: String($0)) }
      return phones.contains { $0 == nil } ? nil : phones.compactMap { $0 }
    default: return nil
    }
  }
}
