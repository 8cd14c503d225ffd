import Motion
import Rigging
import Testing

@testable import Looks

@Suite struct LidFieldsTests {
  /// Smallest distance of the skin round the left eye from the ball, in head heights.
  ///
  /// The skin is opened by linear morphs as a viewer does it; the ball shrinks in proportion to the blink.
  private func gap(_ design: String, _ weights: [String: Double]) throws -> Double {
    let model = try #require(Fixtures.faces[design])
    return gap(model.pose, weights)
  }

  private func gap(_ pose: FacePose, _ weights: [String: Double]) -> Double {
    let rest = pose.posed(.neutral).positions
    var skin = rest
    for (shape, weight) in weights.sorted(by: { $0.key < $1.key }) {
      let full = pose.posed(FaceWeights([shape: 1])).positions
      for i in skin.indices { skin[i] += (full[i] - rest[i]) * weight }
    }
    let center = pose.surface.eyeCenter
    let radius = pose.parameters.eyes.ballRadius * (1 - 0.16 * (weights["eyeBlinkLeft"] ?? 0))
    return skin.indices.filter {
      let z = pose.vertices[$0].eye(.left)
      return pose.vertices[$0].isFront && z.rho < 2.2 && abs(z.x) < 1.3
    }.map { (skin[$0] - center).length - radius }.min() ?? -1
  }

  private func skin(_ weights: [String: Float]) -> [Vector] {
    Fixtures.nova.mesh("Face").positions(0, weights).map { Vector($0) / LookParameters.nova.headHeight }
  }

  @Test(arguments: Fixtures.designs)
  func lidsNeverCutTheBallOnTheirWay(design: String) throws {
    for step in 0...10 {
      let weight = Double(step) / 10
      let gap = try gap(design, ["eyeBlinkLeft": weight])
      #expect(gap >= 0, "gap \(gap) at blink \(weight)")
    }
  }

  @Test(arguments: 1...20)
  func lidsOfDrawnDesignsNeverCutTheBall(seed: Int) throws {
    let pose = try FacePose(LookParameters(drawnBy: seed))
    for weight in [0, 0.5, 1] {
      let gap = gap(pose, ["eyeBlinkLeft": weight])
      #expect(gap >= 0, "gap \(gap) at blink \(weight)")
    }
  }

  @Test(arguments: [
    ["mouthSmileLeft": 0.8, "cheekSquintLeft": 0.9, "eyeSquintLeft": 0.3, "jawOpen": 0.5],
    ["mouthSmileLeft": 1, "cheekSquintLeft": 1], ["eyeWideLeft": 1], ["eyeSquintLeft": 1],
    ["eyeLookDownLeft": 1], ["eyeLookUpLeft": 1, "eyeLookOutLeft": 1],
    ["eyeBlinkLeft": 1, "cheekSquintLeft": 0.6, "mouthSmileLeft": 1],
    ["noseSneerLeft": 1, "browDownLeft": 1],
  ])
  func skinStaysOffTheBallInMixedFaces(weights: [String: Double]) throws {
    for design in Fixtures.designs {
      let gap = try gap(design, weights)
      #expect(gap >= 0, "gap \(gap) of \(design)")
    }
  }

  @Test func closedLidsMeet() throws {
    let grid = try #require(Fixtures.faces["nova"]).pose.grid
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
