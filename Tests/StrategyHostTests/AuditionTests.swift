import Motion
import Provenance
import StrategyDriver
import Testing

@testable import StrategyHost

@Suite("A strategy is tried step by step, and its state goes with it")
struct AuditionTests {
  private let scene = Stage.scene(arrivals: [0, 0.1, 0.3, 0.9, 1.2, 1.6])

  private func rows(_ audition: Audition, frames: Int, block: Int) throws -> [UInt32] {
    var rows: [Float] = []
    var frame = 0
    while frame < frames {
      let count = min(block, frames - frame)
      rows += try audition.next(count).rows
      frame += count
    }
    return rows.map(\.bitPattern)
  }

  @Test("blocks of any size, take after take, give what a whole take gives", arguments: [true, false])
  func blocks(isolated: Bool) throws {
    let rogue = try Built.rogue("honest", execution: isolated ? Built.isolated : Built.inProcess)
    let whole = try rogue.render(scene, seed: Seed(1)).track.bits
    let audition = Audition(rogue, block: 50)
    for block in [1, 7, 50] {
      #expect(try audition.begin(scene, seed: Seed(1)) == 0)
      #expect(try rows(audition, frames: 120, block: block) == whole)
      #expect(try audition.end() == [])
    }
    #expect(try audition.resident() > 1 << 20)
    audition.dismiss()
  }

  @Test("a block brings activities, calls and, where they are measured, times")
  func readings() throws {
    var ground = Built.ground()
    ground.measures = true
    let audition = Audition(try Built.ledger(["activity": 0.5], execution: .isolated(ground)))
    try audition.begin(scene, seed: Seed(1))
    let block = try audition.next(20)
    #expect(block.rows.count == 20 * 19 && block.activity.count == 20 * 16)
    #expect(block.activity[9 * 16 + 14] == 1 && block.activity[10 * 16 + 14] == 0.5)
    // The words of frames 6 and 18 end spans.
    #expect(block.calls == 3)
    #expect(block.nanoseconds > 0 && block.longest > 0 && block.longest <= block.nanoseconds)
    #expect(try audition.end().first == "the ledger is open")
  }

  @Test(
    "a take that goes on from a saved state is the take that never stopped", arguments: [true, false],
    [0, 1, 20, 60])
  func resumes(isolated: Bool, at frame: Int) throws {
    let execution = isolated ? Built.isolated : Built.inProcess
    func rest(of misdeed: String) throws -> (whole: [UInt32], resumed: [UInt32]) {
      let rogue = try Built.rogue(misdeed, execution: execution)
      let audition = Audition(rogue)
      try audition.begin(scene, seed: Seed(1))
      if frame > 0 { _ = try audition.next(frame) }
      let state = try #require(try audition.save())
      let whole = try rows(audition, frames: 120 - frame, block: 60)
      try audition.end()
      let other = Audition(rogue)
      try other.begin(scene, seed: Seed(1), resumingAt: frame, state: state)
      return (whole, try rows(other, frames: 120 - frame, block: 7))
    }
    let honest = try rest(of: "honest")
    #expect(honest.whole == honest.resumed)
    // The comparison can tell: this one's load forgets the words.
    if frame >= 1 {
      let liar = try rest(of: "state-liar")
      #expect(liar.whole != liar.resumed)
    }
  }

  @Test("a strategy without state has none to save, and takes none on")
  func stateless() throws {
    let audition = Audition(try Built.ledger())
    try audition.begin(scene, seed: Seed(1))
    #expect(try audition.save() == nil)
    try audition.end()
    let error = try #require(throws: StrategyHostError.self) {
      try audition.begin(scene, seed: Seed(1), resumingAt: 10, state: [1, 2])
    }
    #expect(error.description.contains("the strategy has no state/1"))
    // After an error a take begins in a fresh process.
    try audition.begin(scene, seed: Seed(1))
    #expect(try audition.next(5).rows.count == 5 * 19)
  }

  @Test("a state that is none is refused by the strategy")
  func badState() throws {
    let audition = Audition(try Built.rogue("honest"))
    for state in [[], [1, 2], [UInt8](repeating: 0xff, count: 64)] {
      let error = try #require(throws: StrategyHostError.self) {
        try audition.begin(scene, seed: Seed(1), resumingAt: 10, state: state)
      }
      #expect(error.description.contains("state.load failed with status -2"))
    }
  }

  @Test("a crash names the frames, and the next take begins anew")
  func crash() throws {
    let audition = Audition(try Built.rogue("segfault", at: 30))
    try audition.begin(scene, seed: Seed(1))
    _ = try audition.next(30)
    let error = try #require(throws: StrategyHostError.self) { _ = try audition.next(6) }
    #expect(
      error.description.contains("died of signal 11 (a bad pointer) in render at frames 30...35"))
    try audition.begin(scene, seed: Seed(1))
    #expect(try audition.next(30).rows.count == 30 * 7)
  }

  @Test("without a take there is nothing to ask for")
  func outOfTurn() throws {
    let audition = Audition(try Built.rogue("honest"))
    #expect(throws: (any Error).self) { _ = try audition.next(1) }
    #expect(try audition.save() == nil)
    #expect(try audition.end() == [])
  }
}
