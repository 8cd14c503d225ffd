import Motion
import Testing

@testable import Behaviors

@Suite struct FaceWeightTests {
  @Test func positionsAreThoseOfTheVocabulary() {
    #expect(FaceWeight.allCases.map(\.name) == ARKit.names)
  }
}
