import Formats
import Foundation
import Testing

@Suite("WebVTT captions")
struct WebVTTTests {
  private static let seeds = SeedFolder("WebVTT/readable")
  private static let meanings: [String: String] = [
    "voices.vtt": """
    voices: 'Ann Lee' 'Bob' ''
    turn 'Ann Lee' 1-2.5 Good morning & héllo
    turn 'Ann Lee' 3603-3605 Hi.
    turn 'Bob' 3603-3605 Hi|you <3.
    turn '' 3606-3607 Nobody: by name
    read: voices.vtt: line 14: tags of style are taken out
    """,
    "words.vtt": """
    words: ''
    turn '' 1-3 one two three four = one@1-1.5, two@1.5-2, three@2-2.5, four@2.5-3
    turn '' 3.01-5 singing now = singing@3.01-4, now@4-5
    assumed: words.vtt: line 3: a word lacks a time; such words share what lies between the known times around them (2 times)
    read: words.vtt: line 7: a line that stays on screen from the cue before is taken once (2 times)
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch(try WebVTT.transcript(seeds.bytes(name), file: name)).lines
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }

  private func turns(_ cue: String) throws -> [String] {
    let text = "WEBVTT\n\n00:01.000 --> 00:05.000\n\(cue)\n"
    return TranscriptSketch(try WebVTT.transcript(Data(text.utf8), file: "f")).lines.dropFirst().map { $0 }
  }

  @Test("escapes, names with escapes, ruby and tags that nobody closes")
  func text() throws {
    #expect(try turns("a &lt;b&gt; &#233;&#x41; &nope; R&D") == ["turn '' 1-5 a <b> éA &nope; R&D"])
    #expect(try turns("<v A &amp; B>hi") == ["turn 'A & B' 1-5 hi"])
    #expect(try turns("<ruby>x<rt>y</rt></ruby>").first == "turn '' 1-5 x")
    #expect(try turns("a < b").first == "turn '' 1-5 a < b")
    #expect(try turns("<v Ann>hi</v> you") == ["turn 'Ann' 1-5 hi", "turn '' 1-5 you"])
  }

  @Test("time tags that run back or out of the cue are not used")
  func tags() throws {
    #expect(
      try turns("a <00:03.000>b <00:02.000>c <00:09.000>d") == [
        "turn '' 1-5 a b c d = a@1-3, b@3-3.667, c@3.667-4.333, d@4.333-5",
        "repaired: f: line 3: a time tag runs backwards or out of its cue; not used (2 times)",
        "assumed: f: line 3: a word lacks a time; such words share what lies between the known times around them (3 times)",
      ])
    #expect(try turns("a <0x>b").last == "left out: f: line 3: '<0x>' is not a time")
  }

  @Test(
    "a file of many unclosed tags or of one long cue takes no longer than its size", .timeLimit(.minutes(1)))
  func hostile() throws {
    _ = try turns(String(repeating: "<", count: 200_000))
    _ = try turns(String(repeating: "&", count: 200_000))
    _ = try turns(String(repeating: "<v a>", count: 50_000))
  }
}
