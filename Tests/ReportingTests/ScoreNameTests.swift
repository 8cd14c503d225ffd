import Reporting
import Scoring
import Testing

@Suite("Names of scores")
struct ScoreNameTests {
  @Test("An id needs no version where one score alone has it")
  func versions() throws {
    let id = "plateau.share"
    let whole = try #require(Metrics.descriptors.first { $0.id.hasPrefix(id + "/") }).id
    #expect(ScoreName.id(whole, among: Metrics.descriptors) == whole)
    #expect(ScoreName.id(id, among: Metrics.descriptors) == whole)
    #expect(ScoreName.id("plateau", among: Metrics.descriptors) == nil)
    #expect(ScoreName.id(whole + "7", among: Metrics.descriptors) == nil)
    #expect(ScoreName.id("", among: Metrics.descriptors) == nil)
  }
}
