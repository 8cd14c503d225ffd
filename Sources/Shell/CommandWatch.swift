import CSys
import Commands
import Foundation
import Synchronization

/// Runs commands while a thread of its own listens for the user's Ctrl-C.
///
/// The first Ctrl-C asks the command to end, the second says how to insist, the third ends the program at
/// once. SIGTERM and SIGHUP ask too, and are remembered so that the session leaves afterwards.
final class CommandWatch: Sendable {
  private let interruption = Interruption()
  private let fatal = Mutex<Int32?>(nil)
  private let command: @Sendable ([String], Interruption) -> Int32

  init(command: @escaping @Sendable ([String], Interruption) -> Int32) { self.command = command }

  /// 128 plus the signal that asked the program to leave; `nil` while none did.
  var farewell: Int32? { fatal.withLock { $0.map { 128 + $0 } } }

  /// Runs a command on the calling thread and returns its exit code.
  func run(_ words: [String]) -> Int32 {
    interruption.reset()
    var ends: [Int32] = [-1, -1]
    guard let signals = SignalPipe.shared, csys_pipe(&ends, 0) == 0 else {
      return command(words, interruption)
    }
    let (stop, stopped) = (ends, DispatchSemaphore(value: 0))
    let listener = Thread { [self] in
      listen(signals, until: stop[0])
      stopped.signal()
    }
    listener.stackSize = 256 << 10
    listener.start()
    let code = command(words, interruption)
    close(stop[1])
    stopped.wait()
    close(stop[0])
    return code
  }

  private func listen(_ signals: SignalPipe, until stop: Int32) {
    var count = 0
    while true {
      var waits = [
        pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waits, 2, -1) > 0 || errno == EINTR else { return }
      if waits[1].revents != 0 {
        for signal in signals.drain() where [SIGINT, SIGTERM, SIGHUP].contains(signal) {
          count += 1
          interruption.raise()
          if signal != SIGINT { fatal.withLock { $0 = signal } }
          if count == 2 { Terminal.complain("\nmien: ending; once more ends the program at once") }
          if count > 2 { _exit(128 + signal) }
        }
      }
      if waits[0].revents != 0 { return }
    }
  }
}
