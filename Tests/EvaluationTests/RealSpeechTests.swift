import Catalog
import Conversation
import Evaluation
import Foundation
import Motion
import Provenance
import Runs
import Scoring
import StrategyHost
import Testing

/// On speech of people whose alignment strategies do not see, a good mouth is told from a spoilt one.
@Suite(.serialized, .enabled(if: RealSpeech.data != nil, "MIEN_SHARED is unset"))
struct RealSpeechTests {
  @Test("recorded faces keep time with their own sound, and with no other", arguments: RealSpeech.faces)
  func natural(_ take: String) throws {
    try RealSpeech.expectSeparation(try RealSpeech.natural.get(), recording: take)
  }

  @Test("mouths made from sound alone do, where there are no phones", arguments: RealSpeech.faces)
  func heard(_ take: String) throws {
    try RealSpeech.expectSeparation(try RealSpeech.heard.get(), recording: take)
  }

  @Test("mouths made from sound alone fit phones that were withheld")
  func withheld() throws {
    try RealSpeech.expectSeparation(try RealSpeech.aligned.get(), recording: "acoustic_corpus")
  }
}

/// Takes over speech below `MIEN_SHARED`.
private enum RealSpeech {
  static let data = ProcessInfo.processInfo.environment["MIEN_SHARED"].map {
    URL(fileURLWithPath: $0).appendingPathComponent("data")
  }
  static let faces = ["1114_2_01", "1114_2_02", "1114_3_15", "take_first10s"]
  /// Least by which r falls when a mouth is spoilt.
  static let margin = 0.1

  static let natural = Result { try takes(of: nil, over: ["face-speech-facegood", "face-speech-livelink"]) }
  static let heard = Result {
    try takes(of: "Speech", over: ["face-speech-facegood", "face-speech-livelink"])
  }
  static let aligned = Result { try takes(of: "Speech", over: ["speech-mfa", "speech-librivox"]) }

  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func takes(of plugin: String?, over folders: [String]) throws -> [TakeEvidence] {
    let scratch = try TemporaryFolder()
    let paths = SearchPath(roots: [checkout], bundled: checkout)
    let cast = EvaluationPlan.Cast(try paths.character("nova"), conversations: paths)
    return try folders.flatMap { folder -> [TakeEvidence] in
      var job = CorpusImport(out: scratch.url.appendingPathComponent(folder), evidence: .real)
      var form = "textgrid"
      if folder.hasSuffix("facegood") {
        form = "curves"
        job.rigMap = try RigMapFile.read(at: checkout.appendingPathComponent(".ci/captures/facegood.json"))
      } else if folder.hasSuffix("livelink") {
        form = "livelink"
      }
      let source = try #require(data).appendingPathComponent(folder)
      let corpus = try job.run(try ImportForm.named(form), source).corpus
      var plan = EvaluationPlan(
        corpus: corpus, cast: cast, given: plugin == nil ? nil : Given([.audio]), seeds: [1], jobs: 2)
      plan.cast.nulls = nil
      // A face that a model made and words without sound are no performance.
      plan.recordings.removeAll { $0 == "generated_audio" || $0 == "michaelandsickmichael" }
      let batch = Batch(plan, archive: MemoryArchive())
      let run = try plugin.map { try batch.make(try Stage.contender($0)) } ?? batch.natural()
      return try batch.takes(of: try #require(run))
    }
  }

  /// Expects r of a take without lag to fall when its mouth is late, another's, noise or still.
  static func expectSeparation(_ takes: [TakeEvidence], recording: String) throws {
    let place = try #require(takes.firstIndex { $0.key.recording == recording })
    let take = takes[place]
    let good = try #require(score("r0", take), "\(recording): \(LipSound().measure(take)["lip-sound.r0/1"])")
    #expect(good > 0.25)
    let count = take.track.frameCount
    let other = takes[(place + 1) % takes.count].track
    var random = SeededGenerator(seed: Seed(5))
    let noise = (0..<count).map { _ in Float(random.unit()) }
    var spoilt: [(name: String, jaw: (Int) -> Float)] = [
      ("another recording's", { other[$0 % other.frameCount, other.layout.offset(of: "jawOpen") ?? 0] }),
      ("noise", { noise[$0] }), ("shut", { _ in 0 }), ("held open", { _ in 0.5 }),
    ]
    let own = try #require(LipSync.aperture(of: take.track)).map(Float.init)
    for milliseconds in [100, 200, 500] {
      let late = Int((Double(milliseconds) * take.track.rate.framesPerSecond / 1000).rounded())
      spoilt.append(("\(milliseconds) ms late", { own[($0 + count - late) % count] }))
    }
    for (name, jaw) in spoilt {
      let track = Track(
        layout: ChannelLayout([.weight("jawOpen")]), rate: take.track.rate, samples: (0..<count).map(jaw))
      let r = try #require(score("r0", take.with(track: track)), "\(recording), \(name)")
      #expect(good - r > margin, "\(recording), \(name): \(good) against \(r)")
      if let lag = score("lag", take.with(track: track)), name == "100 ms late",
        let before = score("lag", take)
      {
        #expect(lag - before > 50, "\(recording): lag \(before) against \(lag)")
      }
    }
    #expect(abs(try #require(score("lag", take))) < 60)
  }

  /// A lip score: against phones where they were measured, else against the sound.
  private static func score(_ name: String, _ take: TakeEvidence) -> Double? {
    LipSync().measure(take)["lip-sync.\(name)/1"].number
      ?? LipSound().measure(take)["lip-sound.\(name)/1"].number
  }
}
