import Foundation
import GRDB
import Motion
import RunStore
import Runs
import Testing

/// The page that describes the store.
private let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("Sources/RunStore/Documentation.docc/Schema.md")

@Suite("The page on the schema describes the real one")
struct SchemaTests {
  private let folder: TemporaryFolder
  private let database: DatabaseQueue

  init() throws {
    folder = try TemporaryFolder()
    do {
      let archive = try SQLiteArchive(path: folder.path("store.sqlite"))
      try archive.store(Samples.take(Samples.key()), of: try archive.open(Samples.run()))
    }
    database = try DatabaseQueue(path: folder.path("store.sqlite"))
  }

  private func objects(_ type: String) throws -> [String: [String]] {
    try database.read { database in
      let names = try String.fetchAll(
        database,
        sql:
          "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'",
        arguments: [type])
      return try Dictionary(
        uniqueKeysWithValues: names.map {
          ($0, try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info(?)", arguments: [$0]))
        })
    }
  }

  @Test("every table, view and column is named on it")
  func everythingIsNamed() throws {
    let text = try String(contentsOf: page, encoding: .utf8)
    let all = try objects("table").merging(objects("view")) { first, _ in first }
    #expect(all.count == 20)
    for (name, columns) in all.sorted(by: { $0.key < $1.key }) {
      #expect(text.contains("`\(name)`"), "\(name) is not on the page")
      for column in columns { #expect(text.contains("`\(column)`"), "\(name).\(column) is not on the page") }
    }
  }

  @Test("its table of views has each view's columns, in order, and nothing else")
  func views() throws {
    let text = try String(contentsOf: page, encoding: .utf8)
    for (name, columns) in try objects("view") {
      let row = "| `\(name)` | \(columns.map { "`\($0)`" }.joined(separator: ", ")) |"
      #expect(text.contains(row), "\(row)")
    }
  }

  @Test(
    "its three lines of Python read a track", .enabled(if: Python.hasNumpy, "python3 with numpy is not here"))
  func python() throws {
    let text = try String(contentsOf: page, encoding: .utf8)
    let block = try #require(text.components(separatedBy: "```python\n").dropFirst().first)
    let code = try #require(block.components(separatedBy: "```").first)
    #expect(code.split(separator: "\n").count == 3)
    let output = try Python.run(
      code.replacingOccurrences(of: "mien.sqlite", with: folder.path("store.sqlite"))
        + "print(samples.shape, samples.view('<u4').sum(dtype='u8'))\n")
    let sum = Samples.track.samples.reduce(UInt64(0)) { $0 + UInt64($1.bitPattern) }
    #expect(output == "(200, 6) \(sum)\n")
  }
}

private enum Python {
  static let hasNumpy = (try? run("import numpy")) != nil

  static func run(_ code: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", code]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    struct Failed: Error {}
    guard process.terminationStatus == 0 else { throw Failed() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
