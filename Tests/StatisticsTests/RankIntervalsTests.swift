import Statistics
import Testing

@Suite("Ranks with their uncertainty")
struct RankIntervalsTests {
  private static func unit(_ generator: inout SplitMix64) -> Double {
    Double(generator.next() >> 11) * 0x1p-53
  }

  private static func ranked(_ values: [[Double]], seed: UInt64 = 5) throws -> RankIntervals {
    try RankIntervals(systems: values.count, conversations: values[0].count, seed: seed, resamples: 500) {
      system, draws in draws.reduce(0) { $0 + values[system][$1] } / Double(draws.count)
    }
  }

  @Test("Systems that lie far apart have sharp ranks and groups of their own")
  func apart() throws {
    var generator = SplitMix64(seed: 1)
    let values = [3.0, 9, 6].map { level in (0..<12).map { _ in level + Self.unit(&generator) } }
    let places = try Self.ranked(values).places
    #expect(places.map(\.rank) == [3, 1, 2])
    #expect(places.map(\.best) == [3, 1, 2] && places.map(\.worst) == [3, 1, 2])
    #expect(places.map(\.group) == [3, 1, 2])
  }

  @Test("Equal systems share the rank and the group")
  func equal() throws {
    let row = [1.0, 4, 2, 8, 5, 7, 3, 6]
    let places = try Self.ranked([row, row, row.map { $0 - 100 }]).places
    #expect(places.map(\.rank) == [1, 1, 3])
    #expect(places.map(\.group) == [1, 1, 2])
  }

  @Test(
    "Systems are told apart at the level of all pairs and scores, and never below its fewest conversations")
  func corrected() throws {
    let weak = [0.5, 0.1, 0.9, -0.2, 0.7, 0.4, -0.1, 0.8, 0.3, -0.3, 0.6, 0.2]
    let zero = [Double](repeating: 0, count: weak.count)
    func groups(_ values: [[Double]], scores: Int, seed: UInt64 = 1) throws -> [Int] {
      try RankIntervals(
        systems: values.count, conversations: values[0].count, seed: seed, resamples: 2000, scores: scores
      ) { system, draws in draws.reduce(0) { $0 + values[system][$1] } / Double(draws.count) }.places.map(
        \.group)
    }
    #expect(try groups([weak, zero], scores: 1) == [1, 2])
    for seed in UInt64(1)...5 { #expect(try groups([weak, zero], scores: 15, seed: seed) == [1, 1]) }
    let sure = [9.0, 8, 9, 8, 9, 8, 9, 8]
    #expect(try groups([sure, zero.dropLast(4)], scores: 1) == [1, 2])
    #expect(try groups([sure, zero.dropLast(4)], scores: 15) == [1, 1])
    #expect(RankIntervals.level(systems: 3, scores: 15) == 0.05 / 45)
  }

  @Test("The same values in another order of systems give the same places")
  func order() throws {
    var generator = SplitMix64(seed: 3)
    let values = (0..<4).map { _ in (0..<10).map { _ in Self.unit(&generator) } }
    let there = try Self.ranked(values).places
    let back = try Self.ranked(values.reversed()).places
    #expect(there.map(\.rank) == back.reversed().map(\.rank))
    #expect(there.map(\.best) == back.reversed().map(\.best))
    #expect(there.map(\.interval.low) == back.reversed().map(\.interval.low))
  }

  @Test("A rank lies in its interval, and noise alone makes one group")
  func noise() throws {
    var generator = SplitMix64(seed: 4)
    let values = (0..<5).map { _ in (0..<20).map { _ in Self.unit(&generator) } }
    for place in try Self.ranked(values).places {
      #expect(place.best <= place.rank && place.rank <= place.worst)
    }
    #expect(try Self.ranked(values).places.map(\.group).max() ?? 9 <= 2)
  }

  @Test("Fewer than six conversations, one system and missing values are refused")
  func refusals() {
    #expect(throws: StatisticsError.self) { try Self.ranked([[1, 2, 3, 4, 5], [2, 3, 4, 5, 6]]) }
    #expect(throws: StatisticsError.self) { try Self.ranked([[1, 2, 3, 4, 5, 6]]) }
    #expect(throws: StatisticsError.self) {
      try RankIntervals(systems: 2, conversations: 9, seed: 1) { system, _ in system == 0 ? 1 : nil }
    }
  }
}
