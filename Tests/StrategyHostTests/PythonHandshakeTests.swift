import Foundation
import Testing

@testable import StrategyHost

@Suite("A program is asked whether it is an interpreter before it is given a path")
struct PythonHandshakeTests {
  private let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]

  @Test("an interpreter answers, also behind a script of its own")
  func interpreter() throws {
    let python = PythonInterpreter.path("python3", bundle: URL(fileURLWithPath: "/"))
    #expect(PythonHandshake.refusal(python, environment: environment) == nil)
    let folder = try TemporaryFolder()
    let wrapper = try program("#!/bin/sh\nexec \(python) \"$@\"\n", in: folder)
    #expect(PythonHandshake.refusal(wrapper, environment: environment) == nil)
  }

  @Test("what repeats its argument, is silent or ends well is none")
  func others() throws {
    let folder = try TemporaryFolder()
    let seen = folder.url.appendingPathComponent("seen").path
    let programs = [
      try program("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$1\" > '\(seen)'\nexit 0\n", in: folder, "notes"),
      "/bin/echo", "/bin/true", "/bin/rm", "/bin/sh",
    ]
    for program in programs {
      let reason = PythonHandshake.refusal(program, environment: environment)
      #expect(reason?.contains("\(program) is no Python interpreter") == true, "\(program)")
    }
    let lines = try String(contentsOfFile: seen, encoding: .utf8).split(separator: "\n")
    #expect(lines == ["1", Substring(PythonHandshake.argument)])
    #expect(!PythonHandshake.argument.contains("/") && !PythonHandshake.argument.contains("1022117"))
  }

  @Test("one that does not answer in time is none, and what is not there is left to its worker")
  func patience() throws {
    let folder = try TemporaryFolder()
    let slow = try program("#!/bin/sh\nexec sleep 60\n", in: folder, "slow")
    let reason = PythonHandshake.refusal(slow, environment: environment, patience: 1)
    #expect(reason?.contains("had not answered after 1 s") == true)
    #expect(PythonHandshake.refusal("/nowhere/python", environment: environment) == nil)
  }

  private func program(_ text: String, in folder: TemporaryFolder, _ name: String = "python") throws -> String
  {
    let file = folder.url.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return file.path
  }
}
