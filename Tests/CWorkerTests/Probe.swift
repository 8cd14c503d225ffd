import CWorker
import Foundation
import Glibc
import Testing

/// A worker of the tests: `Tests/Fixtures/Worker/probe.c`, built once with the C compiler, which does one thing
/// and says in its notes how that went.
struct Probe {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A folder for this run of the tests.
  static let folder: URL = {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-cworker-\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: Probe.folder) }
    return folder
  }()

  /// Path of the built program.
  static let program: Result<String, ProbeError> = build()

  private static func build() -> Result<String, ProbeError> {
    let room = root.appendingPathComponent("Sources/CWorker")
    let sources = (try? FileManager.default.contentsOfDirectory(atPath: room.path)) ?? []
    let program = folder.appendingPathComponent("probe").path
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments =
      ["cc", "-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-I\(room.path)/include", "-o", program]
      + [root.appendingPathComponent("Tests/Fixtures/Worker/probe.c").path]
      + sources.filter { $0.hasSuffix(".c") }.sorted().map { "\(room.path)/\($0)" } + ["-pthread", "-ldl"]
    do {
      try compiler.run()
    } catch {
      return .failure(ProbeError(what: "cc cannot be started: \(error)"))
    }
    compiler.waitUntilExit()
    return compiler.terminationStatus == 0
      ? .success(program) : .failure(ProbeError(what: "probe.c does not compile, see above"))
  }

  let pid: pid_t
  let socket: CInt
  let memory: CInt
  let notepad: CInt

  /// Starts the probe; `memory` is the size of what it finds as descriptor 4, `scratch` a folder that it finds
  /// as 5.
  init(_ arguments: [String], memory bytes: UInt64 = 65536, scratch: URL = folder) throws {
    let program = try Self.program.get()
    var ends: [CInt] = [-1, -1]
    var memory: CInt = -1
    var notepad: CInt = -1
    try check(cworker_channel(&ends), "channel")
    try check(cworker_memory(bytes, &memory), "memory")
    try check(cworker_notepad(&notepad), "notepad")
    let place = open(scratch.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer {
      Glibc.close(place)
      Glibc.close(ends[1])
    }
    var pid: pid_t = 0
    try check(
      Self.spawn(program, [program] + arguments, [ends[1], memory, place, notepad], &pid), "spawn")
    (self.pid, self.socket, self.memory, self.notepad) = (pid, ends[0], memory, notepad)
  }

  /// `cworker_spawn` with Swift's arrays; `descriptors` are socket, memory, scratch, stdio.
  static func spawn(
    _ path: String, _ arguments: [String], _ descriptors: [CInt], _ pid: inout pid_t
  ) -> CInt {
    var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    vector.append(nil)
    defer { for text in vector { free(text) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { free(environment[0]) }
    return cworker_spawn(
      path, &vector, &environment, descriptors[0], descriptors[1], descriptors[2], descriptors[3], &pid)
  }

  /// What the probe has said so far.
  func notes() throws -> String {
    var bytes = [CChar](repeating: 0, count: Int(CWORKER_NOTEPAD_BYTES))
    var length = 0
    try check(cworker_read_notepad(notepad, 0, &bytes, bytes.count, &length), "notepad")
    return String(decoding: bytes.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Waits for the probe to leave by itself; the raw status.
  @discardableResult
  func wait(_ milliseconds: CInt = 20000) throws -> CInt {
    var status: CInt = 0
    try check(cworker_wait(pid, milliseconds, &status, nil), "wait")
    return status
  }

  /// Kills the probe if it is still there, and lets go of everything.
  func close() {
    _ = cworker_end(pid, nil, nil)
    for descriptor in [socket, memory, notepad] { Glibc.close(descriptor) }
  }

}

/// A step of a test that was to work and did not.
struct ProbeError: Error, CustomStringConvertible {
  let what: String
  var description: String { what }
}

/// Throws when a call came to an errno.
func check(_ failure: CInt, _ what: String) throws {
  if failure != 0 { throw ProbeError(what: "\(what): \(String(cString: strerror(failure)))") }
}
