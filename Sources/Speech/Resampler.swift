#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Converts a sample rate by a rational factor with a windowed sinc; the same output for any chunking.
///
/// Output sample n is the input at n / target seconds: there is no shift. What it takes instead is latency:
/// it appears once ``latency`` further input samples are there. Cut-off 0.92 of the lower Nyquist frequency,
/// 16 zero crossings to each side, Kaiser window (beta 8.6: side lobes near −90 dB).
public struct Resampler: Sendable {
  /// Input samples after an output sample's time that it needs.
  public let latency: Int
  private let up: Int
  private let down: Int
  private let tapCount: Int
  /// `up` phases of `tapCount` taps each.
  private let taps: [Float]
  private var buffer: [Float]
  /// Index in the stream of `buffer[0]`; begins before zero by the padding.
  private var bufferStart: Int
  private var received = 0
  private var produced = 0

  /// Makes a converter between two rates in samples per second.
  ///
  /// - Precondition: both rates lie within ``Waveform/rates``.
  public init(from source: Int, to target: Int) {
    precondition(Waveform.rates.contains(source) && Waveform.rates.contains(target), "rate out of range")
    var a = source
    var b = target
    while b != 0 { (a, b) = (b, a % b) }
    up = target / a
    down = source / a
    let cutoff = 0.92 * min(1, Double(target) / Double(source))  // of the source's Nyquist frequency
    let reach = Int((16 / cutoff).rounded(.up))
    latency = reach
    tapCount = (2 * reach + 7) / 8 * 8
    var taps = [Float](repeating: 0, count: up * tapCount)
    for phase in 0..<up {
      let fraction = Double(phase) / Double(up)
      var sum = 0.0
      var row = [Double](repeating: 0, count: tapCount)
      for tap in 0..<(2 * reach) {
        let x = Double(tap - reach + 1) - fraction
        row[tap] = Self.sinc(cutoff * x) * Self.kaiser(x / Double(reach))
        sum += row[tap]
      }
      for tap in 0..<tapCount { taps[phase * tapCount + tap] = Float(row[tap] / sum) }
    }
    self.taps = taps
    buffer = [Float](repeating: 0, count: reach - 1)
    bufferStart = -(reach - 1)
  }

  /// Takes input and returns the output that it completes.
  public mutating func push(_ samples: [Float]) -> [Float] {
    buffer.append(contentsOf: samples)
    received += samples.count
    return drain(limit: .max)
  }

  /// Ends the stream with silence and returns the rest: ceil(inputs · target / source) samples in all.
  public mutating func finish() -> [Float] {
    let total = (received * up + down - 1) / down
    buffer.append(contentsOf: repeatElement(0, count: tapCount + latency))
    return drain(limit: total)
  }

  private mutating func drain(limit: Int) -> [Float] {
    var output: [Float] = []
    let end = bufferStart + buffer.count
    buffer.withUnsafeBufferPointer { input in
      taps.withUnsafeBufferPointer { taps in
        while produced < limit {
          let position = produced * down
          let first = position / up - latency + 1
          guard first + tapCount <= end else { break }
          let phase = position % up
          guard let x = input.baseAddress, let h = taps.baseAddress else { break }
          output.append(Self.dot(x + (first - bufferStart), h + phase * tapCount, tapCount))
          produced += 1
        }
      }
    }
    let keep = produced * down / up - latency + 1
    let drop = min(max(0, keep - bufferStart), buffer.count)
    if drop > 4096 {
      buffer.removeFirst(drop)
      bufferStart += drop
    }
    return output
  }

  /// Sum of products in eight lanes, in an order that does not depend on the caller.
  private static func dot(_ x: UnsafePointer<Float>, _ h: UnsafePointer<Float>, _ count: Int) -> Float {
    var sum = SIMD8<Float>(repeating: 0)
    var index = 0
    while index < count {
      let a = UnsafeRawPointer(x + index).loadUnaligned(as: SIMD8<Float>.self)
      let b = UnsafeRawPointer(h + index).loadUnaligned(as: SIMD8<Float>.self)
      sum += a * b
      index += 8
    }
    return sum.sum()
  }

  private static func sinc(_ x: Double) -> Double {
    abs(x) < 1e-12 ? 1 : sin(.pi * x) / (.pi * x)
  }

  private static func kaiser(_ x: Double) -> Double {
    guard abs(x) < 1 else { return 0 }
    return bessel(8.6 * (1 - x * x).squareRoot()) / bessel86
  }

  private static let bessel86 = bessel(8.6)

  /// Modified Bessel function of order 0 by its power series.
  private static func bessel(_ x: Double) -> Double {
    var sum = 1.0
    var term = 1.0
    for k in 1..<60 {
      term *= (x / (2 * Double(k))) * (x / (2 * Double(k)))
      sum += term
    }
    return sum
  }
}
