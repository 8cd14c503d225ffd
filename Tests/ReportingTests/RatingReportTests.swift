import Reporting
import Statistics
import Testing

@Suite("Strengths as a table")
struct RatingReportTests {
  private var votes: [PairedVotes.Vote] {
    (0..<8).flatMap { rater in
      (0..<8).flatMap { clip -> [PairedVotes.Vote] in
        let turn = (rater * 5 + clip * 3) % 8
        return [
          .init(
            rater: "r\(rater)", clip: "c\(clip)", first: "good", second: "bad",
            choice: turn < 6 ? .first : turn == 6 ? .tie : .second)
        ]
      }
    }
  }

  @Test("The stronger stands first, with Elo, interval and its votes")
  func table() throws {
    let report = try RatingReport(votes, seed: 3, resamples: 200)
    let lines = report.rendered(as: .csv).split(whereSeparator: \.isNewline)
    #expect(lines[1].hasPrefix("1,good,") && lines[2].hasPrefix("2,bad,"))
    #expect(lines[1].contains(",64,48,8,"))
    #expect(report.rendered(as: .table).contains("64 votes of 8 raters on 8 clips"))
  }

  @Test("An unbeaten system is refused with the cure")
  func unbeaten() {
    let won = votes.map {
      PairedVotes.Vote(rater: $0.rater, clip: $0.clip, first: $0.first, second: $0.second, choice: .first)
    }
    do {
      _ = try RatingReport(won)
      Issue.record("it was rated")
    } catch {
      #expect(
        error.description.contains("never loses a vote") || error.description.contains("never wins a vote"))
      #expect(error.description.contains("--prior"))
    }
  }
}
