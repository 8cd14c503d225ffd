import Motion
import Testing

@testable import StrategyCheck

@Suite("What a row may hold")
struct RangeRuleTests {
  static let layout = ChannelLayout([
    .weight("jawOpen"), .weight("sparkle"), .gazeYaw, .rotation(of: .head), .translation(of: .hips),
  ])
  static let good: [Float] = [0.5, 7, -3, 0, 0.6, 0, 0.8, 0, 0.9, 0]

  static func fault(_ change: (inout [Float], inout [Float]) -> Void) -> String? {
    var rows = good + good
    var activity = [Float](repeating: 1, count: 10)
    change(&rows, &activity)
    return RangeRule(layout).fault(rows: rows, activity: activity, firstFrame: 100)
  }

  @Test("what the contract allows passes, custom weights of any size among it")
  func allowed() { #expect(Self.fault { _, _ in } == nil) }

  @Test("a little slack is given, more is not")
  func slack() {
    #expect(Self.fault { rows, _ in rows[0] = 1.0009 } == nil)
    #expect(Self.fault { rows, _ in rows[0] = 1.002 }?.contains("jawOpen is 1.002, outside 0...1") == true)
    #expect(Self.fault { rows, _ in rows[10] = -0.002 }?.hasSuffix("at frame 101") == true)
  }

  @Test("each kind has its limit")
  func kinds() {
    #expect(Self.fault { rows, _ in rows[1] = .nan }?.contains("sparkle is no finite number") == true)
    #expect(Self.fault { rows, _ in rows[2] = 3.2 }?.contains("half a turn") == true)
    #expect(Self.fault { rows, _ in rows[6] = 0.7 }?.contains("head.rotation is a quaternion") == true)
    #expect(Self.fault { rows, _ in (rows[4], rows[6]) = (0, 0) }?.contains("of length 0.0") == true)
    #expect(Self.fault { rows, _ in rows[8] = -11 }?.contains("more than 10 m") == true)
    #expect(Self.fault { rows, _ in rows[9] = .infinity }?.contains("hips.translation") == true)
  }

  @Test("activities lie in 0...1")
  func activities() {
    #expect(Self.fault { _, activity in activity[3] = 0 } == nil)
    #expect(
      Self.fault { _, activity in activity[3] = 1.5 }?.contains("head.rotation has an activity of 1.5")
        == true)
    #expect(Self.fault { _, activity in activity[9] = .nan }?.contains("at frame 101") == true)
  }
}
