import Conversation
import Foundation
import Motion
import Provenance
import StrategyDriver
import Testing

@testable import StrategyHost

@Suite("A take is made of what is known, and of nothing else")
struct TakeRendererTests {
  /// Before the session, at once, on frame times, a flick past one, and after the end.
  static let arrivals = [-1.0, 0, 0, 0.25, 0.25 + 1e-8, 0.5, 1.0 / 3, 1, 1, 1.7, 1.999, 2, 2.05, 2.5, 9]

  @Test(
    "each record is delivered at the first frame whose knowledge reaches it, whatever rate and lookahead",
    arguments: [0, 1, 7, 30],
    [FrameRate.fps60, FrameRate(frames: 25), FrameRate(numerator: 30000, denominator: 1001)!])
  func dueFrames(lookahead: Int, rate: FrameRate) throws {
    let scene = Stage.scene(arrivals: Self.arrivals)
    let take = try Built.ledger(["lookahead": Double(lookahead)]).render(scene, seed: Seed(1), rate: rate)
    let track = take.track
    #expect(take.lookahead == lookahead)
    #expect(take.notes.first == "the ledger is open")
    #expect(track.frameCount == rate.frameCount(covering: scene.recording.duration))
    let expected = (0..<track.frameCount).map { frame in
      Float(scene.schedule.entries.count { $0.arrival <= rate.time(ofFrame: frame + lookahead) })
    }
    #expect(track.ledger("received") == expected)
    #expect(track.ledger("words") == expected)
    // The plugin itself saw nothing before its time, after it or out of order.
    for column in ["early", "late", "disorder"] { #expect(track.ledger(column).allSatisfy { $0 == 0 }) }
  }

  @Test("a word whose time is past is delivered all the same, once")
  func pastWord() throws {
    var scene = Stage.scene(arrivals: [])
    let late = Record(
      id: "w", kind: .word, participant: "mia", start: .zero, end: Stage.time(0.1), text: "late")
    scene.schedule = ArrivalSchedule([(Stage.time(1), late)], hearing: [:])
    let words = try Built.ledger().render(scene, seed: Seed(1)).track.ledger("words")
    #expect(words == (0..<120).map { $0 < 60 ? 0 : 1 })
  }

  @Test("records of one arrival keep the order of the log")
  func order() throws {
    let scene = Stage.scene(arrivals: [1, 1, 1]) { ["a", "b", "c"][$0] }
    let swapped = Stage.scene(arrivals: [1, 1, 1]) { ["a", "c", "b"][$0] }
    let last = try Built.ledger().render(scene, seed: Seed(1)).track.ledger("lastWord")
    let other = try Built.ledger().render(swapped, seed: Seed(1)).track.ledger("lastWord")
    #expect(last[59] == other[59])
    #expect(last[60] != other[60])
  }

  @Test("somebody who takes no part is not heard as the performer")
  func stranger() throws {
    var scene = Stage.scene(arrivals: [0.5])
    scene.schedule = ArrivalSchedule(
      [(.zero, Record(id: "x", kind: .word, participant: "ghost", text: "boo"))], hearing: [:])
    #expect(try Built.ledger().render(scene, seed: Seed(1)).track.ledger("received").allSatisfy { $0 == 0 })
  }

  @Test("audio is known up to the frame's time with lookahead, and later rows are not there to be read")
  func audioIsCausal() throws {
    let audio = ["mia": Stage.audio(seconds: 3), "tom": Stage.audio(seconds: 3, scale: 0.5)]
    let scene = Stage.scene(arrivals: [0.5], audio: audio)
    let track = try Built.ledger(["lookahead": 6, "peek": 20]).render(scene, seed: Seed(1)).track
    let lookahead = 6
    for frame in 0..<track.frameCount {
      let known = Double(frame + lookahead) / 60
      #expect(track.ledger("ownRows")[frame] == Float((known * 100 + 1e-9).rounded(.down)))
      #expect(track.ledger("ownSamples")[frame] == Float((known * 16_000 + 1e-9).rounded(.down)))
      #expect(track.ledger("partnerRows")[frame] == track.ledger("ownRows")[frame])
      #expect(track.ledger("beyond")[frame] == 0)
    }
  }

  @Test("chunks of the performer's voice are known from their arrival on, ahead of the sound")
  func chunks() throws {
    let scene = Stage.scene(
      arrivals: [], audio: ["mia": Stage.audio(seconds: 2)],
      hearing: ["mia": .chunks([(Stage.time(0.5), Stage.time(1.2)), (Stage.time(1), Stage.time(1.1))])])
    let rows = try Built.ledger(["peek": 0]).render(scene, seed: Seed(1)).track.ledger("ownRows")
    #expect(rows[29] == 48)
    #expect(rows[30] == 120)
    #expect(rows[72] == 120)
    #expect(rows[90] == 150)
  }

  @Test("blocks of any size give the same bytes, in this process and in another", arguments: [0, 9])
  func blocks(lookahead: Int) throws {
    let audio = ["mia": Stage.audio(seconds: 3), "tom": Stage.audio(seconds: 3)]
    let scene = Stage.scene(arrivals: Self.arrivals, audio: audio)
    let parameters = ["lookahead": Double(lookahead), "activity": 0.25, "peek": 3]
    let near = try Built.ledger(parameters, execution: Built.inProcess)
    let far = try Built.ledger(parameters)
    let whole = try near.render(scene, seed: Seed(3))
    for block in [1, 7, 60, 100_000] {
      for (place, ledger) in [("here", near), ("isolated", far)] {
        let take = try ledger.render(scene, seed: Seed(3), block: block)
        #expect(take.track.bits == whole.track.bits, "block \(block) \(place)")
        #expect(take.lookahead == lookahead && take.notes == whole.notes)
      }
    }
  }

  @Test("what arrives after a frame's knowledge does not move it")
  func metamorphic() throws {
    let ledger = try Built.ledger(["lookahead": 5])
    let one = Stage.scene(arrivals: [0.2, 0.8, 1.2, 1.4], audio: ["mia": Stage.audio(seconds: 3)])
    var louder = Stage.audio(seconds: 3)
    for index in 200..<louder.rows.count { louder.rows[index] += 7 }
    for index in 16_000..<louder.samples.count { louder.samples[index] = 0 }
    let other = Stage.scene(arrivals: [0.2, 0.8, 1.25, 1.3, 1.5], audio: ["mia": louder]) {
      $0 < 2 ? "word\($0)" : "other\($0)"
    }
    let before = try ledger.render(one, seed: Seed(1)).track
    let after = try ledger.render(other, seed: Seed(1)).track
    let width = before.layout.width
    // Rows from 100 on (t = 1 s) differ: frames up to t(k + 5) < 1.01 s may not.
    let shown = 55 * width
    #expect(before.bits.prefix(shown) == after.bits.prefix(shown))
    #expect(before.bits != after.bits)
  }

  @Test("the seed is the only randomness: same seed same bytes, another seed another take")
  func seeds() throws {
    let ledger = try Built.ledger()
    let scene = Stage.scene(arrivals: [0.5])
    let take = try ledger.render(scene, seed: Seed(5)).track
    #expect(try ledger.render(scene, seed: Seed(5)).track.bits == take.bits)
    #expect(try ledger.render(scene, seed: Seed(6)).track.ledger("random") != take.ledger("random"))
  }

  @Test("a strategy is told which of its channels the character has, and nothing of the session's length")
  func casting() throws {
    var scene = Stage.scene(arrivals: [])
    scene.casting = Casting(channels: ["head.rotation", "ledger.held", "other"])
    let track = try Built.ledger().render(scene, seed: Seed(1)).track
    #expect(track.ledger("present").allSatisfy { $0 == 2 })
  }

  @Test("a failure names strategy, recording, participant, frame and the plugin's words on one line")
  func failure() throws {
    let error = try #require(throws: StrategyHostError.self) {
      _ = try Built.ledger(["fail": 37]).render(Stage.scene(arrivals: [0.1]), seed: Seed(1), block: 1)
    }
    #expect(
      error.description == "strategy ledger, recording talk/mia: render failed at frame 37 with status -1: "
        + "the ledger is closed; ask the clerk")
  }

  @Test("a strategy that refuses a session, or wants too long a lookahead, fails its take by name")
  func refusals() throws {
    for (parameters, words) in [
      (["refuse": 1.0], "status -3"), (["lookahead": 650], "650 frames; the limit is 600"),
    ] {
      let error = try #require(throws: StrategyHostError.self) {
        _ = try Built.ledger(parameters).render(Stage.scene(arrivals: []), seed: Seed(1))
      }
      #expect(error.description.hasPrefix("strategy ledger, recording talk/mia: "))
      #expect(error.description.contains(words))
    }
  }

  @Test("a number that is not finite is refused with channel and frame, in rows and in activities")
  func notFinite() throws {
    func text(_ parameters: [String: Double]) throws -> String {
      try #require(throws: StrategyHostError.self) {
        _ = try Built.ledger(parameters).render(Stage.scene(arrivals: []), seed: Seed(1))
      }.description
    }
    #expect(
      try text(["nan": 64])
        == "strategy ledger, recording talk: channel head.rotation is not a finite number at frame 64; "
        + "mend the strategy")
    #expect(try text(["badActivity": 12]).contains("channel ledger.held (its activity)"))
    #expect(try text(["badActivity": 12]).contains("frame 12"))
    // Letting go does not hide a number that is none.
    #expect(try text(["nan": 64, "activity": 0]).contains("head.rotation"))
  }

  @Test("a parameter that there is not, or out of its range, is refused with strategy and choice")
  func parameters() throws {
    func text(_ parameters: [String: Double]) throws -> String {
      try #require(throws: StrategyHostError.self) { _ = try Built.ledger(parameters) }.description
    }
    #expect(
      try text(["force": 1]).hasPrefix("strategy ledger: no parameter 'force'; there are lookahead, fail"))
    #expect(try text(["activity": 1.5]) == "strategy ledger: parameter activity=1.5 is outside 0.0...1.0")
    #expect(try text(["activity": .nan]).contains("outside"))
    // The first by name, not by the accident of a dictionary.
    for _ in 0..<8 { #expect(try text(["zeal": 1, "anger": 1, "force": 1]).contains("'anger'")) }
    #expect(try Built.ledger(["activity": 0.5]).settings["activity"] == 0.5)
    #expect(try Built.ledger().settings["activity"] == 1)
  }

  @Test("takes made side by side on many threads are those made alone")
  func sideBySide() async throws {
    let ledger = try Built.ledger(["lookahead": 3])
    let still = try Built.strategy("Still", execution: Built.inProcess)
    let scene = Stage.scene(arrivals: Self.arrivals, audio: ["mia": Stage.audio(seconds: 3)])
    let alone = try (0..<8).map { try ledger.render(scene, seed: Seed($0)).track.bits }
    let rest = try still.render(scene, seed: Seed(0)).track.bits
    let together = try await withThrowingTaskGroup(of: (UInt64, [UInt32], [UInt32]).self) { group in
      for seed in UInt64(0)..<8 {
        group.addTask {
          (
            seed, try ledger.render(scene, seed: Seed(seed)).track.bits,
            try still.render(scene, seed: Seed(seed)).track.bits
          )
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = ($1.1, $1.2) }
    }
    for seed in UInt64(0)..<8 {
      #expect(together[seed]?.0 == alone[Int(seed)])
      #expect(together[seed]?.1 == rest)
    }
  }

  @Test("a stop ends the take at the next block, without a failure of the strategy")
  func stop() throws {
    var calls = 0
    let ledger = try Built.ledger(execution: Built.inProcess)
    #expect(throws: StrategyDriverError.stopped) {
      _ = try ledger.render(Stage.scene(arrivals: []), seed: Seed(1), rate: .fps60, block: 10) {
        calls += 1
        return calls == 3
      }
    }
    #expect(calls == 3)
    #expect(try ledger.render(Stage.scene(arrivals: []), seed: Seed(1)).track.frameCount == 120)
  }

  @Test("the process of a take is the next take's too, and the take before does not show in it")
  func oneAfterTheOther() throws {
    let audio = ["mia": Stage.audio(seconds: 3), "tom": Stage.audio(seconds: 3)]
    let first = Stage.scene(arrivals: [0.1, 0.4, 1.1], audio: audio)
    let second = Stage.scene(arrivals: Self.arrivals, seconds: 1.5, audio: ["mia": Stage.audio(seconds: 1)])
    for make in [{ try Built.ledger(["lookahead": 4]) }, { try Built.rogue("honest") }] {
      let both = try make()
      _ = try both.render(first, seed: Seed(1))
      let after = try both.render(second, seed: Seed(2), block: 7).track
      #expect(try make().render(second, seed: Seed(2)).track.bits == after.bits)
    }
    // The comparison can tell: this one remembers what the take before has told it.
    let early = try Built.rogue("early")
    let fresh = try early.render(first, seed: Seed(1)).track
    #expect(try early.render(first, seed: Seed(1)).track.bits != fresh.bits)
  }

  @Test("a text that no process can be handed fails its take in words", arguments: [true, false])
  func longText(isolated: Bool) throws {
    let ledger = try Built.ledger(execution: isolated ? Built.isolated : Built.inProcess)
    let fits = String(repeating: "x", count: WorkerMessage.inboxBytes - 256)
    #expect(
      try ledger.render(Stage.scene(arrivals: [0.1, 0.2]) { _ in fits }, seed: Seed(1)).track
        .ledger("received").last == 2)
    let long = String(repeating: "x", count: WorkerMessage.inboxBytes)
    let error = try #require(throws: StrategyHostError.self) {
      _ = try ledger.render(Stage.scene(arrivals: [0.1]) { _ in long }, seed: Seed(1))
    }
    #expect(
      error.description.contains(
        "strategy ledger, recording talk/mia: a record has a text of \(long.utf8.count) bytes"))
  }

  @Test("a session without length is a take without frames")
  func empty() throws {
    #expect(
      try Built.ledger().render(Stage.scene(arrivals: [0], seconds: 0), seed: Seed(1)).track.frameCount == 0)
  }
}
