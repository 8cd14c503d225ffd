import Conversation
import Motion
import Testing

@testable import Performer

@Suite struct ShapeNotationTests {
  @Test func sidesAreSpeltOut() {
    #expect(
      ShapeNotation.weights("mS .85 bO.R .25 jO 1") == [
        "mouthSmileLeft": 0.85, "mouthSmileRight": 0.85, "browOuterUpRight": 0.25, "jawOpen": 1,
      ])
  }

  @Test func everyPhoneAndEmotionHasShapesOfKnownChannels() {
    for symbol in Phone.Symbol.allCases where symbol != .silence {
      for shape in PhoneShape.shapes(of: Phone(symbol)) {
        #expect(shape.weights.keys.allSatisfy { ARKit.names.contains($0) }, "\(symbol)")
      }
    }
    for emotion in Emotion.allCases {
      let shape = EmotionShape.shape(of: emotion)
      #expect((shape == nil) == (emotion == .neutral), "\(emotion)")
      #expect(shape?.weights.keys.allSatisfy { ARKit.names.contains($0) } ?? true, "\(emotion)")
    }
  }

  @Test func diphthongsHaveTwoShapes() {
    #expect(PhoneShape.shapes(of: Phone(.AY)).count == 2)
    #expect(PhoneShape.shapes(of: Phone(.AA)).count == 1)
  }
}
