import Rigging
import Testing

@Suite struct ExpressionPresetTests {
  @Test(arguments: [
    ("joy", "happy"), ("Fun", "relaxed"), ("sorrow", "sad"), ("A", "aa"), ("blink_l", "blinkLeft"),
    ("lookup", "lookUp"), ("Surprised", "surprised"), ("neutral", "neutral"),
  ])
  func `names of VRM 0 lead to those of VRM 1`(spelling: String, name: String) {
    #expect(ExpressionPreset.canonicalName(for: spelling) == name)
  }

  @Test func `a morph target of one letter is not taken for a vowel`() {
    #expect(ExpressionPreset.name(ofMorph: "a") == nil)
    #expect(ExpressionPreset.name(ofMorph: "Face.M_F00_000_00_Fcl_MTH_A") == "aa")
    #expect(ExpressionPreset.name(ofMorph: "Fcl_EYE_Close_L") == "blinkLeft")
    #expect(ExpressionPreset.name(ofMorph: "look_up") == "lookUp")
    #expect(ExpressionPreset.name(ofMorph: "Fcl_HA_Fung1") == nil)
  }
}
