import CWorker
import Foundation
import Glibc
import Testing

@Suite("A worker is spawned with what it is given and nothing else")
struct SpawnTests {
  @Test("it has six descriptors, its own group and signals as by default")
  func bare() throws {
    // Open here and without close-on-exec: still none of the worker's business.
    let stray = open("/dev/null", O_RDONLY)
    defer { close(stray) }
    let probe = try Probe(["descriptors"])
    defer { probe.close() }
    #expect(cworker_exit_code(try probe.wait()) == 0)
    let lines = try probe.notes().split(separator: "\n").map(String.init)
    try #require(lines.count == 7)
    #expect(lines[0] == "0 1 2 3 4 5 ")
    #expect(lines[1] == "leads")
    #expect(lines[2] == "0 unlike")
    #expect(lines[3] == "stdin 0")
    #expect(lines[4].hasPrefix("3 socket:"))
    #expect(lines[5].hasPrefix("4 /memfd:mien-memory"))
    #expect(lines[6] == "5 \(Probe.folder.resolvingSymlinksInPath().path)")
  }

  @Test(
    "sources may bear the numbers of targets", arguments: [[5, 3, 4], [4, 5, 3], [3, 4, 5], [6, 7, 1]])
  func crossed(numbers: [Int]) throws {
    // In a child of its own, where those numbers are free: the probe spawns itself in all orders.
    let probe = try Probe(["crossed"] + numbers.map(String.init))
    defer { probe.close() }
    #expect(cworker_exit_code(try probe.wait()) == 0)
    let notes = try probe.notes()
    #expect(notes.contains("0 1 2 3 4 5 \n"), "\(notes)")
    #expect(notes.contains("3 socket:"), "\(notes)")
    #expect(notes.contains("4 /memfd:mien-memory"), "\(notes)")
    #expect(notes.contains("5 \(Probe.folder.resolvingSymlinksInPath().path)"), "\(notes)")
  }

  @Test("a negative source leaves its number closed, and stdio on /dev/null")
  func missing() throws {
    var pid: pid_t = 0
    let program = try Probe.program.get()
    try check(Probe.spawn(program, [program, "only-stdio"], [-1, -1, -1, -1], &pid), "spawn")
    var status: CInt = 0
    try check(cworker_wait(pid, 20000, &status, nil), "wait")
    #expect(cworker_exit_code(status) == 0)
  }

  @Test("a program that cannot be started is an errno and no child")
  func absent() {
    var pid: pid_t = -7
    #expect(Probe.spawn("/nowhere/worker", ["worker"], [-1, -1, -1, -1], &pid) == ENOENT)
    #expect(Probe.spawn("/etc", ["worker"], [-1, -1, -1, -1], &pid) == EACCES)
    #expect(pid == -7)
  }

  @Test("several threads may spawn at once")
  func together() async throws {
    let program = try Probe.program.get()
    let codes = await withTaskGroup(of: CInt.self) { group in
      for code in 0..<24 {
        group.addTask {
          var pid: pid_t = 0
          guard Probe.spawn(program, [program, "leave", "\(code)"], [-1, -1, -1, -1], &pid) == 0 else {
            return -1
          }
          var status: CInt = 0
          return cworker_wait(pid, 20000, &status, nil) == 0 ? cworker_exit_code(status) : -2
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.sorted() == Array(0..<24))
  }
}
