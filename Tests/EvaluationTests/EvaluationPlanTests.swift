import Catalog
import Conversation
import Evaluation
import Foundation
import Motion
import Runs
import Scoring
import Testing

@Suite("A plan is the same run wherever it is made")
struct EvaluationPlanTests {
  private let source = Run.Source(id: "idle", version: "1", parameters: [:], contentHash: "b")

  @Test("jobs and block size are no part of a run; all that its scores rest on is")
  func identity() throws {
    let stage = try Stage(recordings: 1)
    let plan = stage.plan()
    let id = try plan.run(of: source).id()
    var same = plan
    same.jobs = 7
    same.block = 1
    same.cast.place = "/elsewhere"
    #expect(try same.run(of: source).id() == id)
    var changed = [plan, plan, plan, plan, plan]
    changed[0].arrival = .agent
    changed[1].seeds = [1]
    changed[2].rate = FrameRate(frames: 30)
    changed[3].cast.input.contentHash = "n2"
    changed[4].cast.reference.limits.weights["jawOpen"] = .init(0, 0.5)
    let ids = try changed.map { try $0.run(of: source).id() }
    #expect(Set(ids + [id]).count == 6)
  }

  /// A metric that no room of the house has.
  private struct Outsider: Metric {
    var code: String
    var id: String { "length/1.0.0+\(code)" }
    var descriptors: [MetricDescriptor] {
      [
        MetricDescriptor(
          id: id, title: "Length", unit: "s", direction: .higher, rank: .diagnostic, needs: [],
          summary: "Length.",
          whereItLies: "Long is not good.", source: "ours", code: code)
      ]
    }
    func measure(_ take: TakeEvidence) -> TakeMeasurement {
      TakeMeasurement(metric: id, quantities: [id: .value(take.track.duration.seconds)])
    }
  }

  @Test("metrics from outside score beside those of the house, and other code is another run")
  func outsiders() throws {
    let stage = try Stage(recordings: 2)
    var plan = stage.plan()
    let bare = try plan.run(of: source).id()
    var ids: [String] = []
    for code in ["11111111", "22222222"] {
      let metric = Outsider(code: code)
      plan.metrics = [metric]
      plan.kept = [ForeignMetric(id: metric.id, descriptors: metric.descriptors)]
      ids.append(try plan.run(of: source).id())
    }
    #expect(Set(ids + [bare]).count == 3)
    let archive = MemoryArchive()
    let run = try Batch(plan, archive: archive).run([try Stage.contender("Still")])[0]
    let id = try #require(plan.metrics.first).id
    #expect(run.scores.last?.metric == id && run.scores.last?.value == .value(8))
    #expect(try archive.takeScores(of: run.id).count { $0.metric == id } == run.takes)
    #expect(ForeignMetric.read(try archive.remarks(of: run.id)[RunRemark.metrics] ?? "") == plan.kept)
    let house = try Batch(stage.plan(), archive: archive).run([try Stage.contender("Still")])[0]
    #expect(house.scores == run.scores.dropLast())
  }

  @Test("a byte of the corpus makes another run")
  func corpus() throws {
    let stage = try Stage(recordings: 1)
    let id = try stage.plan().run(of: source).id()
    let file = stage.corpus.place("talk0/recording.jsonl")
    try (Data(contentsOf: file) + Data("\n".utf8)).write(to: file)
    #expect(try stage.plan().run(of: source).id() != id)
  }
}
