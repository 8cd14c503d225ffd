import Foundation

/// Smoothness of one movement from its speed (Balasubramanian et al. 2015).
enum Smoothness {
  /// Longest speed profile: its transform is 16 times as long and more.
  static let longestProfile = 20_000

  /// Spectral arc length: minus the length of the curve of normalised magnitudes over frequency, up to `cutoff` and
  /// between the first and last bin of at least `least`; 0 is smoothest, more negative is jerkier.
  ///
  /// The transform has 2^(⌈log2 N⌉ + padding) points. Bins are read as frequencies up to the sampling rate, so a rate
  /// under twice the cutoff takes mirrored bins in: state none under 20 Hz.
  /// - Throws: ``Undefined`` for an empty profile, one longer than ``longestProfile``, one that is 0 throughout, and
  ///   where a single bin is kept.
  static func spectralArcLength(
    _ speed: [Double], framesPerSecond: Double, padding: Int = 4, cutoff: Double = 10, least: Double = 0.05
  ) throws(Undefined) -> Double {
    try check(speed, framesPerSecond)
    var size = 1
    while size < speed.count { size *= 2 }
    size <<= max(0, min(padding, 8))
    let step = framesPerSecond / Double(size)
    var kept = 0
    while kept < size, Double(kept) * step <= cutoff { kept += 1 }
    let all = Spectrum.magnitudes(of: speed, size: size, count: size)
    guard let largest = all.max(), largest > 0 else { throw Undefined("the movement has no speed") }
    let magnitudes = all[..<kept].map { $0 / largest }
    guard let first = magnitudes.firstIndex(where: { $0 >= least }),
      let last = magnitudes.lastIndex(where: { $0 >= least }), last > first
    else { throw Undefined("the spectrum of the movement has no width") }
    let unit = 1 / Double(last - first)
    var length = 0.0
    for bin in first..<last {
      let rise = magnitudes[bin + 1] - magnitudes[bin]
      length += (unit * unit + rise * rise).squareRoot()
    }
    return -length
  }

  /// Log dimensionless jerk: -ln((N·dt)³/max|v|² · Σ(Δ²v/dt²)²·dt); higher is smoother. Depends on the frame rate.
  ///
  /// - Throws: ``Undefined`` for fewer than 3 samples, no speed, and a speed without any bend.
  static func logDimensionlessJerk(_ speed: [Double], framesPerSecond: Double) throws(Undefined) -> Double {
    try check(speed, framesPerSecond)
    guard speed.count >= 3 else { throw Undefined("the movement is shorter than 3 frames") }
    let dt = 1 / framesPerSecond
    let largest = speed.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { throw Undefined("the movement has no speed") }
    var sum = 0.0
    for index in 2..<speed.count {
      let bend = (speed[index] - 2 * speed[index - 1] + speed[index - 2]) / (dt * dt)
      sum += bend * bend
    }
    let duration = Double(speed.count) * dt
    let jerk = duration * duration * duration / (largest * largest) * sum * dt
    guard jerk > 0, jerk.isFinite else { throw Undefined("the speed of the movement has no bend") }
    return -log(jerk)
  }

  private static func check(_ speed: [Double], _ framesPerSecond: Double) throws(Undefined) {
    guard !speed.isEmpty else { throw Undefined("there is no movement") }
    guard speed.count <= longestProfile else {
      throw Undefined("the movement is longer than \(longestProfile) frames")
    }
    guard framesPerSecond > 0, framesPerSecond.isFinite else { throw Undefined("the speed has no rate") }
    guard speed.allSatisfy(\.isFinite) else { throw Undefined("the speed holds NaN or infinity") }
  }
}
