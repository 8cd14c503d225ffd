import Motion
import Testing

@testable import StrategyHost

@Suite("Who owns what in a stack")
struct StackOwnershipTests {
  @Test("the topmost override owns; additive ones above it add; those below show where it lets go")
  func owners() throws {
    let stack = StackDescription(
      id: "x",
      layers: [
        .init("nod", mode: .additive, mask: ["head", "brows"]),
        .init("speech", mask: ["mouth", "jaw", "head"]),
        .init("idle"), .init("still", mask: ["head"]),
      ], guarding: .init(never: ["mouthClose"]))
    let all = StackStage.face + [StackStage.head]
    let plan = try StackPlan(
      stack, channels: [[StackStage.head, .weight("browInnerUp"), .weight("browDownLeft")], all, all, all],
      rate: .fps60)
    let limits = Guard.limits(try StackStage.nova(), with: try #require(stack.guarding))
    let rows = StackOwnership(plan, limits: limits).rows
    func row(_ name: String) throws -> StackOwnership.Row {
      try #require(rows.first { $0.channel.name == name })
    }
    #expect(rows.map(\.channel) == plan.layout.channels)
    let head = try row("head.rotation")
    #expect(head.owner == "speech" && head.mode == .override)
    #expect(head.added == ["nod"] && head.below == ["idle", "still"])
    #expect(head.rules == ["swing ≤ 32°", "twist ≤ 45°", "speed ≤ 4.5 rad/s"])
    let brow = try row("browInnerUp")
    #expect(brow.owner == "idle" && brow.added == ["nod"] && brow.below.isEmpty)
    let alone = try row("browDownLeft")
    #expect(alone.owner == "nod" && alone.mode == .additive && alone.added.isEmpty && alone.below.isEmpty)
    #expect(try row("mouthClose").rules == ["never"])
    #expect(StackOwnership(plan).rows.allSatisfy { $0.rules.isEmpty })
  }
}
