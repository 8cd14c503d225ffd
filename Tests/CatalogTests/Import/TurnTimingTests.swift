import Formats
import Motion
import Script
import Testing

@testable import Catalog

@Suite("Times of turns")
struct TurnTimingTests {
  /// Two words: 80 ms and 170 ms each at 170 words a minute, with a pause of 450 ms behind the first sentence.
  private static let text = "Yes. No"
  private static let length = 0.95

  private static func turn(_ start: Double?, _ end: Double?, line: Int = 0) -> TurnDraft {
    TurnDraft(
      speaker: 0, text: text, writing: .spoken, start: start.flatMap { MediaTime(seconds: $0) },
      end: end.flatMap { MediaTime(seconds: $0) }, words: [], emotions: [], line: line)
  }

  private func complete(_ times: [(Double?, Double?)]) -> (turns: [TurnDraft], said: [String]) {
    var turns = times.enumerated().map { Self.turn($1.0, $1.1, line: $0 + 2) }
    var timing = TurnTiming(rules: ImportRules(), place: "r")
    timing.complete(&turns)
    var report = ImportReport()
    report.add(timing.notes)
    for tally in timing.tallies { report.add(tally) }
    return (turns, report.lines)
  }

  private func near(_ time: MediaTime?, _ seconds: Double) -> Bool {
    abs((time?.seconds ?? .infinity) - seconds) < 1e-6
  }

  @Test("the rule that lengths come from")
  func length() throws {
    #expect(abs(try #require(SpeakingRate().words(of: Self.text).last?.end) - Self.length) < 1e-9)
  }

  @Test("both known times stay, and nothing is said")
  func known() {
    let (turns, said) = complete([(1, 2), (3, 4)])
    #expect(near(turns[0].start, 1) && near(turns[1].end, 4))
    #expect(turns.allSatisfy { !$0.isEstimated })
    #expect(said.isEmpty)
  }

  @Test("turns without times follow each other with a gap, at the speaking rate")
  func untimed() {
    let (turns, said) = complete([(nil, nil), (nil, nil)])
    #expect(near(turns[0].start, 0) && near(turns[0].end, Self.length))
    #expect(near(turns[1].start, Self.length + 0.6) && near(turns[1].end, 2 * Self.length + 0.6))
    #expect(turns.allSatisfy { $0.isEstimated })
    #expect(said.count == 1 && said[0].contains("170 words a minute with 0.6 s between turns"))
  }

  @Test("a turn with a start alone lasts as long as it is spoken, but not beyond the next beginning")
  func startsAlone() {
    let (turns, said) = complete([(1, nil), (5, nil), (5.5, nil), (5.6, nil)])
    #expect(near(turns[0].end, 1 + Self.length))
    #expect(near(turns[1].end, 5.5))
    // The next begins within 200 ms: too short to be said until then.
    #expect(near(turns[2].end, 5.5 + Self.length))
    #expect(near(turns[3].end, 5.6 + Self.length))
    #expect(turns.allSatisfy { $0.isEstimated })
    #expect(said.count == 1 && said[0].contains("one time of two"))
  }

  @Test("a turn with an end alone begins as much earlier, behind the one before it where there is time")
  func endsAlone() {
    let (turns, _) = complete([(nil, 5), (nil, 5.5), (nil, 5.55), (nil, 0.3)])
    let byEnd = turns.sorted { ($0.end ?? .zero) < ($1.end ?? .zero) }
    #expect(near(byEnd[0].start, 0))
    #expect(near(byEnd[1].start, 5 - Self.length))
    #expect(near(byEnd[2].start, 5))
    #expect(near(byEnd[3].start, 5.55 - Self.length))
    #expect(turns.allSatisfy { ($0.end ?? .zero) > ($0.start ?? .zero) })
  }

  @Test("an untimed turn among timed ones begins a gap after the one before it")
  func among() {
    let (turns, _) = complete([(1, 2), (nil, nil), (10, 11)])
    #expect(near(turns[1].start, 2.6) && turns[1].isEstimated && !turns[2].isEstimated)
  }

  @Test("an end at or before the start is found by rule, and the first line of them is named")
  func backwards() {
    let (turns, said) = complete([(1, 2), (4, 3), (6, 6), (nil, 0)])
    #expect(turns.allSatisfy { ($0.end ?? .zero) > ($0.start ?? .zero) })
    #expect(
      said.contains(
        "repaired: r: line 3: 3 turns end at or before their start; their ends were found by rule"))
  }

  @Test("disorder is mended and counted, overlap is counted against the one before in the file")
  func order() {
    let (turns, said) = complete([(5, 8), (1, 2), (1.5, 3), (7, 9)])
    #expect(turns.map(\.line) == [3, 4, 2, 5])
    #expect(said.contains("read: r: 2 turns begin before the one before them ends; kept"))
    #expect(
      said.contains("repaired: r: 1 turn stood behind one that begins later; turns were sorted by start"))
  }

  @Test("nothing has no times")
  func nothing() { #expect(complete([]).said.isEmpty) }
}
