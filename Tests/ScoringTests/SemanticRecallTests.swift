import Testing

@testable import Scoring

@Suite struct SemanticRecallTests {
  @Test func onlyFramesWithWeightCount() throws {
    let recorded = [Double](repeating: 0, count: 12)
    // Joint 0 is near in frame 0 only, joint 1 is near in both.
    let made = [0.05, 0, 0, 0, 0, 0.09, 1, 0, 0, 0, 0, 0]
    let recall = try SemanticRecall(
      made: made, recorded: recorded, width: 6, weights: [0.5, 2], threshold: 0.1, distance: .euclidean)
    #expect(recall.normalised == 3.0 / 5)
    #expect(recall.published(dividedBy: 0.165) == 3.0 / 4 / 0.165)
  }

  @Test func theSumOfMagnitudesIsTheStricterDistance() throws {
    let made = [0.06, 0.06, 0]
    for (distance, hits) in [(SemanticRecall.Distance.euclidean, 1.0), (.sum, 0)] {
      let recall = try SemanticRecall(
        made: made, recorded: [0, 0, 0], width: 3, weights: [1], threshold: 0.1, distance: distance)
      #expect(recall.weightedHits == hits)
    }
  }

  @Test func noWeightHasNoShareAndUnlikeMotionsNothing() throws {
    let recall = try SemanticRecall(
      made: [0, 0, 0], recorded: [0, 0, 0], width: 3, weights: [0], threshold: 0.1, distance: .sum)
    #expect(recall.normalised == nil)
    #expect(throws: Undefined.self) {
      try SemanticRecall(
        made: [0, 0, 0], recorded: [0, 0], width: 3, weights: [1], threshold: 0.1, distance: .sum)
    }
  }
}
