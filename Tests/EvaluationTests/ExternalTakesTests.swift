import Evaluation
import Motion
import Provenance
import Runs
import Scoring
import StrategyHost
import Testing

@Suite("Takes made elsewhere are scored like any strategy's")
struct ExternalTakesTests {
  private func imported(_ take: TakeSummary, track: Track) -> ExternalTakes.Imported {
    .init(
      recording: take.key.recording, participant: take.key.participant, track: track,
      contentHash: ContentHash(of: track.littleEndianBytes))
  }

  @Test(
    "a strategy's own tracks, brought in from outside, get that strategy's scores", arguments: [false, true])
  func sameScores(estimated: Bool) throws {
    let stage = try Stage(recordings: 3, estimated: estimated)
    let plan = stage.plan(seeds: [1])
    let archive = MemoryArchive()
    let own = try Batch(plan, archive: archive).run([try Stage.contender("Speech")])[0]
    let takes = try archive.takes(of: own.id).map {
      imported($0, track: try archive.track(of: $0.key, in: own.id))
    }
    let run = try ExternalTakes(plan, archive: archive).store(takes.reversed(), failures: [:], name: "studio")
    #expect(run.id.hasPrefix("external:studio-"))
    #expect(run.scores == own.scores)
    #expect(try archive.takes(of: run.id).map(\.trackHash) == archive.takes(of: own.id).map(\.trackHash))
    #expect(
      try ExternalTakes(plan, archive: archive).store(takes, failures: [:], name: "studio").id == run.id)
  }

  @Test("takes without a usable file are kept as failed, and other files are another run")
  func failures() throws {
    let stage = try Stage(recordings: 2)
    let plan = stage.plan(seeds: [1])
    let archive = MemoryArchive()
    let importer = ExternalTakes(plan, archive: archive)
    let keys = try importer.expected()
    #expect(keys.map(\.description) == ["talk0/mia@1", "talk1/mia@1"])
    let track = Track(
      layout: ChannelLayout([Channel("jawOpen", kind: .weight)]), rate: .fps60, frameCount: 480)
    func take(_ hash: String) -> ExternalTakes.Imported {
      .init(recording: "talk0", participant: "mia", track: track, contentHash: ContentHash(of: hash))
    }
    let run = try importer.store([take("a")], failures: [keys[1]: "talk1.csv: no such file"], name: "studio")
    #expect(run.takes == 1 && run.failed == 1)
    #expect(try archive.takes(of: run.id).map(\.failure) == [nil, "talk1.csv: no such file"])
    #expect(try importer.store([take("b")], failures: [:], name: "studio").id != run.id)
  }
}
