@testable import RunStore
import Testing

@Suite("Who holds a store")
struct StoreLockTests {
  private let table = """
    1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 124 124
    2: POSIX  ADVISORY  READ  81 fe:00:1234 128 128
    2: -> POSIX  ADVISORY  WRITE 99 fe:00:1234 120 120
    3: FLOCK  ADVISORY  WRITE 7 fe:00:5678 0 EOF
    4: POSIX  ADVISORY  WRITE
    5: OFDLCK ADVISORY  READ  -1 00:07:9 0 EOF
    """

  @Test("processes with a lock on one of the files, not those that wait, nor lines that cannot be read")
  func processes() {
    #expect(StoreLock.processes(table, holding: [1234]) == [81, 4711])
    #expect(StoreLock.processes(table, holding: [1234, 5678]) == [7, 81, 4711])
    #expect(StoreLock.processes(table, holding: [1]).isEmpty)
    #expect(StoreLock.processes("", holding: [1234]).isEmpty)
  }
}
