import Motion
import Testing

@testable import Scoring

@Suite struct StyleColumnsTests {
  @Test func onlyWhatAllShareIsReadAndNoPositions() {
    let first = ChannelLayout([
      .weight("mouthSmileRight"), .weight("mouthSmileLeft"), .rotation(of: .leftHand),
      .translation(of: .hips), .rotation(of: .rightHand),
    ])
    let second = ChannelLayout([
      .rotation(of: .rightHand), .weight("mouthSmileLeft"), .weight("mouthSmileRight"),
      .translation(of: .hips), .weight("tongueOut"), .rotation(of: .leftHand),
    ])
    let columns = StyleColumns(sharedBy: [first, second])
    #expect(columns == StyleColumns(sharedBy: [second, first]))
    #expect(
      columns.entries.map(\.name)
        == ["leftHand.rotation", "mouthSmileLeft", "mouthSmileRight", "rightHand.rotation"])
    #expect(columns.count == 8)
    #expect(columns.offsets == [0, 3, 4, 5])
    #expect(columns.pairs.map { [$0.left, $0.right] } == [[0, 3], [1, 2]])
  }

  @Test func aNameOfAnotherKindIsNotShared() {
    let columns = StyleColumns(sharedBy: [
      ChannelLayout([Channel("x", kind: .weight)]), ChannelLayout([Channel("x", kind: .angle)]),
    ])
    #expect(columns.count == 0)
    #expect(StyleColumns(sharedBy: []).count == 0)
  }
}
