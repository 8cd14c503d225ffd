import Conversation
import Motion
import Testing

@Suite("What happened")
struct HappenedTests {
  private func happened(_ log: [Record]) -> Happened { Happened(Conversations.recording(log)) }
  private func word(_ id: String, _ start: Int64?, _ end: Int64?, _ operation: Record.Operation = .announce)
    -> Record
  {
    Record(
      id: id, operation: operation, kind: .word, participant: "me", start: start.map { ms($0) },
      end: end.map { ms($0) },
      text: operation == .announce ? id : nil)
  }

  @Test("the last revision counts, in order of start")
  func revisions() {
    let happened = happened([word("b", 300, 400), word("a", 500, 600), word("a", 100, 200, .revise)])
    #expect(happened.words.map(\.id) == ["a", "b"])
    #expect(happened.words[0].start == ms(100) && happened.words[0].text == "a")
  }

  @Test("what was cancelled before it began did not happen; what was cancelled midway ends there")
  func cancellations() {
    let happened = happened([
      word("a", 100, 500), word("b", 600, 900), word("c", 1000, 1200), word("a", nil, 300, .cancel),
      word("b", nil, 600, .cancel), word("c", nil, 5000, .cancel),
    ])
    #expect(happened.words.map(\.id) == ["a", "c"])
    #expect(happened.words.map(\.end) == [ms(300), ms(1200)])
  }

  @Test("a cancellation without a time takes all of it back")
  func timeless() { #expect(happened([word("a", 100, 500), word("a", nil, nil, .cancel)]).words.isEmpty) }

  @Test("a cancellation's arrival stands in for its time")
  func arrivals() {
    var cancel = word("a", nil, nil, .cancel)
    cancel.arrival = ms(250)
    #expect(happened([word("a", 100, 500), cancel]).words.first?.end == ms(250))
  }

  @Test("without a start nothing is placed; without an end it is a point")
  func points() {
    let words = happened([word("a", nil, 5), word("b", 7, nil)]).words
    #expect(words.map(\.id) == ["b"] && words[0].end == ms(7))
  }

  @Test("speech is voice activity, else words, else turns")
  func speech() {
    let talk = Happened(Conversations.talk)
    #expect(talk.speech(of: "me").map(\.id) == ["m1.v"])
    var silent = talk
    silent.voice = []
    #expect(silent.speech(of: "you").count == 5)
    silent.words = []
    #expect(silent.speech(of: "you").map(\.id) == ["y1", "y2"])
    #expect(silent.speech(of: "her").isEmpty)
    #expect(talk.of("you").words.allSatisfy { $0.participant == "you" })
  }
}
