public import Foundation

/// What the emotion labels of a data set or tool mean here.
///
/// A label either means an ``Emotion``, or is known and deliberately means none, or is a stranger. The last two are
/// to be reported; neither is guessed at. ``Emotion/init(label:)`` is for words in free text, where no vocabulary
/// is known.
///
/// A file of one's own is JSON of schema `mien.emotions/1`; a label gets an emotion's name, an object with the
/// strength that the label stands for, or `null`:
///
/// ```json
/// {"schema": "mien.emotions/1", "id": "ours", "title": "Our labels",
///  "labels": {"glad": "joy", "miffed": {"emotion": "anger", "value": 0.4}, "bored": null}}
/// ```
public struct EmotionVocabulary: Sendable, Equatable {
  /// Schema of the file.
  public static let schema = "mien.emotions/1"

  /// What a label means.
  public enum Meaning: Hashable, Sendable {
    /// An emotion, with the strength 0…1 that the label itself stands for, if any.
    case emotion(Emotion, value: Double?)
    /// Nothing that is felt here: the vocabulary has the label, and no emotion is near enough.
    case none
    /// The vocabulary has no such label.
    case unknown
  }

  /// Name by which it is found, such as `meld`.
  public let id: String
  /// What it is, in a few words.
  public let title: String
  /// The labels as written, sorted.
  public let labels: [String]
  private let meanings: [String: Meaning]

  /// What a label means. Case and surrounding spaces do not matter.
  public func meaning(of label: String) -> Meaning { meanings[Self.key(label)] ?? .unknown }

  /// The emotion that a label means; `nil` where it means none or is unknown.
  public func emotion(_ label: String) -> Emotion? {
    if case .emotion(let emotion, _) = meaning(of: label) { return emotion }
    return nil
  }

  private static func key(_ label: String) -> String {
    label.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }

  /// Reads a file of labels.
  ///
  /// - Throws: ``ConversationError/malformedVocabulary(file:place:reason:cure:)``: bytes that are no such JSON, another
  ///   schema, an unknown key or emotion, a strength outside 0…1, labels that differ in case only and mean
  ///   different things.
  public init(parsing bytes: Data, file: String) throws(ConversationError) {
    func malformed(_ place: String, _ reason: String, _ cure: String) -> ConversationError {
      .malformedVocabulary(file: file, place: place, reason: reason, cure: cure)
    }
    let parsed: File
    do {
      parsed = try JSONDecoder().decode(File.self, from: bytes)
    } catch let error as DecodingError {
      let (place, reason) = File.fault(error)
      throw malformed(place, reason, "write it as {\"schema\", \"id\", \"labels\": {label: emotion or null}}")
    } catch {
      throw malformed("the document", "it is not valid JSON", "export it again")
    }
    guard parsed.schema == Self.schema else {
      throw malformed("key 'schema'", "it is '\(parsed.schema)'", "write \"\(Self.schema)\"")
    }
    guard parsed.unknown.isEmpty else {
      throw malformed(
        "key '\(parsed.unknown[0])'", "there is no such key", "the keys are schema, id, title, labels")
    }
    guard !parsed.id.isEmpty, !parsed.labels.isEmpty else {
      throw malformed(
        parsed.id.isEmpty ? "key 'id'" : "key 'labels'", "it is empty", "name the vocabulary and its labels")
    }
    var meanings: [String: Meaning] = [:]
    for (label, entry) in parsed.labels.sorted(by: { $0.key < $1.key }) {
      let place = "label '\(label)'"
      var meaning = Meaning.none
      if let entry {
        guard let emotion = Emotion(rawValue: entry.emotion) else {
          let all = Emotion.allCases.map(\.rawValue).joined(separator: ", ")
          throw malformed(place, "there is no emotion '\(entry.emotion)'", "choose null or one of \(all)")
        }
        if let value = entry.value, !(0...1).contains(value) {
          throw malformed(place, "its value \(value) lies outside 0…1", "write a strength from 0 to 1")
        }
        meaning = .emotion(emotion, value: entry.value)
      }
      if let other = meanings.updateValue(meaning, forKey: Self.key(label)), other != meaning {
        throw malformed(place, "it means two things, since case does not matter", "keep one of them")
      }
    }
    id = parsed.id
    title = parsed.title
    labels = parsed.labels.keys.sorted()
    self.meanings = meanings
  }
}

/// The file as it is written.
private struct File: Decodable {
  struct Entry: Decodable {
    var emotion: String
    var value: Double?

    enum Key: String, CodingKey { case emotion, value }

    init(from decoder: any Decoder) throws {
      if let name = try? decoder.singleValueContainer().decode(String.self) {
        emotion = name
        return
      }
      let container = try decoder.container(keyedBy: Key.self)
      emotion = try container.decode(String.self, forKey: .emotion)
      value = try container.decodeIfPresent(Double.self, forKey: .value)
    }
  }

  struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var schema: String
  var id: String
  var title: String
  var labels: [String: Entry?]
  var unknown: [String]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    schema = try container.decode(String.self, forKey: Key(stringValue: "schema"))
    id = try container.decode(String.self, forKey: Key(stringValue: "id"))
    title = try container.decodeIfPresent(String.self, forKey: Key(stringValue: "title")) ?? ""
    labels = try container.decode([String: Entry?].self, forKey: Key(stringValue: "labels"))
    unknown = container.allKeys.map(\.stringValue).filter {
      !["schema", "id", "title", "labels"].contains($0)
    }
    .sorted()
  }

  /// Place and reason of what the decoder did not like.
  static func fault(_ error: DecodingError) -> (place: String, reason: String) {
    func place(_ path: [any CodingKey], _ key: String? = nil) -> String {
      let names = path.map(\.stringValue) + (key.map { [$0] } ?? [])
      return names.isEmpty ? "the document" : "key '\(names.joined(separator: "."))'"
    }
    switch error {
    case .keyNotFound(let key, let context):
      return (place(context.codingPath, key.stringValue), "it is missing")
    case .typeMismatch(_, let context): return (place(context.codingPath), "its value is of another type")
    case .valueNotFound(_, let context): return (place(context.codingPath), "it has no value")
    case .dataCorrupted(let context): return (place(context.codingPath), "it is not valid JSON")
    @unknown default: return ("the document", "it is not valid JSON")
    }
  }
}
