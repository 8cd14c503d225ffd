/// What a guard did to a take.
public struct GuardReport: Hashable, Sendable, Codable {
  /// A rule that a guard holds.
  public enum Rule: String, Hashable, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
    /// A channel that must stay at rest did not.
    case never
    /// A value was no number.
    case finite
    /// A weight or an angle was outside its range.
    case range
    /// A rotation was no unit quaternion.
    case unit
    /// A rotation changed its sign from one frame to the next.
    case hemisphere
    /// A joint was tilted too far.
    case swing
    /// A joint was turned too far about itself.
    case twist
    /// A channel moved too fast.
    case speed
    /// Two channels that exclude each other were both high.
    case pair
  }

  /// One correction.
  public struct Correction: Hashable, Sendable, Codable {
    /// The rule.
    public var rule: Rule
    /// The channel.
    public var channel: String
    /// The frame, counted from the guard's first.
    public var frame: Int
    /// How far the value was moved: weight, radians or metres; 0 where it was no number.
    public var amount: Double
  }

  /// Frames that the guard has seen.
  public var frames: Int
  /// Frames in which it corrected anything.
  public var framesTouched: Int
  /// Frames in which each rule corrected anything; rules that never did are left out.
  public var byRule: [Rule: Int]
  /// The largest correction of each rule that made one, in the order of the rules.
  public var largest: [Correction]

  /// Makes a report.
  public init(frames: Int, framesTouched: Int, byRule: [Rule: Int], largest: [Correction]) {
    self.frames = frames
    self.framesTouched = framesTouched
    self.byRule = byRule
    self.largest = largest
  }

  /// Share of frames touched, 0…1; `nil` without frames.
  public var share: Double? { frames > 0 ? Double(framesTouched) / Double(frames) : nil }
}
