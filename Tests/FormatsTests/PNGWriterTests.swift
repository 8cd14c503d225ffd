import CZlib
import Formats
import Testing

@Suite struct PNGWriterTests {
  private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  /// Splits a file into chunks and checks their sums.
  private func chunks(_ file: [UInt8]) throws -> [(kind: String, payload: [UInt8])] {
    try #require(Array(file.prefix(8)) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    var result: [(String, [UInt8])] = []
    var at = 8
    while at < file.count {
      let length = number(file[at..<(at + 4)])
      let body = Array(file[(at + 4)..<(at + 8 + length)])
      #expect(Int(crc32(0, body, uInt(body.count))) == number(file[(at + 8 + length)..<(at + 12 + length)]))
      result.append((String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4))))
      at += 12 + length
    }
    return result
  }

  /// Undoes deflate and the row filters (PNG 9).
  private func pixels(_ payload: [UInt8], width: Int, height: Int, step: Int) throws -> [UInt8] {
    var raw = Array(repeating: UInt8(0), count: height * (width * step + 1))
    var length = uLong(raw.count)
    try #require(uncompress(&raw, &length, payload, uLong(payload.count)) == Z_OK)
    var result: [UInt8] = []
    let stride = width * step
    for row in 0..<height {
      let filter = raw[row * (stride + 1)]
      for x in 0..<stride {
        let a = x >= step ? Int(result[row * stride + x - step]) : 0
        let b = row > 0 ? Int(result[(row - 1) * stride + x]) : 0
        let c = x >= step && row > 0 ? Int(result[(row - 1) * stride + x - step]) : 0
        let p = a + b - c
        let nearest = [a, b, c].min { abs(p - $0) < abs(p - $1) } ?? 0
        let guess = [0, a, b, (a + b) / 2, nearest][Int(filter)]
        result.append(raw[row * (stride + 1) + 1 + x] &+ UInt8(truncatingIfNeeded: guess))
      }
    }
    return result
  }

  @Test(arguments: [true, false]) func aPictureComesBackAsItWas(_ isOpaque: Bool) throws {
    let (width, height) = (13, 7)
    var rgba: [UInt8] = []
    for k in 0..<(width * height) {
      rgba += [UInt8(k * 5 % 256), UInt8(k * k % 251), UInt8(k % 13 * 17), isOpaque ? 255 : UInt8(k)]
    }
    let parts = try chunks(PNGWriter.bytes(width: width, height: height, rgba: rgba))
    #expect(parts.map(\.kind) == ["IHDR", "sRGB", "IDAT", "IEND"])
    #expect(number(parts[0].payload[0..<4]) == width && number(parts[0].payload[4..<8]) == height)
    #expect(parts[0].payload[9] == (isOpaque ? 2 : 6))
    let step = isOpaque ? 3 : 4
    let back = try pixels(parts[2].payload, width: width, height: height, step: step)
    let expected =
      isOpaque ? rgba.enumerated().filter { $0.offset % 4 != 3 }.map(\.element) : rgba
    #expect(back == expected)
  }

  @Test func evenPicturesAreSmall() {
    let rgba = Array(repeating: UInt8(255), count: 256 * 256 * 4)
    #expect(PNGWriter.bytes(width: 256, height: 256, rgba: rgba).count < 2000)
  }
}
