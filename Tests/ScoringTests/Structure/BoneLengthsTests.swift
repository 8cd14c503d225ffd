import Catalog
import Characters
import Motion
import Rigging
import Testing

@testable import Scoring

@Suite struct BoneLengthsTests {
  private func faults(_ channel: Channel, _ x: Float, _ chain: BodyChain? = nil) -> FaultList {
    var inspection = RigInspection(
      track: BundledBodies.track([(channel, [x, 0, 0])]), limits: ScoringLimits(), bones: chain)
    inspection.run(skippingFinite: true)
    return inspection.faults
  }

  @Test func whatStretchesABoneIsFoundAndTheHipsMayMove() throws {
    #expect(faults(.translation(of: .hips), 0.3).counts.isEmpty)
    let finding = try #require(faults(.translation(of: .leftHand), 0.01).findings.first)
    #expect(finding.rule == "bone length" && finding.channel == "leftHand.translation")
    #expect(finding.frames == 30...59 && finding.limit == Double(Float(1e-4)))
  }

  @Test func theToleranceIsAShareOfTheBone() throws {
    let chain = BodyChain(try PosedRig(try BundledBodies.folder("nova").character.rig))
    let length = try #require(chain.length(of: .leftHand))
    #expect(faults(.translation(of: .leftHand), length * 0.9e-4, chain).counts.isEmpty)
    let found = faults(.translation(of: .leftHand), length * 2e-4, chain)
    #expect(found.counts == [.boneLength: 30])
    #expect(abs((found.findings.first?.value ?? 0) - 2e-4) < 1e-6)
  }
}
