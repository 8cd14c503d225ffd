import Dispatch
import StrategyDriver
import Synchronization

/// Runners of one strategy that wait for their next take, so that a process starts once for many takes.
final class RunnerPool: Sendable {
  // A runner belongs to the pool or to the one thread that took it out, hence the unchecked conformance.
  private struct Idle: @unchecked Sendable {
    var runners: [any StrategyRunner] = []
  }

  private let idle = Mutex(Idle())
  private let seats: DispatchSemaphore?
  private let make: Maker

  /// Makes a runner with room for so many floats of rows; what it starts ends when it is told to stop.
  typealias Maker =
    @Sendable (_ rowFloats: Int, _ shouldStop: @escaping () -> Bool) throws -> any StrategyRunner

  /// - Parameter most: runners that may exist at a time; others wait for one to come back.
  init(most: Int?, make: @escaping Maker) {
    seats = most.map { DispatchSemaphore(value: $0) }
    self.make = make
  }

  /// Puts a runner that was made already at the pool's disposal.
  func add(_ runner: any StrategyRunner) {
    let held = Idle(runners: [runner])
    idle.withLock { $0.runners += held.runners }
  }

  /// Gives away a runner with room for so many floats of rows: a waiting one, else a fresh one.
  func hire(
    rowFloats: Int, shouldStop: @escaping () -> Bool = { false }
  ) throws -> any StrategyRunner {
    if let found = waiting(rowFloats: rowFloats) { return found }
    return try make(rowFloats, shouldStop)
  }

  /// Takes out a waiting runner. Where none is large enough, the last one goes and makes room for one that is.
  private func waiting(rowFloats: Int) -> (any StrategyRunner)? {
    let kept = idle.withLock { idle in
      let at = idle.runners.firstIndex { $0.rowFloats >= rowFloats }
      return Idle(runners: (at ?? idle.runners.indices.last).map { [idle.runners.remove(at: $0)] } ?? [])
    }
    return kept.runners.first.flatMap { $0.rowFloats >= rowFloats ? $0 : nil }
  }

  /// Lends a runner with room for so many floats of rows. After an error it is thrown away.
  func with<Result>(
    rowFloats: Int, shouldStop: @escaping () -> Bool = { false },
    _ work: (any StrategyRunner) throws -> Result
  ) throws -> Result {
    seats?.wait()
    // A runner that failed is gone before its seat is free.
    defer { seats?.signal() }
    return try lend(rowFloats: rowFloats, shouldStop: shouldStop, work)
  }

  private func lend<Result>(
    rowFloats: Int, shouldStop: @escaping () -> Bool, _ work: (any StrategyRunner) throws -> Result
  ) throws -> Result {
    let runner = try hire(rowFloats: rowFloats, shouldStop: shouldStop)
    let result = try work(runner)
    add(runner)
    return result
  }
}
