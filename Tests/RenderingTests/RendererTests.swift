import Rigging
import Testing

@testable import Rendering

@Suite struct RendererTests {
  private func picture(
    _ rig: Rig, _ pose: RigPose = RigPose(), framing: Framing = .face, size: Int = 96, yaw: Float = 0
  ) throws -> Image {
    var posed = try PosedRig(rig)
    let camera = try framing.camera(for: posed, yaw: yaw, pitch: 0)
    posed.apply(pose)
    var renderer = try Renderer(posed)
    return renderer.render(posed, camera: camera, width: size, height: size)
  }

  private func brightness(_ pixel: SIMD4<UInt8>) -> Int { Int(pixel.x) + Int(pixel.y) + Int(pixel.z) }

  @Test func theSamePoseGivesTheSameBytes() throws {
    let pose = RigPose(weights: ["cheekPuff": 0.4])
    #expect(try picture(BallRig.make(), pose) == picture(BallRig.make(), pose))
  }

  @Test func aSecondPictureOwesNothingToTheFirst() throws {
    var posed = try PosedRig(BallRig.make())
    let camera = try Framing.face.camera(for: posed)
    var renderer = try Renderer(posed)
    let first = renderer.render(posed, camera: camera, width: 64, height: 64)
    posed.apply(RigPose(weights: ["cheekPuff": 1]))
    let other = renderer.render(posed, camera: camera, width: 64, height: 64)
    _ = renderer.render(posed, camera: camera, width: 40, height: 30)
    posed.apply(RigPose())
    #expect(renderer.render(posed, camera: camera, width: 64, height: 64) == first)
    #expect(other != first)
  }

  @Test func theKeyLightComesFromTheUpperLeft() throws {
    let image = try picture(BallRig.make())
    #expect(brightness(image[36, 36]) > brightness(image[62, 64]) + 60)
  }

  @Test func theBallStandsInTheMiddleBeforeALightGround() throws {
    let image = try picture(BallRig.make())
    let corner = image[2, 2]
    #expect(corner.min() > 180)
    #expect(Int(image[48, 44].x) > Int(image[48, 44].z) + 25)
    #expect(image[48, 44].w == 255)
  }

  @Test func missingNormalsAreMadeSmooth() throws {
    let given = try picture(BallRig.make())
    let made = try picture(BallRig.make(hasNormals: false))
    var worst = 0
    for (a, b) in zip(given.pixels, made.pixels) { worst = max(worst, abs(Int(a) - Int(b))) }
    #expect(worst < 24)
  }

  @Test func unlitSurfacesKeepTheirColour() throws {
    var rig = BallRig.make(color: SIMD3(0.2, 0.2, 0.2))
    rig.materials[0].isUnlit = true
    let image = try picture(rig)
    // 0.2 linear is 124 in sRGB.
    #expect(image[40, 40] == SIMD4(124, 124, 124, 255))
    #expect(image[56, 60] == SIMD4(124, 124, 124, 255))
  }

  @Test func seeThroughMaterialsAreLeftOut() throws {
    var rig = BallRig.make()
    rig.materials[0].baseColor.w = 0.3
    #expect(try picture(rig)[48, 48].min() > 180)
  }

  @Test func aHeadTurnedAwayShowsItsBack() throws {
    var rig = BallRig.make()
    // Only the half that faces the camera is left of the ball; from behind, culling hides it.
    let mesh = rig.meshes[0].primitives[0]
    rig.meshes[0].primitives[0].indices = stride(from: 0, to: mesh.indices.count, by: 3)
      .filter { k in (0..<3).allSatisfy { mesh.positions[Int(mesh.indices[k + $0])].z > -1e-4 } }
      .flatMap { Array(mesh.indices[$0..<($0 + 3)]) }
    #expect(try picture(rig)[48, 48].z < 180)
    #expect(try picture(rig, yaw: .pi)[48, 48].min() > 180)
    rig.materials[0].isDoubleSided = true
    #expect(try picture(rig, yaw: .pi)[48, 48].z < 180)
  }

  @Test func aRigWithoutMeshesIsRefused() throws {
    var rig = BallRig.make()
    rig.nodes[2].mesh = nil
    let posed = try PosedRig(rig)
    #expect(throws: RigError.self) { _ = try Renderer(posed) }
  }
}
