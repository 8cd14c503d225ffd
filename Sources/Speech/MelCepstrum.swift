#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Mel bands and cepstral coefficients of eight frames at once (Davis & Mermelstein, IEEE Transactions on
/// Acoustics, Speech and Signal Processing 28, 1980) by HTK's conventions.
///
/// 26 triangles, linear in mel = 2595 log10(1 + f/700) and of height 1, from 0 to 8000 Hz; natural logarithm of
/// power + 1e-10; c(i) = √(2/26) · Σ ln E(b) · cos(π i (b + ½) / 26). No pre-emphasis, no lifter, no deltas, no
/// normalisation over the file.
struct MelCepstrum {
  static let bandCount = 26
  static let coefficientCount = 13
  private static let binCount = FourierTransform.binCount

  /// Band below whose centre a bin lies, and the bin's share in it; the rest goes to the band before.
  private let owner: [Int]
  private let share: [Float]
  private let cosines: [Float]
  /// ln E of each band, lane by lane, of the frames that were measured last.
  private(set) var bands: [SIMD8<Float>]
  /// c0…c12, lane by lane.
  private(set) var coefficients: [SIMD8<Float>]

  init() {
    func mel(_ frequency: Double) -> Double { 2595 * log10(1 + frequency / 700) }
    let step = mel(8000) / Double(Self.bandCount + 1)
    let places = (0..<Self.binCount).map { mel(Double($0) * 31.25) / step }
    owner = places.map { min(Self.bandCount, Int($0)) }
    share = zip(places, owner).map { Float($0 - Double($1)) }
    let scale = (2 / Double(Self.bandCount)).squareRoot()
    cosines = (0..<(Self.coefficientCount * Self.bandCount)).map { index in
      let (row, band) = (index / Self.bandCount, index % Self.bandCount)
      return Float(scale * cos(Double.pi * Double(row) * (Double(band) + 0.5) / Double(Self.bandCount)))
    }
    bands = Array(repeating: .zero, count: Self.bandCount + 2)
    coefficients = Array(repeating: .zero, count: Self.coefficientCount)
  }

  /// Measures the frames whose power spectra are given.
  mutating func measure(_ bins: UnsafeBufferPointer<SIMD8<Float>>) {
    bands.withUnsafeMutableBufferPointer { bands in
      // Slot b + 1 collects band b while summing; the outer slots take what lies beyond the first and last centre.
      for slot in 0..<bands.count { bands[slot] = .zero }
      owner.withUnsafeBufferPointer { owner in
        share.withUnsafeBufferPointer { share in
          for bin in 0..<Self.binCount {
            let rising = bins[bin] * share[bin]
            bands[owner[bin]] += bins[bin] - rising
            bands[owner[bin] + 1] += rising
          }
        }
      }
      for band in 0..<Self.bandCount {
        let power = bands[band + 1] + 1e-10
        var logarithm = SIMD8<Float>.zero
        for lane in 0..<8 { logarithm[lane] = logf(power[lane]) }
        bands[band] = logarithm
      }
      coefficients.withUnsafeMutableBufferPointer { coefficients in
        cosines.withUnsafeBufferPointer { cosines in
          for row in 0..<Self.coefficientCount {
            var sum = SIMD8<Float>.zero
            for band in 0..<Self.bandCount { sum += bands[band] * cosines[row * Self.bandCount + band] }
            coefficients[row] = sum
          }
        }
      }
    }
  }
}
