/// A Praat annotation: tiers of intervals or points on one time axis, in seconds.
public struct TextGrid: Sendable, Equatable {
  /// A labelled stretch.
  public struct Interval: Sendable, Equatable {
    /// Start in seconds.
    public var start: Double
    /// End in seconds, not before ``start``.
    public var end: Double
    /// The label; empty is silence or nothing.
    public var text: String
    /// Line of the file on which its start stands.
    public var line: Int

    /// Makes an interval.
    public init(start: Double, end: Double, text: String, line: Int) {
      self.start = start
      self.end = end
      self.text = text
      self.line = line
    }
  }

  /// A labelled moment.
  public struct Point: Sendable, Equatable {
    /// Time in seconds.
    public var time: Double
    /// The label.
    public var text: String
    /// Line of the file on which its time stands.
    public var line: Int

    /// Makes a point.
    public init(time: Double, text: String, line: Int) {
      self.time = time
      self.text = text
      self.line = line
    }
  }

  /// What a tier holds.
  public enum Content: Sendable, Equatable {
    /// An interval tier.
    case intervals([Interval])
    /// A point tier (`TextTier`).
    case points([Point])
  }

  /// One tier.
  public struct Tier: Sendable, Equatable {
    /// Its name as written.
    public var name: String
    /// Where it begins, in seconds.
    public var start: Double
    /// Where it ends, in seconds.
    public var end: Double
    /// What it holds.
    public var content: Content

    /// Its intervals; none for a point tier.
    public var intervals: [Interval] {
      if case .intervals(let intervals) = content { intervals } else { [] }
    }
  }

  /// Where the annotation begins, in seconds.
  public var start: Double
  /// Where it ends, in seconds.
  public var end: Double
  /// The tiers in the file's order.
  public var tiers: [Tier]
}
