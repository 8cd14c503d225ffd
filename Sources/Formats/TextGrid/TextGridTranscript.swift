import Conversation
public import Foundation
import Motion

extension Transcript {
  /// Reads a Praat TextGrid; see ``TextGrid/transcript(id:file:)`` for what its tiers mean.
  ///
  /// - Throws: ``FormatsError`` with the line at which the file stops making sense.
  public static func textGrid(_ bytes: Data, file: String) throws(FormatsError) -> Transcript {
    try TextGrid(bytes, file: file).transcript(id: TranscriptDraft.stem(file), file: file)
  }
}

extension TextGrid {
  private enum Kind {
    case words, phones, utterances
  }

  /// What the tiers say about speech.
  ///
  /// A tier named `words` or `word` holds words, `phones`, `phone`, `phonemes` or `phoneme` phones,
  /// `utterances` or `utterance` turns, whatever the case; so do `ORT-MAU` and `MAU` of WebMAUS. `NAME -
  /// words`, `NAME_words` (also with `-`, `:`, `/` or `.`) and `words@NAME` and so on are speaker NAME's.
  /// Where there is none of these each interval tier is a speaker's and holds turns, and tiers of one name
  /// are one speaker's. Blank labels and labels of silence are nothing. What begins before time zero is cut
  /// there.
  ///
  /// - Parameters:
  ///   - id: id of the transcript.
  ///   - file: name of the file for the notes.
  public func transcript(id: String, file: String) -> Transcript {
    var draft = TranscriptDraft(id: id)
    var notes = TimingNotes(file: file)
    let isAligned = tiers.contains { $0.isInterval && Self.role(of: $0.name) != nil }
    var used: Set<String> = []
    for tier in tiers {
      guard case .intervals(let intervals) = tier.content else {
        notes.add(.leftOut, "point tier '\(tier.name)' is not used")
        continue
      }
      let role = Self.role(of: tier.name)
      guard let role = role ?? (isAligned ? nil : (tier.name, .utterances)) else {
        notes.add(.leftOut, "tier '\(tier.name)' is not used")
        continue
      }
      let isFirst = used.insert("\(role.kind) \(role.speaker)").inserted
      guard isFirst || !isAligned else {
        notes.add(.leftOut, "tier '\(tier.name)' is a second one and not used")
        continue
      }
      draft.speaker(role.speaker)
      for interval in intervals {
        add(interval, as: role.kind, of: role.speaker, to: &draft, notes: &notes)
      }
    }
    draft.transcript.duration = MediaTime(seconds: max(0, end))
    return draft.finished(notes: &notes)
  }

  private func add(
    _ interval: Interval, as kind: Kind, of speaker: String, to draft: inout TranscriptDraft,
    notes: inout TimingNotes
  ) {
    guard interval.end > interval.start, !interval.text.allSatisfy(\.isWhitespace) else { return }
    let place = TimingPlace(file: notes.file, line: interval.line)
    guard interval.end > 0, let end = MediaTime(seconds: interval.end) else {
      notes.add(.leftOut, place, "an interval lies before time zero")
      return
    }
    if interval.start < 0 { notes.add(.repaired, place, "an interval begins before time zero; cut there") }
    let start = MediaTime(seconds: max(0, interval.start)) ?? .zero
    let text = interval.text.withoutOuterBlanks
    let span = Transcript.Span(text, start: start, end: end, line: interval.line)
    switch kind {
    case .utterances:
      draft.add(Transcript.Turn(speaker: speaker, text: text, start: start, end: end, line: interval.line))
    case .words:
      if !Self.isSilence(text) { draft.add(span, to: \.words, of: speaker) }
    case .phones:
      if !Self.isSilence(text) { draft.add(span, to: \.phones, of: speaker) }
    }
  }

  /// Speaker and kind of a tier that names a kind.
  private static func role(of name: String) -> (speaker: String, kind: Kind)? {
    let trimmed = name.withoutOuterBlanks
    if let kind = kind(trimmed[...]) { return ("", kind) }
    switch trimmed.lowercased() {
    case "ort-mau": return ("", .words)
    case "mau": return ("", .phones)
    case "kan-mau": return nil
    default: break
    }
    if let at = trimmed.firstIndex(of: "@"), let kind = kind(trimmed[..<at]) {
      return (String(trimmed[trimmed.index(after: at)...]), kind)
    }
    guard let cut = trimmed.lastIndex(where: { "_-:/.".contains($0) }) else { return nil }
    let rest = String(trimmed[trimmed.index(after: cut)...]).withoutOuterBlanks
    guard let kind = kind(rest[...]) else { return nil }
    return (String(trimmed[..<cut]).withoutOuterBlanks, kind)
  }

  private static func kind(_ name: Substring) -> Kind? {
    switch name.lowercased() {
    case "words", "word": .words
    case "phones", "phone", "phonemes", "phoneme": .phones
    case "utterances", "utterance": .utterances
    default: nil
    }
  }

  /// Whether a label says that nothing is said; `<p:>` is WebMAUS's pause.
  private static func isSilence(_ label: String) -> Bool {
    label == "<p:>" || Phone(arpabet: label)?.symbol == .silence
  }
}

extension TextGrid.Tier {
  fileprivate var isInterval: Bool {
    if case .intervals = content { true } else { false }
  }
}
