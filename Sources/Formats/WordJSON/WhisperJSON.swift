import Foundation
import Motion

extension WordJSONReader {
  /// Whisper's and WhisperX's `segments[]`, each with or without `words[]`; words beside them are seated in
  /// them.
  mutating func segments(_ segments: [JSONValue], root: JSONValue) throws(FormatsError) {
    dialect(root["word_segments"] == nil ? "Whisper segments" : "WhisperX segments")
    if let length = try time(root["duration"], "the duration", at: place) {
      draft.transcript.duration = length
    }
    var hasWords = false
    for (number, segment) in segments.enumerated() {
      let place = TimingPlace(file: file, list: "segments", item: number)
      let start = try time(segment["start"], "'start'", at: place)
      let end = try time(segment["end"], "'end'", at: place)
      var speaker = Self.speaker(segment)
      var words: [TimingSpans.Draft] = []
      for (index, item) in (segment["words"]?.array ?? []).enumerated() {
        hasWords = true
        let here = TimingPlace(file: file, list: "\(place.name).words", item: index)
        guard let word = try word(item, at: here) else { continue }
        words.append(word)
        if let own = Self.speaker(item), own != speaker {
          if speaker == nil {
            speaker = own
          } else {
            notes.add(.read, here, "a word names another speaker than its segment, which counts")
          }
        }
      }
      turn(
        segment["text"]?.string, of: speaker ?? "", from: start, to: end, words: words, at: place)
    }
    if !hasWords, let words = root["words"]?.array { try loose(words, list: "words") }
  }

  /// Hugging Face's `chunks[]` of `text` and `timestamp: [start, end or null]`: words, or sentences where one
  /// of them holds several words.
  mutating func chunks(_ chunks: [JSONValue], root: JSONValue) throws(FormatsError) {
    var drafts: [(speaker: String, word: TimingSpans.Draft)] = []
    var isSentence = false
    for (number, chunk) in chunks.enumerated() {
      let place = TimingPlace(file: file, list: "chunks", item: number)
      guard let text = chunk["text"]?.string else { throw place.malformed("there is no text 'text'") }
      guard let times = chunk["timestamp"]?.array, times.count == 2 else {
        throw place.malformed("'timestamp' is not a list of start and end")
      }
      let trimmed = text.withoutOuterBlanks
      guard !trimmed.isEmpty else { continue }
      isSentence = isSentence || trimmed.contains(where: \.isWhitespace)
      drafts.append(
        (
          Self.speaker(chunk) ?? "",
          .init(
            text: trimmed, start: try time(times[0], "the start", at: place),
            end: try time(times[1], "the end", at: place), item: number)
        ))
    }
    dialect(isSentence ? "Hugging Face chunks of sentences" : "Hugging Face chunks of words")
    if isSentence {
      for (speaker, chunk) in drafts {
        turn(
          chunk.text, of: speaker, from: chunk.start, to: chunk.end, words: [],
          at: TimingPlace(file: file, list: "chunks", item: chunk.item))
      }
      return
    }
    var order: [String] = []
    var words: [String: [TimingSpans.Draft]] = [:]
    for (speaker, word) in drafts {
      if words[speaker] == nil { order.append(speaker) }
      words[speaker, default: []].append(word)
    }
    for speaker in order { keep(words[speaker] ?? [], of: speaker, list: "chunks") }
  }

  /// whisper.cpp's `transcription[]`: `text`, `offsets` in milliseconds, and in the full form `tokens[]`.
  ///
  /// Tokens are parts of words; one that begins with a blank begins a word. Where no token does, each is a
  /// word. Segments of one word each (`--max-len 1`) are loose words.
  mutating func whisperCPP(_ segments: [JSONValue], root: JSONValue) throws(FormatsError) {
    dialect("whisper.cpp")
    let parts = try segments.enumerated().map { number, value throws(FormatsError) in
      try part(value, at: TimingPlace(file: file, list: "transcription", item: number))
    }
    let isLoose =
      segments.count > 1
      && segments.allSatisfy { $0["tokens"] == nil && $0["speaker"] == nil }
      && parts.allSatisfy { !$0.text.withoutOuterBlanks.contains(where: \.isWhitespace) }
    guard !isLoose else { return keep(Self.joined(parts), of: "", list: "transcription") }
    for (number, segment) in segments.enumerated() {
      let place = TimingPlace(file: file, list: "transcription", item: number)
      var tokens: [TimingSpans.Draft] = []
      for (index, token) in (segment["tokens"]?.array ?? []).enumerated() {
        let here = TimingPlace(file: file, list: "\(place.name).tokens", item: index)
        let part = try part(token, at: here)
        // Marks of the model such as [_BEG_] and [_TT_50] and <|en|>.
        if part.text.hasPrefix("[_") || part.text.hasPrefix("<|") { continue }
        tokens.append(part)
      }
      turn(
        parts[number].text, of: Self.speaker(segment) ?? "", from: parts[number].start, to: parts[number].end,
        words: Self.joined(tokens), at: place)
    }
  }

  private func part(_ value: JSONValue, at place: TimingPlace) throws(FormatsError) -> TimingSpans.Draft {
    guard let text = value["text"]?.string else { throw place.malformed("there is no text 'text'") }
    let offsets = value["offsets"]
    return .init(
      text: text, start: try time(offsets?["from"], "'from'", at: place, unit: 0.001),
      end: try time(offsets?["to"], "'to'", at: place, unit: 0.001), item: place.item ?? 0)
  }

  private static func joined(_ parts: [TimingSpans.Draft]) -> [TimingSpans.Draft] {
    let isSpaced = parts.dropFirst().contains { $0.text.first == " " }
    var words: [TimingSpans.Draft] = []
    for part in parts {
      if isSpaced, !words.isEmpty, part.text.first != " " {
        words[words.count - 1].text += part.text
        words[words.count - 1].end = part.end ?? words[words.count - 1].end
      } else {
        words.append(part)
      }
    }
    return words.compactMap { word in
      var word = word
      word.text = word.text.withoutOuterBlanks
      return word.text.isEmpty ? nil : word
    }
  }

  /// Full-Duplex-Bench's list of interruptions: what the user asks before (`context`, without a time) and the
  /// words that interrupt, with their `timestamp`.
  mutating func interruptions(_ items: [JSONValue]) throws(FormatsError) {
    dialect("Full-Duplex-Bench interruptions")
    for (number, item) in items.enumerated() {
      let place = TimingPlace(file: file, list: "the list", item: number)
      guard let text = item["interrupt"]?.string, let times = item["timestamp"]?.array, times.count == 2
      else { throw place.malformed("an item has a text 'interrupt' and 'timestamp' of start and end") }
      if let context = item["context"]?.string {
        turn(context, of: "", from: nil, to: nil, words: [], at: place)
      }
      turn(
        text, of: "", from: try time(times[0], "the start", at: place),
        to: try time(times[1], "the end", at: place), words: [], at: place)
    }
  }
}
