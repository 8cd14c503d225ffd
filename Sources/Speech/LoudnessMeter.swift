#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Momentary loudness by ITU-R BS.1770-5: K-weighting, mean square over a sliding 400 ms, no gate.
///
/// The standard gives the two filters for 48 kHz; here they are the same analogue filters (a shelf of 4 dB at
/// 1682 Hz and a second-order high-pass at 38 Hz) by the bilinear transform at 16 kHz. What lies above 8 kHz is
/// not heard. The bilinear transform bends the shelf a little, so the constant −0.691 of the standard is set anew, so that
/// a full-scale sine of 997 Hz has −3.01 LUFS, as it demands. Silence before the first sample counts.
struct LoudnessMeter {
  private static let hop = SpeechFeatures.hop
  private static let hops = 40

  /// Second-order section, direct form II transposed.
  private struct Section {
    let b: (Double, Double, Double)
    let a: (Double, Double)
    var first = 0.0
    var second = 0.0

    init(b: (Double, Double, Double), a: (Double, Double)) {
      self.b = b
      self.a = a
    }

    @inline(__always)
    mutating func step(_ input: Double) -> Double {
      let output = b.0 * input + first
      first = b.1 * input - a.0 * output + second
      second = b.2 * input - a.1 * output
      return output
    }

    /// Gain in dB at a frequency.
    func gain(at frequency: Double) -> Double {
      let angle = 2 * Double.pi * frequency / Double(SpeechFeatures.sampleRate)
      func power(_ c: (Double, Double, Double)) -> Double {
        let re = c.0 + c.1 * cos(angle) + c.2 * cos(2 * angle)
        let im = c.1 * sin(angle) + c.2 * sin(2 * angle)
        return re * re + im * im
      }
      return 10 * log10(power(b) / power((1, a.0, a.1)))
    }

    /// Tails that no one hears would become denormal numbers, which are slow.
    mutating func settle() {
      if abs(first) < 1e-30 { first = 0 }
      if abs(second) < 1e-30 { second = 0 }
    }
  }

  private var shelf = Self.makeShelf()
  private var highPass = Self.makeHighPass()
  private let offset = -Self.makeShelf().gain(at: 997) - Self.makeHighPass().gain(at: 997)
  private var energies = [Double](repeating: 0, count: Self.hops)
  private var next = 0

  /// Takes a hop of samples; returns LUFS of the 400 ms that end with it, −90.7 for silence.
  mutating func step(_ samples: UnsafePointer<Float>) -> Float {
    var shelf = shelf
    var highPass = highPass
    var energy = 0.0
    for index in 0..<Self.hop {
      let output = highPass.step(shelf.step(Double(samples[index])))
      energy += output * output
    }
    shelf.settle()
    highPass.settle()
    self.shelf = shelf
    self.highPass = highPass
    energies[next] = energy
    next = (next + 1) % Self.hops
    let sum = energies.reduce(0, +)
    return Float(offset + 10 * log10(sum / Double(Self.hop * Self.hops) + 1e-9))
  }

  private static func makeShelf() -> Section {
    let k = tan(Double.pi * 1681.974450955533 / Double(SpeechFeatures.sampleRate))
    let q = 0.7071752369554196
    let high = pow(10, 3.999843853973347 / 20)
    let middle = pow(high, 0.4996667741545416)
    let scale = 1 / (1 + k / q + k * k)
    return Section(
      b: (
        (high + middle * k / q + k * k) * scale, 2 * (k * k - high) * scale,
        (high - middle * k / q + k * k) * scale
      ), a: (2 * (k * k - 1) * scale, (1 - k / q + k * k) * scale))
  }

  private static func makeHighPass() -> Section {
    let k = tan(Double.pi * 38.13547087602444 / Double(SpeechFeatures.sampleRate))
    let q = 0.5003270373238773
    let scale = 1 / (1 + k / q + k * k)
    return Section(b: (1, -2, 1), a: (2 * (k * k - 1) * scale, (1 - k / q + k * k) * scale))
  }
}
