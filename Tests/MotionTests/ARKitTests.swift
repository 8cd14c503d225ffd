import Motion
import Testing

@Suite("ARKit names")
struct ARKitTests {
  @Test("there are 52, each once, in alphabetical order")
  func names() {
    #expect(ARKit.names.count == 52 && Set(ARKit.names).count == 52)
    #expect(ARKit.names.sorted() == ARKit.names)
  }

  @Test("every spelling in use leads to the canonical name", arguments: ARKit.names)
  func spellings(_ name: String) {
    let pascal = name.prefix(1).uppercased() + name.dropFirst()
    #expect(ARKit.canonicalName(for: name) == name)
    #expect(ARKit.canonicalName(for: pascal) == name)
    for (side, short) in [("Left", "L"), ("Right", "R")] where name.hasSuffix(side) {
      let stem = name.dropLast(side.count)
      #expect(ARKit.canonicalName(for: "\(stem)_\(short)") == name)
      #expect(ARKit.canonicalName(for: "\(stem)_\(side.lowercased())") == name)
    }
  }

  @Test(
    "strangers are refused", arguments: ["", "Happy", "viseme_aa", "jawOpenLeft", "HeadYaw", "mouth", "_L"])
  func strangers(_ spelling: String) { #expect(ARKit.canonicalName(for: spelling) == nil) }

  @Test(
    "sides, cases, separators and prefixes do not hide a shape",
    arguments: [
      ("mouth_smile_left", "mouthSmileLeft"), ("mouthSmile.L", "mouthSmileLeft"),
      ("MouthSmile_r", "mouthSmileRight"),
      ("Left_mouthSmile", "mouthSmileLeft"), ("R_eyeBlink", "eyeBlinkRight"),
      ("blendShape1.jawOpen", "jawOpen"),
      ("Face.M_F00_000_00_JawOpen", "jawOpen"), ("head_browDown_L", "browDownLeft"),
      ("ARKit_tongueOut", "tongueOut"),
      ("bs_cheek_puff", "cheekPuff"), ("Fcl_mouthFunnel", "mouthFunnel"), ("head_jaw_left", "jawLeft"),
      ("CC_Base_Body|Eye_Look_In_L", "eyeLookInLeft"), ("BROW_INNER_UP", "browInnerUp"),
    ])
  func disguises(_ spelling: String, _ name: String) { #expect(ARKit.canonicalName(for: spelling) == name) }

  @Test(
    "corrections of several shapes are not taken for one of them",
    arguments: [
      "jawOpen_mouthSmileLeft", "corr_jawOpen", "mouthSmile_L_jawOpen", "Left_jaw", "head.rotation", "É_x",
    ])
  func corrections(_ spelling: String) { #expect(ARKit.canonicalName(for: spelling) == nil) }
}
