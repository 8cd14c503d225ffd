import Catalog
import Conversation
import Motion
import Provenance
import Testing

@Suite("Counts over corpora")
struct CorpusStatisticsTests {
  private func span(
    _ id: String, _ kind: Record.Kind, _ who: String, _ start: Double, _ end: Double, _ text: String? = nil,
    cue: Record.Cue? = nil, estimated: Bool = false
  ) -> Record {
    Record(
      id: id, kind: kind, participant: who, start: MediaTime(seconds: start), end: MediaTime(seconds: end),
      text: text, cue: cue, isEstimated: estimated)
  }

  private func counted(_ log: [Record], seconds: Double = 60) -> CorpusStatistics {
    let people: [Recording.Participant] = [
      .init(id: "me", role: .character), .init(id: "you", role: .partner),
    ]
    let recording = Recording(
      id: "r", participants: people, duration: MediaTime(seconds: seconds) ?? .zero, log: log)
    var counts = CorpusStatistics(evidence: .synthetic)
    counts.add(
      recording,
      entry: .init(
        id: "r", log: "r", duration: seconds,
        participants: [
          .init(id: "me", role: .character, audio: "a", performance: "p"), .init(id: "you", role: .partner),
        ]))
    return counts
  }

  @Test("speech is voice activity where there is any, else words, else turns")
  func speech() {
    let turn = span("t", .turn, "me", 0, 6, "one two")
    let words = [span("a", .word, "me", 0, 1, "one"), span("b", .word, "me", 1, 3, "two", estimated: true)]
    let voice = span("v", .voice, "me", 0, 1.5)
    #expect(abs(counted([turn]).characterSpeechMinutes - 0.1) < 1e-12)
    #expect(abs(counted([turn] + words).characterSpeechMinutes - 0.05) < 1e-12)
    let all = counted([turn, voice] + words)
    #expect(abs(all.characterSpeechMinutes - 0.025) < 1e-12)
    #expect(all.characterShare.map { abs($0 - 0.025) < 1e-12 } == true)
    #expect(all.wordsPerMinute.map { abs($0 - 80) < 1e-9 } == true)
    #expect(all.words == 2 && all.estimatedWords == 1 && all.characterWords == 2)
    #expect(all.audioFiles == 1 && all.performances == 1)
  }

  @Test("emotions are counted by name, those of nobody's vocabulary apart, withdrawn ones not")
  func emotions() {
    let counts = counted([
      span("a", .cue, "me", 0, 1, "joy", cue: .emotion), span("b", .cue, "you", 0, 1, "Happy", cue: .emotion),
      span("c", .cue, "me", 1, 2, "zest", cue: .emotion), span("d", .cue, "me", 1, 2, "😀", cue: .emoji),
      span("e", .cue, "me", 3, 4, "anger", cue: .emotion),
      Record(id: "e", operation: .cancel, kind: .cue, participant: "me"),
    ])
    #expect(counts.emotionCounts == [.joy: 2] && counts.unknownEmotions == ["zest": 1])
    #expect(counts.cues == 4 && counts.cueCounts[.emoji] == 1 && counts.cancelled == 1)
  }

  @Test("gaps lie between turns of different speakers, below zero where they overlap")
  func gaps() {
    let counts = counted([
      span("a", .turn, "me", 0, 2), span("b", .turn, "you", 2.5, 4), span("c", .turn, "you", 5, 6),
      span("d", .turn, "me", 5.5, 7), span("e", .turn, "you", 9, 10),
    ])
    #expect(counts.responseGaps == [0.5, -0.5, 2])
    #expect(counts.responseGap(quantile: 0) == -0.5 && counts.responseGap(quantile: 0.5) == 0.5)
    #expect(counts.responseGap(quantile: 0.75) == 1.25 && counts.responseGap(quantile: 3) == 2)
  }

  @Test("nothing has no shares, rates and gaps")
  func nothing() {
    let counts = CorpusStatistics(evidence: .real)
    #expect(counts.characterShare == nil && counts.wordsPerMinute == nil)
    #expect(counts.responseGap(quantile: 0.5) == nil)
  }
}
