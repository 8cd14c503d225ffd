import Foundation
import Testing

@Suite("Allocations are counted from outside")
struct AllocationsTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Runs a program; its code and what it said on stdout.
  private func run(
    _ program: String, _ arguments: [String], preload: URL? = nil
  ) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    environment["LD_PRELOAD"] = preload?.path
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  /// The library and the program that tries it, built with the C compiler.
  private func build() throws -> (library: URL, program: URL) {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-allocations-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let library = place.appendingPathComponent("libCAllocations.so")
    let program = place.appendingPathComponent("allocating")
    let room = Self.root.appendingPathComponent("Sources/CAllocations").path
    let strict = ["cc", "-std=c11", "-O2", "-Wall", "-Wextra", "-Werror"]
    let made = try run(
      "/usr/bin/env",
      strict + [
        "-shared", "-fPIC", "-I\(room)/include", "-o", library.path, "\(room)/allocations.c", "-ldl",
      ])
    try #require(made.code == 0)
    let tried = try run(
      "/usr/bin/env",
      strict + [
        "-o", program.path, Self.root.appendingPathComponent("Tests/Fixtures/Worker/allocating.c").path,
        "-pthread", "-ldl",
      ])
    try #require(tried.code == 0)
    return (library, program)
  }

  private func remove(_ program: URL) {
    try? FileManager.default.removeItem(at: program.deletingLastPathComponent())
  }

  @Test("every way to ask counts as one, and other threads do not count")
  func counts() throws {
    let (library, program) = try build()
    defer { remove(program) }
    let result = try run(program.path, [], preload: library)
    #expect(result.code == 0)
    #expect(result.text == "0 8\n0\n")
  }

  @Test("a program without the library finds nothing to ask")
  func absent() throws {
    let (_, program) = try build()
    defer { remove(program) }
    #expect(try run(program.path, []).text == "absent\n")
  }

  /// A Swift program that is built beside the tests.
  private static let swiftProgram =
    Bundle.main.executableURL?
    .deletingLastPathComponent().appendingPathComponent("mien").path ?? ""

  @Test(
    "a Swift program runs as before",
    .enabled(if: FileManager.default.isExecutableFile(atPath: swiftProgram), "mien is not built"))
  func swift() throws {
    let (library, program) = try build()
    defer { remove(program) }
    let plain = try run(Self.swiftProgram, ["--version"])
    let preloaded = try run(Self.swiftProgram, ["--version"], preload: library)
    #expect(preloaded.code == 0)
    #expect(preloaded.text == plain.text)
  }
}
