import Testing

@testable import Rendering

@Suite struct HollowsTests {
  /// A wall 2 m away with a pit or a bump in the middle.
  private func light(middle: Float) -> [Float] {
    let side = 128
    var depth = Array(repeating: Float(2), count: side * side)
    for y in 62..<66 { for x in 62..<66 { depth[y * side + x] = middle } }
    var hollows = Hollows()
    hollows.measure(depth: depth, width: side, visibleHeight: 1, strength: 1)
    return hollows.light
  }

  @Test func aPitIsDarkerThanTheWallAroundIt() {
    let light = light(middle: 2.1)
    #expect(light[64 * 128 + 64] < 0.8)
    #expect(light[5 * 128 + 5] == 1)
  }

  @Test func aBumpKeepsItsLight() {
    #expect(light(middle: 1.9)[64 * 128 + 64] == 1)
  }
}
