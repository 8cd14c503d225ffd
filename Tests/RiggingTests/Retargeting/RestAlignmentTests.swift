import Motion
import Testing

@testable import Rigging

@Suite("Poses are turned into the T-pose")
struct RestAlignmentTests {
  private func alignment(handsRolled degrees: Float) throws -> RestAlignment {
    let body = BodySample.nodes(resting: [
      .leftHand: BodySample.about(0, degrees), .rightHand: BodySample.about(0, degrees),
    ])
    let walk = try #require(SkeletonWalk(body.nodes))
    return RestAlignment(SkeletonMeasure(walk, body.humanoid, axes: .identity), body: .identity)
  }

  @Test("palms look down, by the fingers' knuckles", arguments: [-170, -90, 60, 90, 179] as [Float])
  func palms(_ degrees: Float) throws {
    let alignment = try alignment(handsRolled: degrees)
    for hand in [HumanoidBone.leftHand, .rightHand] {
      let turn = try #require(alignment.turns[hand])
      #expect(turn.degrees(to: BodySample.about(0, -degrees)) < 0.1)
      #expect(abs((alignment.rolls[hand] ?? 0) - abs(degrees)) < 0.1)
    }
    // Fingers go with their hand; the arm stays.
    #expect(
      try #require(alignment.turns[.leftIndexProximal]).degrees(to: BodySample.about(0, -degrees)) < 0.1)
    #expect(alignment.turns[.leftLowerArm] == .identity)
    #expect(alignment.summary.contains("palms \(Int(abs(degrees)))° off looking down"))
  }

  @Test("a hand that is modelled a little rolled stays so")
  func shaped() throws {
    let alignment = try alignment(handsRolled: 25)
    #expect(alignment.turns[.leftHand] == .identity && alignment.rolls.isEmpty)
  }
}
