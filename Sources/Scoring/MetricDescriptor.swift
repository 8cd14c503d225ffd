/// Everything a table, a help page or a comparison has to know about one score.
public struct MetricDescriptor: Hashable, Sendable, Codable {
  /// Which way is better.
  public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
    /// More is better.
    case higher
    /// Less is better.
    case lower
    /// The character's own reference value is best; more and less are both worse.
    case closerToReference
    /// Zero is best; the sign tells on which side a value errs.
    case closerToZero

    /// The mark that tables print beside a title.
    public var symbol: String {
      switch self {
      case .higher: "↑"
      case .lower: "↓"
      case .closerToReference: "→ref"
      case .closerToZero: "→0"
      }
    }
  }

  /// What a metric must be given to have a value.
  public enum Need: String, Hashable, Sendable, Codable, CaseIterable {
    /// Phones of the performer with measured times.
    case phones
    /// Spans in which the performer speaks.
    case speech
    /// Stressed vowels with measured times, or the level of the performer's voice.
    case stress
    /// Reference statistics of the character.
    case reference
    /// Limits of the character's rig.
    case limits
    /// Joint rotation or translation channels.
    case joints
    /// Blend-shape weight channels.
    case face
    /// The performer's real motion, recorded with the conversation.
    case performance
  }

  /// Where a score stands in a report.
  public enum Rank: Hashable, Sendable, Codable {
    /// Part of headline component H1…H8.
    case headline(Int)
    /// Shown on request.
    case diagnostic
    /// Shown on request, and says how and not how well: no side of a comparison is better by it.
    case portrait
  }

  /// How the values of takes become the value of a run.
  public enum Reduction: String, Hashable, Sendable, Codable, CaseIterable {
    /// Mean over conversations of the mean over a conversation's takes.
    case mean
    /// The worst take decides.
    case minimum
    /// All takes together make one value, such as a distance between two clouds of windows; a single take need
    /// not have one. The metric's own `reduce` makes it, and intervals resample conversations and reduce again.
    case set
  }

  /// Id and version, such as `lip-sync.r0/1`. Another formula or parameter is another version.
  public let id: String
  /// Name for tables.
  public let title: String
  /// Unit, empty for pure numbers.
  public let unit: String
  /// Which way is better.
  public let direction: Direction
  /// Where it stands in a report.
  public let rank: Rank
  /// How takes are reduced.
  public let reduction: Reduction
  /// What it needs.
  public let needs: [Need]
  /// Constants of the formula by name.
  public let parameters: [String: Double]
  /// What it measures, in a sentence or two.
  public let summary: String
  /// What fools it and what it cannot see.
  public let whereItLies: String
  /// Where the formula comes from.
  public let source: String
  /// Content hash of the code that measures, for metrics from outside; `nil` for those of the house, whose version
  /// says it.
  public let code: String?
  /// Whether it looks at the character's reference where there is one, though it has a value without.
  public var readsReference: Bool { usesReference == true }

  // Absent where it is not so: descriptors written before there was a word for it stay readable.
  private let usesReference: Bool?

  /// Describes a score.
  public init(
    id: String, title: String, unit: String = "", direction: Direction, rank: Rank,
    reduction: Reduction = .mean, needs: [Need], parameters: [String: Double] = [:], summary: String,
    whereItLies: String, source: String, code: String? = nil, readsReference: Bool = false
  ) {
    usesReference = readsReference ? true : nil
    self.id = id
    self.title = title
    self.unit = unit
    self.direction = direction
    self.rank = rank
    self.reduction = reduction
    self.needs = needs
    self.parameters = parameters
    self.summary = summary
    self.whereItLies = whereItLies
    self.source = source
    self.code = code
  }

  /// Whether its value depends on what the character does by itself.
  public var restsOnReference: Bool {
    readsReference || needs.contains(.reference) || direction == .closerToReference
  }

  /// The headline component, 1…8; `nil` for diagnostics.
  public var headline: Int? {
    if case .headline(let number) = rank { number } else { nil }
  }

  /// Id, parameters and the hash of foreign code as one line of text, for the hash that is stored with every score.
  public var identity: String {
    let constants = parameters.keys.sorted().map { "\($0)=\(parameters[$0] ?? 0)" }
    return ([id] + constants + (code.map { ["code=\($0)"] } ?? [])).joined(separator: " ")
  }
}
