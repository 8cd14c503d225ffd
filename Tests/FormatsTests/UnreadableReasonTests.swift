import Formats
import Foundation
import Testing

@Suite("Why a place cannot be read")
struct UnreadableReasonTests {
  @Test("a folder, a device and nothing are called what they are, a file is none of them")
  func kinds() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-unreadable-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("a")
    try Data("a".utf8).write(to: file)
    #expect(UnreadableReason.of(file) == nil)
    #expect(UnreadableReason.of(folder)?.contains("a folder") == true)
    #expect(UnreadableReason.of(URL(fileURLWithPath: "/dev/zero"))?.contains("a device") == true)
    #expect(UnreadableReason.of(folder.appendingPathComponent("b"))?.contains("not exist") == true)
  }
}
