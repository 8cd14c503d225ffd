import CWorker
import Glibc
import Testing

@Suite("A worker limits itself")
struct LimitsTests {
  @Test("address space, descriptors, core files and sizes of files have an end")
  func limits() throws {
    let probe = try Probe(["limits"])
    defer { probe.close() }
    #expect(cworker_exit_code(try probe.wait()) == 0)
    let lines = try probe.notes().split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "1073741824 1073741824", "64 64", "0 0", "268435456 268435456", "dumpable 0", "no 2 GiB",
      ])
  }
}
