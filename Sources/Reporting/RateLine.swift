import Foundation

/// The line that shows how far a batch is: `12/24 takes  843x real time  0:03 left`.
public struct RateLine: Sendable, Equatable {
  /// Units finished, failed ones among them.
  public var done: Int
  /// Units in all.
  public var total: Int
  /// Finished units that failed.
  public var failed: Int
  /// Seconds of session time made so far.
  public var media: Double
  /// Seconds of wall clock spent so far.
  public var elapsed: Double
  /// Units finished before this batch began, which took none of its time.
  public var reused: Int

  /// States how far a batch is.
  public init(
    done: Int, total: Int, failed: Int = 0, media: Double = 0, elapsed: Double = 0, reused: Int = 0
  ) {
    self.done = done
    self.total = total
    self.failed = failed
    self.reused = reused
    self.media = media
    self.elapsed = elapsed
  }

  /// Seconds of session time per second; `nil` before anything can be said.
  public var rate: Double? {
    let rate = media / elapsed
    return elapsed > 0.05 && media > 0 && rate.isFinite ? rate : nil
  }

  /// Seconds left at the pace so far; `nil` before anything can be said.
  public var left: Double? {
    let made = done - reused
    guard made > 0, total >= done, elapsed > 0.05 else { return nil }
    let left = elapsed / Double(made) * Double(total - done)
    return left.isFinite ? left : nil
  }

  /// The line, without a line end.
  public func text(unit: String = "takes") -> String {
    var parts = ["\(done)/\(total) \(unit)"]
    if reused > 0 { parts.append("\(reused) kept") }
    if failed > 0 { parts.append("\(failed) failed") }
    if let rate { parts.append("\(Self.times(rate)) real time") }
    if done < total {
      if let left { parts.append("\(Self.clock(left)) left") }
    } else if elapsed > 0.05 {
      parts.append("in \(Self.clock(elapsed))")
    }
    return parts.joined(separator: "  ")
  }

  /// A factor as `0.82x`, `8.4x`, `843x`.
  public static func times(_ factor: Double) -> String {
    guard factor.isFinite else { return "–" }
    let digits = factor < 1 ? 2 : factor < 10 ? 1 : 0
    return String(format: "%.\(digits)fx", factor)
  }

  /// Seconds as `0:03`, `12:34` or `1:02:03`, rounded up; at most 99 hours.
  public static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds > 0 else { return "0:00" }
    let whole = Int(min(seconds, 359_999).rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, rest) : String(format: "%d:%02d", minutes, rest)
  }
}
