internal import CZlib
import Foundation
import Motion

/// How the samples of a `mien.track/2` file are laid out before zlib sees them, without losing a bit.
///
/// Column by column. A column whose samples are all whole multiples of 2⁻ᵏ (k ≤ 24) becomes whole numbers, these become
/// differences of differences, and the differences are zigzagged: what a smooth curve leaves is small. A column that is on
/// no such grid keeps its bit patterns, exclusive-or with the sample before. Then all lowest bytes, all second bytes and
/// so on follow each other, since like bytes compress together.
enum TrackPacking {
  /// The number that stands for "no grid" in a header.
  static let noGrid = -1
  /// Finest grid that is tried: 2⁻²⁴.
  static let finestGrid = 24

  /// The coarsest grid 2⁻ᵏ on which all samples of a column lie; `noGrid` where there is none, or where a sample would
  /// come back with other bits (−0, numbers of 2³⁰ steps and more).
  static func grid(of column: [Float]) -> Int {
    var needed = 0
    var largest: Float = 0
    for x in column {
      guard x.isFinite, !(x == 0 && x.sign == .minus) else { return noGrid }
      guard x != 0 else { continue }
      largest = max(largest, abs(x))
      let significand = x.bitPattern & 0x7F_FFFF | (x.isNormal ? 0x80_0000 : 0)
      let lowest = (x.isNormal ? Int(x.exponent) - 23 : -149) + significand.trailingZeroBitCount
      needed = max(needed, -lowest)
      guard needed <= finestGrid else { return noGrid }
    }
    return largest * Float(1 << needed) < 0x1p30 ? needed : noGrid
  }

  /// The bytes to compress.
  static func pack(_ track: Track, grids: [Int]) -> [UInt8] {
    let frames = track.frameCount
    let width = track.layout.width
    var words = [UInt32](repeating: 0, count: frames * width)
    track.samples.withUnsafeBufferPointer { samples in
      for column in 0..<width {
        let grid = grids[column]
        let scale = grid < 0 ? 0 : Float(1 << grid)
        var last: Int64 = 0
        var slope: Int64 = 0
        var bits: UInt32 = 0
        for frame in 0..<frames {
          let x = samples[frame * width + column]
          let at = column * frames + frame
          guard grid >= 0 else {
            words[at] = x.bitPattern ^ bits
            bits = x.bitPattern
            continue
          }
          let value = Int64(x * scale)
          let bend = value - last - slope
          slope = value - last
          last = value
          // |bend| ≤ 4 · 2³⁰ fits 33 bits; the arithmetic is modulo 2³² on both ways, so nothing is lost.
          let short = Int32(truncatingIfNeeded: bend)
          words[at] = UInt32(bitPattern: (short << 1) ^ (short >> 31))
        }
      }
    }
    var bytes = [UInt8](repeating: 0, count: words.count * 4)
    for plane in 0..<4 {
      let start = plane * words.count
      for (at, word) in words.enumerated() {
        bytes[start + at] = UInt8(truncatingIfNeeded: word >> (8 * plane))
      }
    }
    return bytes
  }

  /// The samples, frame-major, of bytes that ``pack(_:grids:)`` made.
  static func unpack(_ bytes: [UInt8], frames: Int, width: Int, grids: [Int]) -> [Float] {
    let count = frames * width
    var samples = [Float](repeating: 0, count: count)
    for column in 0..<width {
      let grid = grids[column]
      let step: Float = grid < 0 ? 0 : 1 / Float(1 << grid)
      var last: Int32 = 0
      var slope: Int32 = 0
      var bits: UInt32 = 0
      for frame in 0..<frames {
        let at = column * frames + frame
        let word =
          UInt32(bytes[at]) | UInt32(bytes[count + at]) << 8 | UInt32(bytes[2 * count + at]) << 16
          | UInt32(bytes[3 * count + at]) << 24
        guard grid >= 0 else {
          bits ^= word
          samples[frame * width + column] = Float(bitPattern: bits)
          continue
        }
        let bend = Int32(bitPattern: word >> 1) ^ -Int32(bitPattern: word & 1)
        slope = slope &+ bend
        last = last &+ slope
        samples[frame * width + column] = Float(last) * step
      }
    }
    return samples
  }
}
