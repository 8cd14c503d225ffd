import Formats
import Foundation
import Testing

@Suite("GENEA words")
struct GENEATests {
  private static let seeds = SeedFolder("GENEA/readable")
  private static let meanings: [String: String] = [
    "odd.tsv": """
    odd: ''
    words '' first@0.2-1.1, back@1-1
    repaired: odd.tsv: line 1: a word ends before it starts; it keeps its start and lasts no time
    left out: odd.tsv: line 4: a line has times and no word
    repaired: odd.tsv: words are out of order; sorted by start
    read: odd.tsv: line 1: 1 word begins before an earlier one ends; kept
    """,
    "words.tsv": """
    words: ''
    words '' so@0.3-0.55, héllo there@0.55-1
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch(try GENEA.transcript(seeds.bytes(name), file: name)).lines
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }
}
