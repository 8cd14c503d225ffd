import Statistics
import Testing

@Suite("Ranks")
struct RanksTests {
  @Test("ties share their mean rank and are counted")
  func ties() throws {
    let ranks = Ranks(of: try Sample([3, 1, 3, 2, 3, 1]))
    #expect(ranks.ranks == [5, 1.5, 5, 3, 5, 1.5])
    #expect(ranks.tiedGroups == [2, 3])
  }
}
