import Conversation
import Formats
import Foundation
import Motion
import Provenance
import Speech
import Testing

@testable import Catalog

@Suite("Imports")
struct CorpusImportTests {
  private let folder: TemporaryFolder
  private let out: URL

  init() throws {
    folder = try TemporaryFolder()
    out = folder.url.appendingPathComponent("corpus")
  }

  private static let good = """
    Speaker,Utterance,Emotion,StartTime,EndTime,Utterance_ID,Dialogue_ID
    Ann,Hi you,joy,"00:01:00,500","0:01:02,500",0,7
    Bob,Ok.,anger,"0:01:03,500","0:01:04,500",1,7

    """
  private static let unordered = """
    Speaker,Utterance,Emotion,StartTime,EndTime,Utterance_ID,Dialogue_ID
    Bob,b,joy,"0:00:03,000","0:00:05,000",1,0
    Ann,aaa,bliss,"0:00:01,000","0:00:04,000",0,0

    """

  private func run(
    _ form: String, _ source: URL, force: Bool = false, strict: Bool = false
  ) throws -> CorpusImport.Outcome {
    try CorpusImport(out: out, force: force, strict: strict).run(.named(form), source)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }

  /// A tone of half a second between silences of half a second, at 16 kHz.
  static func sound(_ name: String, in folder: TemporaryFolder) throws -> URL {
    let samples = (0..<24_000).map { index -> Float in
      guard (8000..<16_000).contains(index) else { return 0 }
      let time = Float(index) / 16_000
      return (1...6).reduce(0) { $0 + sin(time * 140 * Float($1) * 2 * .pi) / Float($1) } / 6
    }
    let wave = try Waveform(sampleRate: 16_000, samples: samples)
    return try folder.write(try AudioCoding.flac.encode(wave, file: name).bytes, name)
  }

  // MARK: Shared data

