import Catalog
import Conversation
import Evaluation
import Foundation
import Motion
import Runs
import Scoring
import StrategyHost
import Testing

/// The adversarial baselines lose where their trick shows, and nowhere by accident.
@Suite(.serialized) struct CheatTests {
  /// Scores of the cheats on some of parlor with nova, by strategy and score without version.
  struct Ground {
    var scores: [String: [String: ScoreValue]] = [:]
    var own: [String: ScoreValue] = [:]

    init() throws {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      let paths = SearchPath(roots: [root], bundled: root)
      let folder = try paths.character("nova")
      let cast = EvaluationPlan.Cast(folder, conversations: paths)
      var plan = EvaluationPlan(
        corpus: try paths.corpus("parlor"), cast: cast, arrival: .known, seeds: [3], rate: .fps60, jobs: 2)
      plan.recordings = ["attic", "cellar", "two-banks"]
      let archive = MemoryArchive()
      let contenders = try ["CheatCopy", "CheatMean", "CheatNoise"].map {
        try Stage.contender($0, rehearsal: cast.rehearsal)
      }
      let runs = try Batch(plan, archive: archive).run(contenders)
      #expect(runs.allSatisfy { $0.failed == 0 && $0.takes == 3 })
      for run in runs { scores[run.run.source.id] = Self.byName(run.scores) }
      let nulls = ScoreNulls.read(try archive.remarks(of: runs[0].id))
      for (id, null) in nulls { own[Self.name(id)] = null.ownReference }
    }

    private static func name(_ id: String) -> String { String(id.split(separator: "/")[0]) }

    private static func byName(_ scores: [Score]) -> [String: ScoreValue] {
      Dictionary(scores.map { (name($0.metric), $0.value) }) { first, _ in first }
    }

    func value(_ strategy: String, _ score: String) throws -> Double {
      try #require(scores[strategy]?[score]?.number, "\(strategy) \(score)")
    }
  }

  static let ground = Result { try Ground() }

  @Test func copiedMotionHasTheMannerAndNotTheMeaning() throws {
    let ground = try Self.ground.get()
    let ownLips = try #require(ground.own["lip-sync.r0"]?.number)
    #expect(ownLips > 0.5)
    #expect(try ground.value("cheat-copy", "lip-sync.r0") < 0.3)
    #expect(try ground.value("cheat-copy", "lip-sync.f-gain") < 0.1)
    #expect(try ground.value("cheat-copy", "coupling.z") < 2)
    // What it copies is the character's own: nothing about manner gives it away.
    #expect(abs(try ground.value("cheat-copy", "amplitude.ratio")) < 0.25)
    #expect(abs(try ground.value("cheat-copy", "jerk.ratio")) < 0.25)
    #expect(try ground.value("cheat-copy", "dead-face.share") < 0.1)
    if let inside = ground.scores["cheat-copy"]?["envelope.inside"]?.number { #expect(inside > 0.85) }
    if let agreement = ground.scores["cheat-copy"]?["emotion.ccc"]?.number,
      let own = ground.own["emotion.ccc"]?.number
    {
      #expect(agreement < own / 2)
    }
  }

  @Test func theMeanPoseIsDead() throws {
    let ground = try Self.ground.get()
    #expect(try ground.value("cheat-mean", "dead-face.share") > 0.95)
    #expect(try ground.value("cheat-mean", "amplitude.ratio") < -3)
    #expect(try ground.value("cheat-mean", "jerk.ratio") < -3)
    #expect(try ground.value("cheat-mean", "coupling.z") == 0)
    #expect(try ground.value("cheat-mean", "lip-sync.r0") == 0)
  }

  @Test func noiseIsNoMotion() throws {
    let ground = try Self.ground.get()
    #expect(try ground.value("cheat-noise", "jerk.ratio") > 2)
    #expect(try ground.value("cheat-noise", "rig-validity.gate") == 0)
    #expect(try ground.value("cheat-noise", "lip-sync.r0") < 0.2)
    // The trap: as much motion as the character makes.
    #expect(abs(try ground.value("cheat-noise", "amplitude.ratio")) < 0.6)
  }
}
