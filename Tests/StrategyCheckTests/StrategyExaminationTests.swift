import Foundation
import StrategyCheck
import StrategyHost
import Testing

@Suite("The cases find what they are for")
struct StrategyExaminationTests {
  /// A misdeed, the case that must find it, how it must end there, and a word of the reason.
  struct Expectation: Sendable, CustomTestStringConvertible {
    var misdeed: String
    var found: String
    var word: String
    var reason: String
    var testDescription: String { "\(misdeed) by \(found)" }

    init(_ misdeed: String, _ found: String, _ word: String, _ reason: String) {
      (self.misdeed, self.found, self.word, self.reason) = (misdeed, found, word, reason)
    }
  }

  static let expectations: [Expectation] = [
    Expectation("segfault", "range", "crashed", "signal 11"),
    Expectation("abort", "two-hours", "crashed", "signal 6"),
    Expectation("trap", "causality", "crashed", "trap"),
    Expectation("hang", "range", "crashed", "processor time"),
    Expectation("sleep", "range", "crashed", "no answer within 2 s"),
    Expectation("hog", "range", "crashed", "MiB"),
    Expectation("exit", "repeatable", "crashed", "exit code 0"),
    Expectation("quit", "blocks", "crashed", "exit code 0"),
    Expectation("close", "range", "crashed", "its process"),
    Expectation("nan", "range", "failed", "jawOpen is no finite number"),
    Expectation("nan", "overlap", "failed", "at frame 30"),
    Expectation("infinite", "frame-rates", "failed", "no finite number"),
    Expectation("overrun", "range", "failed", "past its row"),
    Expectation("overrun-far", "range", "crashed", "signal 11"),
    Expectation("underrun", "range", "failed", "past its row"),
    Expectation("activity-overrun", "range", "failed", "past its row"),
    Expectation("out-of-range", "range", "failed", "jawOpen is 3.0, outside 0...1, at frame 30"),
    Expectation("out-of-range", "storm", "failed", "outside 0...1"),
    Expectation("early", "order", "failed", "after another one"),
    Expectation("early", "causality", "failed", "browInnerUp"),
    Expectation("restless", "repeatable", "failed", "mouthSmileLeft"),
    Expectation("restless", "processes", "failed", "another process"),
    Expectation("blocky", "blocks", "failed", "mouthSmileLeft"),
    Expectation("understated", "repeatable", "failed", "lookahead of 12 frames, and 0 before"),
    Expectation("understated", "causality", "failed", "lookahead of 12 frames, and 0 before"),
    Expectation("allocates", "allocations", "failed", "first at frame 30"),
    Expectation("slow", "frame-time", "failed", "longer than 16.6 ms"),
    Expectation("leak", "growth", "failed", "grew"),
    Expectation("growing", "growth", "failed", "grew"),
    Expectation("unsettable", "parameter-ends", "failed", "that far it does not go"),
    Expectation("state-liar", "state", "failed", "browInnerUp"),
    Expectation("forgetful", "state", "failed", "mouthSmileLeft"),
    Expectation("restless", "repeatable", "failed", "draw only from the session's seed"),
    Expectation("growing", "growth", "failed", "where the case ended"),
    Expectation("crash-destroy", "create-destroy", "crashed", "in destroy"),
    Expectation("refuses", "empty", "failed", "not today"),
    Expectation("silent", "range", "failed", "lookahead of 700 frames"),
    Expectation("deaf", "crowd", "failed", "the third record was one too many"),
  ]

  @Test("a misdeed is found by its case, for the right reason", arguments: expectations)
  func misdeeds(_ expected: Expectation) throws {
    let result = try #require(Bench.rogue(expected.misdeed, [expected.found]).first)
    #expect(result.status.word == expected.word, "\(result.status.reason)")
    #expect(result.status.reason.contains(expected.reason), "\(result.status.reason)")
    #expect(!result.status.reason.contains("\n"))
  }

  @Test(
    "a strategy with one fault fails the cases that look for it and no others",
    arguments: [
      ("honest", []), ("lagging", []), ("lookahead-12", []), ("overstated", []),
      ("allocates", ["allocations"]),
      ("state-liar", ["state"]), ("forgetful", ["state"]), ("leak", ["allocations", "growth"]),
      ("unsettable", ["parameter-ends"]),
      ("blocky", ["blocks", "causality"]), ("peek", []),
    ] as [(String, [String])])
  func precise(id: String, faults: [String]) throws {
    let results = try Bench.rogue(id)
    #expect(results.map(\.id) == StrategyCases.all.map(\.id))
    #expect(results.faults == faults, "\(results.complaints)")
  }

  @Test("the lookahead in use is measured, and too much of it is remarked upon")
  func lookahead() throws {
    let used = try Bench.rogue("lookahead-12", ["causality"])
    #expect(used.first?.status == .passed)
    #expect(used.fact("declared lookahead") == 12)
    #expect(used.fact("lookahead in use, at least") == 12)
    let none = try Bench.rogue("honest", ["causality"])
    #expect(none.first?.status == .passed)
    #expect(none.fact("lookahead in use, at least") == 0)
    let over = try Bench.rogue("overstated", ["causality"])
    #expect(over.first?.status.word == "warned")
    #expect(over.first?.status.reason.contains("declares 60 frames of lookahead") == true)
    #expect(over.fact("lookahead in use, at least") == 0)
  }

