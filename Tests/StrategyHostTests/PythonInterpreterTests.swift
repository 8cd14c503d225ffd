import Foundation
import Testing

@testable import StrategyHost

@Suite("Which Python runs a script")
struct PythonInterpreterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func program(_ path: String) throws -> String {
    let file = folder.url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("#!/bin/sh\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return file.path
  }

  private func path(_ choice: String?, _ environment: [String: String]) -> String {
    PythonInterpreter.path(choice, bundle: folder.url, environment: environment)
  }

  @Test("a path is relative to the bundle, whatever is active")
  func path() throws {
    let active = ["VIRTUAL_ENV": "/somewhere", "PATH": "/usr/bin"]
    #expect(path(".venv/bin/python", active) == folder.url.path + "/.venv/bin/python")
    #expect(
      path("../python", active) == "/"
        + folder.url.pathComponents.dropFirst().dropLast().joined(separator: "/") + "/python")
    #expect(path("/opt/python", active) == "/opt/python")
    #expect(path("~/python", active) == NSHomeDirectory() + "/python")
  }

  @Test("a name is looked for on PATH in order, and stays a name when nobody has it")
  func name() throws {
    let second = try program("second/pypy")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("first/pypy"), withIntermediateDirectories: true)
    let places = "\(folder.url.path)/none:\(folder.url.path)/second"
    #expect(path("pypy", ["PATH": places]) == second)
    #expect(path("pypy", ["PATH": places, "VIRTUAL_ENV": folder.url.path]) == second)
    #expect(path("pypy", ["PATH": "/nowhere"]) == "pypy")
  }

  @Test("without a choice the active environment comes first, when it has a Python, then PATH")
  func active() throws {
    let fallback = try program("bin/python3")
    let search = ["PATH": folder.url.path + "/bin"]
    #expect(path(nil, search) == fallback)
    #expect(path(nil, search.merging(["VIRTUAL_ENV": folder.url.path + "/empty"]) { $1 }) == fallback)
    #expect(path(nil, search.merging(["VIRTUAL_ENV": ""]) { $1 }) == fallback)
    let own = try program("env/bin/python3")
    #expect(path(nil, search.merging(["VIRTUAL_ENV": folder.url.path + "/env"]) { $1 }) == own)
  }
}
