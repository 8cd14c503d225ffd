import Testing

@testable import Behaviors

@Suite struct PendingCuesTests {
  private func cue(_ id: UInt64, start: Double? = nil, turn: UInt64 = 0, offset: Int = 0) -> PendingCues.Cue {
    PendingCues.Cue(
      id: id, meaning: .shrug, strength: 1, start: start, end: nil, turn: turn, offset: offset, deadline: 9,
      isPartner: false)
  }

  private let words = [
    KnownSpan(id: 10, start: 2, end: 2.4, turn: 1, offset: 0),
    KnownSpan(id: 11, start: 2.4, end: 3, turn: 1, offset: 6),
  ]

  private func expectNothing(_ cues: inout PendingCues, at time: Double, turns: [KnownSpan]) {
    let next = cues.next(at: time, words: words, turns: turns)
    #expect(next?.id == nil, "at \(time)")
  }

  private func expectCue(_ cues: inout PendingCues, at time: Double, turns: [KnownSpan]) {
    let next = cues.next(at: time, words: words, turns: turns)
    #expect(next?.id == 1, "at \(time)")
  }

  @Test func ownTimesComeFirst() {
    var cues = PendingCues()
    cues.add(cue(1, start: 4, turn: 1))
    expectNothing(&cues, at: 3.9, turns: [])
    expectCue(&cues, at: 4, turns: [])
    expectNothing(&cues, at: 5, turns: [])
  }

  @Test func aPlaceInTheTextIsAWordsTime() {
    var cues = PendingCues()
    cues.add(cue(1, turn: 1, offset: 5))
    expectNothing(&cues, at: 2.15, turns: [])
    expectCue(&cues, at: 2.25, turns: [])
  }

  @Test func beyondTheLastWordItWaitsForTheTurn() {
    var cues = PendingCues()
    cues.add(cue(1, turn: 1, offset: 50))
    let open = [KnownSpan(id: 1, start: 2, end: .infinity)]
    let over = [KnownSpan(id: 1, start: 2, end: 3.5)]
    expectNothing(&cues, at: 4, turns: open)
    expectCue(&cues, at: 4, turns: over)
  }

  @Test func revisionsReachOnlyWhatWaits() {
    var cues = PendingCues()
    cues.add(cue(1, turn: 1, offset: 50))
    let waited = cues.revise(1, start: 1, end: nil, strength: 0.2)
    let begun = cues.next(at: 1, words: [], turns: [])
    let late = cues.revise(1, start: 2, end: nil, strength: nil)
    #expect(waited && begun?.strength == 0.2 && !late)
  }
}
