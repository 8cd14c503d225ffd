import CWorker
import Foundation
import Glibc
import Testing

@Suite("Memory for two cannot be taken away, and a notepad cannot grow")
struct MemoryTests {
  @Test("memory has its size, is zero, and does not shrink")
  func memory() throws {
    var descriptor: CInt = -1
    try check(cworker_memory(10000, &descriptor), "memory")
    defer { close(descriptor) }
    var byte: UInt8 = 1
    #expect(lseek(descriptor, 0, SEEK_END) == 10000)
    #expect(pread(descriptor, &byte, 1, 9999) == 1)
    #expect(byte == 0)
    #expect(ftruncate(descriptor, 9999) == -1)
    #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
    #expect(cworker_memory(0, &descriptor) == EINVAL)
    #expect(cworker_memory(.max, &descriptor) == EINVAL)
  }

  @Test("a flood of stdout ends at the notepad's end, and the worker is told")
  func flood() throws {
    let probe = try Probe(["flood"])
    defer { probe.close() }
    #expect(cworker_exit_code(try probe.wait()) == 7)
    #expect(try probe.notes() == String(repeating: "x", count: Int(CWORKER_NOTEPAD_BYTES)))
    var size = stat()
    fstat(probe.notepad, &size)
    #expect(size.st_size == Int(CWORKER_NOTEPAD_BYTES))
    #expect(ftruncate(probe.notepad, 0) == -1)
  }

  @Test("notes are read as far as they were written, from where one wishes")
  func notes() throws {
    var descriptor: CInt = -1
    try check(cworker_notepad(&descriptor), "notepad")
    defer { close(descriptor) }
    var bytes = [CChar](repeating: 1, count: 64)
    var length = 9
    #expect(cworker_read_notepad(descriptor, 0, &bytes, 64, &length) == 0)
    #expect(length == 0)
    #expect(write(descriptor, "hello", 5) == 5)
    #expect(cworker_read_notepad(descriptor, 2, &bytes, 64, &length) == 0)
    #expect(length == 3)
    #expect(cworker_read_notepad(descriptor, 0, &bytes, 4, &length) == 0)
    #expect(length == 4)
    #expect(cworker_read_notepad(descriptor, .max, &bytes, 4, &length) == 0)
    #expect(length == 0)
  }
}
