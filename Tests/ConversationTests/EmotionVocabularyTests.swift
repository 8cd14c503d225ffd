import Conversation
import Foundation
import Testing

@Suite("Emotion vocabularies")
struct EmotionVocabularyTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Seeds/Emotions")

  @Test(
    "labels mean what their vocabulary says, whatever their case",
    arguments: [
      ("meld", "anger", Emotion.anger), ("emorynlp", "Mad", .anger), ("emorynlp", "peaceful", .contentment),
      ("topical-chat", "Curious to dive deeper", .interest), ("beat", "4", .contempt),
      ("ravdess", "08", .surprise),
      ("goemotions", "curiosity", .interest), ("emodb", "T", .sadness), ("iemocap", "fru", .annoyance),
      ("cremad", "FEA", .fear), ("vrm", "relaxed", .contentment), ("audio2face", "cheekiness", .amusement),
      ("plutchik", "joy", .joy), ("ekman", "Contempt", .contempt), ("arkit-capture", "Fearful", .fear),
      ("talkinghead", "love", .love), ("audio2face", " Joy ", .joy),
    ])
  func labels(_ id: String, _ label: String, _ emotion: Emotion) throws {
    #expect(try #require(EmotionVocabulary.named(id)).emotion(label) == emotion)
  }

  @Test(
    "labels without a counterpart mean none; strangers are unknown",
    arguments: [
      ("emorynlp", "Powerful"), ("goemotions", "realization"), ("goemotions", "22"), ("emodb", "L"),
      ("iemocap", "xxx"), ("audio2face", "pain"), ("audio2face", "outofbreath"), ("plutchik", "trust"),
    ])
  func nothing(_ id: String, _ label: String) throws {
    let vocabulary = try #require(EmotionVocabulary.named(id))
    #expect(vocabulary.meaning(of: label) == .none && vocabulary.emotion(label) == nil)
    #expect(vocabulary.meaning(of: "bliss") == .unknown)
  }

  @Test("GoEmotions: a number means what its name means")
  func numbers() throws {
    let vocabulary = try #require(EmotionVocabulary.named("goemotions"))
    let names = vocabulary.labels.filter { Int($0) == nil && $0 != "neutral" }.sorted() + ["neutral"]
    #expect(names.count == 28)
    for (number, name) in names.enumerated() {
      #expect(vocabulary.meaning(of: "\(number)") == vocabulary.meaning(of: name), "\(name)")
    }
  }

  @Test("ids differ, and no label is lost")
  func all() {
    #expect(Set(EmotionVocabulary.all.map(\.id)).count == EmotionVocabulary.all.count)
    for vocabulary in EmotionVocabulary.all {
      for label in vocabulary.labels { #expect(vocabulary.meaning(of: label) != .unknown) }
    }
    #expect(EmotionVocabulary.named("valence-arousal") == nil)
  }

  @Test("a file of one's own is read, with strengths")
  func own() throws {
    let bytes = try Data(contentsOf: Self.folder.appendingPathComponent("valid.json"))
    let ours = try EmotionVocabulary(parsing: bytes, file: "ours.json")
    #expect(ours.labels == ["bored", "glad", "miffed"])
    #expect(ours.meaning(of: "Miffed") == .emotion(.anger, value: 0.4))
    #expect(ours.meaning(of: "glad") == .emotion(.joy, value: nil))
    #expect(ours.meaning(of: "bored") == .none)
  }

  @Test(
    "a broken file is refused with place and cure",
    arguments: [
      ("cut", "the document: it is not valid JSON"), ("no-labels", "key 'labels': it is missing"),
      ("number", "key 'labels.a': its value is of another type"),
      ("other-schema", "key 'schema': it is 'mien.emotions/2'"),
      ("out-of-range", "label 'a': its value 1.5 lies outside 0…1"),
      ("strange-emotion", "label 'a': there is no emotion 'bliss'"),
      ("two-meanings", "label 'a': it means two things"),
      ("unknown-key", "key 'lables': there is no such key"),
    ])
  func refuses(_ name: String, _ says: String) throws {
    let bytes = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).json"))
    let error = #expect(throws: ConversationError.self) { try EmotionVocabulary(parsing: bytes, file: name) }
    #expect(error?.description.hasPrefix("\(name): \(says)") == true, "\(error?.description ?? "")")
  }

  @Test("cut anywhere, a file is refused")
  func cuts() throws {
    let bytes = try Data(contentsOf: Self.folder.appendingPathComponent("valid.json"))
    for count in 0..<bytes.count {
      #expect(throws: ConversationError.self) {
        try EmotionVocabulary(parsing: bytes.prefix(count), file: "f")
      }
    }
  }
}
