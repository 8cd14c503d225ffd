import Foundation
import Testing

/// The decoder in WebAssembly, run by node; left out with a word where node or clang is missing.
@Suite struct WebAssemblyTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let folder = root.deletingLastPathComponent().appendingPathComponent(
    "Sources/CTrackCodec/wasm")

  private static func find(_ name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static func run(_ program: URL, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }

  private static func results(_ wasm: URL, _ node: URL) throws -> String {
    try run(
      node,
      [
        folder.appendingPathComponent("test.mjs").path, wasm.path,
        root.appendingPathComponent("Fixtures/packets/1.0").path,
      ])
  }

  private static var expected: String {
    get throws {
      try String(
        contentsOf: root.appendingPathComponent("Fixtures/packets/1.0/expected.txt"), encoding: .utf8)
    }
  }

  @Test(
    "the committed module gives the bits of the golden packets",
    .enabled(if: find("node") != nil, "no node on PATH"))
  func committed() throws {
    let node = try #require(Self.find("node"))
    let wasm = Self.folder.appendingPathComponent("track-codec.wasm")
    #expect(try Self.results(wasm, node) == (try Self.expected))
    #expect(try Data(contentsOf: wasm).count < 40_000)
  }

  @Test(
    "a module built anew gives the same bits",
    .enabled(
      if: find("node") != nil && find("clang") != nil && find("wasm-ld") != nil,
      "no node, clang or wasm-ld on PATH"))
  func rebuilt() throws {
    let node = try #require(Self.find("node"))
    let wasm = FileManager.default.temporaryDirectory.appendingPathComponent(
      "track-codec-\(UUID().uuidString).wasm")
    defer { try? FileManager.default.removeItem(at: wasm) }
    _ = try Self.run(
      URL(fileURLWithPath: "/bin/sh"), [Self.folder.appendingPathComponent("build").path, wasm.path])
    #expect(try Self.results(wasm, node) == (try Self.expected))
  }
}
