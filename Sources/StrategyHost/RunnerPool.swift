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
  private let make: @Sendable (_ rowFloats: Int) throws -> any StrategyRunner

  /// - Parameter most: runners that may exist at a time; others wait for one to come back.
  init(most: Int?, make: @escaping @Sendable (_ rowFloats: Int) throws -> any StrategyRunner) {
    seats = most.map { DispatchSemaphore(value: $0) }
    self.make = make
  }

  /// Puts a runner that was made already at the pool's disposal.
  func add(_ runner: any StrategyRunner) {
    let held = Idle(runners: [runner])
    idle.withLock { $0.runners += held.runners }
  }

  /// Gives away a runner with room for so many floats of rows: a waiting one, else a fresh one.
  func hire(rowFloats: Int) throws -> any StrategyRunner {
    let kept = idle.withLock { idle in
      let at = idle.runners.firstIndex { $0.rowFloats >= rowFloats }
      // One that is too small makes room for one that is not.
      return Idle(runners: (at ?? idle.runners.indices.last).map { [idle.runners.remove(at: $0)] } ?? [])
    }
    if let found = kept.runners.first, found.rowFloats >= rowFloats { return found }
    return try make(rowFloats)
  }

  /// Lends a runner with room for so many floats of rows. After an error it is thrown away.
  func with<Result>(rowFloats: Int, _ work: (any StrategyRunner) throws -> Result) throws -> Result {
    seats?.wait()
    defer { seats?.signal() }
    let runner = try hire(rowFloats: rowFloats)
    let result = try work(runner)
    add(runner)
    return result
  }
}
