import Conversation
import Formats
import Motion
import Testing

@testable import Catalog

@Suite("Recordings of transcripts")
struct TranscriptAssemblyTests {
  private static func time(_ seconds: Double) -> MediaTime { MediaTime(seconds: seconds) ?? .zero }
  private static func span(_ text: String, _ start: Double, _ end: Double) -> Transcript.Span {
    .init(text, start: time(start), end: time(end))
  }
  private static func turn(
    _ speaker: String, _ text: String, _ start: Double? = nil, _ end: Double? = nil,
    writing: Transcript.Writing = .spoken
  ) -> Transcript.Turn {
    .init(speaker: speaker, text: text, writing: writing, start: start.map(time), end: end.map(time))
  }

  private func made(
    _ transcript: Transcript, rules: ImportRules = ImportRules(), sound: Double? = nil
  ) throws -> (recording: Recording, report: ImportReport) {
    var assembly = TranscriptAssembly(transcript, id: "r", rules: rules)
    let made = assembly.recording(sound: sound.map(Self.time))
    let recording = try #require(made)
    try recording.validate()
    var report = ImportReport()
    report.add(assembly.notes)
    for tally in assembly.tallies { report.add(tally) }
    return (recording, report)
  }

  private func character(_ transcript: Transcript, _ rules: ImportRules = ImportRules()) throws -> [String] {
    try made(transcript, rules: rules).recording.participants.filter { $0.role == .character }.map(\.id)
  }

  // MARK: Who

  @Test("the character is whom the rules name, else whom the file calls so, else who says most")
  func roles() throws {
    var transcript = Transcript(
      id: "r",
      turns: [Self.turn("Ann B.", "Hi"), Self.turn("Bob", "Hello there"), Self.turn("Cid", "Hello there")])
    #expect(try character(transcript) == ["bob"])
    transcript.speakers = [.init(name: "Cid", role: .character), .init(name: "Bob", role: .partner)]
    #expect(try character(transcript) == ["cid"])
    var rules = ImportRules()
    rules.character = "ann b."
    #expect(try character(transcript, rules) == ["ann-b"])
    rules.character = "Dan"
    let (_, report) = try made(transcript, rules: rules)
    #expect(report.lines.contains { $0.contains("nobody is called 'Dan'") })
    #expect(try made(transcript).recording.participants.map(\.id) == ["cid", "bob", "ann-b"])
  }

  @Test("names that give one id are told apart, a nameless voice is the speaker")
  func ids() throws {
    let transcript = Transcript(
      id: "r", turns: [Self.turn("A.", "one"), Self.turn("a", "two"), Self.turn("", "three")])
    #expect(try made(transcript).recording.participants.map(\.id) == ["a", "a-2", "speaker"])
  }

  // MARK: Turns

  @Test("loose words become turns at pauses, marked as estimated; their own times stay")
  func looseWords() throws {
    var lane = Transcript.Lane()
    lane.words = [Self.span("you", 1.5, 2), Self.span("hi", 0.5, 1), Self.span("there", 2.61, 3)]
    let (recording, _) = try made(Transcript(id: "r", lanes: ["a": lane]), sound: 4)
    let happened = Happened(recording)
    #expect(happened.turns.map(\.text) == ["hi you", "there"])
    #expect(happened.turns.allSatisfy { $0.isEstimated })
    #expect(happened.turns.map { $0.start.seconds } == [0.5, 2.61])
    #expect(happened.words.map(\.text) == ["hi", "you", "there"])
    #expect(happened.words.allSatisfy { !$0.isEstimated })
    #expect(happened.words.map { $0.anchor?.offset } == [0, 3, 0])
    #expect(recording.duration.seconds == 4)
  }

  @Test("a word inside a long one does not end the turn early")
  func nested() throws {
    var lane = Transcript.Lane()
    lane.words = [Self.span("aah", 0, 3), Self.span("uh", 0.5, 0.6), Self.span("so", 3.2, 4)]
    let (recording, _) = try made(Transcript(id: "r", lanes: ["a": lane]), sound: 4)
    #expect(Happened(recording).turns.map(\.text) == ["aah uh so"])
  }

