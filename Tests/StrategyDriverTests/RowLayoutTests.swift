import Testing

@testable import StrategyDriver

@Suite("Rows lie between canaries, and a canary that is gone names its row")
struct RowLayoutTests {
  @Test(
    "rows and activities never touch, strides leave room for canaries, and all fits",
    arguments: [(1, 1), (4, 3), (5, 4), (61, 52), (400, 256)])
  func layout(width: Int, channels: Int) {
    let layout = RowLayout(width: width, channels: channels, capacity: 7)
    var owner = [Int](repeating: -1, count: layout.count)
    for index in 0..<7 {
      for at in layout.row(index)..<layout.row(index) + width {
        #expect(owner[at] == -1)
        owner[at] = index
      }
      for at in layout.activity(index)..<layout.activity(index) + channels {
        #expect(owner[at] == -1)
        owner[at] = 100 + index
      }
    }
    #expect(layout.rowStride - width >= 4 && layout.activityStride - channels >= 4)
    #expect(owner.prefix(RowLayout.lead).allSatisfy { $0 == -1 } && owner.last == -1)
    #expect(layout.slotStride % 1024 == 0 && layout.slotStride >= layout.count)
  }

  @Test("every float that is nobody's is watched, and a change is put right")
  func trespass() throws {
    let layout = RowLayout(width: 5, channels: 2, capacity: 4)
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: layout.count)
    memory.initialize(repeating: 0, count: layout.count)
    defer { memory.deallocate() }
    let pose: [Float] = [0, 0, 0, 0, 1]
    func reset() {
      layout.seal(memory)
      pose.withUnsafeBufferPointer { layout.rest(memory, rows: 4, pose: $0.baseAddress!) }
    }
    reset()
    var own: Set<Int> = []
    for index in 0..<4 {
      #expect((0..<5).map { memory[layout.row(index) + $0] } == pose)
      #expect((0..<2).map { memory[layout.activity(index) + $0] } == [1, 1])
      own.formUnion(layout.row(index)..<layout.row(index) + 5)
      own.formUnion(layout.activity(index)..<layout.activity(index) + 2)
    }
    for at in 0..<layout.count {
      reset()
      memory[at] = 0
      if own.contains(at) {
        #expect(layout.trespass(memory, rows: 4) == nil)
      } else {
        let row = try #require(layout.trespass(memory, rows: 4), "float \(at)")
        #expect((0..<4).contains(row))
        #expect(memory[at].bitPattern == RowLayout.canary)
        #expect(layout.trespass(memory, rows: 4) == nil)
      }
    }
    reset()
    memory[layout.row(2) + 5] = 1
    #expect(layout.trespass(memory, rows: 4) == 2)
    reset()
    memory[layout.activity(3) + 2] = .nan
    #expect(layout.trespass(memory, rows: 4) == 3)
  }

  @Test("an ordinary NaN is no canary")
  func otherNaN() {
    #expect(Float.nan.bitPattern != RowLayout.canary)
    #expect(Float(bitPattern: RowLayout.canary).isNaN)
  }
}
