import Formats
import Foundation
import Testing

@Suite("SubRip subtitles")
struct SubRipTests {
  private static let seeds = SeedFolder("SubRip/readable")
  private static let meanings: [String: String] = [
    "lazy.srt": """
    lazy: ''
    turn '' 1-2 hi
    turn '' 3-? back
    repaired: lazy.srt: line 4: a cue ends before it starts; it keeps its start and its end is left open
    """,
    "plain.srt": """
    plain: '' 'Bob'
    turn '' 1-2.5 Ann: Good morning,|héllo & a < b.
    turn '' 3.5-4 42||still here
    turn 'Bob' 3600-3601 Bye.
    read: plain.srt: line 2: tags of style are taken out (2 times)
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch(try SubRip.transcript(seeds.bytes(name), file: name)).lines
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }
}
