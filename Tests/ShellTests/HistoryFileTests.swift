import Foundation
import Testing

@testable import Shell

@Suite("History over sessions")
struct HistoryFileTests {
  private func withFile(limit: Int = 10, _ body: (HistoryFile) throws -> Void) rethrows {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(HistoryFile(path: folder.appendingPathComponent("state/history").path, limit: limit))
  }

  @Test("What is appended is read again, by another session too, and only by its user")
  func roundTrip() throws {
    try withFile { file in
      #expect(file.lines().isEmpty)
      #expect(file.append("run --corpus 日本"))
      #expect(file.append("runs"))
      #expect(HistoryFile(path: file.path).lines() == ["run --corpus 日本", "runs"])
      let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test("The newest lines are kept when the file has grown past the limit")
  func compact() {
    withFile(limit: 3) { file in
      for number in 1...5 { file.append("line \(number)") }
      #expect(file.lines() == ["line 3", "line 4", "line 5"])
      file.compact()
      #expect(FileManager.default.contents(atPath: file.path) == Data("line 3\nline 4\nline 5\n".utf8))
      let folder = URL(fileURLWithPath: file.path).deletingLastPathComponent().path
      #expect((try? FileManager.default.contentsOfDirectory(atPath: folder)) == ["history"])
    }
  }

  @Test("A place that cannot be written ends nothing")
  func unwritable() {
    let file = HistoryFile(path: "/proc/nothing/history")
    #expect(!file.append("x"))
    file.compact()
    #expect(file.lines().isEmpty)
  }

  @Test("The environment says where it is")
  func place() {
    #expect(HistoryFile.current(["MIEN_HISTORY": "/a", "HOME": "/h"])?.path == "/a")
    #expect(HistoryFile.current(["XDG_STATE_HOME": "/s", "HOME": "/h"])?.path == "/s/mien/history")
    #expect(HistoryFile.current(["HOME": "/h"])?.path == "/h/.local/state/mien/history")
    #expect(HistoryFile.current(["MIEN_HISTORY": "", "HOME": "/h"]) == nil)
    #expect(HistoryFile.current([:]) == nil)
  }
}
