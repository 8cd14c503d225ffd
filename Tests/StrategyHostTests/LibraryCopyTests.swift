import Foundation
import Provenance
import Testing

@testable import StrategyHost

@Suite("Libraries are loaded from copies whose name is their content")
struct LibraryCopyTests {
  private let folder: TemporaryFolder
  private let library: URL
  private var copies: URL { folder.url.appendingPathComponent("copies") }

  init() throws {
    folder = try TemporaryFolder()
    library = folder.url.appendingPathComponent("libA.so")
    try Data("first".utf8).write(to: library)
  }

  private func copy() -> URL { LibraryCopy.make(of: library, in: copies) }

  @Test("one content is one copy, another content another, and the old one stays as it was")
  func contents() throws {
    let first = copy()
    #expect(first != library && first.lastPathComponent == "libA.so")
    #expect(
      first.deletingLastPathComponent().lastPathComponent == ContentHash(of: Data("first".utf8)).description)
    #expect(copy() == first)
    try Data("second".utf8).write(to: library)
    let second = copy()
    #expect(second != first)
    #expect(try Data(contentsOf: first) == Data("first".utf8))
    #expect(try Data(contentsOf: second) == Data("second".utf8))
  }

  @Test("a copy that was cut short or changed is made again")
  func damaged() throws {
    for damage in ["", "fir", "other"] {
      try Data(damage.utf8).write(to: copy())
      #expect(try Data(contentsOf: copy()) == Data("first".utf8))
    }
  }

  @Test("libraries that stand beside it are found beside its copy")
  func neighbours() throws {
    try Data("b".utf8).write(to: folder.url.appendingPathComponent("libB.so.1"))
    try Data("c".utf8).write(to: folder.url.appendingPathComponent("notes.txt"))
    let home = copy().deletingLastPathComponent()
    #expect(try Data(contentsOf: home.appendingPathComponent("libB.so.1")) == Data("b".utf8))
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: home.path)) == ["libA.so", "libB.so.1"])
  }

  @Test("where no copy can be made, the library is taken itself")
  func unwritable() throws {
    try Data("a file".utf8).write(to: copies)
    #expect(copy() == library)
    let missing = folder.url.appendingPathComponent("none.so")
    #expect(LibraryCopy.make(of: missing, in: copies) == missing)
  }

  @Test("old copies go, and one that is still used is not old")
  func pruned() throws {
    let used = copy()
    let other = folder.url.appendingPathComponent("libB.so")
    var first: URL?
    for index in 0..<LibraryCopy.keep + 3 {
      try Data("other \(index)".utf8).write(to: other)
      let made = LibraryCopy.make(of: other, in: copies)
      if first == nil { first = made }
      // As if an hour went by between them.
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: Double(index - 1000) * 3600)],
        ofItemAtPath: made.deletingLastPathComponent().path)
      if index == 0 {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -2000 * 3600)],
          ofItemAtPath: used.deletingLastPathComponent().path)
        _ = copy()
      }
    }
    let kept = try FileManager.default.contentsOfDirectory(
      atPath: copies.appendingPathComponent("loaded").path)
    #expect(kept.count == LibraryCopy.keep)
    #expect(FileManager.default.fileExists(atPath: used.path))
    #expect(try !FileManager.default.fileExists(atPath: #require(first).path))
  }
}
