import Foundation
public import Scoring

/// What a score gives for motion whose quality is known beforehand: the scale beside its value.
public struct ScoreNulls: Hashable, Sendable, Codable {
  /// The character's own held-out sessions, each against the others.
  public var ownReference: ScoreValue
  /// Standard deviation (n - 1) of that between the sessions; absent where fewer than two have a value or all have the
  /// same, and for scores that all sessions make together.
  public var ownDeviation: Double?
  /// The run's own tracks under other recordings.
  public var mismatched: ScoreValue
  /// The reference's mean pose, held.
  public var stillPose: ScoreValue
  /// Sessions of the nearest other character.
  public var nearestOther: ScoreValue

  /// Makes a scale.
  public init(
    ownReference: ScoreValue, ownDeviation: Double? = nil, mismatched: ScoreValue, stillPose: ScoreValue,
    nearestOther: ScoreValue
  ) {
    self.ownReference = ownReference
    self.ownDeviation = ownDeviation
    self.mismatched = mismatched
    self.stillPose = stillPose
    self.nearestOther = nearestOther
  }

  /// Scales by score id, out of the remarks on a run; empty where none were made.
  public static func read(_ remarks: [String: String]) -> [String: ScoreNulls] {
    guard let text = remarks[RunRemark.nulls] else { return [:] }
    return (try? JSONDecoder().decode([String: ScoreNulls].self, from: Data(text.utf8))) ?? [:]
  }
}
