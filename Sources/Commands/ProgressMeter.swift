import Evaluation
import Foundation
import Reporting
import Synchronization

/// The progress line of a batch on stderr: takes, rate in multiples of real time, time left.
///
/// The clock is read for this line only; nothing of it enters a result.
final class ProgressMeter: Sendable {
  private struct State {
    var shown: ContinuousClock.Instant?
    var last: Batch.Status?
    var reused = 0
  }

  private let quiet: Bool
  private let began = ContinuousClock.now
  private let state = Mutex(State())

  init(quiet: Bool) { self.quiet = quiet }

  /// Shows how far the work is, at most ten times a second.
  func report(_ status: Batch.Status) {
    guard !quiet else { return }
    state.withLock { state in
      if state.last == nil { state.reused = status.done }
      state.last = status
      let now = ContinuousClock.now
      if let shown = state.shown, now - shown < .milliseconds(100) { return }
      state.shown = now
      Console.progress(line(state).text())
    }
  }

  /// Ends the line; where stderr is no terminal it says once what was done.
  func finish() {
    guard !quiet else { return }
    state.withLock { state in
      Console.endProgress()
      if state.last != nil { Console.complain(line(state).text()) }
    }
  }

  private func line(_ state: State) -> RateLine {
    let elapsed = (ContinuousClock.now - began) / .seconds(1)
    let status = state.last
    return RateLine(
      done: status?.done ?? 0, total: status?.total ?? 0, failed: status?.failed ?? 0,
      media: status?.seconds ?? 0, elapsed: elapsed, reused: state.reused)
  }
}
