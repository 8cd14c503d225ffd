public import Foundation

extension ColumnMap {
  /// Maps for corpora in use, found without a file, in the order in which they are tried.
  public static let ready: [(id: String, title: String, map: ColumnMap)] = ReadyMap.all.map {
    ($0.map.id, $0.map.title, $0.map)
  }

  /// A ready map by its id; `nil` when there is none.
  public static func ready(_ id: String) -> ColumnMap? { ready.first { $0.id == id }?.map }

  /// The ready map whose marks the beginning of a file shows: names of columns or members that belong to one corpus.
  /// `nil` when there is none.
  public static func recognised(_ bytes: Data, file: String) -> ColumnMap? {
    var content = bytes
    if GZip.isCompressed(bytes) { content = (try? GZip.inflate(bytes, file: file)) ?? Data() }
    let head = (try? PlainText.utf8(Data(content.prefix(ReadyMap.head)), file: file)) ?? Data()
    return ReadyMap.all.first { map in map.marks.allSatisfy { head.range(of: Data($0.utf8)) != nil } }?.map
  }
}

/// A column map that comes with the house, and the marks by which its files are known.
private struct ReadyMap: Sendable {
  /// Bytes of a file in which marks are looked for.
  static let head = 1 << 16

  let marks: [String]
  let map: ColumnMap

  init(_ json: String, marks: [String]) {
    self.marks = marks
    do {
      map = try ColumnMap(Data(json.utf8), file: "a ready column map")
    } catch {
      preconditionFailure(error.description)
    }
  }

  static let all = [
    ReadyMap(
      #"""
      {
        "schema": "mien.columns/1", "id": "emorynlp", "title": "EmoryNLP emotion detection, CSV",
        "form": "csv", "conversation": ["Season", "Episode", "Scene_ID"],
        "speaker": "Speaker", "speakerForm": "python-list", "text": "Utterance",
        "start": "Start_Time", "end": "End_Time", "timeUnit": "clock",
        "emotion": "Emotion", "vocabulary": "emorynlp"
      }
      """#, marks: ["Scene_ID", "Utterance_ID", "Start_Time", "Speaker", "Season"]),
    ReadyMap(
      #"""
      {
        "schema": "mien.columns/1", "id": "emorynlp-json", "title": "EmoryNLP emotion detection, JSON",
        "form": "json", "rows": "episodes.scenes.utterances", "conversation": "scene_id",
        "speaker": "speakers", "text": "transcript", "emotion": "emotion", "vocabulary": "emorynlp"
      }
      """#, marks: ["\"episodes\"", "\"scenes\"", "\"scene_id\"", "\"utterances\"", "\"transcript\""]),
    ReadyMap(
      #"""
      {
        "schema": "mien.columns/1", "id": "topical-chat", "title": "Topical-Chat, JSON",
        "form": "json", "rows": "*.content", "conversation": "*", "speaker": "agent", "text": "message",
        "emotion": "sentiment", "vocabulary": "topical-chat"
      }
      """#, marks: ["\"content\"", "\"agent\"", "\"message\"", "\"sentiment\""]),
    ReadyMap(
      #"""
      {
        "schema": "mien.columns/1", "id": "annomi", "title": "AnnoMI counselling, CSV",
        "form": "csv", "conversation": "transcript_id", "unique": "utterance_id",
        "speaker": "interlocutor", "text": "utterance_text", "start": "timestamp", "timeUnit": "clock",
        "order": "utterance_id"
      }
      """#, marks: ["transcript_id", "utterance_id", "interlocutor", "utterance_text", "timestamp"]),
    ReadyMap(
      #"""
      {
        "schema": "mien.columns/1", "id": "lhotse", "title": "lhotse supervisions (AMI and others), JSONL",
        "form": "jsonl", "conversation": "recording_id", "speaker": "speaker", "text": "text",
        "start": "start", "duration": "duration",
        "words": "alignment.word", "wordFields": ["word", "start", "duration", "-"]
      }
      """#, marks: ["\"recording_id\"", "\"start\"", "\"duration\"", "\"channel\""]),
  ]
}
