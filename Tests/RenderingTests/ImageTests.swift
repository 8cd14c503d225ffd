import Testing

@testable import Rendering

@Suite struct ImageTests {
  @Test func aSheetSetsPicturesInRows() {
    let pictures = (0..<3).map { number in
      var picture = Image(width: 2, height: 2)
      picture[1, 1] = SIMD4(UInt8(number + 1), 0, 0, 255)
      return picture
    }
    let sheet = Image.sheet(pictures, columns: 2)
    #expect(sheet.width == 4 && sheet.height == 4)
    #expect(sheet[1, 1].x == 1 && sheet[3, 1].x == 2 && sheet[1, 3].x == 3 && sheet[3, 3].x == 0)
  }

  @Test func pastingCutsOffWhatDoesNotFit() {
    var white = Image(width: 3, height: 3)
    for k in white.pixels.indices { white.pixels[k] = 255 }
    var image = Image(width: 4, height: 4)
    image.paste(white, x: -2, y: 3)
    #expect(image[0, 3] == SIMD4(255, 255, 255, 255))
    #expect(image[1, 3] == SIMD4(0, 0, 0, 255))
    #expect(image[0, 2] == SIMD4(0, 0, 0, 255))
    image.paste(white, x: 9, y: 0)
    #expect(image[3, 0] == SIMD4(0, 0, 0, 255))
  }
}
