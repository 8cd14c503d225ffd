import Foundation
import Testing

@testable import Script

/// `MIEN_FUZZ_SECONDS=60 swift test --filter Fuzz` feeds the reader for a minute, `MIEN_FUZZ_SEED=2` with other bytes.
@Suite("Fuzz: whatever a model writes is read")
struct ScriptFuzzTests {
  static let reader = ReaderUnderTest("Script", ["script"]) { bytes, _ in
    var reader = ScriptReader()
    let pieces = reader.feed(bytes: bytes) + reader.finish()
    if reader.held > 0 { throw ReaderUnderTest.Broken(description: "\(reader.held) characters are held") }
    var halves = ScriptReader()
    var cut = halves.feed(bytes: bytes.prefix(bytes.count / 3))
    cut += halves.feed(bytes: bytes.dropFirst(bytes.count / 3))
    cut += halves.finish()
    func spoken(_ pieces: [ScriptPiece]) -> String {
      pieces.reduce(into: "") { if case .spoken(let segment) = $1 { $0 += segment.text } }
    }
    if spoken(pieces) != spoken(cut) {
      throw ReaderUnderTest.Broken(description: "a cut changes what is spoken")
    }
    for case .cue(let cue) in pieces where cue.offset < 0 || cue.length < 0 {
      throw ReaderUnderTest.Broken(description: "a cue lies at \(cue.offset) with \(cue.length) bytes")
    }
  }

  @Test("a seed is read") func seeds() throws {
    for seed in try Self.reader.seeds() {
      #expect(Self.reader.outcome(of: Data(seed.bytes), file: seed.name) == .value)
    }
  }

  @Test("a seed cut off anywhere is read") func cuts() throws { try FuzzTrial(Self.reader, "cut").cutSeeds() }

  @Test("a spoilt seed is read") func spoilt() throws { try FuzzTrial(Self.reader, "spoilt").spoilSeeds() }
}