  @Test("the reaction delay has the lookahead in it")
  func reaction() throws {
    // Steps with the frame at which the word is known.
    let prompt = try Bench.rogue("honest", ["reaction"])
    #expect(prompt.fact("word") == 0)
    #expect(prompt.first?.facts.first { $0.key == "cue" }?.absence == "does not answer")
    // Steps half a second later.
    #expect(try Bench.rogue("lagging", ["reaction"]).fact("word") == 500)
    // Shown as late as it declared to need, though it needs nothing of it.
    #expect(try Bench.rogue("overstated", ["reaction"]).fact("word") == 1000)
    #expect(try Bench.rogue("lookahead-12", ["reaction"]).fact("word") == 0)
  }

  @Test("bundled strategies keep the contract", arguments: ["Still", "Idle", "Speech"])
  func bundled(name: String) throws {
    var results = try Bench.bundled(name).run(evenIfSlow: true)
    // Without optimisation Swift allocates where it otherwise does not, and takes its time.
    if Bench.isDebug { results.removeAll { ["allocations", "frame-time"].contains($0.id) } }
    #expect(results.faults == [], "\(results.complaints)")
  }

  @Test("a strategy that cannot be loaded fails the first case, and the others are skipped")
  func unloadable() throws {
    let results = try Bench.rogue("no-such-misdeed", ["descriptor", "range", "state"])
    #expect(results.map(\.status.word) == ["failed", "skipped", "skipped"])
    #expect(results[0].status.reason.contains("no-such-misdeed"))
  }

  @Test("one that is too slow is not made to render much, unless it was asked for")
  func slowness() throws {
    let results = try Bench.rogue("slow")
    let after = results.drop { $0.id != "frame-time" }.dropFirst()
    #expect(results.first { $0.id == "frame-time" }?.status.word == "failed")
    for result in after {
      let isSkipped = result.status.reason.hasPrefix("frame-time failed: rendering is too slow")
      #expect(isSkipped == StrategyCases.named(result.id)?.rendersMuch, "\(result.id): \(result.status)")
    }
    #expect(results.fact("frames").map { $0 < 60 } == true)
    let asked = try Bench.rogue("slow", ["frame-time", "single-record"])
    #expect(asked.map(\.status.word).last != "skipped")
  }

  @Test("failures that may all be one are said to be, and others are not")
  func shared() throws {
    let results = try Bench.rogue("restless", ["repeatable", "range", "processes", "order", "blocks"])
    #expect(
      results.sharedFault
        == "not repeatable: differences found by processes, order, blocks may be the same fault")
    #expect(try Bench.rogue("blocky", ["repeatable", "blocks", "causality"]).sharedFault == nil)
    #expect(results.filter { $0.id == "repeatable" }.sharedFault == nil)
  }

  @Test("one that hangs and hangs is given up in the end")
  func patience() throws {
    let results = try Bench.rogue(
      "hang", ["range", "empty", "single-record", "overlap", "odd-spans", "order", "blocks"])
    #expect(results.filter { $0.status.word == "crashed" }.count == StrategyExamination.patience)
    let rest = results.drop { $0.status.word != "skipped" }
    #expect(!rest.isEmpty && rest.allSatisfy { $0.status.reason.contains("in 3 cases") })
  }

  @Test("each result is reported when it is there, and the user may stop in between")
  func stopping() throws {
    try Bench.withRogue("honest") { examination in
      var reported: [String] = []
      #expect(throws: CheckStopped.self) {
        _ = try examination.run(
          [.named("descriptor"), .named("empty"), .named("range")].compactMap(\.self),
          shouldStop: { reported.count == 2 }, report: { reported.append($0.id) })
      }
      #expect(reported == ["descriptor", "empty"])
    }
  }

  @Test("a process that never answers can be stopped while it is waited for")
  func stoppingAHang() throws {
    try Bench.withRogue("sleep") { examination in
      let clock = ContinuousClock()
      let began = clock.now
      #expect(throws: CheckStopped.self) {
        _ = try examination.run(
          [.named("range")].compactMap(\.self), shouldStop: { clock.now - began > .seconds(1) })
      }
      #expect(clock.now - began < .seconds(1.9))
    }
  }

  @Test("the list has each file of the folder, and no other case")
  func files() throws {
    let folder = Bench.checkout.appendingPathComponent("Sources/StrategyCheck/Cases")
    let stems = try FileManager.default.contentsOfDirectory(atPath: folder.path).map { $0.dropLast(6) }
    let ids = StrategyCases.all.map { $0.id.split(separator: "-").map(\.capitalized).joined() }
    #expect(ids.sorted() == stems.map(String.init).sorted())
  }

  @Test("every case has an id of its own and a line about it")
  func listed() {
    #expect(Set(StrategyCases.all.map(\.id)).count == StrategyCases.all.count)
    for one in StrategyCases.all {
      #expect(one.id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(one.id)")
      #expect(!one.summary.isEmpty && one.summary.count < 120, "\(one.id)")
    }
  }
}

extension StrategyCase {
  fileprivate static func named(_ id: String) -> StrategyCase? { StrategyCases.named(id) }
}
