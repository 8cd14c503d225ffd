import Testing

@testable import StrategyHost

@Suite("Stacks are written as names joined by '+'")
struct StackTextTests {
  @Test("the topmost stands first, the guard last")
  func order() throws {
    let stack = try StackDescription(text: "speech+idle+guard")
    #expect(stack.id == "speech+idle+guard")
    #expect(stack.layers == [.init("speech"), .init("idle")])
    #expect(stack.guarding == .init())
    #expect(!stack.isPlain)
    let alone = try StackDescription(text: "speech")
    #expect(alone.isPlain && alone.guarding == nil && alone.labels == ["speech"])
  }

  @Test(
    "what is no stack is refused with its reason",
    arguments: [
      ("", "a name is empty"), ("speech+", "a name is empty"), ("speech++idle", "a name is empty"),
      ("guard", "a guard needs a strategy"), ("guard+speech", "'guard' can only be last"),
      ("speech+guard+guard", "'guard' can only be last"), ("speech+speech", "'speech' occurs twice"),
      ("Speech", "may hold a-z"), ("speech + idle", "may hold a-z"), ("../x", "may hold a-z"),
      ((0..<17).map { "s\($0)" }.joined(separator: "+"), "more than 16 layers"),
    ])
  func refused(_ text: String, _ reason: String) {
    let error = #expect(throws: StackError.self) { try StackDescription(text: text) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("speech+idle") == true)
  }

  @Test("the name of a stack stands for its layers, and its guard works at the end")
  func nested() throws {
    let calm = StackDescription(
      id: "calm", layers: [.init("speech", gain: 0.5), .init("idle")], guarding: .init(never: ["tongueOut"]))
    let stack = try StackDescription(text: "nod+calm+still") { $0 == "calm" ? calm : nil }
    #expect(stack.layers.map(\.strategy) == ["nod", "speech", "idle", "still"])
    #expect(stack.layers[1].gain == 0.5)
    #expect(stack.guarding == .init(never: ["tongueOut"]))
    let both = try StackDescription(text: "calm+guard") { $0 == "calm" ? calm : nil }
    #expect(both.guarding == .init(never: ["tongueOut"]))
  }

  @Test("layers of one strategy are told apart by number")
  func labels() {
    let stack = StackDescription(
      id: "x", layers: [.init("idle"), .init("speech"), .init("idle"), .init("idle")])
    #expect(stack.labels == ["idle", "speech", "idle#2", "idle#3"])
  }
}
