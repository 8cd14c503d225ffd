/// What the guard of a stack did to a take, as plain counts.
public struct GuardRecord: Hashable, Sendable, Codable {
  /// Frames that the guard saw.
  public var frames: Int
  /// Frames in which it corrected anything.
  public var framesTouched: Int
  /// Frames in which each rule corrected anything, by the rule's name.
  public var byRule: [String: Int]

  /// Makes a record.
  public init(frames: Int, framesTouched: Int, byRule: [String: Int] = [:]) {
    self.frames = frames
    self.framesTouched = framesTouched
    self.byRule = byRule
  }
}
