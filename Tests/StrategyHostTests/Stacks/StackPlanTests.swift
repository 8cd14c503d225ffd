import Motion
import Testing

@testable import StrategyHost

@Suite("A stack's plan")
struct StackPlanTests {
  private func plan(_ layers: [StackPlan.Layer]) throws(StackError) -> StackPlan {
    try StackPlan(id: "test", layers: layers, rate: .fps60)
  }

  @Test("channels come in the order of the top layer, then what lower layers add")
  func layout() throws {
    let plan = try plan([
      .init(label: "top", channels: [StackStage.face[1], StackStage.face[0]]),
      .init(label: "low", channels: [StackStage.head, StackStage.face[0], .gazeYaw]),
    ])
    #expect(plan.layout.channels.map(\.name) == ["mouthClose", "jawOpen", "head.rotation", "gaze.yaw"])
    #expect(plan.layout.width == 7)
  }

  @Test("channels that no mask lets through are not in the take")
  func masked() throws {
    let plan = try plan([
      .init(label: "top", channels: StackStage.face + [StackStage.head], mask: ChannelMask(["jaw"])),
      .init(label: "low", channels: [StackStage.head, StackStage.face[0]], mask: ChannelMask(["-face"])),
    ])
    #expect(plan.layout.channels.map(\.name) == ["jawOpen", "head.rotation"])
  }

  @Test("a name that no layer knows is an error that lists the groups")
  func unknown() {
    let error = #expect(throws: StackError.self) {
      try plan([.init(label: "top", channels: StackStage.face, mask: ChannelMask(["lips"]))])
    }
    let text = error?.description ?? ""
    #expect(text.contains("'lips'") && text.contains("upper-face") && text.contains("layer top"), "\(text)")
  }

  @Test("one name of two kinds is an error, unless a mask keeps one of them out")
  func kinds() throws {
    let other = Channel("jawOpen", kind: .angle)
    let error = #expect(throws: StackError.self) {
      try plan([.init(label: "a", channels: StackStage.face), .init(label: "b", channels: [other])])
    }
    #expect(error?.description.contains("jawOpen is a weight and a angle in a and b") == true)
    #expect(throws: Never.self) {
      try plan([
        .init(label: "a", channels: StackStage.face),
        .init(label: "b", channels: [other], mask: ChannelMask(["-jawOpen"])),
      ])
    }
  }

  @Test("the lookahead of a stack is its layers' largest")
  func lookahead() {
    #expect(StackPlan.lookahead(of: [3, 18, 0]) == 18)
    #expect(StackPlan.lookahead(of: []) == 0)
  }
}
