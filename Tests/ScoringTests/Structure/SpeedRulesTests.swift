import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct SpeedRulesTests {
  @Test(arguments: [5.0, 60, 150]) func aTurnIsMeasuredByItsAngle(_ degrees: Double) throws {
    let head = Channel.rotation(of: .head)
    let turned = Quaternion(axis: SIMD3(0, 1, 0), angle: Float(degrees) * .pi / 180)
    let track = Track(
      layout: ChannelLayout([head]), rate: .fps60,
      samples: [0, 0, 0, 1, turned.x, turned.y, turned.z, turned.w])
    let speed = degrees * .pi / 180 * 60
    func inspect(_ limit: Double) -> FaultList {
      var inspection = RigInspection(
        track: track, limits: ScoringLimits(speeds: ["head.rotation": limit]))
      inspection.run(skippingFinite: true)
      return inspection.faults
    }
    #expect(inspect(speed * 1.01).counts.isEmpty)
    let finding = try #require(inspect(speed * 0.99).findings.first)
    #expect(abs((finding.value ?? 0) - speed) < speed * 1e-4)
    #expect(finding.unit == "rad/s" && finding.frame == 1)
  }
}
