/// A point or span on the session's time axis, in flicks (1/705,600,000 s).
///
/// Zero is the first audio sample of a recording. Flicks divide every frame rate and sample rate in
/// common use exactly, so frame boundaries never move through rounding. Decimal seconds exist only in
/// files: ``init(seconds:)`` and ``seconds`` are for reading and printing, not for arithmetic.
public struct MediaTime: Hashable, Comparable, Sendable {
  /// Flicks in one second.
  public static let flicksPerSecond: Int64 = 705_600_000
  /// The first audio sample.
  public static let zero = MediaTime(flicks: 0)
  /// The largest magnitude that ``init(seconds:)`` accepts, in seconds (one year).
  public static let largestSeconds = 31_557_600.0

  /// The count of flicks.
  public var flicks: Int64

  /// Makes a time from a count of flicks.
  public init(flicks: Int64) { self.flicks = flicks }

  /// The time nearest to a number of seconds; `nil` when it is not finite or exceeds a year.
  public init?(seconds: Double) {
    guard seconds.isFinite, abs(seconds) <= Self.largestSeconds else { return nil }
    flicks = Int64((seconds * Double(Self.flicksPerSecond)).rounded())
  }

  /// A whole number of milliseconds.
  public static func milliseconds(_ count: Int64) -> MediaTime {
    MediaTime(flicks: count * (flicksPerSecond / 1000))
  }

  /// The time in seconds, for files and people.
  public var seconds: Double { Double(flicks) / Double(Self.flicksPerSecond) }

  /// Orders two times.
  public static func < (left: MediaTime, right: MediaTime) -> Bool { left.flicks < right.flicks }
  /// Adds two spans.
  public static func + (left: MediaTime, right: MediaTime) -> MediaTime {
    MediaTime(flicks: left.flicks + right.flicks)
  }
  /// The span from `right` to `left`.
  public static func - (left: MediaTime, right: MediaTime) -> MediaTime {
    MediaTime(flicks: left.flicks - right.flicks)
  }
}
