import Characters
import Foundation
import Motion
import Testing

@Suite struct PoseLearningTests {
  private let poses = [
    NamedPose(
      name: "grin", expression: ApprovedExpression(weights: ["MouthSmile_L": 0.8, "mouthSmileRight": 0.6])),
    NamedPose(name: "wide", expression: ApprovedExpression(weights: ["eyeWideLeft": 1, "antenna": -0.5])),
    NamedPose(
      name: "nod",
      expression: ApprovedExpression(rotations: ["head": [sin(0.2), 0, 0, cos(0.2)]])),
  ]

  private func error(_ poses: [NamedPose]) -> String {
    do {
      _ = try CharacterLearning(sampleParticulars, fromPoses: poses)
      return ""
    } catch { return "\(error)" }
  }

  @Test func `limits are the hull of the poses and a little more`() throws {
    let sheet = try CharacterLearning(sampleParticulars, fromPoses: poses).sheet
    #expect(sheet.limits.weights["mouthSmileLeft"] == [0, 0.88])
    #expect(sheet.limits.weights["eyeWideLeft"] == [0, 1])
    #expect(sheet.limits.weights["antenna"] == [-0.55, 0.05])
    let head = try #require(sheet.limits.rotations["head"])
    #expect(abs(head.swing - (22.918 * 1.1 + 2)) < 0.01 && head.twist == 2)
    #expect(sheet.sessions.isEmpty && sheet.provisional && sheet.firstFault == nil)
  }

  @Test func `poses are kept as approved expressions under canonical names`() throws {
    let sheet = try CharacterLearning(sampleParticulars, fromPoses: poses).sheet
    #expect(sheet.expressions?["grin"]?.weights == ["mouthSmileLeft": 0.8, "mouthSmileRight": 0.6])
    #expect(sheet.expressions?.count == 3)
    let back = try JSONDecoder().decode(CharacterSheet.self, from: JSONEncoder().encode(sheet))
    #expect(back == sheet)
  }

  @Test func `faults name the pose and the cure`() {
    #expect(error(Array(poses.prefix(2))).contains("3 poses or more"))
    #expect(error(poses + [poses[0]]).contains("pose 'grin': its name occurs twice"))
    func with(_ expression: ApprovedExpression) -> String {
      error(poses + [NamedPose(name: "x", expression: expression)])
    }
    #expect(with(ApprovedExpression(weights: ["a": .infinity])).contains("pose 'x': a is inf"))
    #expect(with(ApprovedExpression(rotations: ["nose": [0, 0, 0, 1]])).contains("no humanoid bone"))
    #expect(with(ApprovedExpression(rotations: ["head": [0, 0, 1]])).contains("four numbers"))
    #expect(with(ApprovedExpression(rotations: ["head": [0, 0, 0, 2]])).contains("unit quaternion"))
  }
}
