import CWorker
import Foundation
import Glibc
import Testing

@Suite("Rows lie between pages that cannot be touched")
struct RowsTests {
  @Test("a write outside the pages ends the worker", arguments: ["before", "behind", "far"])
  func guards(place: String) throws {
    let probe = try Probe(["guards", place])
    defer { probe.close() }
    #expect(cworker_signal(try probe.wait()) == SIGSEGV)
  }

  @Test("what the worker writes inside is there for the host")
  func inside() throws {
    let probe = try Probe(["guards", "nowhere"])
    defer { probe.close() }
    #expect(cworker_exit_code(try probe.wait()) == 0)
    var start: UnsafeMutableRawPointer?
    try check(cworker_map_rows(probe.memory, 4096, 8192, &start), "map")
    let rows = try #require(start)
    #expect(rows.load(as: UInt8.self) == 1)
    #expect(rows.load(fromByteOffset: 8191, as: UInt8.self) == 2)
    #expect(cworker_unmap_rows(rows, 8192) == 0)
  }

  @Test("what does not lie in the memory is refused")
  func refused() throws {
    var memory: CInt = -1
    try check(cworker_memory(16384, &memory), "memory")
    defer { close(memory) }
    var start: UnsafeMutableRawPointer?
    #expect(cworker_map_rows(memory, 100, 100, &start) == EINVAL)
    #expect(cworker_map_rows(memory, 4096, 0, &start) == EINVAL)
    #expect(cworker_map_rows(memory, 4096, 12289, &start) == EINVAL)
    #expect(cworker_map_rows(memory, 32768, 1, &start) == EINVAL)
    #expect(cworker_map_rows(memory, 4096, .max, &start) == EINVAL)
    #expect(cworker_map_rows(-1, 0, 1, &start) == EBADF)
    #expect(start == nil)
  }
}
