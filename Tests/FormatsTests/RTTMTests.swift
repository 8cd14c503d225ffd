import Formats
import Foundation
import Motion
import Testing

@Suite("RTTM")
struct RTTMTests {
  private static let seeds = SeedFolder("RTTM/readable")
  private static let meanings: [String: String] = [
    "speakers.rttm": """
    a: 's1' 's0'
    voice 's1' @2-3
    voice 's0' @0.5-1.75
    b: 's0'
    voice 's0' @0-1
    """,
    "words.rttm": """
    a: 's0'
    words 's0' hé@0.5-0.75
    voice 's0' @0.5-0.75
    left out: words.rttm: line 2: objects of type NON-LEX are not used
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch.of(try RTTM.transcripts(seeds.bytes(name), file: name))
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }

  @Test("a telephone call of two", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func sample() throws {
    let calls = try RTTM.transcripts(SharedSamples.bytes("speech-phone-two/sample.rttm"), file: "sample.rttm")
    let call = try #require(calls.first)
    #expect(call.speakers.map(\.name) == ["speaker90", "speaker91"])
    #expect(call.lanes["speaker90"]?.voice.count == 5 && call.lanes["speaker91"]?.voice.count == 5)
    #expect(call.lanes["speaker90"]?.voice.first?.end == MediaTime(seconds: 7.12))
  }
}
