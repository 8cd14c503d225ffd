#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Pitch of a 40 ms window by normalised autocorrelation, 70–400 Hz.
///
/// Peaks are sought at 8 kHz, where a lag is 0.125 ms, and refined at 16 kHz by a parabola. Both overlapping parts are
/// normalised by their own energy; an octave of lag costs 0.02; a peak above 0.5 is voiced.
struct PitchDetector {
  /// Window length in samples at 8 kHz.
  static let length = 320
  private static let shortest = 20  // 400 Hz
  private static let longest = 115  // 70 Hz

  private var scores = [Float](repeating: 0, count: PitchDetector.longest + 2)
  private let costs: [Float]

  init() {
    costs = (0...Self.longest).map { lag in
      lag < Self.shortest ? 0 : Float(0.02 * log2(Double(lag) / Double(Self.shortest)))
    }
  }

  /// Hertz, or 0 where the window is not voiced. `samples` holds `length` samples at 8 kHz, `fine` the same window
  /// at 16 kHz.
  mutating func pitch(of samples: UnsafePointer<Float>, fine: UnsafePointer<Float>) -> Float {
    var energies: (head: Float, tail: Float) = (0, 0)
    let first = Self.shortest - 1
    for index in 0..<(Self.length - first) { energies.head += samples[index] * samples[index] }
    for index in first..<Self.length { energies.tail += samples[index] * samples[index] }
    guard energies.head > 1e-9 else { return 0 }
    return scores.withUnsafeMutableBufferPointer { scores in
      for lag in first...(Self.longest + 1) {
        let overlap = Self.length - lag
        let product = Self.correlate(samples, samples + lag, overlap)
        let norm = (energies.head * energies.tail).squareRoot()
        scores[lag] = norm > 1e-9 ? product / norm : 0
        energies.head = max(0, energies.head - samples[overlap - 1] * samples[overlap - 1])
        energies.tail = max(0, energies.tail - samples[lag] * samples[lag])
      }
      var best = 0
      var bestScore: Float = 0
      for lag in Self.shortest...Self.longest
      where scores[lag] > scores[lag - 1] && scores[lag] >= scores[lag + 1] {
        let score = Self.summit(scores[lag - 1], scores[lag], scores[lag + 1]) - costs[lag]
        if score > bestScore {
          best = lag
          bestScore = score
        }
      }
      guard best > 0, scores[best] > 0.5 else { return 0 }
      return 16_000 / Self.refine(2 * best, fine)
    }
  }

  /// Height of the parabola through three scores: a short lag must not lose for falling between samples.
  @inline(__always)
  private static func summit(_ a: Float, _ b: Float, _ c: Float) -> Float {
    let bend = a - 2 * b + c
    return bend < -1e-6 ? b - (a - c) * (a - c) / (8 * bend) : b
  }

  /// The peak within two samples of a lag at 16 kHz, between samples by a parabola.
  private static func refine(_ lag: Int, _ samples: UnsafePointer<Float>) -> Float {
    var around = SIMD8<Float>.zero
    for index in 0..<7 {
      let at = lag - 3 + index
      let overlap = 2 * length - at
      around[index] = correlate(samples, samples + at, overlap) / Float(overlap)
    }
    var best = 1
    for index in 2..<6 where around[index] > around[best] { best = index }
    let left = around[best - 1]
    let right = around[best + 1]
    let bend = left - 2 * around[best] + right
    let shift = bend < 0 ? max(-0.5, min(0.5, 0.5 * (left - right) / bend)) : 0
    return Float(lag - 3 + best) + shift
  }

  /// Sum of products in eight lanes and a rest, always in the same order.
  @inline(__always)
  private static func correlate(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    var first = SIMD8<Float>.zero
    var second = SIMD8<Float>.zero
    let p = UnsafeRawPointer(a)
    let q = UnsafeRawPointer(b)
    var index = 0
    while index + 16 <= count {
      first +=
        p.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
        * q.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
      second +=
        p.loadUnaligned(fromByteOffset: index * 4 + 32, as: SIMD8<Float>.self)
        * q.loadUnaligned(fromByteOffset: index * 4 + 32, as: SIMD8<Float>.self)
      index += 16
    }
    var rest: Float = 0
    while index < count {
      rest += a[index] * b[index]
      index += 1
    }
    return (first + second).sum() + rest
  }
}
