import Looks
import Motion
import Rigging
import Testing

@Suite struct SkeletonTests {
  private let rig = Fixtures.nova

  private func place(_ bone: HumanoidBone) -> SIMD3<Float> {
    var place = SIMD3<Float>.zero
    var node = rig.humanoid[bone]
    while let i = node {
      place += rig.nodes[i].translation
      node = rig.nodes[i].parent
    }
    return place
  }

  @Test func humanoidIsComplete() {
    for bone in HumanoidBone.allCases { #expect(rig.humanoid[bone] != nil, "\(bone)") }
    #expect(HumanoidBone.required.allSatisfy { rig.humanoid[$0] != nil })
  }

  /// Morphs open the jaw; a bone that pulled too would open it twice.
  @Test func jawBoneMovesNoVertex() throws {
    let jaw = try #require(rig.humanoid[.jaw])
    let number = try #require(rig.skins[0].joints.firstIndex(of: jaw))
    for primitive in rig.meshes.flatMap(\.primitives) {
      for (joints, weights) in zip(primitive.joints, primitive.weights) {
        #expect((0..<4).allSatisfy { weights[$0] == 0 || Int(joints[$0]) != number })
      }
    }
  }

  @Test func restIsATPoseWithoutRotations() {
    #expect(rig.nodes.allSatisfy { $0.rotation == .identity && $0.scale == SIMD3(1, 1, 1) })
    for bones in [[HumanoidBone.leftUpperArm, .leftLowerArm, .leftHand]] {
      let places = bones.map(place)
      #expect(places.allSatisfy { abs($0.y - places[0].y) < 1e-5 && abs($0.z - places[0].z) < 1e-5 })
      #expect(places[0].x < places[1].x && places[1].x < places[2].x)
    }
    #expect(place(.leftToes).z > place(.leftFoot).z)
  }

  @Test func rightMirrorsLeft() {
    for bone in HumanoidBone.allCases where bone.rawValue.hasPrefix("left") {
      guard let other = HumanoidBone(rawValue: "right" + bone.rawValue.dropFirst(4)) else { continue }
      let (l, r) = (place(bone), place(other))
      #expect(length(l - SIMD3(-r.x, r.y, r.z)) < 1e-6)
    }
  }

  @Test func inverseBindMatricesUndoTheRestPose() throws {
    let skin = try #require(rig.skins.first)
    #expect(skin.joints.count == skin.inverseBindMatrices.count)
    for bone in HumanoidBone.allCases {
      guard let node = rig.humanoid[bone], let k = skin.joints.firstIndex(of: node) else { continue }
      #expect(length(skin.inverseBindMatrices[k].point(place(bone))) < 1e-6)
    }
  }

  @Test func eyeBonesSitAtTheCentresOfTheBalls() {
    let white = rig.mesh("Eyes").primitives[0].positions.filter { $0.x > 0 }
    let distances = white.map { length($0 - place(.leftEye)) }
    #expect((distances.max() ?? 1) - (distances.min() ?? 0) < 1e-5)
  }
}
