import Rigging
import Testing

@testable import Formats

@Suite("The average colour of a PNG")
struct PNGAverageTests {
  private static func png(_ pixels: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
    PNGWriter.bytes(width: width, height: height, rgba: pixels)
  }

  @Test("is linear light, pixels weighted by their opacity")
  func average() throws {
    let pixels: [UInt8] = [255, 0, 0, 255, 0, 0, 255, 255, 0, 255, 0, 0, 0, 255, 0, 0]
    let color = try #require(PNGAverage.color(of: Self.png(pixels, 2, 2)[...]))
    #expect(abs(color.x - 0.5) < 1e-5 && color.y == 0 && abs(color.z - 0.5) < 1e-5)
    let grey = try #require(
      PNGAverage.color(of: Self.png([UInt8](repeating: 188, count: 4 * 40 * 30), 40, 30)[...]))
    #expect(abs(grey.x - 0.5029) < 1e-3)
  }

  @Test("of anything else, cut or broken, is none")
  func broken() {
    let whole = Self.png([UInt8](repeating: 90, count: 4 * 16 * 16), 16, 16)
    #expect(PNGAverage.color(of: [0xFF, 0xD8, 0xFF]) == nil)
    #expect(PNGAverage.color(of: Self.png([9, 9, 9, 0], 1, 1)[...]) == nil)
    for count in whole.indices where count < whole.count - 12 {
      #expect(PNGAverage.color(of: whole[..<count]) == nil)
    }
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 0x55
      _ = PNGAverage.color(of: bytes[...])
    }
  }
}
