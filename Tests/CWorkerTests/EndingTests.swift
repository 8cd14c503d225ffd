import CWorker
import Foundation
import Glibc
import Testing

@Suite("A worker is ended, and how it ended is known")
struct EndingTests {
  @Test("one that computes for ever is killed")
  func killed() throws {
    let probe = try Probe(["burn"])
    defer { probe.close() }
    var status: CInt = 0
    var most = 0
    #expect(cworker_wait(probe.pid, 50, &status, &most) == ETIMEDOUT)
    #expect(cworker_end(probe.pid, &status, &most) == 0)
    #expect(cworker_signal(status) == SIGKILL)
    #expect(cworker_exit_code(status) == -1)
    #expect(most > 100)
    #expect(cworker_end(probe.pid, &status, &most) == ECHILD)
  }

  @Test("its own code and its own signal are kept")
  func own() throws {
    let leaving = try Probe(["leave", "41"])
    defer { leaving.close() }
    let left = try leaving.wait()
    #expect(cworker_exit_code(left) == 41)
    #expect(cworker_signal(left) == 0)

    let dying = try Probe(["die"])
    defer { dying.close() }
    #expect(cworker_signal(try dying.wait()) == SIGSEGV)
  }

  @Test("ending one that has ended already keeps its status")
  func late() throws {
    let probe = try Probe(["leave", "9"])
    defer { probe.close() }
    // The connection ends with the process.
    var byte: UInt8 = 0
    var length = 0
    #expect(cworker_receive(probe.socket, &byte, 1, 20000, 0, &length) == ENOTCONN)
    usleep(50000)
    var status: CInt = 0
    #expect(cworker_end(probe.pid, &status, nil) == 0)
    #expect(cworker_exit_code(status) == 9)
  }

  @Test("numbers that are no child's are refused", arguments: [-5, -1, 0, 1])
  func refused(pid: pid_t) {
    #expect(cworker_end(pid, nil, nil) == EINVAL)
    #expect(cworker_wait(pid, 0, nil, nil) == EINVAL)
  }
}
