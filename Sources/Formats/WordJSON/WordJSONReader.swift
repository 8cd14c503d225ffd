import Foundation
import Motion

/// Where all dialects of ``WordJSON`` put what they find.
struct WordJSONReader {
  /// Name of the file.
  let file: String
  var draft: TranscriptDraft
  var notes: TimingNotes
  /// Set where a dialect is another format in JSON's clothes, which has settled everything.
  var settled: Transcript?

  init(file: String) {
    self.file = file
    draft = TranscriptDraft(id: TranscriptDraft.stem(file))
    notes = TimingNotes(file: file)
  }

  /// The document as a whole.
  var place: TimingPlace { TimingPlace(file: file) }

  /// Says what the document was taken for.
  mutating func dialect(_ name: String) { notes.add(.read, "read as \(name)") }

  consuming func finished() -> Transcript {
    if var settled {
      settled.notes = notes.notes + settled.notes
      return settled
    }
    var notes = notes
    return draft.finished(notes: &notes)
  }

  /// A time of a member: a number, or digits with or without `s` behind them; `nil` for null or no member.
  func time(_ value: JSONValue?, _ what: String, at place: TimingPlace, unit: Double = 1) throws(FormatsError)
    -> MediaTime?
  {
    switch value {
    case nil, .null: return nil
    case .string(let text):
      let digits = text.last == "s" ? text.dropLast() : text[...]
      guard let number = Double(digits) else {
        throw place.malformed("\(what) '\(text.prefix(40))' is not a time")
      }
      return try place.time(number * unit, what)
    case let value?:
      guard let number = value.double else { throw place.malformed("\(what) is not a number") }
      return try place.time(number * unit, what)
    }
  }

  /// Name of a speaker, a text or a number.
  static func speaker(_ value: JSONValue) -> String? {
    guard let members = value.object else { return nil }
    // The commonest item has a word and its times and nothing else.
    if members.count == 3, members["start"] != nil, members["end"] != nil { return nil }
    for key in ["speaker", "speaker_id", "speaker_label", "speakerTag", "speakerLabel"] {
      guard let value = members[key] else { continue }
      if let name = value.string { return name }
      if let number = value.integer { return String(number) }
    }
    return nil
  }

  /// A word with the times it has; `nil` for what is no word.
  mutating func word(_ value: JSONValue, at place: TimingPlace, unit: Double = 1) throws(FormatsError)
    -> TimingSpans.Draft?
  {
    guard let members = value.object,
      let text = (members["punctuated_word"] ?? members["word"] ?? members["text"])?.string
    else {
      throw place.malformed("there is no text 'word' or 'text'")
    }
    let trimmed = text.withoutOuterBlanks
    let type = members["type"]?.string ?? "word"
    guard !trimmed.isEmpty, type != "spacing" else { return nil }
    guard type == "word" || type == "pronunciation" else {
      notes.add(.leftOut, place, "an item is no word but of type '\(type.prefix(40))'")
      return nil
    }
    let start =
      members["start"] ?? members["startTime"] ?? members["start_time"] ?? members["startOffset"]
    let end = members["end"] ?? members["endTime"] ?? members["end_time"] ?? members["endOffset"]
    return .init(
      text: trimmed, start: try time(start, "'start'", at: place, unit: unit),
      end: try time(end, "'end'", at: place, unit: unit), item: place.item ?? 0)
  }

  /// Words of no segment, each with the speaker whom it names, else `speaker`.
  mutating func loose(_ items: [JSONValue], list: String, unit: Double = 1, speaker: String = "")
    throws(FormatsError)
  {
    var order: [String] = []
    var drafts: [String: [TimingSpans.Draft]] = [:]
    for (number, item) in items.enumerated() {
      let place = TimingPlace(file: file, list: list, item: number)
      guard let word = try word(item, at: place, unit: unit) else { continue }
      let name = Self.speaker(item) ?? speaker
      if drafts[name] == nil { order.append(name) }
      drafts[name, default: []].append(word)
    }
    for name in order {
      keep(drafts[name] ?? [], of: name, list: list)
    }
  }

  /// Puts loose words of one speaker away, with times for all.
  mutating func keep(_ words: [TimingSpans.Draft], of speaker: String, list: String) {
    let place = TimingPlace(file: file, list: list)
    let spans = TimingSpans.filled(
      words, from: nil, to: draft.transcript.duration, at: place, notes: &notes)
    for span in spans { draft.add(span, to: \.words, of: speaker) }
  }

  /// A turn with timed words; its text is what the file has, else the words.
  mutating func turn(
    _ text: String?, of speaker: String, from start: MediaTime?, to end: MediaTime?,
    words: [TimingSpans.Draft], at place: TimingPlace
  ) {
    var last = end
    if let start, let end, end < start {
      notes.add(
        .repaired, place, "a segment ends before it starts; it keeps its start and its end is left open")
      last = nil
    }
    var inner = place
    inner.list = "\(place.name).words"
    let spans = TimingSpans.filled(words, from: start, to: last, at: inner, notes: &notes)
    let spoken =
      text?.withoutOuterBlanks
      ?? words.map(\.text).joined(separator: " ")
    guard !spoken.isEmpty else { return }
    draft.add(Transcript.Turn(speaker: speaker, text: spoken, start: start, end: last, words: spans))
  }
}
