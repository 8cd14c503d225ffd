import Looks
import Motion
import Rigging
import Testing

@Suite struct ExpressionTableTests {
  private let rig = Fixtures.nova

  @Test func presetsOfVRMAndTheShapesAreThere() {
    let presets = rig.expressions.filter(\.isPreset).map(\.name)
    let expected = [
      "happy", "angry", "sad", "relaxed", "surprised", "aa", "ih", "ou", "ee", "oh", "blink", "blinkLeft",
      "blinkRight", "lookUp", "lookDown", "lookLeft", "lookRight", "neutral",
    ]
    #expect(Set(presets) == Set(expected) && presets.count == expected.count)
    #expect(rig.expressions.filter { !$0.isPreset }.map(\.name) == (ARKit.names + VisemeTable.names).sorted())
  }

  @Test func bindsPointAtMorphsThatMove() {
    for expression in rig.expressions {
      #expect(["neutral", "viseme_sil"].contains(expression.name) || !expression.morphBinds.isEmpty)
      for bind in expression.morphBinds {
        let mesh = rig.nodes[bind.node].mesh.map { rig.meshes[$0] }
        #expect(mesh?.primitives.contains { !$0.morphs[bind.target].vertices.isEmpty } == true)
        #expect((0...1).contains(bind.weight))
      }
    }
  }

  @Test func blinkReachesTheBall() {
    let blink = rig.expressions.first { $0.name == "eyeBlinkLeft" }
    #expect(blink?.morphBinds.count == 2)
  }
}
