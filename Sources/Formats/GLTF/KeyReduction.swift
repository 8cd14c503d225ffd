import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How far a curve may depart from the track when keys are left out.
public struct KeyBound: Sendable, Equatable {
  /// Largest departure of a weight.
  public var weight: Float
  /// Largest angle between rotations, in radians.
  public var radians: Float
  /// Largest distance between positions, in metres.
  public var metres: Float

  /// Makes a bound.
  public init(weight: Float, radians: Float, metres: Float) {
    self.weight = weight
    self.radians = radians
    self.metres = metres
  }

  func limit(of path: GLTFAnimation.Path) -> Float {
    switch path {
    case .rotation: radians
    case .weights: weight
    case .translation, .scale: metres
    }
  }
}

/// Leaves out the keys of a curve that linear interpolation between the others tells.
///
/// From each kept key the next one is sought as far on as all keys between stay within the bound: the reach is
/// doubled until one does not, then halved. What was kept has been checked, key by key.
enum KeyReduction {
  /// Of the bound, for players interpolate on times rounded to Float.
  private static let margin: Float = 0.95

  /// Numbers of the keys that stay, the first and the last among them.
  ///
  /// - Parameters:
  ///   - values: One key after the other.
  ///   - width: Numbers in a key.
  ///   - isRotation: Whether keys are quaternions, interpolated along the arc; else each number on its own line.
  static func keys(
    _ values: UnsafeBufferPointer<Float>, width: Int, isRotation: Bool, within bound: Float
  ) -> [Int] {
    let count = width > 0 ? values.count / width : 0
    guard count > 2 else { return Array(0..<count) }
    let limit = bound * margin
    let angle = AngleLimit(limit)
    func holds(_ from: Int, _ to: Int) -> Bool {
      let arc = isRotation ? Arc(values, from, to) : nil
      for key in (from + 1)..<max(from + 1, to) {
        let share = Float(key - from) / Float(to - from)
        let departs =
          arc.map { angle.isExceeded(between: $0.vector(at: share), and: Arc.vector(values, key)) }
          ?? shifts(values, width, from, to, key, share, beyond: limit)
        if departs { return false }
      }
      return true
    }
    var kept = [0]
    while let from = kept.last, from < count - 1 {
      var good = from + 1
      var step = 2
      while good < count - 1, holds(from, min(count - 1, from + step)) {
        good = min(count - 1, from + step)
        step *= 2
      }
      var bad = min(count, from + step)
      while bad - good > 1 {
        let middle = (good + bad) / 2
        if holds(from, middle) { good = middle } else { bad = middle }
      }
      kept.append(good)
    }
    return kept
  }

  /// Whether a key lies farther than a limit from the line between two others: positions by their distance, all else
  /// number by number.
  private static func shifts(
    _ values: UnsafeBufferPointer<Float>, _ width: Int, _ from: Int, _ to: Int, _ key: Int, _ share: Float,
    beyond limit: Float
  ) -> Bool {
    if width == 3 {
      func at(_ key: Int) -> SIMD3<Float> {
        SIMD3(values[3 * key], values[3 * key + 1], values[3 * key + 2])
      }
      let d = at(from) + (at(to) - at(from)) * share - at(key)
      return (d * d).sum().squareRoot() > limit
    }
    guard let base = values.baseAddress else { return false }
    let (a, b, v) = (base + from * width, base + to * width, base + key * width)
    func four(_ place: UnsafePointer<Float>, _ part: Int) -> SIMD4<Float> {
      UnsafeRawPointer(place + part).loadUnaligned(as: SIMD4<Float>.self)
    }
    var part = 0
    while part + 4 <= width {
      let d = four(a, part) + (four(b, part) - four(a, part)) * share - four(v, part)
      if d.max() > limit || d.min() < -limit { return true }
      part += 4
    }
    while part < width {
      if abs(a[part] + (b[part] - a[part]) * share - v[part]) > limit { return true }
      part += 1
    }
    return false
  }
}

/// The way from one quaternion to another as ``Motion/Quaternion/slerp(to:_:)`` takes it, with what all of its points
/// share found once.
private struct Arc {
  private let from: SIMD4<Float>
  private let to: SIMD4<Float>
  /// Angle and its sine; `nil` for a way so short that it is taken straight.
  private let turn: (angle: Float, sine: Float)?

  init(_ values: UnsafeBufferPointer<Float>, _ from: Int, _ to: Int) {
    let a = Self.vector(values, from)
    var b = Self.vector(values, to)
    var d = (a * b).sum()
    if d < 0 {
      b = -b
      d = -d
    }
    self.from = a
    self.to = b
    if d > 0.9995 {
      turn = nil
    } else {
      let angle = acosf(min(1, d))
      turn = (angle, sinf(angle))
    }
  }

  static func vector(_ values: UnsafeBufferPointer<Float>, _ key: Int) -> SIMD4<Float> {
    SIMD4(values[4 * key], values[4 * key + 1], values[4 * key + 2], values[4 * key + 3])
  }

  func vector(at share: Float) -> SIMD4<Float> {
    guard let turn else { return Quaternion(from + (to - from) * share).normalized.vector }
    return from * (sinf((1 - share) * turn.angle) / turn.sine) + to * (sinf(share * turn.angle) / turn.sine)
  }
}

/// Whether two rotations are farther apart than an angle: by the cosine where that is beyond doubt, else measured.
private struct AngleLimit {
  private let limit: Float
  /// Squared cosines above which the angle is surely smaller, and below which it is surely larger.
  private let within: Double
  private let beyond: Double

  init(_ limit: Float) {
    self.limit = limit
    // Four numbers turn by half the angle of the rotation.
    let half = Double(limit) / 2
    if half > 0, half < 1.5 {
      let square = cos(half) * cos(half)
      let doubt = 1e-11 + 1e-6 * half * sin(2 * half)
      (within, beyond) = (square + doubt, square - doubt)
    } else {
      (within, beyond) = (.infinity, -.infinity)
    }
  }

  func isExceeded(between a: SIMD4<Float>, and b: SIMD4<Float>) -> Bool {
    let (x, y) = (SIMD4<Double>(a), SIMD4<Double>(b))
    let lengths = (x * x).sum() * (y * y).sum()
    let product = (x * y).sum()
    if lengths > 1e-6, lengths < 1e6 {
      if product * product >= within * lengths { return false }
      if product * product < beyond * lengths { return true }
    }
    return Float(TrackComparison.angle(a, b)) > limit
  }
}
