import Motion
import Testing

@testable import Looks

@Suite struct LidFieldsTests {
  /// Skin near the left eye, opened by linear morphs as a viewer does it.
  private func skin(_ weights: [String: Float]) -> [Vector] {
    Fixtures.nova.mesh("Face").positions(0, weights).map { Vector($0) / LookParameters.nova.headHeight }
  }

  @Test func lidsNeverCutTheBallOnTheirWay() throws {
    let model = try FaceModel(.nova)
    let grid = model.pose.grid
    let near = grid.positions.indices.filter {
      let z = model.pose.vertices[$0].eye(.left)
      return model.pose.vertices[$0].isFront && z.rho < 2.2 && abs(z.x) < 1.3
    }
    let floor = Skeleton(.nova, eyeCenter: model.pose.surface.eyeCenter).floor
    let center = model.pose.surface.eyeCenter - Vector(0, floor, 0)
    for step in 0...20 {
      let weight = Double(step) / 20
      let positions = skin(["eyeBlinkLeft": Float(weight)])
      let radius = LookParameters.nova.eyes.ballRadius * (1 - 0.16 * weight)
      let gap = near.map { (positions[$0] - center).length - radius }.min() ?? -1
      #expect(gap >= 0, "gap \(gap) at blink \(weight)")
    }
  }

  @Test func closedLidsMeet() throws {
    let grid = try FaceModel(.nova).pose.grid
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
