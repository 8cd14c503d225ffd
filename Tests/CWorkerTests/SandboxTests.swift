import CWorker
import Foundation
import Glibc
import Testing

@Suite("A sandbox keeps a worker from everything but its work")
struct SandboxTests {
  /// What the probe said of each attempt, and the files it worked on.
  private func attempts(_ kind: String) throws -> (results: [String: String], secret: URL) {
    let folder = Probe.folder.appendingPathComponent("\(kind)-\(UUID().uuidString)")
    let scratch = folder.appendingPathComponent("scratch")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let secret = folder.appendingPathComponent("secret")
    try Data("kept".utf8).write(to: secret)
    let probe = try Probe([kind, scratch.path, secret.path], scratch: scratch)
    defer { probe.close() }
    try #require(cworker_exit_code(try probe.wait()) == 0)
    var results: [String: String] = [:]
    for line in try probe.notes().split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      results[String(parts[0])] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    }
    return (results, secret)
  }

  /// Whether this kernel confines files; without it the sandbox says so, and less is promised.
  private static let landlock = cworker_landlock() >= 3

  static let refused: [String] = [
    "mode outside", "socket", "local socket", "raw socket", "datagram pair", "fork", "spawn", "exec",
    "signal the host", "signal a thread of the host", "signal everybody", "session", "group", "set limit",
    "limit of the host", "trace", "read the host's memory", "namespace", "mount",
    "memory file", "secret memory", "memory for others", "processors of the host", "order of the host",
    "order within the host", "attributes of the host", "priority of the host", "priority of several",
    "reading priority of the host", "owner", "owner in full", "signal of choice", "owner by request",
    "group by request",
  ]

  static let allowed: [String] = [
    "sandbox", "read system", "write scratch", "rename within scratch", "write scratch by descriptor",
    "folder in scratch", "write /dev/null", "read /dev/urandom", "resident", "pair", "thread", "memory",
    "code",
    "library", "signal itself", "raise", "read limit", "read processors", "processors",
    "processors by number",
    "priority", "flags",
  ]

  @Test("calls that reach out are refused, those that work is made of are not")
  func calls() throws {
    let (results, _) = try attempts("sandbox")
    for attempt in Self.refused { #expect(results[attempt] == "EPERM", "\(attempt)") }
    for attempt in Self.allowed { #expect(results[attempt] == "ok", "\(attempt)") }
    for attempt in ["clone3", "ring"] { #expect(results[attempt] == "ENOSYS", "\(attempt)") }
    #if arch(x86_64)
      #expect(results["x32"] == "ENOSYS")
    #endif
  }

  @Test("files outside stay as they are and unread", .enabled(if: landlock, "no landlock in this kernel"))
  func files() throws {
    let (results, secret) = try attempts("sandbox")
    #expect(results["said"] == "")
    for attempt in [
      "read outside", "write outside", "create outside", "empty outside", "remove outside", "move out",
      "link out", "read the host's environment",
    ] {
      #expect(results[attempt] == "EACCES", "\(attempt)")
    }
    #expect(try String(contentsOf: secret, encoding: .utf8) == "kept")
  }

  @Test("without the sandbox the same attempts succeed, so the refusals are its own")
  func free() throws {
    let (results, _) = try attempts("free")
    for attempt in [
      "read outside", "write outside", "socket", "datagram pair", "fork", "spawn", "memory file",
      "processors of the host", "order of the host", "priority of the host", "owner", "owner in full",
      "signal of choice", "owner by request",
    ] {
      #expect(results[attempt] == "ok", "\(attempt)")
    }
  }

  @Test("a network that was asked for is there, and nothing else with it")
  func network() throws {
    let (results, _) = try attempts("network")
    #expect(results["socket"] == "ok")
    #expect(results["local socket"] == "EPERM")
    #expect(results["raw socket"] == "EPERM")
    #expect(results["fork"] == "EPERM")
    #expect(results["read outside"] == (Self.landlock ? "EACCES" : "ok"))
  }

  @Test("a worker may become its interpreter, which may neither start programs nor become another")
  func interpreter() throws {
    let probe = try Probe(["become", Probe.folder.path])
    defer { probe.close() }
    try probe.wait()
    let notes = try probe.notes()
    #expect(notes.contains("a shell\n"), "\(notes)")
    #expect(!notes.contains("another program"), "\(notes)")
    #expect(!notes.contains("escaped"), "\(notes)")
  }

  @Test("abort still aborts")
  func abort() throws {
    let probe = try Probe(["abort", Probe.folder.path, "/"])
    defer { probe.close() }
    #expect(cworker_signal(try probe.wait()) == SIGABRT)
  }

  #if arch(x86_64)
    @Test("calls by the numbers of another processor end the worker")
    func foreign() throws {
      let probe = try Probe(["foreign", Probe.folder.path, "/"])
      defer { probe.close() }
      #expect(cworker_signal(try probe.wait()) == SIGSYS)
    }
  #endif
}
