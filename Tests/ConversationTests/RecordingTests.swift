import Conversation
import Motion
import Testing

@Suite("Rules of a log")
struct RecordingTests {
  private func fault(_ log: [Record]) -> String? {
    do {
      try Conversations.recording(log).validate()
      return nil
    } catch { return "\(error)" }
  }

  private let word = Record(id: "w", kind: .word, participant: "me", start: ms(100), end: ms(200))

  @Test("a log that keeps the rules passes")
  func passes() { #expect(fault(Conversations.talk.log) == nil) }

  @Test("an unknown participant is refused")
  func participant() {
    #expect(
      fault([Record(id: "w", kind: .word, participant: "her")])?.contains("entry 1: participant 'her'")
        == true)
  }

  @Test("an id is announced once")
  func twice() { #expect(fault([word, word]) == "log entry 2: id 'w' was announced before") }

  @Test(
    "revisions and cancellations need an announcement before them",
    arguments: [Record.Operation.revise, .cancel])
  func orphan(_ operation: Record.Operation) {
    var record = word
    record.operation = operation
    #expect(fault([record]) == "log entry 1: \(operation.rawValue) of 'w', which was never announced")
  }

  @Test("a revision keeps kind and participant")
  func identity() {
    let other = Record(id: "w", operation: .revise, kind: .phone, participant: "me")
    #expect(fault([word, other]) == "log entry 2: 'w' was announced as word of me")
  }

  @Test("nothing ends before it starts, not after a revision either")
  func spans() {
    let revision = Record(id: "w", operation: .revise, kind: .word, participant: "me", start: ms(300))
    #expect(fault([word, revision]) == "log entry 2: 'w' ends at 0.2 s, before it starts at 0.3 s")
    #expect(
      fault([word, Record(id: "w", operation: .revise, kind: .word, participant: "me", end: ms(50))]) != nil)
  }

  @Test(
    "a cancellation may name a silence before the beginning, and later ones are held against the last revision"
  )
  func cancelled() {
    let silence = Record(id: "w", operation: .cancel, kind: .word, participant: "me", end: ms(50))
    #expect(fault([word, silence]) == nil)
  }

  @Test("a cue says of which sort it is")
  func cue() {
    #expect(
      fault([Record(id: "c", kind: .cue, participant: "me", text: "joy")])?.contains("which sort") == true)
  }

  @Test("a revision changes what it sets and nothing else")
  func revised() {
    let first = Record(
      id: "w", kind: .word, participant: "me", start: ms(1), end: ms(2), anchor: .init(turn: "t", offset: 3),
      text: "a", value: 0.5, isEstimated: true)
    let changed = first.revised(
      by: Record(id: "w", operation: .revise, kind: .word, participant: "me", end: ms(9)))
    #expect(changed.start == ms(1) && changed.end == ms(9) && changed.text == "a" && changed.value == 0.5)
    #expect(changed.anchor?.offset == 3 && !changed.isEstimated && changed.operation == .announce)
  }
}
