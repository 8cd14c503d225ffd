import CWorker
import Foundation
import Glibc
import Testing

@Suite("What a process uses can be asked")
struct UsageTests {
  @Test("memory is that which is held")
  func resident() throws {
    let before = cworker_resident(0)
    #expect(before > 1 << 20)
    let bytes = 64 << 20
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
    memset(block, 1, bytes)
    #expect(cworker_resident(0) > before + UInt64(bytes) / 2)
    block.deallocate()
    #expect(cworker_resident(getpid()) > 1 << 20)
  }

  @Test("processor time of another process grows while it computes, not while it sleeps")
  func processorTime() throws {
    let busy = try Probe(["burn"])
    let idle = try Probe(["sleep"])
    defer {
      busy.close()
      idle.close()
    }
    let limit = cworker_nanoseconds() + 20_000_000_000
    while cworker_cpu_nanoseconds(busy.pid) < 50_000_000, cworker_nanoseconds() < limit { usleep(1000) }
    #expect(cworker_cpu_nanoseconds(busy.pid) >= 50_000_000)
    #expect(cworker_cpu_nanoseconds(idle.pid) < 50_000_000)
    #expect(cworker_resident(idle.pid) > 0)
    #expect(cworker_cpu_nanoseconds(0) > 0)
  }

  @Test("a process that is gone uses nothing")
  func gone() throws {
    let probe = try Probe(["leave", "0"])
    try probe.wait()
    #expect(cworker_resident(probe.pid) == 0)
    #expect(cworker_cpu_nanoseconds(probe.pid) == 0)
    #expect(cworker_resident(-1) == 0)
    probe.close()
  }
}
