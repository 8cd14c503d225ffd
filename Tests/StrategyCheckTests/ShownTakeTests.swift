import Motion
import Testing

@testable import StrategyCheck

@Suite("Takes are compared")
struct ShownTakeTests {
  static func take(_ rows: [Float], activity: [Float]? = nil) -> ShownTake {
    let layout = ChannelLayout([.weight("jawOpen"), .gazeYaw])
    var take = ShownTake(layout: layout, rate: .fps60, lookahead: 0)
    take.rows = rows
    take.activity = activity ?? rows.map { _ in 1 }
    return take
  }

  @Test("the first difference is named by frame and channel")
  func first() throws {
    let a = Self.take([0, 0, 1, 1, 2, 2])
    #expect(a.firstDifference(from: a, tolerance: 0) == nil)
    let found = try #require(Self.take([0, 0, 1, 1.5, 3, 2]).firstDifference(from: a, tolerance: 0))
    #expect(found.frame == 1)
    #expect(found.description == "gaze.yaw is 1.5, not 1.0, at frame 1")
    #expect(Self.take([0, 0, 1, 1.5, 3, 2]).firstDifference(from: a, tolerance: 0, before: 1) == nil)
  }

  @Test("without a tolerance bits count, with one differences up to it do not")
  func tolerance() {
    let a = Self.take([0, 0])
    #expect(Self.take([-0.0, 0]).firstDifference(from: a, tolerance: 0)?.frame == 0)
    #expect(Self.take([-0.0, 0.01]).firstDifference(from: a, tolerance: 0.01) == nil)
    #expect(Self.take([0.02, 0]).firstDifference(from: a, tolerance: 0.01) != nil)
    #expect(Self.take([.nan, 0]).firstDifference(from: a, tolerance: 0.01) != nil)
  }

  @Test("activities count, and the earlier difference is told")
  func activities() throws {
    let a = Self.take([0, 0, 1, 1])
    let later = Self.take([0, 0, 1, 2], activity: [1, 0.5, 1, 1])
    #expect(later.firstDifference(from: a, tolerance: 0)?.channel == "the activity of gaze.yaw")
    let sooner = Self.take([5, 0, 1, 2], activity: [1, 0.5, 1, 1])
    #expect(sooner.firstDifference(from: a, tolerance: 0)?.channel == "jawOpen")
  }

  @Test("a block is compared with the frames that it stands for")
  func block() {
    let a = Self.take([0, 0, 1, 1, 2, 2, 3, 3])
    let moved = a.firstDifference(to: [1, 1, 2, 2.5], activity: [1, 1, 1, 1], firstFrame: 1, tolerance: 0)
    #expect(moved?.frame == 2)
    #expect(a.firstDifference(to: [3, 3], activity: [1, 1], firstFrame: 3, tolerance: 0) == nil)
  }
}