  @Test("words that lie in a turn of their speaker are its words, anchored where they stand in UTF-8")
  func seatedWords() throws {
    var lane = Transcript.Lane()
    lane.words = [Self.span("été", 0.2, 0.5), Self.span("né", 0.5, 0.9), Self.span("zut", 1.2, 1.4)]
    let transcript = Transcript(
      id: "r", turns: [Self.turn("a", "L’été — né?", 0, 1), Self.turn("b", "Oui", 1.1, 1.5)],
      lanes: ["a": lane])
    let (recording, report) = try made(transcript, sound: 2)
    let happened = Happened(recording)
    #expect(happened.of("a").turns.map(\.text) == ["L’été — né?", "zut"])
    #expect(happened.of("a").words.map { $0.anchor?.offset } == [4, 14, 0])
    #expect(happened.of("b").words.allSatisfy { $0.isEstimated })
    #expect(!report.lines.contains { $0.contains("anchored behind the word before") })
  }

  @Test("words fall into timed turns though one without times stands between them")
  func mixedTurns() throws {
    var lane = Transcript.Lane()
    lane.words = [Self.span("no", 5.1, 5.4)]
    let transcript = Transcript(
      id: "r", turns: [Self.turn("a", "well", 1, nil), Self.turn("a", "um"), Self.turn("a", "no", 5, 6)],
      lanes: ["a": lane])
    let happened = Happened(try made(transcript, sound: 7).recording)
    #expect(happened.turns.count == 3)
    #expect(happened.words.filter { !$0.isEstimated }.map(\.text) == ["no"])
  }

  @Test("words without times share their turn by letters and digits")
  func spread() throws {
    let (recording, _) = try made(
      Transcript(id: "r", turns: [Self.turn("a", "Hi, \"you\" — two", 0, 2)]), sound: 2)
    let words = Happened(recording).words
    #expect(words.map(\.text) == ["Hi,", "\"you\"", "two"])
    #expect(words.map { $0.start.seconds } == [0, 0.5, 1.25])
    #expect(words.map { $0.anchor?.offset } == [0, 4, 14])
    #expect(words.last?.end.seconds == 2)
    #expect(words.allSatisfy { $0.isEstimated })
  }

  @Test("time zero is the first thing that happens, unless there is sound")
  func zero() throws {
    let transcript = Transcript(id: "r", turns: [Self.turn("a", "hi", 60, 61)])
    let (silent, report) = try made(transcript)
    #expect(Happened(silent).turns[0].start == .zero && silent.duration.seconds == 1)
    #expect(report.lines.contains { $0.contains("time zero is the first thing that happens") })
    #expect(Happened(try made(transcript, sound: 70).recording).turns[0].start.seconds == 60)
  }

  @Test("texts too long for a record are cut at white space; their times and words go with the pieces")
  func longTexts() throws {
    let limit = TranscriptAssembly.longestText
    let text = Array(repeating: "wörd", count: limit / 4).joined(separator: " ")
    let (timed, report) = try made(Transcript(id: "r", turns: [Self.turn("a", text, 0, 100)]), sound: 100)
    let turns = Happened(timed).turns
    #expect(turns.count == 2 && turns.allSatisfy { $0.text.utf8.count <= limit })
    #expect(turns.map(\.text).joined() == text)
    #expect(turns[0].start.seconds == 0 && turns[0].end == turns[1].start && turns[1].end.seconds == 100)
    #expect(report.faults.count == 1)
    var spoken = Self.turn("a", text, 0, 100)
    spoken.words = (0..<(limit / 4)).map { Self.span("wörd", Double($0) * 0.005, Double($0) * 0.005 + 0.004) }
    let happened = Happened(try made(Transcript(id: "r", turns: [spoken]), sound: 100).recording)
    #expect(happened.words.count == limit / 4 && happened.turns.count == 2)
    let second = happened.words.filter { $0.anchor?.turn == happened.turns[1].id }
    #expect(second.allSatisfy { $0.start >= happened.turns[1].start } && !second.isEmpty)
    var lane = Transcript.Lane()
    lane.words = spoken.words
    let loose = Happened(try made(Transcript(id: "r", lanes: ["a": lane]), sound: 100).recording)
    #expect(loose.turns.count == 2 && loose.turns.allSatisfy { $0.text.utf8.count <= limit })
  }

