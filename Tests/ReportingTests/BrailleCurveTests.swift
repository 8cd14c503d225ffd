import Reporting
import Testing

@Suite("Curves in braille")
struct BrailleCurveTests {
  @Test("A ramp climbs from the bottom left to the top right")
  func ramp() {
    let curve = BrailleCurve((0..<8).map(Double.init), width: 4, height: 2)
    #expect(curve.lines.count == 2)
    #expect(curve.lines.allSatisfy { $0.count == 4 })
    #expect(curve.lines[0].hasPrefix("⠀⠀"))
    #expect(curve.lines[1].hasSuffix("⠀⠀"))
    #expect(curve.lines == ["⠀⠀⡠⠊", "⡠⠊⠀⠀"])
  }

  @Test("An event of one frame in thousands is seen")
  func spike() {
    var samples = [Double](repeating: 0, count: 6000)
    samples[3001] = 1
    let curve = BrailleCurve(samples, width: 60, height: 2, range: 0...1)
    #expect(curve.lines[0].contains { $0 != "⠀" })
  }

  @Test("Gaps stay empty, constants and nothing at all draw without fault")
  func edges() {
    let gap = BrailleCurve([0, .nan, .nan, 0], width: 2, height: 1)
    #expect(gap.lines == ["⡀⢀"])
    #expect(BrailleCurve([], width: 3, height: 1).lines == ["⠀⠀⠀"])
    #expect(BrailleCurve([5, 5], width: 1, height: 1).lines == ["⣀"])
    #expect(BrailleCurve([.infinity], width: 0, height: 0).lines == ["⠀"])
    #expect(BrailleCurve([-1e308, 1e308], width: 1, height: 1).lines.count == 1)
  }

  @Test("Values beyond the range lie at its edge")
  func clamped() {
    #expect(BrailleCurve([9, 9], width: 1, height: 1, range: 0...1).lines == ["⠉"])
  }
}
