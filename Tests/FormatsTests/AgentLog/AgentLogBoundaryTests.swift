import Foundation
import Testing

@testable import Formats

/// Bytes cut and split anywhere: an error or a value, never a crash, and the same value for every split.
@Suite struct AgentLogBoundaryTests {
  private static let fixtures = [
    AgentLogTests.events.joined(separator: "\n"),
    "version: 1\ninteractions:\n" + AgentLogTests.events.map { "- at: 1\n  data: \($0)\n" }.joined(),
    AgentLogTests.events.map { "event: x\ndata: \($0)\n\n" }.joined(),
    "[" + AgentLogTests.events.joined(separator: ",") + "]",
  ]

  @Test(arguments: 0..<4) func `a log cut at every byte is read or refused with a line`(which: Int) {
    let bytes = Data(Self.fixtures[which].utf8)
    for cut in 0..<bytes.count {
      do {
        _ = try AgentLog.sessions(bytes.prefix(cut), file: "log")
      } catch {
        #expect("\(error)".hasPrefix("log: line "), "cut at \(cut): \(error)")
      }
    }
  }

  @Test func `YAML split anywhere is the same`() throws {
    let bytes = Data(Self.fixtures[1].utf8)
    func messages(_ pieces: [Data]) throws -> [String] {
      var out: [String] = []
      var rest = pieces[...]
      try YAMLMessages.read(file: "f") { () throws(FormatsError) in
        while let piece = rest.popFirst() { if !piece.isEmpty { return piece } }
        return Data()
      } _: { (json: [UInt8], line: Int) throws(FormatsError) in
        out.append("\(line) \(String(decoding: json, as: UTF8.self))")
      }
      return out
    }
    let whole = try messages([bytes])
    #expect(
      whole.count == AgentLogTests.events.count && whole[1].hasPrefix("5 {\"at\":1,\"data\":{\"type\":"))
    for split in stride(from: 0, to: bytes.count, by: 7) {
      #expect(try messages([bytes.prefix(split), bytes.dropFirst(split)]) == whole)
    }
    #expect(try messages(bytes.map { Data([$0]) }) == whole)
  }

  @Test func `lines over the edges of pieces of a file are the same`() throws {
    // Padding moves every event over the edge between two pieces.
    let events = AgentLogTests.events.joined(separator: "\n")
    var expected = try AgentLog.sessions(Data(events.utf8), file: "f")
    for k in expected[0].items.indices { expected[0].items[k].line += 1 }
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: url) }
    for back in stride(from: 1, to: events.utf8.count, by: 131) {
      let head = #"{"type":"ping","pad":""#
      let pad = String(repeating: "x", count: JSONLines.piece - back - head.utf8.count - 3)
      try Data((head + pad + "\"}\n" + events).utf8).write(to: url)
      var read = try AgentLog.sessions(path: url.path, file: "f")
      read[0].notes = expected[0].notes
      #expect(read == expected, "\(back)")
    }
  }

  @Test func `seeds are read or refused`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let seeds = SeedFolder("agentlog", from: folder.path)
    #expect(seeds.names.count >= 10)
    for name in seeds.names {
      let isValid = name.hasPrefix("valid")
      do {
        let sessions = try AgentLog.sessions(seeds.bytes(name), file: name, keepsAudio: true)
        #expect(!isValid || !sessions.isEmpty, "\(name)")
      } catch let error as FormatsError {
        #expect(!isValid, "\(error)")
      }
    }
  }
}
