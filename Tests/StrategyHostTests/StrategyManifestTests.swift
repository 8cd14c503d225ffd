import Foundation
import Testing

@testable import StrategyHost

@Suite("A manifest is checked before anything of it is used")
struct StrategyManifestTests {
  private func read(_ fields: String) throws -> StrategyManifest {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("strategy.json")
    try Data(#"{"schema": "mien.strategy/1", \#(fields)}"#.utf8).write(to: file)
    return try StrategyManifest(at: file)
  }

  private func refusal(_ fields: String) throws -> String {
    let text = try #require(throws: StrategyHostError.self) { _ = try read(fields) }.description
    #expect(!text.contains("\n") && text.contains("strategy.json: "))
    return text
  }

  @Test("one of library and script, by a file name")
  func code() throws {
    #expect(try read(#""id": "a", "library": "lib.so""#).library == "lib.so")
    #expect(try read(#""id": "a", "script": "a.py""#).script == "a.py")
    #expect(try refusal(#""id": "a""#).contains("neither a library nor a script"))
    #expect(try refusal(#""id": "a", "library": "l.so", "script": "a.py""#).contains("both"))
    for name in ["", "..", "../a.py", "/a.py", "sub/a.py"] {
      #expect(try refusal(#""id": "a", "script": "\#(name)""#).contains("must be a file name"))
    }
  }

  @Test("a key that nobody reads is named, with its place")
  func strangers() throws {
    #expect(try refusal(#""id": "a", "library": "l", "pythn": "x""#).contains("no key 'pythn'"))
    #expect(
      try refusal(#""id": "a", "library": "l", "access": {"programs": true}"#).contains("'access.programs'"))
    #expect(try refusal(#""id": "a", "library": "l", "limits": {"ram": 1}"#).contains("'limits.ram'"))
    #expect(try read(#""id": "a", "library": "l", "title": "A", "version": "1""#).id == "a")
  }

  @Test("what is no regular file, or too large for a manifest, is not read")
  func irregular() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("strategy.json")
    #expect(mkfifo(file.path, 0o600) == 0)
    #expect(
      try #require(throws: StrategyHostError.self) { _ = try StrategyManifest(at: file) }.description
        .contains("no regular file"))
    try FileManager.default.removeItem(at: file)
    try Data(count: StrategyManifest.largest + 1).write(to: file)
    #expect(
      try #require(throws: StrategyHostError.self) { _ = try StrategyManifest(at: file) }.description
        .contains("are the most"))
  }

  @Test("ids are letters, digits, dots and dashes, and not the guard's")
  func ids() throws {
    #expect(try read(#""id": "org.a-1", "library": "l""#).id == "org.a-1")
    for id in ["", "A", "a b", "a/b", "é", String(repeating: "a", count: 101)] {
      #expect(try refusal(#""id": "\#(id)", "library": "l""#).contains("id '\(id)'"))
    }
    #expect(try refusal(#""id": "guard", "library": "l""#).contains("'guard' is taken"))
  }

  @Test("numbers out of their range, and values of another kind, are named by their key")
  func values() throws {
    for count in [0, -1, 1025] {
      #expect(
        try refusal(#""id": "a", "library": "l", "maxInstances": \#(count)"#).contains(
          "maxInstances \(count)"))
    }
    for (key, value) in [("memory", "0"), ("cpu", "-1"), ("wall", "1e9")] {
      #expect(
        try refusal(#""id": "a", "library": "l", "limits": {"\#(key)": \#(value)}"#).contains("limits.\(key)")
      )
    }
    #expect(
      try refusal(#""id": "a", "library": "l", "access": {"read": [1]}"#)
        .contains("'access.read.0' is of another kind"))
    #expect(try refusal(#""id": "a", "library": "l", "models": "m.onnx""#).contains("'models' is of another"))
  }

  @Test("limits start from those of its sort and change where the manifest says so")
  func limits() throws {
    #expect(try read(#""id": "a", "library": "l""#).workerLimits == .native)
    #expect(try read(#""id": "a", "script": "l.py""#).workerLimits == .python)
    let set = try read(#""id": "a", "library": "l", "limits": {"memory": 128, "cpu": 0.5, "wall": 3}"#)
      .workerLimits
    #expect(set.memory == 128 << 20 && set.cpu == 0.5 && set.wall == 3)
    // Who may be silent for 3 s only may not load for longer either.
    #expect(set.start == 3 && set.limitsAddressSpace)
  }
}
