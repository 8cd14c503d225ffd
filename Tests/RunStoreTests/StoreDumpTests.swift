import Foundation
import RunStore
import Runs
import Scoring
import Testing

@Suite("A store as tables of text")
struct StoreDumpTests {
  private let folder: TemporaryFolder
  private let archive: SQLiteArchive

  init() throws {
    folder = try TemporaryFolder()
    archive = try SQLiteArchive(path: folder.path("store.sqlite"))
    let run = try archive.open(Samples.run())
    try archive.store(Samples.take(Samples.key("a \"b\", c\r\nd")), of: run)
    try archive.store(Take(key: Samples.key("joke"), outcome: .failed(reason: "it, broke")), of: run)
    try archive.store(Samples.scores(), of: run)
  }

  @Test("each view is a file; quotes, commas and line ends survive, numbers keep their bits")
  func files() throws {
    let place = folder.url.appendingPathComponent("dump")
    let written = try archive.dump(to: place)
    #expect(written.map(\.view) == SQLiteArchive.dumpedViews)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
        == SQLiteArchive.dumpedViews.map { "\($0).csv" }.sorted())
    let takes = try String(contentsOf: place.appendingPathComponent("takes.csv"), encoding: .utf8)
    #expect(takes.contains("\"a \"\"b\"\", c\r\nd\",mia,1,200,4,"))
    #expect(takes.contains("joke,mia,1,,,,,,\"it, broke\"\r\n"))
    let scores = try String(contentsOf: place.appendingPathComponent("score_long.csv"), encoding: .utf8)
    let rows = scores.components(separatedBy: "\r\n").dropLast().dropFirst()
    #expect(
      rows.count == Samples.scores().count && written.first { $0.view == "score_long" }?.rows == rows.count)
    for score in Samples.scores() {
      guard let number = score.value.number else { continue }
      #expect(rows.contains { $0.contains(",\(score.metric),") && $0.contains(",\(number),") })
    }
  }

  @Test("a file, a pipe and a link are left alone, an empty folder gives way")
  func kinds() throws {
    let file = folder.url.appendingPathComponent("file")
    try Data("mine".utf8).write(to: file)
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: file.path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("dangling"), withDestinationPath: "/nowhere")
    for name in ["file", "pipe", "link", "dangling"] {
      let error = #expect(throws: RunStoreError.self) {
        try archive.dump(to: folder.url.appendingPathComponent(name))
      }
      #expect(error?.description.contains("a new folder or an empty one") == true)
    }
    #expect(try Data(contentsOf: file) == Data("mine".utf8))
    let empty = folder.url.appendingPathComponent("empty")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    #expect(try !archive.dump(to: empty).isEmpty)
    #expect(throws: RunStoreError.self) { try archive.dump(to: empty) }
  }

  @Test("a folder with something in it is left alone")
  func occupied() throws {
    let place = folder.url.appendingPathComponent("full")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data().write(to: place.appendingPathComponent("mine"))
    #expect(throws: RunStoreError.self) { try archive.dump(to: place) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["mine"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { $0.hasSuffix(".new") }
        .isEmpty)
  }
}
