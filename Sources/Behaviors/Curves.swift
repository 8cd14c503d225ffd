#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Curves that movement follows.
public enum Curve {
  /// Minimum jerk from 0 to 1 over `u` 0…1 (Flash and Hogan 1985): rest to rest, peak speed 1.875.
  @inline(__always)
  public static func minimumJerk(_ u: Float) -> Float {
    if u <= 0 { return 0 }
    if u >= 1 { return 1 }
    return u * u * u * (10 + u * (6 * u - 15))
  }

  /// Up in `attack`, flat to `hold` later, down in `release`, from minimum-jerk flanks; `t` from its begin.
  public static func envelope(_ t: Float, attack: Float, hold: Float, release: Float) -> Float {
    if t < attack { return attack > 0 ? minimumJerk(t / attack) : (t < 0 ? 0 : 1) }
    let after = t - attack - hold
    return after <= 0 || release <= 0 ? (after <= 0 ? 1 : 0) : 1 - minimumJerk(after / release)
  }

  /// `value` brought into a range.
  @inline(__always)
  public static func clamp(_ value: Float, _ low: Float, _ high: Float) -> Float {
    max(low, min(high, value))
  }
}

/// A critically damped follower: it approaches a moving target without overshoot, its velocity continuous.
public struct Follower: Sendable {
  /// Where it is.
  public private(set) var value: Float
  private var velocity: Float = 0

  /// Starts at rest.
  public init(_ value: Float = 0) { self.value = value }

  /// Moves towards `target` for `dt` seconds; half of a step is done after `halfTime` seconds.
  ///
  /// Exact for a target that is constant during the step (two equal real poles).
  @inline(__always)
  public mutating func advance(to target: Float, halfTime: Float, dt: Float) -> Float {
    let omega = 1.678_347 / max(halfTime, 1e-4)
    let decay = expf(-omega * dt)
    let distance = value - target
    let slope = velocity + omega * distance
    value = target + (distance + slope * dt) * decay
    velocity = (velocity - omega * slope * dt) * decay
    return value
  }
}
