import Catalog
import Foundation
import Speech
import Testing

@Suite("Analysed speech is kept")
struct FeatureCacheTests {
  private let folder: TemporaryFolder
  private let sound: URL
  private let kept: URL

  init() throws {
    folder = try TemporaryFolder()
    sound = folder.url.appendingPathComponent("a.wav")
    kept = folder.url.appendingPathComponent("cache/speech")
    try Self.write(Self.tone(200), to: sound)
  }

  private static func tone(_ frequency: Double, seconds: Double = 0.5) -> [Float] {
    (0..<Int(seconds * 22_050)).map { Float(0.2 * sin(2 * .pi * frequency * Double($0) / 22_050)) }
  }

  /// Writes 16-bit WAV.
  private static func write(_ samples: [Float], to file: URL) throws {
    var bytes = Data("RIFF".utf8)
    func append(_ number: Int, _ count: Int) {
      for byte in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
    }
    append(36 + 2 * samples.count, 4)
    bytes += Data("WAVEfmt ".utf8)
    for (number, count) in [(16, 4), (1, 2), (1, 2), (22_050, 4), (44_100, 4), (2, 2), (16, 2)] {
      append(number, count)
    }
    bytes += Data("data".utf8)
    append(2 * samples.count, 4)
    for sample in samples { append(Int(sample * 32_767), 2) }
    try bytes.write(to: file)
  }

