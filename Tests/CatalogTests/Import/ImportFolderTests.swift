import Formats
import Foundation
import Testing

@testable import Catalog

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Folders of material")
struct ImportFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("files are listed by path, without hidden ones, devices and what links lead to")
  func listed() throws {
    for path in ["b/x.WAV", "a.b.csv", ".hidden.csv", "b/.git/y.csv", "noending"] {
      _ = try folder.write("", path)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("b/loop").path, withDestinationPath: "..")
    #expect(mkfifo(folder.url.appendingPathComponent("pipe.csv").path, 0o600) == 0)
    let place = try ImportFolder(folder.url)
    #expect(place.files.map(\.path) == ["a.b.csv", "b/loop", "b/x.WAV", "noending"])
    #expect(place.files.map(\.stem) == ["a.b", "loop", "x", "noending"])
    #expect(place.files.map(\.kind) == ["csv", "", "wav", ""])
    #expect(place.sounds.map(\.folder) == ["b"] && place.named == nil)
  }

  @Test("a file stands for itself beside the others of its folder, which are not searched deeper")
  func named() throws {
    for path in ["in/a.csv", "in/a.wav", "in/deep/b.csv"] { _ = try folder.write("", path) }
    let place = try ImportFolder(folder.url.appendingPathComponent("in/a.csv"))
    #expect(place.named?.path == "a.csv" && place.files.map(\.path) == ["a.csv", "a.wav"])
    #expect(throws: CatalogError.self) { try ImportFolder(folder.url.appendingPathComponent("in/c.csv")) }
  }

  @Test("the sound of a stem is the one beside it, else the only one")
  func sounds() throws {
    for path in ["x/a.wav", "y/a.wav", "y/b.flac", "t/a.csv"] { _ = try folder.write("", path) }
    let place = try ImportFolder(folder.url)
    #expect(place.sound("a", near: "y")?.path == "y/a.wav")
    #expect(place.sound("a", near: "t") == nil)
    #expect(place.sound("b", near: "t")?.path == "y/b.flac")
    #expect(place.beside("a", in: "t").map(\.kind) == ["csv"])
  }

  @Test("corpora of ours inside are no material")
  func corpora() throws {
    for path in ["a.wav", "made/corpus.json", "made/r/me.flac"] { _ = try folder.write("", path) }
    #expect(try ImportFolder(folder.url).files.map(\.path) == ["a.wav"])
    #expect(try ImportFolder(folder.url.appendingPathComponent("made")).sounds.count == 1)
  }

  @Test("names that are no text are told of")
  func strays() throws {
    _ = try folder.write("", "a.wav")
    let bytes =
      Array(folder.url.path.utf8CString.dropLast()) + [0x2F, 0x62, CChar(bitPattern: 0xFF), 0x2E, 0x77, 0]
    let descriptor = open(bytes, O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    defer { unlink(bytes) }
    var report = ImportReport()
    #expect(try ImportFolder(folder.url, &report).files.map(\.path) == ["a.wav"])
    #expect(report.faults.count == 1 && report.faults[0].text.contains("rename it"))
  }
}
