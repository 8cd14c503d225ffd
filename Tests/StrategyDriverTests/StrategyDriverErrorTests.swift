import Testing

@testable import StrategyDriver

@Suite("Foreign words become one line that can be read")
struct StrategyDriverErrorTests {
  @Test("lines, tabs and zeros become spaces, length has an end, and nothing is said to be nothing")
  func oneLine() {
    #expect(StrategyDriverError.oneLine(" a\n\tb\u{0}c ") == "a b c")
    #expect(StrategyDriverError.oneLine(" \n") == "no reason given")
    #expect(StrategyDriverError.oneLine(String(repeating: "é", count: 10_000)).count == 500)
  }

  @Test("one frame and several are named alike")
  func frames() {
    func text(_ frames: Range<Int>?) -> String {
      StrategyDriverError.refused(function: "render", status: -1, frames: frames, text: "why").description
    }
    #expect(text(nil) == "render failed with status -1: why")
    #expect(text(4..<5) == "render failed at frame 4 with status -1: why")
    #expect(text(4..<9) == "render failed at frames 4...8 with status -1: why")
  }
}
