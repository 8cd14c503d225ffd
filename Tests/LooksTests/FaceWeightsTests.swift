import Motion
import Testing

@testable import Looks

@Suite struct FaceWeightsTests {
  @Test func everyARKitNameSetsSomething() {
    for name in ARKit.names {
      let weights = FaceWeights([name: 0.5])
      let sum = FaceShape.allCases.reduce(0.0) { $0 + weights[$1, .left] + weights[$1, .right] }
      #expect(sum == 0.5 || sum == 1, "\(name)")
    }
  }

  @Test func sidesStayApart() {
    let weights = FaceWeights(["eyeBlinkLeft": 1])
    #expect(weights[.eyeBlink, .left] == 1 && weights[.eyeBlink, .right] == 0)
  }
}
