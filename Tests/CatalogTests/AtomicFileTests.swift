import Catalog
import Foundation
import Testing

@Suite("Atomic files")
struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }

  @Test("a file is written, replaced, and nothing is left beside it")
  func files() throws {
    let file = folder.url.appendingPathComponent("deep/a.txt")
    try AtomicFile.write(Data("one".utf8), to: file)
    try AtomicFile.write(Data("two".utf8), to: file)
    #expect(try String(contentsOf: file, encoding: .utf8) == "two")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path) == ["a.txt"])
    try AtomicFile.write(Data(), to: file)
    #expect(try Data(contentsOf: file).isEmpty)
  }

  @Test("what cannot be written is named and leaves the old content")
  func failures() throws {
    let file = folder.url.appendingPathComponent("a")
    try AtomicFile.write(Data("old".utf8), to: file)
    #expect(throws: CatalogError.self) { try AtomicFile.write(Data(), to: file.appendingPathComponent("b")) }
    #expect(try String(contentsOf: file, encoding: .utf8) == "old")
    let full = folder.url.appendingPathComponent("folder")
    try FileManager.default.createDirectory(
      at: full.appendingPathComponent("x"), withIntermediateDirectories: true)
    #expect(throws: CatalogError.self) { try AtomicFile.write(Data(), to: full) }
    #expect(try names() == ["a", "folder"])
  }

  @Test("files that belong together are written all or none")
  func together() throws {
    func place(_ name: String) -> URL { folder.url.appendingPathComponent(name) }
    try AtomicFile.write([(Data("m".utf8), place("x.glb")), (Data("s".utf8), place("x.vtt"))])
    #expect(try names() == ["x.glb", "x.vtt"])
    for bad in ["/dev/full", "/proc/none/there", folder.url.path, place("y.glb").path] {
      #expect(throws: CatalogError.self) {
        try AtomicFile.write([
          (Data("m".utf8), place("y.glb")), (Data("s".utf8), place("y.vtt")),
          (Data("e".utf8), URL(fileURLWithPath: bad)),
        ])
      }
      #expect(try names() == ["x.glb", "x.vtt"])
    }
  }

  @Test("a folder appears whole or not at all")
  func folders() throws {
    let place = folder.url.appendingPathComponent("out")
    try AtomicFile.writeFolder(place, replacing: false) { new throws(CatalogError) in
      try AtomicFile.write(Data("1".utf8), to: new.appendingPathComponent("a"))
    }
    #expect(throws: CatalogError.self) {
      try AtomicFile.writeFolder(place, replacing: false) { _ throws(CatalogError) in }
    }
    #expect(throws: CatalogError.unreadable(file: "x", reason: "y")) {
      try AtomicFile.writeFolder(place, replacing: true) { _ throws(CatalogError) in
        throw .unreadable(file: "x", reason: "y")
      }
    }
    #expect(try String(contentsOf: place.appendingPathComponent("a"), encoding: .utf8) == "1")
    try AtomicFile.writeFolder(place, replacing: true) { new throws(CatalogError) in
      try AtomicFile.write(Data("2".utf8), to: new.appendingPathComponent("b"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["b"])
    #expect(try names() == ["out"])
  }

  @Test("a folder is written through a link, which stays, also where nothing is there yet")
  func links() throws {
    let link = folder.url.appendingPathComponent("link")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "deep/real")
    for number in 1...2 {
      try AtomicFile.writeFolder(link, replacing: true) { new throws(CatalogError) in
        try AtomicFile.write(Data("\(number)".utf8), to: new.appendingPathComponent("a"))
      }
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "deep/real")
      let file = folder.url.appendingPathComponent("deep/real/a")
      #expect(try String(contentsOf: file, encoding: .utf8) == "\(number)")
    }
    #expect(try names() == ["deep", "link"])
    let loop = folder.url.appendingPathComponent("loop")
    try FileManager.default.createSymbolicLink(atPath: loop.path, withDestinationPath: "loop")
    #expect(throws: CatalogError.self) {
      try AtomicFile.writeFolder(loop, replacing: true) { _ throws(CatalogError) in }
    }
  }

  @Test("a link stays a link, and the file to which it leads is written")
  func fileLinks() throws {
    let files = FileManager.default
    let file = folder.url.appendingPathComponent("there/a.txt")
    try AtomicFile.write(Data("old".utf8), to: file)
    let link = folder.url.appendingPathComponent("link")
    try files.createSymbolicLink(atPath: link.path, withDestinationPath: "there/a.txt")
    try AtomicFile.write(Data("new".utf8), to: link)
    #expect(try files.destinationOfSymbolicLink(atPath: link.path) == "there/a.txt")
    #expect(try String(contentsOf: file, encoding: .utf8) == "new")
    let dangling = folder.url.appendingPathComponent("dangling")
    try files.createSymbolicLink(atPath: dangling.path, withDestinationPath: "there/b.txt")
    try AtomicFile.write(Data("b".utf8), to: dangling)
    #expect(try String(contentsOf: folder.url.appendingPathComponent("there/b.txt"), encoding: .utf8) == "b")
    let circle = folder.url.appendingPathComponent("circle")
    try files.createSymbolicLink(atPath: circle.path, withDestinationPath: "circle")
    #expect(throws: CatalogError.self) { try AtomicFile.write(Data(), to: circle) }
    let device = folder.url.appendingPathComponent("device")
    try files.createSymbolicLink(atPath: device.path, withDestinationPath: "/dev/null")
    #expect(throws: CatalogError.self) { try AtomicFile.write(Data(), to: device) }
  }

  @Test("a file where a folder is to be made is called a file")
  func folderOverFile() throws {
    let file = folder.url.appendingPathComponent("a")
    try AtomicFile.write(Data("old".utf8), to: file)
    for mayReplace in [false, true] {
      let error = #expect(throws: CatalogError.self) {
        try AtomicFile.writeFolder(file, replacing: mayReplace) { _ throws(CatalogError) in }
      }
      #expect(error?.description.contains("it is a file") == true)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == "old")
  }
}
