import Conversation
import Formats
import Foundation
import Motion
import Speech
import Testing

@testable import Catalog

@Suite("The import desk")
struct ImportDeskTests {
  private func made(_ material: ImportMaterial) throws -> (entry: CorpusDraft.Entry?, lines: [String]) {
    var desk = ImportDesk(rules: ImportRules())
    var report = ImportReport()
    let entry = try desk.entry(material, &report)
    return (entry, report.lines)
  }

  private static func tone() throws -> Waveform {
    let samples = (0..<32_000).map { index -> Float in
      guard (8000..<24_000).contains(index) else { return 0 }
      return (1...6).reduce(0) { $0 + sin(Float(index) / 16_000 * 140 * Float($1) * 2 * .pi) / Float($1) } / 6
    }
    return try Waveform(sampleRate: 16_000, samples: samples)
  }

  @Test("bare sound gets voice activity, marked; the sound itself is a record")
  func bare() throws {
    let (entry, lines) = try made(
      ImportMaterial(id: "a", transcript: Transcript(id: "a"), sounds: ["": .samples(Self.tone())]))
    let log = try #require(entry).recording.log
    #expect(log.map(\.kind) == [.audio, .voice])
    let voice = log[1]
    #expect(
      voice.isEstimated && abs((voice.start?.seconds ?? 0) - 0.5) < 0.04
        && abs((voice.end?.seconds ?? 0) - 1.5) < 0.04)
    #expect(lines.contains { $0.hasPrefix("assumed: a: voice activity was found in the sound") })
    #expect(lines.contains("missing: a: there are no words"))
  }

  @Test("a text over a whole sound moves to where the voice is, timed turns stay")
  func throughout() throws {
    var material = ImportMaterial(
      id: "a",
      transcript: Transcript(
        id: "a", turns: [.init(speaker: "", text: "la la", start: .zero, end: .milliseconds(2000))]),
      sounds: ["": .samples(try Self.tone())])
    let timed = Happened(try #require(try made(material).entry).recording)
    #expect(timed.turns[0].end.seconds == 2 && !timed.turns[0].isEstimated && timed.voice.count == 1)
    material.isSpokenThroughout = true
    let moved = Happened(try #require(try made(material).entry).recording)
    #expect(moved.turns[0].isEstimated && moved.turns[0].start == moved.voice[0].start)
    #expect(moved.turns[0].end == moved.voice[0].end && moved.words.first?.start == moved.turns[0].start)
  }

  @Test("where voice activity or measured words tell, nothing is looked for")
  func told() throws {
    var lane = Transcript.Lane()
    lane.words = [.init("la", start: .milliseconds(100), end: .milliseconds(300))]
    let words = ImportMaterial(
      id: "a", transcript: Transcript(id: "a", lanes: ["x": lane]), sounds: ["x": .samples(try Self.tone())])
    #expect(Happened(try #require(try made(words).entry).recording).voice.isEmpty)
    var voice = Transcript.Lane()
    voice.voice = [.init("", start: .zero, end: .milliseconds(100))]
    let lanes = ImportMaterial(
      id: "a", transcript: Transcript(id: "a", lanes: ["x": voice]), sounds: ["x": .samples(try Self.tone())])
    #expect(Happened(try #require(try made(lanes).entry).recording).voice.map(\.isEstimated) == [false])
  }

  @Test("a sound without voice is told of, its text stays over all of it")
  func silent() throws {
    var material = ImportMaterial(
      id: "a",
      transcript: Transcript(
        id: "a", turns: [.init(speaker: "", text: "la", start: .zero, end: .milliseconds(1000))]),
      sounds: ["": .samples(try Waveform(sampleRate: 16_000, samples: [Float](repeating: 0, count: 16_000)))])
    material.isSpokenThroughout = true
    let (entry, lines) = try made(material)
    #expect(Happened(try #require(entry).recording).turns[0].end.seconds == 1)
    #expect(lines.contains("missing: a: no voice is heard in the sound"))
  }

  @Test("mouth shapes become a performance of their speaker")
  func shapes() throws {
    var lane = Transcript.Lane()
    lane.shapes = [
      .init("A", start: .zero, end: .milliseconds(500)),
      .init("X", start: .milliseconds(500), end: .milliseconds(1000)),
    ]
    let entry = try #require(
      try made(ImportMaterial(id: "a", transcript: Transcript(id: "a", lanes: ["": lane]))).entry)
    let track = try #require(entry.performances["speaker"])
    #expect(track.frameCount == 60 && track.layout.channels.map(\.name) == ["rhubarb.A", "rhubarb.X"])
  }

  @Test("mouth shapes end with the sound, the stated length or the longest session, with a note")
  func cutShapes() throws {
    var lane = Transcript.Lane()
    lane.shapes = [
      .init("A", start: .zero, end: .milliseconds(1000)),
      .init("B", start: .milliseconds(1000), end: MediaTime(seconds: 14_401) ?? .zero),
    ]
    var material = ImportMaterial(id: "a", transcript: Transcript(id: "a", lanes: ["": lane]))
    let note = "repaired: a: 1 mouth shape reaches beyond the sound and was cut off there"
    var (entry, lines) = try made(material)
    #expect(entry?.performances["speaker"]?.frameCount == 14_400 * 60 && lines.contains(note))
    material.transcript.duration = .milliseconds(3000)
    (entry, lines) = try made(material)
    #expect(entry?.performances["speaker"]?.frameCount == 180 && lines.contains(note))
    material.sounds = ["": .samples(try Self.tone())]
    (entry, lines) = try made(material)
    #expect(entry?.performances["speaker"]?.frameCount == 120 && lines.contains(note))
    #expect(entry?.recording.duration.seconds == 3)
    lane.shapes = [.init("A", start: .milliseconds(5000), end: .milliseconds(6000))]
    material.transcript.lanes = ["": lane]
    (entry, lines) = try made(material)
    #expect(entry?.performances.isEmpty == true)
    #expect(lines.contains("left out: a: no mouth shape lies within the sound"))
  }

  @Test(
    "what is empty, or longer than a session may be, is left out with its reason; its id stays free of others"
  )
  func leftOut() throws {
    var desk = ImportDesk(rules: ImportRules())
    var report = ImportReport()
    #expect(try desk.entry(ImportMaterial(id: "a", transcript: Transcript(id: "a")), &report) == nil)
    let long = Transcript(
      id: "a", turns: [.init(speaker: "x", text: "la", start: .zero, end: MediaTime(seconds: 20_000))])
    #expect(try desk.entry(ImportMaterial(id: "b", transcript: long), &report) == nil)
    #expect(report.faults.map(\.place) == ["a", "b"] && desk.count == 0)
    #expect(report.faults[1].text.contains("20000 s"))
  }

  @Test("a transcript beside a mixture keeps the sound's clock and length")
  func mixture() throws {
    var material = ImportMaterial(
      id: "a",
      transcript: Transcript(
        id: "a",
        turns: [
          .init(speaker: "x", text: "la", start: .milliseconds(3000), end: .milliseconds(4000)),
          .init(speaker: "y", text: "lo", start: .milliseconds(5000), end: .milliseconds(6000)),
        ]))
    material.clock = .milliseconds(9000)
    let recording = try #require(try made(material).entry).recording
    #expect(recording.duration.seconds == 9 && Happened(recording).turns[0].start.seconds == 3)
  }

  @Test("many turns, many conversations, many of one name: time grows with the amount")
  func many() throws {
    let turns = (0..<20_000).map { number in
      Transcript.Turn(
        speaker: "s\(number % 3)", text: "a b", start: .milliseconds(Int64(number) * 500),
        end: .milliseconds(Int64(number) * 500 + 600))
    }
    let one = try #require(
      try made(ImportMaterial(id: "a", transcript: Transcript(id: "a", turns: turns))).entry)
    #expect(Happened(one.recording).words.count == 40_000)
    var desk = ImportDesk(rules: ImportRules())
    var report = ImportReport()
    for _ in 0..<20_000 {
      let transcript = Transcript(id: "a", turns: [.init(speaker: "x", text: "hi")])
      let entry = try desk.entry(ImportMaterial(id: "chat", transcript: transcript), &report)
      desk.admit(try #require(entry))
    }
    #expect(desk.count == 20_000 && report.lines.count < 10)
  }
}
