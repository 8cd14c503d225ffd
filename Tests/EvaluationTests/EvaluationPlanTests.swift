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

  @Test("a byte of the corpus makes another run")
  func corpus() throws {
    let stage = try Stage(recordings: 1)
    let id = try stage.plan().run(of: source).id()
    let file = stage.corpus.place("talk0/recording.jsonl")
    try (Data(contentsOf: file) + Data("\n".utf8)).write(to: file)
    #expect(try stage.plan().run(of: source).id() != id)
  }
}