  @Test(
    "the Montreal aligner's grid gives its words and phones, audio unchanged",
    .enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func mfa() throws {
    let outcome = try CorpusImport(out: out, licence: "MIT").run(
      .named("textgrid"), Shared.file("speech-mfa/acoustic_corpus.TextGrid"))
    let corpus = outcome.corpus
    #expect(corpus.manifest.evidence == .real)
    #expect(corpus.manifest.licence == "MIT")
    #expect(corpus.manifest.recordings.map(\.id) == ["acoustic_corpus"])
    let happened = Happened(try corpus.recording("acoustic_corpus"))
    #expect(happened.words.prefix(3).map(\.text) == ["this", "is", "the"])
    #expect(happened.words.first?.start == MediaTime(seconds: 1.05))
    #expect(happened.words.allSatisfy { !$0.isEstimated })
    #expect(happened.voice.isEmpty)
    #expect(happened.phones.allSatisfy { Phone(arpabet: $0.text) != nil })
    let speech = try #require(try corpus.audio("acoustic_corpus", of: "speaker"))
    let original = try Corpus.waveform(at: Shared.file("speech-mfa/acoustic_corpus.wav"))
    #expect(speech == original)
    #expect(CorpusCheck(folder: out).findings.filter { $0.severity == .error } == [])
  }

  @Test(
    "split grids join, unknown phones are named and left out",
    .enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func praatio() throws {
    let outcome = try run("textgrid", Shared.file("speech-praatio"))
    let corpus = outcome.corpus
    #expect(corpus.manifest.recordings.map(\.id) == ["bobby", "bobby_phones_elan", "mary"])
    let bobby = Happened(try corpus.recording("bobby"))
    #expect(bobby.words.map(\.text) == ["BOBBY", "RIPPED", "THE", "LEDGER"])
    #expect(bobby.phones.first?.text == "B")
    let notes = corpus.manifest.notes.joined(separator: "\n")
    #expect(notes.contains("phone 'œ' is neither ARPABET nor known IPA"))
    #expect(notes.contains("point tier 'pitch' is not used"))
    #expect(Happened(try corpus.recording("mary")).phones.map(\.text).contains("TH"))
    #expect(throws: CatalogError.self) {
      try run("textgrid", Shared.file("speech-praatio"), force: true, strict: true)
    }
    #expect(try Corpus.load(at: out).manifest == corpus.manifest)
  }

  @Test(
    "a Live Link take becomes a performance as long as its audio",
    .enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func liveLink() throws {
    let corpus = try run("livelink", Shared.file("face-speech-livelink/take_first10s.csv")).corpus
    #expect(corpus.manifest.recordings.map(\.id) == ["take_first10s"])
    let person = try #require(corpus.manifest.recordings[0].participants.first?.id)
    let track = try #require(try corpus.performance("take_first10s", of: person))
    let speech = try #require(try corpus.audio("take_first10s", of: person))
    #expect(track.rate == .fps60)
    #expect(abs(track.duration.seconds - speech.duration.seconds) < 0.05)
    #expect(track.layout["head.rotation"] != nil)
    #expect(corpus.manifest.notes.contains { $0.contains("59.904") })
  }

  @Test("importing twice gives the same bytes and needs force")
  func repeatable() throws {
    _ = try Self.sound("in/a.flac", in: folder)
    let source = folder.url.appendingPathComponent("in")
    let first = try run("audio", source).corpus.contentHash()
    #expect(throws: CatalogError.self) { try run("audio", source) }
    let second = try run("audio", source, force: true).corpus.contentHash()
    #expect(first == second)
    #expect(try names() == ["corpus", "in"])
  }

  // MARK: Faults

  @Test("a broken file among good ones is left out with a note; alone it is the error")
  func broken() throws {
    _ = try folder.write(Self.good, "in/a.csv")
    let bad = try folder.write("Speaker,Utterance\n\"open", "in/b.csv")
    _ = try folder.write("", "in/c.csv")
    let outcome = try run("meld", folder.url.appendingPathComponent("in"))
    #expect(outcome.corpus.manifest.recordings.map(\.id) == ["dia7"])
    #expect(outcome.report.faults.map(\.place) == ["b.csv", "c.csv"])
    #expect(outcome.report.faults[0].text.contains("b.csv: line"))
    try FileManager.default.removeItem(at: out)
    let error = #expect(throws: CatalogError.self) { try run("meld", bad) }
    #expect(error?.description.contains("b.csv: line") == true)
    #expect(throws: CatalogError.self) {
      try run("meld", folder.url.appendingPathComponent("in"), strict: true)
    }
    #expect(try names() == ["in"])
  }

  @Test("one sound that cannot be read does not take the others of its file along")
  func brokenSound() throws {
    _ = try Self.sound("in/a.flac", in: folder)
    _ = try folder.write("no sound", "in/b.wav")
    _ = try folder.write("a 1 0 0.5 hi\nb 1 0 0.5 ho\n", "in/all.ctm")
    let outcome = try run("ctm", folder.url.appendingPathComponent("in"))
    #expect(outcome.corpus.manifest.recordings.map(\.id) == ["a"])
    #expect(outcome.report.faults.map(\.place) == ["b"])
  }

  @Test("one sound of a rate that cannot be stored is left out by name, the others come in")
  func unstorable() throws {
    _ = try Self.sound("in/a.flac", in: folder)
    let header = try #require(
      Data(base64Encoded: "UklGRmQAAABXQVZFZm10IBAAAAABAAEAALgLAABwFwACABAAZGF0YUAAAAA="))
    _ = try folder.write(header + Data(repeating: 1, count: 64), "in/b.wav")
    let outcome = try run("audio", folder.url.appendingPathComponent("in"))
    #expect(outcome.corpus.manifest.recordings.map(\.id) == ["a"])
    #expect(outcome.report.faults.map(\.place) == ["b.wav"], "\(outcome.report.lines)")
    #expect(outcome.corpus.manifest.notes.first?.contains("1 recordings") == true)
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("in/a.flac"))
    #expect(throws: CatalogError.self) {
      try run("audio", folder.url.appendingPathComponent("in"), force: true)
    }
  }

  @Test("strict refuses what needs repair or is left out, and writes nothing")
  func strict() throws {
    let source = try folder.write(Self.unordered, "in.csv")
    let error = #expect(throws: CatalogError.self) { try run("meld", source, strict: true) }
    #expect(error?.description.contains("bliss") == true)
    #expect(error?.description.contains("(and 1 more)") == true, "\(error?.description ?? "")")
    #expect(try names() == ["in.csv"])
    #expect(try run("meld", source).report.faults.count == 2)
    let good = try folder.write(Self.good, "good.csv")
    #expect(try run("meld", good, force: true, strict: true).corpus.manifest.recordings.count == 1)
  }

  @Test("an interrupted import leaves nothing, also in the middle of one file, and the old corpus stays")
  func interrupted() throws {
    let header = Self.good.prefix { $0 != "\n" }
    let rows = (0..<300).map { "Ann,Hi,joy,\"0:00:01,000\",\"0:00:02,000\",0,\($0)" }
    let source = try folder.write(([String(header)] + rows + [""]).joined(separator: "\n"), "in.csv")
    let kept = try run("meld", source).corpus
    for last in [0, 2] {
      var told = 0
      #expect(throws: CatalogError.self) {
        try CorpusImport(out: out, force: true).run(.named("meld"), source) { _ in
          told += 1
          return told <= last
        }
      }
      #expect(told == last + 1)
      #expect(try names() == ["corpus", "in.csv"])
    }
    #expect(try Corpus.load(at: out).manifest == kept.manifest)
  }

  @Test("places that cannot be: nothing there, a device, a place that cannot be written, the material itself")
  func places() throws {
    let source = try folder.write(Self.good, "in/a.csv")
    #expect(throws: CatalogError.self) { try run("meld", folder.url.appendingPathComponent("none")) }
    let error = #expect(throws: CatalogError.self) { try run("meld", URL(fileURLWithPath: "/dev/null")) }
    #expect(error?.description.contains("/dev/null") == true)
    let file = try folder.write("x", "file")
    #expect(throws: CatalogError.self) {
      try CorpusImport(out: file.appendingPathComponent("corpus")).run(.named("meld"), source)
    }
    #expect(throws: CatalogError.self) { try CorpusImport(out: file).run(.named("meld"), source) }
    #expect(try String(contentsOf: file, encoding: .utf8) == "x")
    let place = source.deletingLastPathComponent()
    for force in [false, true] {
      for form in ["meld", "audio"] {
        #expect(throws: CatalogError.self) {
          try CorpusImport(out: place, force: force).run(.named(form), source)
        }
      }
    }
    // A corpus as its own material, and through a link.
    let kept = try run("meld", source).corpus
    let link = folder.url.appendingPathComponent("link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: out)
    #expect(throws: CatalogError.self) { try run("audio", link, force: true) }
    #expect(try Corpus.load(at: out).manifest == kept.manifest)
  }

  @Test("a corpus inside its material is not its own material the second time")
  func inside() throws {
    _ = try Self.sound("in/a.flac", in: folder)
    let source = folder.url.appendingPathComponent("in")
    let job = CorpusImport(out: source.appendingPathComponent("corpus"), force: true)
    for _ in 0..<2 {
      #expect(try job.run(.named("audio"), source).corpus.manifest.recordings.map(\.id) == ["a"])
    }
  }

  @Test("nothing to read says which form was tried and where to look")
  func nothing() throws {
    _ = try folder.write("x", "in/readme.md")
    for form in ImportForm.all {
      let error = #expect(throws: CatalogError.self, "\(form.id)") {
        try run(form.id, folder.url.appendingPathComponent("in"))
      }
      #expect(error?.description.contains("\n") == false)
    }
    #expect(try names() == ["in"])
  }

  @Test("why nothing came in stands before what else there is to say")
  func reasons() throws {
    var report = ImportReport()
    for number in 0..<5 { report.add(.missing, "m\(number)", "no audio \(number)") }
    report.add(.leftOut, "a", "no turns")
    #expect(CorpusImport.nothing(report).hasPrefix("nothing in it could be imported: left out: a: no turns"))
  }

  // MARK: Manifest

  @Test("what is withheld stands in the manifest in one order, and not at all when nothing is")
  func withheld() throws {
    let source = try folder.write(Self.good, "in.csv")
    var job = CorpusImport(out: out, force: true)
    #expect(try job.run(.named("meld"), source).corpus.manifest.withheld == nil)
    let manifest = out.appendingPathComponent("corpus.json")
    #expect(try String(contentsOf: manifest, encoding: .utf8).contains("withheld") == false)
    job.withheld = [.phones, .words]
    #expect(try job.run(.named("meld"), source).corpus.manifest.withheld == [.words, .phones])
    #expect(try Corpus.load(at: out).manifest.given == Given([.audio, .text, .cues, .voice]))
    _ = try folder.write(
      String(contentsOf: manifest, encoding: .utf8).replacingOccurrences(
        of: "\"phones\"", with: "\"shapes\""),
      "corpus/corpus.json")
    let error = #expect(throws: CatalogError.self) { try Corpus.load(at: out) }
    #expect(error?.description.contains("withheld: ") == true, "\(error?.description ?? "")")
  }

  @Test("title, licence, language, evidence and the form's assumptions are written")
  func manifest() throws {
    let source = try folder.write(Self.good, "in.csv")
    let job = CorpusImport(
      out: out, title: "T", licence: "MIT", language: "en", evidence: .synthetic)
    let manifest = try job.run(.named("meld"), source).corpus.manifest
    #expect(manifest.title == "T" && manifest.licence == "MIT" && manifest.language == "en")
    #expect(manifest.evidence == .synthetic && manifest.id == "corpus")
    #expect(manifest.assumptions == ImportForm.meld.assumptions)
    #expect(
      manifest.notes.first == "read: in.csv: 1 recordings, 2 turns, 3 words, 2 cues, 0 voices with audio")
  }

  // MARK: Names

  @Test("equal stems in different folders, odd and overlong names become ids of their own")
  func ids() throws {
    let long = String(repeating: "ü", count: 110)
    for path in ["x/a", "y/a", "x/a b@c", "x/corpus.json", "x/..weird", "x/\(long)", "x/日本 語", "x/a\nb"] {
      _ = try Self.sound("in/\(path).flac", in: folder)
    }
    let corpus = try run("audio", folder.url.appendingPathComponent("in")).corpus
    let ids = corpus.manifest.recordings.map(\.id)
    let cut = String(repeating: "ü", count: 60)
    #expect(Set(ids) == ["a", "a-2", "a-b-c", "corpus.json-2", cut, "日本-語", "a-b"])
    #expect(ids.allSatisfy { $0.utf8.count <= 130 })
    #expect(CorpusCheck(folder: corpus.directory).passes)
  }

  @Test("loops of links, folders named like files and empty files end in notes")
  func oddFiles() throws {
    _ = try folder.write(Self.good, "in/a.csv")
    let source = folder.url.appendingPathComponent("in")
    try FileManager.default.createDirectory(
      at: source.appendingPathComponent("folder.csv/deep.csv"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: source.appendingPathComponent("loop.csv").path, withDestinationPath: "loop.csv")
    try FileManager.default.createSymbolicLink(
      atPath: source.appendingPathComponent("up").path, withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(
      atPath: source.appendingPathComponent("lost.csv").path, withDestinationPath: "nowhere.csv")
    let outcome = try run("meld", source)
    #expect(outcome.corpus.manifest.recordings.count == 1)
    #expect(outcome.report.faults.map(\.place) == ["loop.csv", "lost.csv"])
  }

  @Test("a hidden file can be named; its folder is not read instead")
  func hidden() throws {
    let source = try folder.write(Self.good, "in/.one.csv")
    _ = try folder.write(Self.good.replacingOccurrences(of: ",7", with: ",8"), "in/two.csv")
    #expect(try run("meld", source).corpus.manifest.recordings.map(\.id) == ["dia7"])
  }

  // MARK: Amounts

  @Test("thousands of files pair in time")
  func manyFiles() throws {
    let bytes = try Data(contentsOf: Self.sound("one.flac", in: folder))
    for number in 0..<1500 {
      _ = try folder.write(bytes, "in/\(number % 7)/s\(number).flac")
      _ = try folder.write("s\(number) 1 0.5 0.5 hi\n", "in/\(number % 7)/s\(number)_words.ctm")
    }
    var report = ImportReport()
    let job = CorpusImport(out: out)
    let takes = try ImportForm.named("ctm").open(folder.url.appendingPathComponent("in"), job, &report)
    #expect(takes.count == 1500 && report.notes.isEmpty)
    #expect(try takes[0].read().first?.sounds.count == 1)
  }
}
