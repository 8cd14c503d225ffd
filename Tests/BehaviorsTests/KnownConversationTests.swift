import StrategySDK
import Testing

@testable import Behaviors

@Suite struct KnownConversationTests {
  private func word(
    _ id: UInt64, _ start: Double?, _ end: Double?, _ operation: KnownRecord.Operation = .announce
  ) -> KnownRecord {
    KnownRecord(
      id: id, kind: .word, operation: operation, start: start.map(Rehearsal.time),
      end: end.map(Rehearsal.time),
      text: operation == .announce ? "word" : nil)
  }

  @Test func pausesSplitPhrasesAndUtterances() {
    let known = KnownConversation()
    known.receive(word(1, 0, 0.5), now: 0)
    known.receive(word(2, 0.9, 1.5), now: 0)
    known.receive(word(3, 3, 3.5), now: 0)
    known.settle(now: 0)
    #expect(known.own.phrases.count == 3)
    #expect(known.own.utterances == [SpeechRun(start: 0, end: 1.5), SpeechRun(start: 3, end: 3.5)])
    #expect(known.own.isSpeaking(at: 0.7) && !known.own.isVoiced(at: 0.7))
  }

  @Test func revisionsMoveAndCancellationsCut() {
    let known = KnownConversation()
    known.receive(word(1, 1, 2), now: 0)
    known.receive(word(1, nil, 1.8, .revise), now: 0)
    #expect(known.own.words.spans.first?.end == 1.8)
    known.receive(word(1, nil, 1.2, .cancel), now: 1)
    #expect(known.own.words.spans.first?.end == 1.2 && known.silencedAt == 1.2)
    known.receive(word(2, 5, 6), now: 1)
    known.receive(word(2, nil, 4, .cancel), now: 1)
    #expect(known.own.words.spans.count == 1)
  }

  @Test func theLongPastIsForgotten() {
    let known = KnownConversation()
    for index in 0..<1000 {
      let time = Double(index)
      known.receive(word(UInt64(index), time, time + 0.5), now: time)
      known.settle(now: time)
    }
    #expect(known.own.words.spans.count < 20)
  }
}
