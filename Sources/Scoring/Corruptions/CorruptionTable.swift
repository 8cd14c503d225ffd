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

    /// Whether a distance in standard deviations bears the claim out.
    public func holds(at z: Double) -> Bool {
      switch self {
      case .rises: z >= CorruptionTable.bound
      case .falls: z <= -CorruptionTable.bound
      case .stays: abs(z) < CorruptionTable.bound
      }
    }
  }

  /// A claim about one cell.
  public struct Claimed: Hashable, Sendable {
    /// Id of the row.
    public var corruption: String
    /// Key of the column.
    public var column: String
    /// What is claimed; `nil` where the specification's claim was taken back.
    public var claim: Claim?
    /// The specification's cell; empty where it has none.
    public var source: String
    /// Why the claim differs from the cell; `nil` where it does not.
    public var reason: String?
  }

  /// Clips that are put to the test.
  public struct Material: Sendable {
    /// Takes that are good by themselves; their evidence holds the reference.
    public var good: [TakeEvidence]
    /// Others' takes of the same scripts; empty where there are none.
    public var otherCharacter: [TakeEvidence]
    /// Takes of the same scripts by somebody nearly the same; empty where there are none.
    public var lookAlike: [TakeEvidence]

    /// Gathers clips.
    public init(
      good: [TakeEvidence], otherCharacter: [TakeEvidence] = [], lookAlike: [TakeEvidence] = []
    ) {
      self.good = good
      self.otherCharacter = otherCharacter
      self.lookAlike = lookAlike
    }
  }

  /// Standard deviations from which a score has moved.
  public static let bound = 2.0
  /// Clips below which nothing is said.
  public static let leastClips = 12
  /// Least standard deviation that z is taken by.
  public static let leastDeviation = 1e-3

  /// Id of the row that gives each clip the track of one of another recording.
  public static let otherScript = "other-script"
  /// Id of the row of other characters.
  public static let otherCharacter = "other-character"
  /// Id of the row of the near look-alike.
  public static let lookAlike = "look-alike"

  /// The rows in order, with their titles.
  public static let rows: [(id: String, title: String)] = CorruptionClaims.source.map { row in
    switch row.corruption {
    case otherScript: (row.corruption, "Other script, same character")
    case otherCharacter: (row.corruption, "Other character, same script")
    case lookAlike: (row.corruption, "Near look-alike, same script")
    default: (row.corruption, Corruption.all.first { $0.id == row.corruption }?.title ?? row.corruption)
    }
  }

  /// Every claim.
  public static var claims: [Claimed] { CorruptionClaims.all }

  /// The claim about one cell; `nil` where there is none.
  public static func claimed(corruption: String, column: String) -> Claimed? {
    claims.first { $0.corruption == corruption && $0.column == column }
  }

  /// Spoils good takes in every way and measures what becomes of every column.
  ///
  /// - Parameters:
  ///   - material: the clips; with fewer than ``leastClips`` good ones nothing is said.
  ///   - seed: of the corruptions that draw lots.
  ///   - jobs: clips measured at the same time; the result does not depend on it.
  ///   - isInterrupted: asked before each row; after true the rows that are left are empty.
  ///   - report: told of each row that is done, in order.
  public static func trial(
    _ material: Material, seed: Seed, jobs: Int = 1, isInterrupted: () -> Bool = { false },
    report: (String) -> Void = { _ in }
  ) -> CorruptionMatrix {
    let before = CorruptionSample(material.good, jobs: jobs) { $0 }
    let cells = rows.map { row -> [CorruptionMatrix.Cell] in
      if isInterrupted() { return [] }
      let after: CorruptionSample
      switch row.id {
      case otherScript:
        let tracks = otherScripts(material.good)
        after =
          tracks.map { tracks in
            CorruptionSample(Array(material.good.indices), jobs: jobs) { index in
              let clip = material.good[index]
              return clip.with(track: tracks[index].fitted(to: clip.track.frameCount))
            }
          } ?? CorruptionSample(absent: "all clips are of one recording")
      case otherCharacter:
        after = CorruptionSample(
          material.otherCharacter, jobs: jobs, orAbsent: "there are no takes of other characters"
        ) { $0 }
      case lookAlike:
        after = CorruptionSample(
          material.lookAlike, jobs: jobs, orAbsent: "there are no takes of a near look-alike"
        ) { $0 }
      default:
        let corruption = Corruption.all.first { $0.id == row.id }
        @Sendable func spoilt(_ clip: TakeEvidence) -> TakeEvidence {
          corruption?.apply(to: clip, seed: seed.derive(row.id, clip.key.description)) ?? clip
        }
        // A face cannot be frozen where there is none.
        let isChanged = material.good.contains { spoilt($0).track.samples != $0.track.samples }
        after =
          isChanged || material.good.isEmpty
          ? CorruptionSample(material.good, jobs: jobs) { spoilt($0) }
          : CorruptionSample(absent: "the corruption changes nothing in these clips")
      }
      report(row.id)
      return CorruptionColumn.all.map { column in
        CorruptionMatrix.Cell(
          row: row.id, column: column, claimed: claimed(corruption: row.id, column: column.id),
          before: before, after: after, reference: material.good.first?.reference ?? ScoringReference())
      }
    }
    return CorruptionMatrix(
      clips: material.good.count, conversations: Set(material.good.map(\.key.recording)).count,
      cells: cells)
  }

  /// For each clip the track of the first one after it that is of another recording; `nil` where there is none.
  static func otherScripts(_ clips: [TakeEvidence]) -> [Track]? {
    var result: [Track] = []
    for index in clips.indices {
      let other = (1..<max(1, clips.count)).lazy.map { clips[(index + $0) % clips.count] }
        .first { $0.key.recording != clips[index].key.recording }
      guard let other else { return nil }
      result.append(other.track)
    }
    return result
  }
}
