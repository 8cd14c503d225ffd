import Foundation
import Statistics
import Testing

@Suite("Strengths by votes")
struct RatedStrengthsTests {
  /// Votes of a panel whose every choice follows the model with these strengths.
  private static func panel(
    _ strengths: [String: Double], raters: Int = 8, clips: Int = 10, seed: UInt64 = 1
  ) -> [PairedVotes.Vote] {
    var generator = SplitMix64(seed: seed)
    let names = strengths.keys.sorted()
    var votes: [PairedVotes.Vote] = []
    for rater in 0..<raters {
      for clip in 0..<clips {
        for (i, first) in names.enumerated() {
          for second in names[(i + 1)...] {
            let p = 1 / (1 + exp((strengths[second] ?? 0) - (strengths[first] ?? 0)))
            let u = Double(generator.next() >> 11) * 0x1p-53
            votes.append(
              .init(
                rater: "r\(rater)", clip: "c\(clip)", first: first, second: second,
                choice: u < p ? .first : .second))
          }
        }
      }
    }
    return votes
  }

  @Test("The strengths come near those that made the votes, within their intervals")
  func recovery() throws {
    let truth = ["a": -1.4, "b": 0, "c": 1.4]
    let rated = try RatedStrengths(try PairedVotes(Self.panel(truth)), seed: 2, resamples: 300)
    let intervals = try #require(rated.intervals.value)
    for (system, theta) in zip(rated.votes.systems, rated.model.strengths) {
      #expect(abs(theta - (truth[system] ?? 9)) < 0.7)
    }
    for (place, system) in rated.votes.systems.enumerated() {
      #expect(
        intervals[place].low - 0.4 <= truth[system] ?? 9 && truth[system] ?? 9 <= intervals[place].high + 0.4)
    }
    #expect(rated.groups.value == [3, 2, 1])
  }

  @Test("The order of the votes, and which system is named first, change nothing")
  func order() throws {
    let votes = Self.panel(["a": 0.2, "b": 0, "c": -0.2])
    let turned = votes.reversed().map { vote in
      PairedVotes.Vote(
        rater: vote.rater, clip: vote.clip, first: vote.second, second: vote.first,
        choice: vote.choice == .first ? .second : .first)
    }
    let there = try RatedStrengths(try PairedVotes(votes), seed: 3, resamples: 50)
    let back = try RatedStrengths(try PairedVotes(turned), seed: 3, resamples: 50)
    #expect(there.model.strengths == back.model.strengths)
    #expect(there.intervals == back.intervals)
  }

  @Test("Copying every vote of every rater does not narrow the interval")
  func copies() throws {
    let votes = Self.panel(["a": 0.3, "b": -0.3], raters: 6, clips: 6)
    let once = try RatedStrengths(try PairedVotes(votes), seed: 4, resamples: 200)
    let twice = try RatedStrengths(try PairedVotes(votes + votes), seed: 4, resamples: 200)
    let width = { (rated: RatedStrengths) in
      (rated.intervals.value?.first).map { $0.high - $0.low } ?? 0
    }
    #expect(width(once) > 0 && abs(width(twice) / width(once) - 1) < 0.02)
  }

  @Test("An unbeaten system is refused by name, and has a strength under a stated prior")
  func unbeaten() throws {
    var votes = Self.panel(["a": 0, "b": 0])
    for clip in 0..<10 {
      votes.append(.init(rater: "r0", clip: "c\(clip)", first: "best", second: "a", choice: .first))
    }
    let table = try PairedVotes(votes)
    #expect(throws: StatisticsError.notConnected(what: "'best' never loses a vote")) {
      try RatedStrengths(table, seed: 1, resamples: 20)
    }
    let rated = try RatedStrengths(table, prior: 0.5, seed: 1, resamples: 50)
    #expect(rated.model.strengths.allSatisfy { $0.isFinite })
    #expect(rated.model.strengths.max() == rated.model.strengths[2])
  }

  @Test("Two groups that never met are refused with their names")
  func disconnected() throws {
    var votes = Self.panel(["a": 0, "b": 0])
    votes += Self.panel(["x": 0, "y": 0])
    let table = try PairedVotes(votes)
    #expect(throws: StatisticsError.notConnected(what: "no chain of votes links 'a' and 'x'")) {
      try RatedStrengths(table, seed: 1, resamples: 20)
    }
  }

  @Test("A single rater leaves no interval, with the reason")
  func lonelyRater() throws {
    let rated = try RatedStrengths(
      try PairedVotes(Self.panel(["a": 0, "b": 0], raters: 1, clips: 30)), seed: 1, resamples: 20)
    #expect(rated.intervals.value == nil)
    #expect(rated.intervals.reason?.contains("raters") == true)
  }
}
