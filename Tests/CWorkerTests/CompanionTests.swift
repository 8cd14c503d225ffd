import CWorker
import Foundation
import Glibc
import Testing

@Suite("A worker does not outlive its host")
struct CompanionTests {
  private func ready(_ probe: Probe) throws {
    var byte: UInt8 = 0
    var length = 0
    try check(cworker_receive(probe.socket, &byte, 1, 20000, 0, &length), "ready")
  }

  @Test("it leaves when the host closes its end")
  func closed() throws {
    let probe = try Probe(["orphan"])
    try ready(probe)
    #expect(cworker_wait(probe.pid, 50, nil, nil) == ETIMEDOUT)
    shutdown(probe.socket, CInt(SHUT_RDWR))
    #expect(cworker_exit_code(try probe.wait()) == 0)
    probe.close()
  }

  @Test("it leaves when its own end was closed")
  func ownEnd() throws {
    let probe = try Probe(["orphan", "close"])
    try ready(probe)
    #expect(cworker_exit_code(try probe.wait()) == 0)
    probe.close()
  }

  @Test("it leaves when the host is killed, also with another socket", arguments: ["", "replace"])
  func killed(before: String) throws {
    let host = try Probe(["host", before])
    #expect(cworker_signal(try host.wait()) == SIGKILL)
    let first = try host.notes().split(separator: "\n").first
    let worker = try #require(first.flatMap { pid_t($0) })
    let limit = cworker_nanoseconds() + 20_000_000_000
    while cworker_resident(worker) > 0, cworker_nanoseconds() < limit { usleep(1000) }
    #expect(cworker_resident(worker) == 0)
    host.close()
  }
}
