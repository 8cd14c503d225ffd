import Reporting
import Statistics
import Testing

@Suite("Files of votes")
struct VoteFileTests {
  @Test("Columns stand in any order, winners are names, letters or ties, quotes hold commas")
  func reads() throws {
    let text =
      "\u{FEFF}clip,winner,b,a,rater,note\r\nc1,speech,speech,idle,r1,fine\r\n\r\n"
      + "\"c,2\",a,speech,idle,r1,\"two\nlines\"\r\nc1,Tie,idle,speech,r2,\r\n"
    let votes = try VoteFile.votes(text)
    #expect(
      votes == [
        .init(rater: "r1", clip: "c1", first: "idle", second: "speech", choice: .second),
        .init(rater: "r1", clip: "c,2", first: "idle", second: "speech", choice: .first),
        .init(rater: "r2", clip: "c1", first: "speech", second: "idle", choice: .tie),
      ])
  }

  @Test(
    "Faults name their line",
    arguments: [
      ("", 1), ("rater,clip,a,b\n", 1), ("rater,clip,a,b,winner\n", 1),
      ("rater,clip,a,b,winner\nr,c,x,y,x\nr,c,x,y\n", 3), ("rater,clip,a,b,winner\n\nr,c,x,y,z\n", 3),
      ("rater,clip,a,b,winner\nr,c,x,x,tie\n", 2), ("rater,clip,a,b,winner\nr,,x,y,x\n", 2),
      ("rater,clip,a,b,winner\nr,c,\"x,y,x\n", 2), ("rater,clip,a,b,winner,winner\nr,c,x,y,x,x\n", 1),
    ])
  func faults(text: String, line: Int) {
    do {
      _ = try VoteFile.votes(text)
      Issue.record("it was read")
    } catch {
      guard case .badVotes(let at, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(at == line)
    }
  }
}
