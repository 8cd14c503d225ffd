import Foundation
import Testing

@testable import Studio

@Suite("A log that is whole at every moment") struct CaptureLogTests {
  @Test("It grows by whole publications, holds each once, and leaves nothing beside it") func grows() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let place = folder.appendingPathComponent("recording.jsonl")
    let log = try CaptureLog(at: place)
    var expected: [UInt8] = []
    for number in 0..<40 {
      let line = Array(String(repeating: "\(number) ", count: number * 37).utf8) + [0x0A]
      try log.publish(line)
      expected += line
      #expect([UInt8](try Data(contentsOf: place)) == expected, "after \(number)")
    }
    try log.publish([])
    log.end()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["recording.jsonl"])
    #expect([UInt8](try Data(contentsOf: place)) == expected)
  }

  @Test("Whoever reads while it grows sees whole lines only") func readers() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let place = folder.appendingPathComponent("recording.jsonl")
    let log = try CaptureLog(at: place)
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 9_999) + [0x0A]
    let reader = Task.detached {
      var sizes: Set<Int> = []
      for _ in 0..<400 { sizes.insert(try Data(contentsOf: place).count) }
      return sizes
    }
    for _ in 0..<200 { try log.publish(line) }
    let sizes = try await reader.value
    #expect(sizes.allSatisfy { $0 % 10_000 == 0 }, "\(sizes.filter { $0 % 10_000 != 0 })")
    log.end()
  }
}
