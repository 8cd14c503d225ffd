import Formats
import Foundation
import Motion
import Testing

@Suite("Words in JSON")
struct WordJSONTests {
  private static let seeds = SeedFolder("WordJSON/readable")
  private static let meanings: [String: String] = [
    "amazon.json": """
    amazon: 'spk_0'
    words 'spk_0' Hi.@0.1-0.5
    read: amazon.json: read as Amazon items
    """,
    "assembly.json": """
    assembly: 'A' 'B' lasts 3
    words 'A' Hi@0.1-0.5
    words 'B' Yo@0.6-0.9
    read: assembly.json: read as AssemblyAI words
    """,
    "chunk-sentences.json": """
    chunk-sentences: ''
    turn '' 0-1.5 One two.
    turn '' 2-? Three
    read: chunk-sentences.json: read as Hugging Face chunks of sentences
    """,
    "chunks.json": """
    chunks: ''
    words '' One,@17.2-17.7, To@17.9-18.1, Kill@18.1-18.1
    read: chunks.json: read as Hugging Face chunks of words
    assumed: chunks.json: chunks[2]: a word lacks a time; such words share what lies between the known times around them
    """,
    "deepgram.json": """
    deepgram: '0' lasts 3.5
    words '0' Hi.@0.1-0.5
    read: deepgram.json: read as Deepgram channels
    """,
    "gentle.json": """
    gentle: ''
    words '' Hi@0.5-0.75, there@1-1.5
    phones '' hh@0.5-0.6, ay@0.6-0.75
    read: gentle.json: read as gentle words
    left out: gentle.json: words[1]: a word is 'not-found-in-audio' and has no place in time
    """,
    "google.json": """
    google: '2'
    words '2' hi@0.1-0.5
    read: google.json: read as Google results
    """,
    "interrupt.json": """
    interrupt: ''
    turn '' ?-? First question?
    turn '' 10.5-13.1 Another one?
    read: interrupt.json: read as Full-Duplex-Bench interruptions
    """,
    "list.json": """
    list: ''
    words '' hi@0-0.5, yes@0.9-1.1, back@1-1
    read: list.json: read as a list of words
    repaired: list.json: words[1]: a word ends before it starts; it keeps its start and lasts no time
    repaired: list.json: words are out of order; sorted by start
    read: list.json: 1 word begins before an earlier one ends; kept
    """,
    "mfa.json": """
    mfa: 'ann' 'bob' lasts 2.5
    words 'ann' hé@0.5-1, you@1-1.5
    phones 'ann' HH@0.5-0.7, EY1@0.7-1
    words 'bob' yes@1.5-2
    read: mfa.json: read as aligner tiers
    """,
    "openai.json": """
    openai: '' lasts 2.5
    turn '' 0-2 Hi, you. = Hi@0.1-0.5, you@0.5-1
    read: openai.json: read as Whisper segments
    """,
    "praatio.json": """
    praatio: '' lasts 2
    words '' one@0-1, two@1-2
    read: praatio.json: read as aligner tiers
    left out: praatio.json: tier 'pitch' of type 'texttier' is not used
    """,
    "whisper-cpp-words.json": """
    whisper-cpp-words: ''
    words '' Americans@0-0.9, go@0.9-1.5
    read: whisper-cpp-words.json: read as whisper.cpp
    """,
    "whisper-cpp.json": """
    whisper-cpp: ''
    turn '' 0-2 Americans go. = Americans@0-0.9, go.@0.9-1.6
    read: whisper-cpp.json: read as whisper.cpp
    """,
    "whisper.json": """
    whisper: ''
    turn '' 0-1.5 Good morning. = Good@0-0.5, morning.@0.5-1.5
    turn '' 2-3 Hi.
    read: whisper.json: read as Whisper segments
    """,
    "whisperx.json": """
    whisperx: 'S0'
    turn 'S0' 0.1-2 In 2014 we = In@0.1-0.3, 2014@0.3-1.3, we@1.3-1.5
    read: whisperx.json: read as WhisperX segments
    read: whisperx.json: segments[0].words[2]: a word names another speaker than its segment, which counts
    assumed: whisperx.json: segments[0].words[1]: a word lacks a time; such words share what lies between the known times around them
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch(try WordJSON.transcript(seeds.bytes(name), file: name)).lines
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }

  private func lines(_ json: String) throws -> [String] {
    TranscriptSketch(try WordJSON.transcript(Data(json.utf8), file: "f.json")).lines
  }

  @Test("words without times at the ends of a segment take its start and end")
  func untimed() throws {
    #expect(
      try lines(
        """
        {"segments":[{"start":1,"end":4,"text":"a b c","words":[{"word":"a"},{"word":"b","start":2,"end":3},
        {"word":"c","start":null,"end":null}]}],"word_segments":[]}
        """)[1] == "turn '' 1-4 a b c = a@1-2, b@2-3, c@3-4")
  }

  @Test("a null start or end is filled from the neighbours")
  func halves() throws {
    #expect(
      try lines(
        """
        [{"word":"a","start":0,"end":null},{"word":"b","start":1,"end":2},{"word":"c","start":null,"end":3}]
        """)[1] == "words '' a@0-1, b@1-2, c@2-3")
  }

  @Test("speakers of chunks and of words with few members count")
  func speakers() throws {
    #expect(
      try lines(
        #"{"chunks":[{"text":"a","timestamp":[0,1],"speaker":"S1"},{"text":"b","timestamp":[1,2]}]}"#)[0]
        == "f: 'S1' ''")
    #expect(try lines(#"[{"word":"a","start":0,"speaker":1},{"word":"b","speaker":"x"}]"#)[0] == "f: '1' 'x'")
  }

  @Test("items that are no words are left out with a note")
  func kinds() throws {
    let lines = try lines(
      """
      {"words":[{"text":"Hi","start":0,"end":1,"type":"word","speaker_id":"s"},
      {"text":" ","start":1,"end":1,"type":"spacing"},{"text":"(laughs)","start":1,"end":2,"type":"audio_event"}]}
      """)
    #expect(lines[1] == "words 's' Hi@0-1")
    #expect(lines[3] == "left out: f.json: words[2]: an item is no word but of type 'audio_event'")
  }

  @Test("an answer cut off by its user", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func samples() throws {
    let name = "user_interruption_output.json"
    let output = try WordJSON.transcript(SharedSamples.bytes("duplex-fdb/\(name)"), file: name)
    let words = try #require(output.lanes[""]?.words)
    #expect(words.count == 32 && words.first?.text == "One," && words.last?.text == "Manteen.")
    #expect(words.first?.start == MediaTime(seconds: 17.224) && words.last?.end == MediaTime(seconds: 28.124))
    #expect(output.notes.map(\.text) == ["read as Hugging Face chunks of words"])
    let user = try WordJSON.transcript(
      SharedSamples.bytes("duplex-fdb/user_interruption_interrupt.json"),
      file: "user_interruption_interrupt.json")
    #expect(
      user.turns.count == 2 && user.turns[0].start == nil && user.turns[1].end == MediaTime(seconds: 13.144))
  }
}
