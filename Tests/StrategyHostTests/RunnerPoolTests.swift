import Dispatch
import StrategyDriver
import Synchronization
import Testing

@testable import StrategyHost

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Runners are lent, come back, and are never more than allowed")
struct RunnerPoolTests {
  private let register = StandInRunner.Register()

  private func pool(most: Int?) -> RunnerPool {
    RunnerPool(most: most) { [register] rowFloats, _ in StandInRunner(register, rowFloats: rowFloats) }
  }

  @Test("many threads, sizes and failures never have more of them than the limit", arguments: [1, 3])
  func limit(most: Int) {
    let pool = pool(most: most)
    DispatchQueue.concurrentPerform(iterations: 200) { index in
      try? pool.with(rowFloats: 1 + index % 7) { runner in
        #expect(runner.rowFloats >= 1 + index % 7)
        usleep(200)
        if index % 5 == 0 { throw StrategyDriverError.stopped }
      }
    }
    #expect(register.most <= most)
    #expect(register.ever > most && register.now >= 1)
  }

  @Test("a runner that is large enough is lent again, one that is too small makes room")
  func sizes() throws {
    let pool = pool(most: 1)
    for (floats, made) in [(5, 1), (5, 1), (3, 1), (8, 2), (6, 2), (1, 2)] {
      try pool.with(rowFloats: floats) { #expect($0.rowFloats >= floats) }
      #expect(register.ever == made && register.now == 1)
    }
    #expect(register.most == 1)
  }

  @Test("one that failed is thrown away, one that was made elsewhere is used")
  func failure() throws {
    let pool = pool(most: nil)
    pool.add(StandInRunner(register, rowFloats: 9))
    try pool.with(rowFloats: 2) { #expect($0.rowFloats == 9) }
    #expect(throws: StrategyDriverError.stopped) {
      try pool.with(rowFloats: 2) { _ in throw StrategyDriverError.stopped }
    }
    #expect(register.now == 0)
    try pool.with(rowFloats: 2) { #expect($0.rowFloats == 2) }
    #expect(register.ever == 2)
  }

  @Test("a maker that fails leaves its seat, and is told when to stop")
  func maker() throws {
    let pool = RunnerPool(most: 1) { _, shouldStop in
      guard shouldStop() else { throw StrategyDriverError.protocolBreach("not stopped") }
      throw StrategyDriverError.stopped
    }
    for _ in 0..<3 {
      #expect(throws: StrategyDriverError.stopped) {
        try pool.with(rowFloats: 1, shouldStop: { true }) { _ in }
      }
    }
  }
}
