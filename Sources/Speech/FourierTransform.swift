#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Power spectra of eight real frames of 512 samples at once, one frame per lane.
///
/// A radix-2 transform of 256 complex points (even samples real, odd imaginary) and the split into 257 bins.
/// Lanes never mix, so a frame's spectrum does not depend on its neighbours.
struct FourierTransform {
  /// Samples of a frame.
  static let size = 512
  /// Bins from zero to the Nyquist frequency.
  static let binCount = size / 2 + 1
  private static let half = size / 2

  /// Cosine and sine of the complex transform's twiddles, stage after stage.
  private let twiddles: [SIMD2<Float>]
  /// Cosine and sine of 2πk/512.
  private let split: [SIMD2<Float>]
  private let reversed: [Int]
  private var real: [SIMD8<Float>]
  private var imaginary: [SIMD8<Float>]

  init() {
    var twiddles: [SIMD2<Float>] = []
    var span = 1
    while span < Self.half {
      for k in 0..<span {
        let angle = -Double.pi * Double(k) / Double(span)
        twiddles.append(SIMD2(Float(cos(angle)), Float(sin(angle))))
      }
      span *= 2
    }
    self.twiddles = twiddles
    split = (0...Self.half).map { k in
      let angle = -2 * Double.pi * Double(k) / Double(Self.size)
      return SIMD2(Float(cos(angle)), Float(sin(angle)))
    }
    reversed = (0..<Self.half).map { index in
      var value = index
      var result = 0
      for _ in 0..<8 {
        result = result << 1 | value & 1
        value >>= 1
      }
      return result
    }
    real = Array(repeating: .zero, count: Self.half)
    imaginary = Array(repeating: .zero, count: Self.half)
  }

  /// |X|² of each bin; `frames` holds 512 windowed samples, lane by lane.
  mutating func power(
    of frames: UnsafeBufferPointer<SIMD8<Float>>, into bins: UnsafeMutableBufferPointer<SIMD8<Float>>
  ) {
    precondition(frames.count == Self.size && bins.count == Self.binCount, "a frame has 512 samples")
    real.withUnsafeMutableBufferPointer { re in
      imaginary.withUnsafeMutableBufferPointer { im in
        reversed.withUnsafeBufferPointer { order in
          for index in 0..<Self.half {
            re[order[index]] = frames[2 * index]
            im[order[index]] = frames[2 * index + 1]
          }
        }
        twiddles.withUnsafeBufferPointer { Self.butterflies(re, im, $0) }
        split.withUnsafeBufferPointer { split in
          for k in 0...Self.half {
            let a = k & (Self.half - 1)
            let b = (Self.half - k) & (Self.half - 1)
            // Even part plus twiddled odd part of the two interleaved real sequences.
            let evenRe = (re[a] + re[b]) * 0.5
            let evenIm = (im[a] - im[b]) * 0.5
            let oddRe = (im[a] + im[b]) * 0.5
            let oddIm = (re[b] - re[a]) * 0.5
            let w = split[k]
            let x = evenRe + (oddRe * w.x - oddIm * w.y)
            let y = evenIm + (oddRe * w.y + oddIm * w.x)
            bins[k] = x * x + y * y
          }
        }
      }
    }
  }

  private static func butterflies(
    _ re: UnsafeMutableBufferPointer<SIMD8<Float>>, _ im: UnsafeMutableBufferPointer<SIMD8<Float>>,
    _ twiddles: UnsafeBufferPointer<SIMD2<Float>>
  ) {
    var span = 1
    var base = 0
    while span < half {
      for k in 0..<span {
        let w = twiddles[base + k]
        var at = k
        while at < half {
          let other = at + span
          let tr = re[other] * w.x - im[other] * w.y
          let ti = re[other] * w.y + im[other] * w.x
          re[other] = re[at] - tr
          im[other] = im[at] - ti
          re[at] += tr
          im[at] += ti
          at += 2 * span
        }
      }
      base += span
      span *= 2
    }
  }
}
