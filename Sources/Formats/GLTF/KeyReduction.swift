import Motion

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
    func holds(_ from: Int, _ to: Int) -> Bool {
      for key in (from + 1)..<max(from + 1, to) {
        let share = Float(key - from) / Float(to - from)
        let departs =
          isRotation
          ? turn(values, from, to, key, share) > limit
          : shift(values, width, from, to, key, share) > limit
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

  private static func shift(
    _ values: UnsafeBufferPointer<Float>, _ width: Int, _ from: Int, _ to: Int, _ key: Int, _ share: Float
  ) -> Float {
    if width == 3 {
      func at(_ key: Int) -> SIMD3<Float> {
        SIMD3(values[3 * key], values[3 * key + 1], values[3 * key + 2])
      }
      let d = at(from) + (at(to) - at(from)) * share - at(key)
      return (d * d).sum().squareRoot()
    }
    var largest: Float = 0
    for part in 0..<width {
      let (a, b) = (values[from * width + part], values[to * width + part])
      largest = max(largest, abs(a + (b - a) * share - values[key * width + part]))
    }
    return largest
  }

  private static func turn(
    _ values: UnsafeBufferPointer<Float>, _ from: Int, _ to: Int, _ key: Int, _ share: Float
  ) -> Float {
    func at(_ key: Int) -> Quaternion {
      Quaternion(x: values[4 * key], y: values[4 * key + 1], z: values[4 * key + 2], w: values[4 * key + 3])
    }
    return Float(TrackComparison.angle(at(from).slerp(to: at(to), share).vector, at(key).vector))
  }
}
