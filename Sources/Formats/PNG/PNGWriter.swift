import CZlib

/// Portable Network Graphics (W3C, second edition): RGBA bytes to a file's bytes.
public enum PNGWriter {
  /// Encodes a picture with 8 bits per channel, marked as sRGB.
  ///
  /// Each row takes the filter whose bytes sum to the least (PNG 12.8); the data stream is zlib at level 6.
  ///
  /// - Parameters:
  ///   - width: Columns, at least 1.
  ///   - height: Rows, at least 1.
  ///   - rgba: `width × height × 4` bytes, rows from the top.
  /// - Precondition: `rgba` has that many bytes.
  public static func bytes(width: Int, height: Int, rgba: [UInt8]) -> [UInt8] {
    precondition(width > 0 && height > 0 && rgba.count == width * height * 4, "not a picture of that size")
    let isOpaque = stride(from: 3, to: rgba.count, by: 4).allSatisfy { rgba[$0] == 255 }
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    chunk("IHDR", bigEndian(width) + bigEndian(height) + [8, isOpaque ? 2 : 6, 0, 0, 0], to: &file)
    chunk("sRGB", [0], to: &file)
    let rows = isOpaque ? filtered(opaque(rgba), width * 3, 3) : filtered(rgba, width * 4, 4)
    chunk("IDAT", deflated(rows), to: &file)
    chunk("IEND", [], to: &file)
    return file
  }

  private static func opaque(_ rgba: [UInt8]) -> [UInt8] {
    var rgb: [UInt8] = []
    rgb.reserveCapacity(rgba.count / 4 * 3)
    for at in stride(from: 0, to: rgba.count, by: 4) { rgb.append(contentsOf: rgba[at..<(at + 3)]) }
    return rgb
  }

  /// Rows with their filter bytes; `stride` bytes a row, `step` bytes a pixel.
  private static func filtered(_ pixels: [UInt8], _ stride: Int, _ step: Int) -> [UInt8] {
    let count = pixels.count / stride
    var result: [UInt8] = []
    result.reserveCapacity(count * (stride + 1))
    var candidate = Array(repeating: UInt8(0), count: stride)
    var best = candidate
    pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<count {
        var least = Int.max
        var kind: UInt8 = 0
        for filter in UInt8(0)...4 {
          var sum = 0
          for x in 0..<stride {
            let at = row * stride + x
            let a = x >= step ? Int(pixels[at - step]) : 0
            let b = row > 0 ? Int(pixels[at - stride]) : 0
            let c = x >= step && row > 0 ? Int(pixels[at - stride - step]) : 0
            let guess =
              switch filter {
              case 0: 0
              case 1: a
              case 2: b
              case 3: (a + b) / 2
              default: paeth(a, b, c)
              }
            let byte = pixels[at] &- UInt8(truncatingIfNeeded: guess)
            candidate[x] = byte
            sum += byte < 128 ? Int(byte) : 256 - Int(byte)
          }
          if sum < least {
            least = sum
            kind = filter
            swap(&best, &candidate)
          }
        }
        result.append(kind)
        result.append(contentsOf: best)
      }
    }
    return result
  }

  private static func paeth(_ a: Int, _ b: Int, _ c: Int) -> Int {
    let p = a + b - c
    let (pa, pb, pc) = (abs(p - a), abs(p - b), abs(p - c))
    if pa <= pb, pa <= pc { return a }
    return pb <= pc ? b : c
  }

  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var result = Array(repeating: UInt8(0), count: Int(length))
    let status = compress2(&result, &length, bytes, uLong(bytes.count), 6)
    precondition(status == Z_OK, "zlib refused a buffer that fits its own bound")
    return Array(result[..<Int(length)])
  }

  private static func chunk(_ kind: String, _ payload: [UInt8], to file: inout [UInt8]) {
    let body = Array(kind.utf8) + payload
    file += bigEndian(payload.count) + body
    file += bigEndian(Int(crc32(0, body, uInt(body.count))))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
