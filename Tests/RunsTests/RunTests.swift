import Motion
import Provenance
import Runs
import Testing

/// A plan to change.
func plainRun(strategy: String = "idle", seeds: [UInt64] = [7]) -> Run {
  Run(
    source: .init(
      id: strategy, version: "1.0.0", parameters: ["energy": 0.5, "alpha": -0.0], contentHash: "b1"),
    corpus: .init(id: "parlor", contentHash: "c1", evidence: .synthetic),
    character: .init(id: "nova", contentHash: "n1", evidence: .synthetic), arrival: "agent/1", seeds: seeds,
    rate: .init(.fps60), metricsHash: "m1", referenceHash: "r1")
}

@Suite("A plan that differs in anything is another run")
struct RunTests {
  @Test("the same plan is the same run, wherever and in whatever order it is made")
  func stable() throws {
    var other = plainRun()
    other.source.parameters = [:]
    for (name, value) in [("alpha", -0.0), ("energy", 0.5)] { other.source.parameters[name] = value }
    #expect(try other.id() == plainRun().id())
    // Kept: an id that moves would orphan every stored run.
    let id = try plainRun().id()
    #expect(id == "idle-488dbe22")
  }

  @Test("any change is another run")
  func changes() throws {
    let changes: [(inout Run) -> Void] = [
      { $0.source.id = "still" }, { $0.source.version = "1.0.1" },
      { $0.source.parameters["energy"] = 0.5.nextUp },
      { $0.source.parameters["more"] = 0 }, { $0.source.contentHash = "b2" }, { $0.corpus.id = "other" },
      { $0.corpus.contentHash = "c2" }, { $0.corpus.evidence = .real }, { $0.character.id = "sol" },
      { $0.character.contentHash = "n2" }, { $0.character.evidence = .real }, { $0.arrival = "known/1" },
      { $0.seeds = [8] }, { $0.seeds = [7, 8] }, { $0.rate = .init(FrameRate(frames: 30)) },
      { $0.metricsHash = "m2" }, { $0.referenceHash = "r2" },
    ]
    var ids: Set<String> = [try plainRun().id()]
    for change in changes {
      var run = plainRun()
      change(&run)
      #expect(ids.insert(try run.id()).inserted)
    }
    #expect(ids.count == changes.count + 1)
  }

  @Test("a parameter that is no number has no id")
  func notFinite() {
    var run = plainRun()
    run.source.parameters["energy"] = .nan
    #expect(throws: (any Error).self) { try run.id() }
  }

  @Test("evidence is synthetic as soon as corpus or character is")
  func evidence() {
    var run = plainRun()
    #expect(run.evidence == .synthetic)
    run.corpus.evidence = .real
    #expect(run.evidence == .synthetic)
    run.character.evidence = .real
    #expect(run.evidence == .real)
  }
}
