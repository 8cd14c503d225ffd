import Foundation

/// One line given to `/bin/sh`, with the program in its path, and what came of it.
struct ShellLine {
  /// Exit code.
  let code: Int32
  /// All of stdout.
  let output: String
  /// All of stderr.
  let errors: String

  /// Runs a line in a folder that is its home too.
  ///
  /// - Parameter input: what stands on stdin.
  /// - Throws: when the shell cannot be started or takes longer than `limit` seconds.
  init(_ line: String, input: String = "", in folder: String, limit: Double = 120) throws {
    func file(_ name: String) -> URL { URL(fileURLWithPath: "\(folder)/.\(name)") }
    for name in ["stdout", "stderr"] { try Data().write(to: file(name)) }
    try Data(input.utf8).write(to: file("stdin"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = MienBinary.environment(home: folder)
    process.standardInput = try FileHandle(forReadingFrom: file("stdin"))
    process.standardOutput = try FileHandle(forWritingTo: file("stdout"))
    process.standardError = try FileHandle(forWritingTo: file("stderr"))
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    guard ended.wait(timeout: .now() + limit) == .success else {
      process.terminate()
      throw Overdue(line: line, seconds: limit)
    }
    code =
      process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    output = String(decoding: try Data(contentsOf: file("stdout")), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: file("stderr")), as: UTF8.self)
  }

  /// A line that did not end in time.
  struct Overdue: Error, CustomStringConvertible {
    let line: String
    let seconds: Double
    var description: String { "'\(line)' did not end within \(seconds) s" }
  }
}