  private func names() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: kept.path)) ?? []).sorted()
  }

  private func file(_ index: Int) -> URL { kept.appendingPathComponent(names()[index]) }

  @Test("what is kept is what is computed, and it is used")
  func hit() throws {
    let cache = FeatureCache(folder: kept)
    let first = try cache.speech(at: sound)
    #expect(try first == AnalysedSpeech(Corpus.waveform(at: sound)))
    #expect(first.features.rowCount == 50 && first.samples.count == 8_000)
    #expect(names().count == 1)
    let before = try Data(contentsOf: file(0))
    let stamp = try FileManager.default.attributesOfItem(atPath: file(0).path)[.systemFileNumber] as? Int
    #expect(try cache.speech(at: sound) == first)
    #expect(try Data(contentsOf: file(0)) == before)
    let after = try FileManager.default.attributesOfItem(atPath: file(0).path)[.systemFileNumber] as? Int
    #expect(stamp == after, "it was written again")
  }

  @Test("content counts, not the name")
  func content() throws {
    let cache = FeatureCache(folder: kept)
    let first = try cache.speech(at: sound)
    let copy = folder.url.appendingPathComponent("b.wav")
    try FileManager.default.copyItem(at: sound, to: copy)
    #expect(try cache.speech(at: copy) == first)
    #expect(names().count == 1)
    try Self.write(Self.tone(300), to: sound)
    #expect(try cache.speech(at: sound) != first)
    #expect(names().count == 2)
  }

  @Test("the version of the analysis is part of the key")
  func version() throws {
    _ = try FeatureCache(folder: kept).speech(at: sound)
    #expect(names()[0].hasSuffix("-\(SpeechFeatures.version).speech"))
  }

  @Test("a kept file with any byte damaged, cut or appended is made again")
  func damage() throws {
    let cache = FeatureCache(folder: kept)
    let first = try cache.speech(at: sound)
    let whole = try Data(contentsOf: file(0))
    var broken = stride(from: 0, to: whole.count, by: 997).map { index in
      var bytes = whole
      bytes[index] ^= 0x10
      return bytes
    }
    // The three counts stand behind the magic and the key.
    for index in 80..<130 {
      var bytes = whole
      bytes[index] ^= 0xFF
      broken.append(bytes)
    }
    broken += [
      Data(), whole.prefix(20), whole.prefix(150), whole.dropLast(), whole + [0],
      Data(repeating: 0xFF, count: 500),
    ]
    for bytes in broken {
      try bytes.write(to: file(0))
      #expect(try cache.speech(at: sound) == first)
      #expect(try Data(contentsOf: file(0)) == whole)
    }
  }

  @Test("a file of another sound under this one's name is not believed")
  func foreign() throws {
    let cache = FeatureCache(folder: kept)
    let first = try cache.speech(at: sound)
    let name = file(0)
    let other = folder.url.appendingPathComponent("other.wav")
    try Self.write(Self.tone(400), to: other)
    _ = try cache.speech(at: other)
    let stranger = try #require(
      names().map { kept.appendingPathComponent($0) }.first { $0.path != name.path })
    try Data(contentsOf: stranger).write(to: name)
    #expect(try cache.speech(at: sound) == first)
  }

  @Test("where nothing can be kept, nothing fails")
  func unwritable() throws {
    let file = folder.url.appendingPathComponent("no-folder")
    try Data("x".utf8).write(to: file)
    let expected = try FeatureCache(folder: nil).speech(at: sound)
    #expect(try FeatureCache(folder: file.appendingPathComponent("speech")).speech(at: sound) == expected)
    #expect(try FeatureCache(folder: URL(fileURLWithPath: "/proc/none")).speech(at: sound) == expected)
    #expect(try FeatureCache(folder: kept, limit: 10).speech(at: sound) == expected)
    #expect(names().isEmpty)
  }

  @Test("an audio file that cannot be read is the same error with and without a cache")
  func errors() throws {
    try Data("RIFF".utf8).write(to: sound)
    for cache in [FeatureCache(folder: nil), FeatureCache(folder: kept)] {
      #expect(throws: CatalogError.self) { try cache.speech(at: sound) }
      #expect(throws: CatalogError.self) { try cache.speech(at: folder.url.appendingPathComponent("none")) }
    }
    #expect(names().isEmpty)
  }

  @Test("beyond the limit the oldest goes, strangers' files stay")
  func limit() throws {
    _ = try FeatureCache(folder: kept).speech(at: sound)
    let size = try Data(contentsOf: file(0)).count
    let notes = kept.appendingPathComponent("notes.speech")
    try Data(repeating: 1, count: 3 * size).write(to: notes)
    let cache = FeatureCache(folder: kept, limit: 2 * size + size / 2)
    var made: [String] = names().filter { $0 != "notes.speech" }
    for (index, frequency) in [250.0, 300, 350].enumerated() {
      let known = Set(names())
      for (age, name) in made.enumerated() {
        // Older by a minute each, whatever the clock of the file system can tell apart.
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: 1_000_000 + Double(60 * age))],
          ofItemAtPath: kept.appendingPathComponent(name).path)
      }
      try Self.write(Self.tone(frequency), to: sound)
      _ = try cache.speech(at: sound)
      let fresh = try #require(names().first { !known.contains($0) })
      made.append(fresh)
      if index > 0 { made.removeFirst() }
      #expect(Set(names()) == Set(made + ["notes.speech"]))
    }
  }

  @Test("many at once agree")
  func concurrent() async throws {
    let cache = FeatureCache(folder: kept)
    let expected = try FeatureCache(folder: nil).speech(at: sound)
    let sound = sound
    try await withThrowingTaskGroup(of: AnalysedSpeech.self) { group in
      for _ in 0..<16 { group.addTask { try cache.speech(at: sound) } }
      for try await speech in group { #expect(speech == expected) }
    }
    #expect(names().count == 1)
  }

  @Test("the environment says where")
  func environment() {
    func path(_ environment: [String: String]) -> String? {
      FeatureCache(environment: environment).folder?.path
    }
    #expect(path(["MIEN_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"]) == "/a/speech")
    #expect(path(["XDG_CACHE_HOME": "/b", "HOME": "/c"]) == "/b/mien/speech")
    #expect(path(["XDG_CACHE_HOME": "b", "HOME": "/c"]) == "/c/.cache/mien/speech")
    #expect(path(["MIEN_CACHE": "", "HOME": "/c"]) == nil)
    #expect(path([:]) == nil)
  }
}
