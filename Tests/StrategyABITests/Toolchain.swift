import Foundation

/// Compilers of this machine, run as children.
enum Toolchain {
  /// The checkout.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// Headers of today.
  static let headers = root.appendingPathComponent("Sources/StrategyABI/include")
  /// Plugins and headers of other versions.
  static let versions = root.appendingPathComponent("Tests/Fixtures/versions")

  static let hasC = !compilers(of: .c).isEmpty
  static let hasRust = path("cargo") != nil && path("rustc") != nil

  enum Language: String, CaseIterable {
    case c
    case cxx = "c++"

    var standard: String { self == .c ? "-std=c11" : "-std=c++17" }
  }

  /// What a child came to.
  struct Outcome {
    var status: Int32
    var output: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Compilers of a language on PATH, the system's default first; no compiler twice.
  static func compilers(of language: Language) -> [String] {
    let names = language == .c ? ["cc", "gcc", "clang"] : ["c++", "g++", "clang++"]
    var seen: Set<String> = []
    return names.compactMap { path($0) }.filter {
      seen.insert(URL(fileURLWithPath: $0).resolvingSymlinksInPath().path).inserted
    }
  }

  /// Where a program lies on PATH.
  static func path(_ program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program to its end and gives both its outputs as one text.
  static func run(
    _ program: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    guard let executable = program.contains("/") ? program : path(program) else {
      throw Failure(description: "\(program) is not on PATH")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = folder }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
  }

  /// Compiles one C file; throws what the compiler says when it does not like it.
  static func compile(
    _ source: URL, headers: URL, to product: URL, shared: Bool = false, options: [String] = []
  ) throws {
    var arguments = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-O1", "-ffp-contract=off"]
    arguments += options + (shared ? ["-shared", "-fPIC"] : [])
    arguments += ["-I", headers.path, source.path, "-o", product.path, "-lm"]
    let outcome = try run(compilers(of: .c)[0], arguments)
    guard outcome.status == 0 else { throw Failure(description: outcome.output) }
  }

  /// Compiles and runs a C program given as text, and gives what it prints.
  static func runC(_ program: String, headers: URL) throws -> String {
    try inScratch { folder in
      let source = folder.appendingPathComponent("program.c")
      try program.write(to: source, atomically: true, encoding: .utf8)
      let product = folder.appendingPathComponent("program")
      try compile(source, headers: headers, to: product)
      let outcome = try run(product.path, [])
      guard outcome.status == 0 else {
        throw Failure(description: "the program ended with \(outcome.status): \(outcome.output)")
      }
      return outcome.output
    }
  }

  /// Gives a fresh folder that goes afterwards.
  static func inScratch<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-abi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// Header files below a folder, by path from there.
  static func headerFiles(in folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".h") }.sorted()
  }
}
