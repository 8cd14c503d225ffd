import Statistics
import Testing

@Suite("Votes between two systems")
struct PairedVotesTests {
  private let votes: [PairedVotes.Vote] = [
    .init(rater: "r1", clip: "c1", first: "b", second: "a", choice: .first),
    .init(rater: "r2", clip: "c1", first: "a", second: "b", choice: .tie),
    .init(rater: "r1", clip: "c2", first: "a", second: "c", choice: .second),
  ]

  @Test("Names are sorted, and a system's votes, wins and ties are counted")
  func names() throws {
    let votes = try PairedVotes(votes)
    #expect(
      votes.systems == ["a", "b", "c"] && votes.raters == ["r1", "r2"] && votes.clips == ["c1", "c2"])
    #expect(votes.count == 3)
    #expect(votes.tally(of: 0) == (3, 0, 1))
    #expect(votes.tally(of: 1) == (2, 1, 1))
    #expect(votes.tally(of: 2) == (1, 1, 0))
  }

  @Test("No votes, and a system against itself, are refused")
  func refusals() {
    #expect(throws: StatisticsError.self) { try PairedVotes([]) }
    #expect(throws: StatisticsError.self) {
      try PairedVotes([.init(rater: "r", clip: "c", first: "a", second: "a", choice: .tie)])
    }
  }
}
