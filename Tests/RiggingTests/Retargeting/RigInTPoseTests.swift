import Motion
import Testing

@testable import Rigging

@Suite("Rigs that do not rest in the T-pose are brought into it")
struct RigInTPoseTests {
  @Test("hanging arms point sideways afterwards, and a track moves them as it says")
  func arms() throws {
    let body = BodySample.nodes(resting: BodySample.arms(down: 50))
    let rig = Rig(nodes: body.nodes, humanoid: body.humanoid)
    let (standing, remarks) = try rig.standingInTPose()
    #expect(remarks.contains { $0.text.contains("A-pose, arms 50° down") })
    let plain = BodySample.nodes()
    for (node, wanted) in zip(standing.nodes, plain.nodes) {
      #expect(node.rotation.degrees(to: wanted.rotation) < 0.05, "\(node.name)")
    }
    let posed = try PosedRig(standing)
    let hand = try #require(body.humanoid[.leftHand])
    let arm = try #require(body.humanoid[.leftUpperArm])
    #expect(abs(posed.position(of: hand).y - posed.position(of: arm).y) < 0.001)
  }

  @Test("arms without hands too")
  func bareArms() throws {
    let body = BodySample.nodes(
      resting: BodySample.arms(down: 50), without: [.leftHand, .rightHand, .leftFoot, .rightFoot])
    let rig = Rig(nodes: body.nodes, humanoid: body.humanoid)
    #expect(try !rig.standingInTPose().remarks.isEmpty)
  }

  @Test("a rig that stands in the T-pose, or is no humanoid, stays as it is")
  func unchanged() throws {
    let body = BodySample.nodes(resting: BodySample.arms(down: 0.5))
    let rig = Rig(nodes: body.nodes, humanoid: body.humanoid)
    #expect(try rig.standingInTPose().rig == rig)
    let things = Rig(nodes: body.nodes)
    #expect(try things.standingInTPose().rig == things)
  }
}
