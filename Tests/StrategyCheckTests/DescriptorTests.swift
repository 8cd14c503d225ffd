import Motion
import Testing

@testable import StrategyCheck

@Suite("Descriptors")
struct DescriptorTests {
  @Test("kinds must fit the names of the house")
  func kinds() {
    #expect(DescriptorRule.judge(.weight("jawOpen")) == .known)
    #expect(DescriptorRule.judge(.weight("JawOpen")) == .spelt("jawOpen"))
    #expect(DescriptorRule.judge(Channel("jawOpen", kind: .angle)) == .unfit("weight"))
    #expect(DescriptorRule.judge(.gazeYaw) == .known)
    #expect(DescriptorRule.judge(Channel("gaze.pitch", kind: .weight)) == .unfit("angle"))
    #expect(DescriptorRule.judge(.rotation(of: .head)) == .known)
    #expect(DescriptorRule.judge(Channel("head.rotation", kind: .translation)) == .unfit("rotation"))
    #expect(DescriptorRule.judge(.translation(of: .hips)) == .known)
    #expect(DescriptorRule.judge(.weight("head.glow")) == .custom)
    #expect(DescriptorRule.judge(.weight("sparkle")) == .custom)
  }

  @Test("a manifest that tells another version is remarked upon")
  func versions() throws {
    #expect(try Bench.rogue("honest", ["descriptor"], version: "1.0.0").first?.status == .passed)
    let other = try #require(Bench.rogue("honest", ["descriptor"], version: "2.0.0").first)
    #expect(other.status == .warned("strategy.json says version 2.0.0, the descriptor 1.0.0"))
  }

  @Test("a tolerance that hides what is looked for is remarked upon")
  func tolerance() throws {
    #expect(DescriptorRule.toleranceRemark(0) == nil)
    #expect(DescriptorRule.toleranceRemark(0.05) == nil)
    let some = try #require(DescriptorRule.toleranceRemark(0.25))
    #expect(some.hasPrefix("a tolerance of 0.25 hides differences as large as 25 % of a weight's range:"))
    let results = try Bench.rogue("tolerant", ["descriptor", "repeatable", "needs-used"])
    #expect(
      results[0].status.reason.hasPrefix("a tolerance of 2 hides differences as large as the whole range"))
    #expect(results[0].status.word == "warned")
    #expect(results[1].status == .passed)
    #expect(results[2].status.reason.hasPrefix("whether it uses words cannot be told:"))
  }

  @Test("whole numbers are told without decimals")
  func numbers() {
    #expect(Wording.number(5) == "5")
    #expect(Wording.number(-2) == "-2")
    #expect(Wording.number(Double(Float(0.1))) == "0.1")
    #expect(Wording.number(0.1) == "0.1")
    #expect(Wording.number(.infinity) == "inf")
    #expect(Wording.number(1e300) == "1e+300")
  }

  @Test("channels that stay at rest are remarked upon, needs that make no difference too")
  func honesty() throws {
    let results = try Bench.rogue("honest", ["channels-move", "needs-used"])
    #expect(results[0].status.reason.hasPrefix("always at rest: mouthSmileLeft;"))
    #expect(results[1].status == .passed)
  }
}
