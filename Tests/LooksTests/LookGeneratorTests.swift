import Looks
import Motion
import Rigging
import Testing

@Suite struct LookGeneratorTests {
  @Test func sameParametersGiveSameBits() throws {
    #expect(try LookGenerator(.nova).makeRig() == Fixtures.nova)
  }

  @Test func topologyDoesNotDependOnTheParameters() {
    #expect(Fixtures.nova != Fixtures.other)
    for (a, b) in zip(Fixtures.nova.meshes, Fixtures.other.meshes) {
      #expect(a.primitives.count == b.primitives.count)
      for (p, q) in zip(a.primitives, b.primitives) {
        #expect(p.indices == q.indices)
        #expect(p.positions.count == q.positions.count)
      }
    }
  }

  @Test func characterStandsOnTheFloorAndLooksForward() throws {
    let body = Fixtures.nova.mesh("Body").primitives.flatMap(\.positions)
    let low = try #require(body.map(\.y).min())
    #expect(abs(low) < 0.001)
    let eye = try #require(Fixtures.nova.mesh("Eyes").primitives.first)
    #expect(eye.positions.allSatisfy { $0.z > 0 })
  }

  @Test func eyesStandWhereTheDesignPutsThem() throws {
    let designs = [(Fixtures.nova, 0.28, LookParameters.nova.eyes.spacing), (Fixtures.other, 0.26, 0.18)]
    for (rig, headHeight, spacing) in designs {
      let bone = try #require(rig.humanoid[.leftEye])
      #expect(abs(rig.nodes[bone].translation.x - Float(spacing * headHeight)) < 1e-5)
    }
  }

  @Test func partsReferToEachOtherSoundly() throws { try Fixtures.nova.validate() }

  @Test(arguments: Fixtures.designs)
  func bundledCharactersAreSoundAndStayWithinTheBudget(design: String) throws {
    let rig = try LookGenerator(.bundled(design)).makeRig()
    try rig.validate()
    let triangles = rig.meshes.flatMap(\.primitives).map { $0.indices.count / 3 }
    #expect(triangles.reduce(0, +) <= 30_000)
    // Sparse morphs keep the file small: 28 bytes for each moved vertex.
    let moved = rig.meshes.flatMap(\.primitives).flatMap(\.morphs).map(\.vertices.count)
    #expect(moved.reduce(0, +) < 90_000)
  }

  @Test(arguments: HairStyle.allCases)
  func everyStyleOfHairBuilds(style: HairStyle) throws {
    var look = LookParameters()
    look.hair.style = style
    look.accessories.ears = .hoops
    look.accessories.hair = .band
    look.glasses.style = .square
    look.hair.parting = -20
    let rig = try LookGenerator(look).makeRig()
    try rig.validate()
    let hair = rig.mesh("Hair").primitives.flatMap(\.positions)
    #expect(hair.allSatisfy { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite })
  }

  @Test func everyListHasOneEntryPerVertexAndEveryIndexAVertex() {
    for primitive in Fixtures.nova.meshes.flatMap(\.primitives) {
      let n = primitive.positions.count
      #expect(primitive.normals.count == n && primitive.colors.count == n)
      #expect(primitive.joints.count == n && primitive.weights.count == n)
      #expect(primitive.indices.allSatisfy { $0 < n })
      #expect(primitive.material.map { Fixtures.nova.materials.indices.contains($0) } == true)
      #expect(primitive.normals.allSatisfy { abs(length($0) - 1) < 1e-4 })
      #expect(primitive.positions.allSatisfy { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite })
    }
  }

  @Test func skinWeightsSumToOneAndNameJoints() {
    let joints = Fixtures.nova.skins[0].joints.count
    for primitive in Fixtures.nova.meshes.flatMap(\.primitives) {
      for (weights, numbers) in zip(primitive.weights, primitive.joints) {
        #expect(abs(weights.sum() - 1) < 1e-5)
        #expect(weights.min() >= 0 && Int(numbers.max()) < joints)
      }
    }
  }
}
