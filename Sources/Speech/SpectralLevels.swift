#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Levels of eight frames of speech, in dB relative to full scale squared (a full-scale sine is −3 dB).
///
/// Frame 400 samples, symmetric Hann, FFT 512, no pre-emphasis; power of a bin = |X|² / (Σw² · 256), so that
/// the bins add up to the mean square of the frame; 1e-9 is added before the logarithm.
struct SpectralLevels {
  /// Levels of one frame.
  struct Levels {
    /// All bins under the A-weighting curve (IEC 61672).
    var weighted: Float = -90
    /// 300–700, 700–1200, 1200–2000 and 2000–3500 Hz.
    var bands = SIMD4<Float>(repeating: -90)
    /// 600–1400 against 1700–3200 Hz.
    var ratio: Float = 0
    /// Mean square of the Hann-weighted frame around its mean.
    var root: Float = -90
    /// 300–1000 Hz, where vowels are.
    var vowels: Float = -90
  }

  static let frameLength = 400
  private var transform = FourierTransform()
  private let window: [Float]
  private let weights: [Float]
  private var frames: [SIMD8<Float>]
  private var bins: [SIMD8<Float>]

  init() {
    let last = Double(Self.frameLength - 1)
    let hann = (0..<Self.frameLength).map { 0.5 - 0.5 * cos(2 * Double.pi * Double($0) / last) }
    let energy = hann.reduce(0) { $0 + $1 * $1 }
    window = hann.map { Float($0 / (energy * 256).squareRoot()) }
    weights = (0..<FourierTransform.binCount).map { Float(Self.aWeighting(Double($0) * 31.25)) }
    frames = Array(repeating: .zero, count: FourierTransform.size)
    bins = Array(repeating: .zero, count: FourierTransform.binCount)
  }

  /// Measures up to eight frames; frame i begins at `starts + i · hop`.
  mutating func measure(
    _ samples: UnsafePointer<Float>, hop: Int, count: Int, into levels: UnsafeMutablePointer<Levels>
  ) {
    let variance = fill(samples, hop: hop, count: count)
    frames.withUnsafeBufferPointer { frames in
      bins.withUnsafeMutableBufferPointer { transform.power(of: frames, into: $0) }
    }
    let weighted = sumWeighted()
    let bands = [(10, 22), (23, 38), (39, 63), (64, 111)].map(sum)
    let vowels = sum((10, 32))
    let low = sum((20, 44))
    let high = sum((55, 102))
    for lane in 0..<count {
      levels[lane] = Levels(
        weighted: Self.decibels(weighted[lane]),
        bands: SIMD4(
          Self.decibels(bands[0][lane]), Self.decibels(bands[1][lane]), Self.decibels(bands[2][lane]),
          Self.decibels(bands[3][lane])),
        ratio: Self.decibels(low[lane]) - Self.decibels(high[lane]),
        root: Self.decibels(variance[lane]), vowels: Self.decibels(vowels[lane]))
    }
  }

  /// Power of the bins of the frames that were measured last.
  func withBins<Result>(_ body: (UnsafeBufferPointer<SIMD8<Float>>) -> Result) -> Result {
    bins.withUnsafeBufferPointer(body)
  }

  /// Windows the frames, one per lane; returns their weighted variance.
  private mutating func fill(_ samples: UnsafePointer<Float>, hop: Int, count: Int) -> SIMD8<Float> {
    frames.withUnsafeMutableBufferPointer { frames in
      window.withUnsafeBufferPointer { window in
        var squares = SIMD8<Float>.zero
        var sum = SIMD8<Float>.zero
        for index in 0..<Self.frameLength {
          var lanes = SIMD8<Float>.zero
          for lane in 0..<count { lanes[lane] = samples[lane * hop + index] }
          let framed = lanes * window[index]
          frames[index] = framed
          squares += framed * framed
          sum += framed * window[index]
        }
        // The window carries 1/256, so that the bins add up to a mean square.
        let mean = sum * 256
        let variance = squares * 256 - mean * mean
        return variance.replacing(with: 0, where: variance .< 0)
      }
    }
  }

  private func sumWeighted() -> SIMD8<Float> {
    bins.withUnsafeBufferPointer { bins in
      weights.withUnsafeBufferPointer { weights in
        var sum = SIMD8<Float>.zero
        for index in 0..<FourierTransform.binCount { sum += bins[index] * weights[index] }
        return sum
      }
    }
  }

  /// Sum of bins, first and last included.
  private func sum(_ range: (first: Int, last: Int)) -> SIMD8<Float> {
    bins.withUnsafeBufferPointer { bins in
      var sum = SIMD8<Float>.zero
      for index in range.first...range.last { sum += bins[index] }
      return sum
    }
  }

  private static func decibels(_ power: Float) -> Float { 10 * log10f(power + 1e-9) }

  /// Power gain of the A curve, 1 at 1 kHz.
  private static func aWeighting(_ frequency: Double) -> Double {
    let f = frequency * frequency
    let a = 12194.217 * 12194.217
    let top = a * f * f
    let bottom =
      (f + 20.598997 * 20.598997) * ((f + 107.65265 * 107.65265) * (f + 737.86223 * 737.86223)).squareRoot()
      * (f + a)
    let gain = bottom > 0 ? top / bottom * 1.2589254 : 0
    return gain * gain
  }
}