  @Test("an untimed long text goes on where its first piece ended")
  func longUntimed() throws {
    let text = Array(repeating: "word", count: 20_000).joined(separator: " ")
    let turns = Happened(try made(Transcript(id: "r", turns: [Self.turn("a", text)])).recording).turns
    #expect(turns.count == 2 && turns[1].start >= turns[0].end)
    let alone = Array(repeating: "x", count: TranscriptAssembly.longestText + 10).joined()
    #expect(
      Happened(try made(Transcript(id: "r", turns: [Self.turn("a", alone)])).recording).turns.count == 2)
  }

  // MARK: Marks, labels, lanes

  @Test("marks of written text become cues beside the words that they stand by; spoken text keeps them")
  func marks() throws {
    let text = "**Well** *nods* [joy] yes 😀"
    let marked = Happened(
      try made(Transcript(id: "r", turns: [Self.turn("a", text, 0, 1, writing: .marked)]), sound: 1).recording
    )
    #expect(marked.words.map(\.text) == ["Well", "yes"])
    #expect(marked.words.map { $0.anchor?.offset } == [2, 22])
    #expect(Set(marked.cues.compactMap(\.cue)) == [.stage, .emotion, .emoji])
    let yes = try #require(marked.words.last)
    let emotion = try #require(marked.cues.first { $0.cue == .emotion })
    #expect(emotion.text == "joy" && emotion.start == yes.start && emotion.end.seconds == 1)
    #expect(marked.cues.first { $0.cue == .emoji }?.start == yes.end)
    #expect(marked.cues.allSatisfy { $0.isEstimated } && marked.turns[0].text == text)
    let spoken = Happened(
      try made(Transcript(id: "r", turns: [Self.turn("a", text, 0, 1)]), sound: 1).recording)
    #expect(spoken.cues.isEmpty && spoken.words.map(\.text).contains("*nods*"))
  }

  @Test("tool calls stand behind the text of their turn")
  func calls() throws {
    var turn = Self.turn("a", "Wait.", 0, 1, writing: .marked)
    turn.calls = [.init(name: "weather", arguments: #"{"a":{"b":1}}"#), .init(name: "clock", arguments: "")]
    let happened = Happened(try made(Transcript(id: "r", turns: [turn]), sound: 1).recording)
    #expect(happened.words.map(\.text) == ["Wait."])
    #expect(happened.cues.map(\.cue) == [.tool, .tool])
    #expect(happened.cues.allSatisfy { ($0.anchor?.offset ?? 0) >= 5 })
    #expect(happened.cues[0].text.hasPrefix("weather") && happened.cues[1].text.hasPrefix("clock"))
  }

  @Test("labels of emotion hold for their turn; without counterpart or unknown they are told, never guessed")
  func emotions() throws {
    var rules = ImportRules()
    rules.vocabulary = EmotionVocabulary.named("emorynlp")
    var turns: [Transcript.Turn] = []
    for (index, label) in ["Joyful", "Powerful", "bliss"].enumerated() {
      var turn = Self.turn("a", "hi", Double(index), Double(index + 1))
      turn.emotions = [.init(label)]
      turn.line = index + 2
      turns.append(turn)
    }
    let (recording, report) = try made(Transcript(id: "r", turns: turns), rules: rules, sound: 3)
    let cues = Happened(recording).cues
    #expect(cues.map(\.text) == ["joy"] && cues[0].end.seconds == 1 && !cues[0].isEstimated)
    #expect(report.notes.contains { $0.sort == .missing && $0.place == "r: line 3" })
    #expect(report.faults.map(\.place) == ["r: line 4"])
  }

  @Test("phones are written in ARPABET; silence is none, strangers are counted under their first line")
  func phones() throws {
    var lane = Transcript.Lane()
    lane.phones = [
      Self.span("sil", 0, 0.1), Self.span("HH", 0.1, 0.2), Self.span("j", 0.2, 0.3),
      .init(
        "ðx", start: Self.time(0.3), end: Self.time(0.4), line: 9), Self.span("ðx", 0.4, 0.5),
      Self.span("AH0", 0.5, 0.5),
    ]
    lane.voice = [Self.span("", 0.1, 0.5)]
    let (recording, report) = try made(Transcript(id: "r", lanes: ["a": lane]), sound: 1)
    #expect(Happened(recording).phones.map(\.text) == ["HH", "Y"])
    #expect(Happened(recording).voice.map(\.isEstimated) == [false])
    #expect(report.lines == ["left out: r: line 9: phone 'ðx' is neither ARPABET nor known IPA, 2 times"])
  }

  @Test("phones of words without any are found by rule and marked")
  func pronounced() throws {
    var rules = ImportRules()
    rules.pronounce = { words in words.map { _ in ["HH", "AY1"].compactMap { Phone(arpabet: $0) } } }
    let transcript = Transcript(id: "r", turns: [Self.turn("a", "hi", 0, 1)])
    let (recording, report) = try made(transcript, rules: rules, sound: 1)
    let phones = Happened(recording).phones
    #expect(phones.map(\.text) == ["HH", "AY1"] && phones.allSatisfy { $0.isEstimated })
    #expect(report.lines.contains { $0.contains("phones were found by rule") })
  }

  @Test("a log is in order of start, and equal transcripts give equal recordings")
  func order() throws {
    let transcript = Transcript(
      id: "r",
      turns: [Self.turn("b", "later", 5, 6), Self.turn("a", "sooner", 1, 2), Self.turn("c", "mid", 3, 7)])
    let (recording, _) = try made(transcript)
    #expect(
      zip(recording.log, recording.log.dropFirst()).allSatisfy { ($0.start ?? .zero) <= ($1.start ?? .zero) })
    #expect(try made(transcript).recording == recording)
  }

  @Test("nobody who says nothing is no recording")
  func nothing() {
    var assembly = TranscriptAssembly(
      Transcript(id: "r", speakers: [.init(name: "a")]), id: "r", rules: ImportRules())
    let made = assembly.recording(sound: nil)
    #expect(made == nil)
  }

  @Test("without sound a measured word before its turn is time zero, and nothing is earlier")
  func wordsBeforeTurns() throws {
    var early = Self.turn("a", "hi you", 10, 12)
    early.words = [Self.span("hi", 9.5, 10.2), Self.span("you", 10.5, 11)]
    let (recording, _) = try made(Transcript(id: "r", turns: [early]))
    #expect(recording.log.allSatisfy { ($0.start ?? .zero) >= .zero })
    let happened = Happened(recording)
    #expect(happened.words.map { $0.start.seconds } == [0, 1])
    #expect(happened.turns.map { $0.start.seconds } == [0.5])
  }

  @Test("times before the sound's beginning are cut off with a note; what lies there altogether is left out")
  func negative() throws {
    var turn = Self.turn("a", "hi you", -1, 2)
    turn.words = [Self.span("hi", -1, -0.5), Self.span("you", -0.25, 1)]
    var lane = Transcript.Lane()
    lane.voice = [Self.span("", -1, 1)]
    lane.phones = [Self.span("HH", -2, -1)]
    let transcript = Transcript(id: "r", turns: [turn, Self.turn("b", "no", -3, -2)], lanes: ["a": lane])
    let (recording, report) = try made(transcript, sound: 3)
    #expect(recording.log.allSatisfy { ($0.start ?? .zero) >= .zero && ($0.end ?? .zero) >= .zero })
    let happened = Happened(recording)
    #expect(happened.of("a").turns.map { $0.end.seconds } == [2])
    #expect(happened.of("a").words.map(\.text) == ["you"] && happened.phones.isEmpty)
    #expect(happened.voice.map { $0.end.seconds } == [1])
    #expect(report.lines.contains { $0.hasPrefix("repaired: r") && $0.contains("before time zero") })
  }
}
