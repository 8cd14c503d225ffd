import Foundation
import Motion
import Provenance
import Statistics
import Testing

@testable import Scoring

@Suite struct GestureDistanceTests {
  private func records(_ habits: SyntheticCast.Habits = SyntheticCast.character) -> [MeasurementRecord] {
    (UInt64(1)..<8).map { seed in
      let take = SyntheticCast.take(habits, seed: seed, recording: "fresh\(seed)")
      return MeasurementRecord(key: take.key, measurement: GestureDistance().measure(take))
    }
  }

  private func value(_ records: [MeasurementRecord]) throws -> Double {
    let scores = GestureDistance().reduce(records, reference: SyntheticCast.reference)
    return try #require(scores.first?.value.number)
  }

  @Test func decoysAreFartherThanTheCharacter() throws {
    let own = try value(records())
    #expect(own > 0)
    for (name, habits) in SyntheticCast.decoys where name != "nova-double" {
      #expect(try value(records(habits)) > 1.5 * own, "\(name)")
    }
  }

  @Test func theLimitLiesBelowTheDistance() throws {
    let scores = GestureDistance().reduce(records(), reference: SyntheticCast.reference)
    let (whole, limit) = (try #require(scores[0].value.number), try #require(scores[1].value.number))
    #expect(limit < whole)
    #expect(scores.allSatisfy { $0.n == 7 && $0.takes == 7 && $0.undefinedTakes == 0 })
  }

  @Test func oneScoreAloneIsThatOfBothTogether() throws {
    let metric = GestureDistance()
    for records in [records(), Array(records().prefix(2)), []] {
      for score in metric.reduce(records, reference: SyntheticCast.reference) {
        let alone = metric.value(of: score.metric, records, reference: SyntheticCast.reference)
        #expect(alone == score.value)
      }
    }
    #expect(metric.value(of: "fgd-lin.other/1", records(), reference: SyntheticCast.reference) == nil)
  }

  @Test func drawsAreDistinctAndAscend() {
    var generator = SplitMix64(seed: 1)
    var again = SplitMix64(seed: 1)
    for (part, count) in [(0, 3), (1, 3), (50, 200), (200, 200)] {
      let drawn = GestureDistance.draw(part, of: count, using: &generator)
      #expect(drawn.count == part && drawn == Array(Set(drawn)).sorted())
      // What a shuffle cut off after so many steps puts first.
      var all = Array(0..<count)
      for index in 0..<part { all.swapAt(index, index + Int(again.next() % UInt64(count - index))) }
      #expect(drawn == all.prefix(part).sorted())
    }
  }

  @Test func fewWindowsHaveNoDistance() {
    let few = GestureDistance().reduce(Array(records().prefix(2)), reference: SyntheticCast.reference)
    #expect(few[0].value.reason == "40 windows that do not overlap, at least 120 are needed")
    #expect(few[0].undefinedTakes == 2)
    #expect(
      GestureDistance().reduce([], reference: SyntheticCast.reference)[0].value.reason == "there are no takes"
    )
  }

  @Test func recordsReadBackGiveTheSameBits() throws {
    let all = records()
    let back = try JSONDecoder().decode([MeasurementRecord].self, from: CanonicalJSON.encode(all))
    #expect(
      GestureDistance().reduce(all, reference: SyntheticCast.reference)
        == GestureDistance().reduce(back, reference: SyntheticCast.reference))
  }
}
