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
  /// `utterances` or `utterance` turns, whatever the case; `NAME - words` and so on are speaker NAME's.
  /// Where there is none of these each interval tier is a speaker's and holds turns, and tiers of one name are one
  /// speaker's. Blank labels and labels of silence are nothing. What begins before time zero is cut there.
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
      if Phone(arpabet: text)?.symbol != .silence { draft.add(span, to: \.words, of: speaker) }
    case .phones:
      if Phone(arpabet: text)?.symbol != .silence { draft.add(span, to: \.phones, of: speaker) }
    }
  }

  /// Speaker and kind of a tier that names a kind.
  private static func role(of name: String) -> (speaker: String, kind: Kind)? {
    let trimmed = name.withoutOuterBlanks
    let dash = trimmed.range(of: " - ", options: .backwards)
    let speaker = dash.map { String(trimmed[..<$0.lowerBound]) } ?? ""
    switch trimmed[(dash?.upperBound ?? trimmed.startIndex)...].lowercased() {
    case "words", "word": return (speaker, .words)
    case "phones", "phone", "phonemes", "phoneme": return (speaker, .phones)
    case "utterances", "utterance": return (speaker, .utterances)
    default: return nil
    }
  }
}

extension TextGrid.Tier {
  fileprivate var isInterval: Bool {
    if case .intervals = content { true } else { false }
  }
}
