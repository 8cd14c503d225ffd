import CSys
import Foundation

/// Signals as bytes of a pipe, so that loops and threads can wait for them like for anything else.
struct SignalPipe: Sendable {
  /// The signals that arrive here.
  static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCONT]

  /// The process's only one; `nil` where the system refuses pipes or handlers.
  static let shared = SignalPipe()

  /// The descriptor to poll.
  let readEnd: Int32

  private init?() {
    var ends: [Int32] = [-1, -1]
    guard csys_pipe(&ends, 1) == 0 else { return nil }
    guard csys_signals_to(ends[1], Self.signals, Int32(Self.signals.count)) == 0 else { return nil }
    readEnd = ends[0]
  }

  /// The signals that came since the last call, in order; never waits.
  func drain() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(readEnd, &bytes, bytes.count)
    return count > 0 ? bytes[..<count].map(Int32.init) : []
  }
}
