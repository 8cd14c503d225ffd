import Motion
import Rigging
import Testing

@testable import Looks

@Suite struct LidFieldsTests {
  private static let model = Result { () throws(LookError) in try FaceModel(.nova) }

  /// Skin near the left eye, opened by linear morphs as a viewer does it.
  private func skin(_ weights: [String: Float]) -> [Vector] {
    Fixtures.nova.mesh("Face").positions(0, weights).map { Vector($0) / LookParameters.nova.headHeight }
  }

  /// Smallest distance of the skin round the left eye from the ball, in head heights.
  private func gap(_ weights: [String: Float]) throws -> Double {
    let model = try Self.model.get()
    let grid = model.pose.grid
    let near = grid.positions.indices.filter {
      let z = model.pose.vertices[$0].eye(.left)
      return model.pose.vertices[$0].isFront && z.rho < 2.2 && abs(z.x) < 1.3
    }
    let floor = Skeleton(.nova, eyeCenter: model.pose.surface.eyeCenter).floor
    let center = model.pose.surface.eyeCenter - Vector(0, floor, 0)
    let positions = skin(weights)
    let blink = Double(weights["eyeBlinkLeft"] ?? 0)
    let radius = LookParameters.nova.eyes.ballRadius * (1 - 0.16 * blink)
    return near.map { (positions[$0] - center).length - radius }.min() ?? -1
  }

  @Test func lidsNeverCutTheBallOnTheirWay() throws {
    for step in 0...10 {
      let weight = Float(step) / 10
      let gap = try gap(["eyeBlinkLeft": weight])
      #expect(gap >= 0, "gap \(gap) at blink \(weight)")
    }
  }

  @Test(arguments: [
    ["mouthSmileLeft": Float(0.8), "cheekSquintLeft": 0.9, "eyeSquintLeft": 0.3, "jawOpen": 0.5],
    ["mouthSmileLeft": 1, "cheekSquintLeft": 1], ["eyeWideLeft": 1], ["eyeSquintLeft": 1],
    ["eyeLookDownLeft": 1], ["eyeLookUpLeft": 1, "eyeLookOutLeft": 1],
    ["eyeBlinkLeft": 1, "cheekSquintLeft": 0.6, "mouthSmileLeft": 1],
    ["noseSneerLeft": 1, "browDownLeft": 1],
  ])
  func skinStaysOffTheBallInMixedFaces(weights: [String: Float]) throws {
    let gap = try gap(weights)
    #expect(gap >= 0, "gap \(gap)")
  }

  @Test func closedLidsMeet() throws {
    let grid = try Self.model.get().pose.grid
    let positions = skin(["eyeBlinkLeft": 1])
    for (a, b) in zip(grid.leftEye.upper, grid.leftEye.lower) {
      #expect((positions[a] - positions[b]).length < 1e-4)
    }
  }

  @Test func blinkShrinksTheBallAboutItsCentre() throws {
    let eyes = Fixtures.nova.mesh("Eyes")
    let bone = try #require(Fixtures.nova.humanoid[.leftEye])
    let inverse = Fixtures.nova.skins[0].inverseBindMatrices[
      try #require(Fixtures.nova.skins[0].joints.firstIndex(of: bone))]
    let open = eyes.positions(0, [:])
    let shut = eyes.positions(0, ["eyeBlinkLeft": 1])
    for (a, b) in zip(open, shut) where a.x > 0 {
      #expect(abs(length(inverse.point(b)) / length(inverse.point(a)) - 0.84) < 1e-3)
    }
  }

  @Test func gazeMovesLidsButNotTheBall() {
    for shape in ["eyeLookUpLeft", "eyeLookDownLeft", "eyeLookInLeft", "eyeLookOutLeft"] {
      #expect(
        Fixtures.nova.mesh("Eyes").positions(0, [shape: 1]) == Fixtures.nova.mesh("Eyes").positions(0, [:]))
      #expect(skin([shape: 1]) != skin([:]))
    }
  }
}
