import Foundation

/// Magnitudes of a discrete Fourier transform, in Float64.
enum Spectrum {
  /// |X| of the first `count` bins of a series that is followed by zeros up to `size`, a power of two.
  ///
  /// Radix-2 in place (Cooley and Tukey 1965).
  static func magnitudes(of series: [Double], size: Int, count: Int) -> [Double] {
    precondition(size > 0 && size & (size - 1) == 0 && series.count <= size && count <= size, "bad size")
    var real = series + [Double](repeating: 0, count: size - series.count)
    var imaginary = [Double](repeating: 0, count: size)
    var mirrored = 0
    for index in 1..<max(1, size) {
      var bit = size >> 1
      while mirrored & bit != 0 {
        mirrored ^= bit
        bit >>= 1
      }
      mirrored |= bit
      if index < mirrored { real.swapAt(index, mirrored) }
    }
    let cosines = (0..<max(1, size / 2)).map { cos(2 * Double.pi * Double($0) / Double(size)) }
    let sines = (0..<max(1, size / 2)).map { -sin(2 * Double.pi * Double($0) / Double(size)) }
    var half = 1
    while half < size {
      let stride = size / (2 * half)
      for start in Swift.stride(from: 0, to: size, by: 2 * half) {
        for k in 0..<half {
          let (c, s) = (cosines[k * stride], sines[k * stride])
          let a = start + k
          let b = a + half
          let x = real[b] * c - imaginary[b] * s
          let y = real[b] * s + imaginary[b] * c
          real[b] = real[a] - x
          imaginary[b] = imaginary[a] - y
          real[a] += x
          imaginary[a] += y
        }
      }
      half *= 2
    }
    return (0..<count).map { (real[$0] * real[$0] + imaginary[$0] * imaginary[$0]).squareRoot() }
  }
}
