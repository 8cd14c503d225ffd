import Testing

@testable import Behaviors

@Suite struct CueMeaningTests {
  @Test(
    arguments: [
      ("sighs and shakes her head", CueMeaning.shake), ("laughs softly", .emotion(.laugh)), ("nods", .nod(2)),
      ("shrugs", .shrug), ("looks up", .look(SIMD2(5, 11))), ("deadpan", .neutral),
      ("rolls her eyes", .emotion(.annoyance)), ("smiles warmly", .emotion(.joy)),
    ])
  func stageDirectionsAreRead(text: String, meaning: CueMeaning) {
    #expect(CueMeaning(stage: text) == meaning)
  }

  @Test func unknownThingsMeanNothing() {
    #expect(CueMeaning(stage: "opens the window") == nil)
    #expect(CueMeaning(emotion: "chartreuse") == nil)
    #expect(CueMeaning(emoji: "🚗") == nil)
    #expect(CueMeaning(gaze: "elsewhere") == nil)
  }

  @Test func vocabulariesInUseAreKnown() {
    for label in ["happy", "Sadness", "ANGER", "disgust", "fear", "surprised", "relaxed", "excited"] {
      #expect(CueMeaning(emotion: label) != nil, "\(label)")
    }
    #expect(CueMeaning(emotion: "neutral") == .neutral)
    #expect(CueMeaning(emoji: "😂👍") == .emotion(.laugh))
  }
}
