/// One adaptive binary probability: how likely a 1 is, in 65536ths, and how many bits it has seen.
struct AdaptiveBit {
  /// The bits seen in the upper half, the probability in the lower.
  var state: UInt32 = 32768

  init(p: UInt16 = 32768, n: UInt16 = 0) { state = UInt32(n) << 16 | UInt32(p) }
}

/// The logistic curve and its inverse in integers, and the speed at which probabilities learn.
enum Logistic {
  /// 65536 / (1 + exp(−x)) at x = −8, −7.5 … 8.
  static let knots: [Int32] = [
    22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768, 40793,
    47911,
    53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500, 65514,
  ]

  /// Bits after which a probability no longer learns more slowly.
  static let slowest: UInt16 = 60

  /// A probability in 65536ths of a logistic value in 256ths, −2047…2047: straight lines between the knots.
  @inline(__always)
  static func squash(_ x: Int32, _ knots: UnsafePointer<Int32>) -> Int32 {
    let at = x &+ 2048
    let index = Int(at >> 7)
    let low = knots[index]
    return low &+ ((knots[index + 1] &- low) &* (at & 127)) >> 7
  }

  /// Tables shared by every coder of the process, never freed.
  struct Tables: @unchecked Sendable {
    /// ``Logistic/knots``.
    let knots: UnsafePointer<Int32>
    /// Logistic value in 256ths of each probability in 4096ths.
    let stretch: UnsafePointer<Int16>
    /// Share in 32768ths by which a probability moves at its nth bit.
    let rates: UnsafePointer<Int32>
  }

  /// The tables.
  static let tables: Tables = {
    let knots = UnsafeMutablePointer<Int32>.allocate(capacity: 33)
    for (index, value) in Logistic.knots.enumerated() { knots[index] = value }
    let stretch = UnsafeMutablePointer<Int16>.allocate(capacity: 4096)
    var next = 0
    for x in Int32(-2047)...2047 {
      let p = Int(squash(x, knots) >> 4)
      while next <= p {
        stretch[next] = Int16(x)
        next += 1
      }
    }
    while next < 4096 {
      stretch[next] = 2047
      next += 1
    }
    let rates = UnsafeMutablePointer<Int32>.allocate(capacity: Int(slowest) + 1)
    for n in 0...Int(slowest) { rates[n] = Int32(65536 / (2 * n + 3)) }
    return Tables(knots: UnsafePointer(knots), stretch: UnsafePointer(stretch), rates: UnsafePointer(rates))
  }()
}
