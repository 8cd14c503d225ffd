import Motion
public import Provenance

/// What each corruption must do to each score: the test that every metric can fail.
///
/// The table is a regression test. It says that a score moves when a track is spoilt, not that people see it.
public enum CorruptionTable {
  /// Which way the mean of a score goes, beside the good tracks.
  public enum Claim: String, Hashable, Sendable, Codable {
    /// Rises by at least two standard deviations of the good clips.
    case rises = "+"
    /// Falls by at least as much.
    case falls = "-"
    /// Stays within two standard deviations.
    case stays = "0"
  }

  /// One claim, put to the test.
  public struct Verdict: Hashable, Sendable, Codable {
    /// Id of the corruption.
    public var corruption: String
    /// Id of the score.
    public var metric: String
    /// What was claimed.
    public var claim: Claim
    /// (mean of the spoilt - mean of the good) / max(SD of the good, 0.001), or why there is none.
    public var z: ScoreValue

    /// Whether the claim holds; a claim that cannot be tested does not.
    public var holds: Bool {
      guard let z = z.number else { return false }
      return switch claim {
      case .rises: z >= 2
      case .falls: z <= -2
      case .stays: abs(z) < 2
      }
    }
  }

  /// Clips below which no verdict is given.
  public static let leastClips = 12

  /// Scores of the columns.
  public static let metrics = [
    "rig-validity.gate/1", "coupling.z/3", "coupling.lag/3", "lip-sync.r0/1", "lip-sync.lag/1",
    "lip-sync.f-gain/1", "amplitude.ratio/1", "jerk.ratio/1", "dead-face.share/1", "plateau.share/1",
    "blinks.deviation/1",
  ]

  /// Id of the row that gives each clip the track of the next one.
  public static let otherScript = "other-script"

  /// Rows by corruption, claims by column; a dot claims nothing.
  static let rows: [(corruption: String, claims: String)] = [
    // gate, coupling z and lag, lip r, lag and F, amplitude, jerk, dead, plateau, blinks
    ("constant-pose", "0 - . - . - - - + + +"),
    ("white-noise", ". - . - . - 0 + 0 . +"),
    ("jitter", ". . . . . . 0 + . . 0"),
    ("late-100", ". . + - + . 0 . 0 0 0"),
    ("late-500", ". - . - . - 0 . 0 0 0"),
    (otherScript, "0 - . - . - 0 0 0 0 0"),
    ("exaggerated", "- 0 . . . . + + . . 0"),
    ("exaggerated-clamped", "0 0 . . . . + + . + 0"),
    ("underacted", "0 0 . . . . - - . + +"),
    ("clipped", "0 0 . - . . . . 0 + +"),
    ("mirrored", "0 0 . 0 . 0 0 0 0 0 0"),
    ("frozen-face", "0 0 . - . - - - + + +"),
    ("reversed", ". - . - . - 0 0 0 0 ."),
    ("stutter", ". 0 . . . . . + . + ."),
    ("looped", ". - . - . - . . . 0 ."),
  ]

  /// The claim about one cell; `nil` where there is none.
  public static func claim(corruption: String, metric: String) -> Claim? {
    guard let row = rows.first(where: { $0.corruption == corruption }),
      let column = metrics.firstIndex(of: metric)
    else { return nil }
    return Claim(rawValue: String(row.claims.split(separator: " ")[column]))
  }

  /// Spoils good takes in every way and tests every claim, row by row.
  ///
  /// - Parameters:
  ///   - good: takes that are good by themselves, such as held-out sessions; their evidence holds the
  ///     reference. With fewer than ``leastClips`` every verdict is undefined.
  ///   - seed: of the corruptions that draw lots.
  public static func verify(_ good: [TakeEvidence], seed: Seed) -> [Verdict] {
    let before = values(good)
    return rows.flatMap { row -> [Verdict] in
      let spoilt = values(spoil(good, row.corruption, seed: seed))
      return metrics.indices.compactMap { column in
        guard let claim = claim(corruption: row.corruption, metric: metrics[column]) else { return nil }
        return Verdict(
          corruption: row.corruption, metric: metrics[column], claim: claim,
          z: ScoreValue { () throws(Undefined) in try distance(spoilt[column], before[column]) })
      }
    }
  }

  private static func spoil(_ good: [TakeEvidence], _ id: String, seed: Seed) -> [TakeEvidence] {
    if id == otherScript {
      return good.indices.map { index in
        good[index].with(track: good[(index + 1) % good.count].track.fitted(to: good[index].track.frameCount))
      }
    }
    guard let corruption = Corruption.all.first(where: { $0.id == id }) else { return [] }
    return good.map { corruption.apply(to: $0, seed: seed.derive(id, $0.key.description)) }
  }

  /// Values by column, in the order of the takes.
  private static func values(_ takes: [TakeEvidence]) -> [[ScoreValue]] {
    let needed = Metrics.all.filter { metric in metric.descriptors.contains { metrics.contains($0.id) } }
    let records = takes.map { take in needed.map { $0.measure(take) } }
    return metrics.map { id in
      records.compactMap { measurements in measurements.lazy.compactMap { $0.quantities[id] }.first }
    }
  }

  private static func distance(_ spoilt: [ScoreValue], _ good: [ScoreValue]) throws(Undefined) -> Double {
    let before = good.compactMap(\.number)
    let after = spoilt.compactMap(\.number)
    guard before.count >= leastClips else {
      throw Undefined(
        good.compactMap(\.reason).first ?? "\(before.count) clips given, at least \(leastClips) needed")
    }
    guard after.count == before.count else {
      throw Undefined(spoilt.compactMap(\.reason).first ?? "the spoilt clips have no value")
    }
    let count = Double(before.count)
    let mean = before.reduce(0, +) / count
    let squares = before.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = max(1e-3, (squares / (count - 1)).squareRoot())
    return (after.reduce(0, +) / count - mean) / deviation
  }
}
