public import Foundation
import Motion

/// Words with times as aligners and recognisers write them in JSON.
///
/// The keys of a document tell its dialect, and a note says which it was taken for: Montreal Forced Aligner
/// and praatIO (`tiers`), whisper.cpp (`transcription`), Whisper and WhisperX (`segments`, `word_segments`),
/// Hugging Face pipelines (`chunks`), gentle (`words` with `case`), OpenAI's and other plain lists (`words`,
/// or a list of words), AssemblyAI (`words` and `audio_duration`), Deepgram, Google and Amazon (`results`),
/// and the interruption lists of Full-Duplex-Bench. Any other document is refused by the names of its keys.
///
/// Segments are turns, loose words are a speaker's list. A word without times shares what lies between the
/// known times around it with its like; a null end is the next word's start.
public enum WordJSON {
  /// Reads a document.
  ///
  /// - Throws: ``FormatsError/unsupported(file:place:reason:cure:)`` for an unknown dialect,
  ///   ``FormatsError/malformed(file:place:reason:cure:)`` with the place in the document for what breaks its
  ///   own.
  public static func transcript(_ bytes: Data, file: String) throws(FormatsError) -> Transcript {
    let text = try TimingText.decode(bytes, file: file)
    let root = try JSONValue(parsing: text, file: file, place: "the document")
    var reader = WordJSONReader(file: file)
    if let items = root.array {
      try list(items, into: &reader)
    } else {
      try document(root, into: &reader)
    }
    return reader.finished()
  }

  private static func document(_ root: JSONValue, into reader: inout WordJSONReader) throws(FormatsError) {
    if let tiers = root["tiers"] {
      try reader.tiers(tiers, root: root)
    } else if let segments = root["transcription"]?.array {
      try reader.whisperCPP(segments, root: root)
    } else if let segments = root["segments"]?.array {
      try reader.segments(segments, root: root)
    } else if let words = root["word_segments"]?.array {
      reader.dialect("WhisperX words")
      try reader.loose(words, list: "word_segments")
    } else if let chunks = root["chunks"]?.array {
      try reader.chunks(chunks, root: root)
    } else if let words = root["words"]?.array {
      try self.words(words, root: root, into: &reader)
    } else if let results = root["results"] {
      try reader.results(results, root: root)
    } else {
      throw unknown(root, "the document", file: reader.file)
    }
  }

  private static func words(_ words: [JSONValue], root: JSONValue, into reader: inout WordJSONReader)
    throws(FormatsError)
  {
    if words.contains(where: { $0["case"] != nil }) {
      try reader.gentle(words)
    } else if let length = root["audio_duration"]?.double {
      reader.dialect("AssemblyAI words")
      reader.draft.transcript.duration = try reader.place.time(length, "the duration")
      try reader.loose(words, list: "words", unit: 0.001)
    } else {
      reader.dialect("a list of words")
      if let length = root["duration"]?.double {
        reader.draft.transcript.duration = try reader.place.time(length, "the duration")
      }
      try reader.loose(words, list: "words")
    }
  }

  private static func list(_ items: [JSONValue], into reader: inout WordJSONReader) throws(FormatsError) {
    guard let first = items.first else {
      throw reader.place.malformed("the list is empty", cure: "give a list of words with times")
    }
    if first["interrupt"] != nil {
      try reader.interruptions(items)
    } else if first["word"] != nil || first["text"] != nil {
      reader.dialect("a list of words")
      try reader.loose(items, list: "words")
    } else {
      throw unknown(first, "the first item", file: reader.file)
    }
  }

  private static func unknown(_ value: JSONValue, _ place: String, file: String) -> FormatsError {
    let keys = (value.object ?? [:]).keys.sorted().prefix(12).map { "'\($0.prefix(24))'" }
    return .unsupported(
      file: file, place: place,
      reason: keys.isEmpty
        ? "it is no object with known keys"
        : "its keys \(keys.joined(separator: ", ")) are of no known dialect",
      cure: "give words as 'segments', 'words', 'chunks', 'transcription', 'tiers' or 'results'")
  }
}
