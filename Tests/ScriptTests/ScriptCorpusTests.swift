import Conversation
import Foundation
import Testing

@testable import Script

@Suite("Readings of the corpora's texts stay what they are") struct ScriptCorpusTests {
  /// FNV-1a of a text.
  static func hash(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  static func line(_ reading: ScriptReading) -> String {
    var line = reading.spoken
    for segment in reading.segments {
      line += "\u{1}\(segment.offset) \(segment.isEmphasized) \(segment.text)"
    }
    for cue in reading.cues {
      let value = cue.value.map { "\($0)" } ?? "-"
      line +=
        "\u{2}\(cue.offset) \(cue.length) \(cue.kind.rawValue) \(cue.text) \(value) \(cue.arguments ?? "-")"
    }
    return line
  }

  /// Each row of the fixture holds hashes of a text and of its reading, as they were before tags, SSML, and
  /// calls other than the house's were read. Texts that have been written anew since are not in it.
  @Test("Texts of the parlor read as they always did") func parlor() throws {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let rows = try String(
      contentsOf: root.appendingPathComponent("Tests/Fixtures/Script/parlor-readings.txt"), encoding: .utf8)
    var known: [Substring: Substring] = [:]
    for row in rows.split(separator: "\n") {
      let pair = row.split(separator: " ")
      if pair.count == 2 { known[pair[0]] = pair[1] }
    }
    #expect(known.count > 200)
    let folder = root.appendingPathComponent("Corpora/parlor/scripts")
    var compared = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      guard name.hasSuffix(".script") else { continue }
      let script = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      for line in script.split(separator: "\n") {
        guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") else { continue }
        let text = String(line[line.index(after: colon)...].drop { $0 == " " })
        guard let before = known[Self.hash(text)[...]] else { continue }
        compared += 1
        #expect(Self.hash(Self.line(ScriptReading(text))) == before, "\(name): \(text)")
      }
    }
    #expect(compared > 100)
  }
}
