import Foundation
import Testing

@testable import Formats

@Suite("Serial numbers of Ogg streams")
struct OggSerialTests {
  @Test("Every page bears the number and a checksum that fits") func rewritten() throws {
    var bytes = [UInt8](
      try AudioFile.encodeOpus(OpusEncodingTests.speech(rate: 16_000), rate: 16_000, file: "a"))
    let pages = try #require(OggSerial.rewrite(&bytes, to: 0x0102_0304))
    #expect(pages >= 3)
    #expect(bytes[14..<18].elementsEqual([4, 3, 2, 1]))
    var page = Array(bytes[0..<(27 + 1 + 19)])
    let stored = page[22..<26].enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (8 * $1.offset) }
    page.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    #expect(OggSerial.checksum(page[...]) == stored)
    // libsndfile checks every page.
    #expect(try AudioFile.decode(Data(bytes), file: "a").samples.count == 32_000)
    bytes[200] ^= 1
    #expect((try? AudioFile.decode(Data(bytes), file: "a").samples.count) != 32_000)
  }

  @Test("The checksum is Ogg's: most significant bit first, nothing inverted") func checksum() {
    // By hand: one byte 1 leaves the polynomial itself.
    #expect(OggSerial.checksum([1]) == 0x04C1_1DB7)
    #expect(OggSerial.checksum([0, 0]) == 0)
  }

  @Test("What is not whole Ogg pages is left as it is") func other() {
    var text = Array("OggS is not enough".utf8)
    let before = text
    #expect(OggSerial.rewrite(&text) == nil && text == before)
  }
}
