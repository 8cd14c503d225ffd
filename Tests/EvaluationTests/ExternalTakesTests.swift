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

  @Test("what known motion scores stands beside them, as beside a strategy's")
  func nulls() throws {
    let stage = try Stage(recordings: 2)
    let sessions = (0..<4).map(NullScaleTests.clip)
    var plan = stage.plan(seeds: [1])
    plan.cast.reference = ScoringReference(sessions: sessions)
    plan.cast.nulls = NullSource(key: { nil }) {
      NullScale.Material(heldOut: sessions, nearest: [sessions[0]])
    }
    let archive = MemoryArchive()
    let importer = ExternalTakes(plan, archive: archive)
    let takes = try importer.expected().enumerated().map { index, key in
      ExternalTakes.Imported(
        recording: key.recording, participant: key.participant, track: sessions[index].track,
        contentHash: ContentHash(of: "\(index)"))
    }
    let run = try importer.store(takes, failures: [:], name: "studio")
    let nulls = ScoreNulls.read(try archive.remarks(of: run.id))
    let amplitude = try #require(nulls["amplitude.ratio/1"])
    #expect(amplitude.ownReference.number != nil && amplitude.nearestOther.number != nil)
    #expect(amplitude.mismatched.number != nil)
    #expect(nulls["dead-face.share/1"]?.stillPose == .value(1))
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
