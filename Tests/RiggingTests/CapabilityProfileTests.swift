import Motion
import Rigging
import Testing

@Suite struct CapabilityProfileTests {
  @Test func `sorts targets into shapes and customs by name`() {
    let profile = CapabilityProfile(sampleRig())
    #expect(profile.shapes == ["eyeLookUpLeft", "jawOpen"])
    #expect(profile.missingShapes.count == 50)
    #expect(profile.customMorphs == ["smile"])
    #expect(profile.bones == [.hips, .head, .leftEye, .rightEye])
    #expect(profile.missingRequiredBones.count == HumanoidBone.required.count - 2)
    #expect(profile.expressions == ["happy"])
    #expect(!profile.hasWholeFace)
  }
}
