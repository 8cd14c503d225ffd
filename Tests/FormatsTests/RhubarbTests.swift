import Formats
import Foundation
import Testing

@Suite("Rhubarb mouth cues")
struct RhubarbTests {
  private static let seeds = SeedFolder("Rhubarb/readable")
  private static let meanings: [String: String] = [
    "cues.json": """
    cues: '' lasts 0.47 of hi.wav
    shapes '' X@0-0.05, D@0.05-0.27, B@0.27-0.47
    """,
    "cues.tsv": """
    cues: '' lasts 0.47
    shapes '' X@0-0.05, D@0.05-0.27, B@0.27-0.47
    """,
    "cut.tsv": """
    cut: '' lasts 0.05
    shapes '' X@0-0.05
    missing: cut.tsv: line 2: the last line marks the end and has the shape D, whose length nothing tells; not used
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch(try Rhubarb.transcript(seeds.bytes(name), file: name)).lines
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }
}
