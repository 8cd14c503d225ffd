/// Votes of raters between two systems' versions of one clip, and the tables that they fill.
public struct PairedVotes: Sendable, Equatable {
  /// What a rater said.
  public enum Choice: Sendable, Equatable {
    /// The first.
    case first
    /// The second.
    case second
    /// Neither.
    case tie
  }

  /// One vote.
  public struct Vote: Sendable, Equatable {
    /// Who voted.
    public var rater: String
    /// What was shown.
    public var clip: String
    /// One system.
    public var first: String
    /// The other.
    public var second: String
    /// What was said.
    public var choice: Choice

    /// Makes a vote.
    public init(rater: String, clip: String, first: String, second: String, choice: Choice) {
      self.rater = rater
      self.clip = clip
      self.first = first
      self.second = second
      self.choice = choice
    }
  }

  /// Most votes accepted.
  public static let mostVotes = 1_000_000

  /// Names of the systems, sorted.
  public let systems: [String]
  /// Names of the raters, sorted.
  public let raters: [String]
  /// Names of the clips, sorted.
  public let clips: [String]
  /// Votes as places in those lists.
  let entries: [(rater: Int, clip: Int, first: Int, second: Int, choice: Choice)]

  /// Takes votes; their order changes nothing.
  ///
  /// Throws for no votes, more than ``mostVotes``, and a vote between a system and itself.
  public init(_ votes: [Vote]) throws(StatisticsError) {
    guard !votes.isEmpty else { throw .tooFew(what: "votes", needed: 1, given: 0) }
    guard votes.count <= Self.mostVotes else {
      throw .tooMany(what: "votes", allowed: Self.mostVotes, given: votes.count)
    }
    if let place = votes.firstIndex(where: { $0.first == $0.second }) {
      throw .outOfRange(
        what: "vote \(place + 1)", range: "two different systems", given: "\(votes[place].first) twice")
    }
    func places(_ names: [String]) -> ([String], [String: Int]) {
      let sorted = Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return (sorted, Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) }))
    }
    let (systems, systemPlaces) = places(votes.flatMap { [$0.first, $0.second] })
    let (raters, raterPlaces) = places(votes.map(\.rater))
    let (clips, clipPlaces) = places(votes.map(\.clip))
    self.systems = systems
    self.raters = raters
    self.clips = clips
    entries = votes.map { vote in
      (
        raterPlaces[vote.rater] ?? 0, clipPlaces[vote.clip] ?? 0, systemPlaces[vote.first] ?? 0,
        systemPlaces[vote.second] ?? 0, vote.choice
      )
    }
  }

  /// Votes in all.
  public var count: Int { entries.count }

  /// Votes that a system took part in, and how many of them were ties.
  public func tally(of system: Int) -> (votes: Int, wins: Int, ties: Int) {
    var result = (votes: 0, wins: 0, ties: 0)
    for entry in entries where entry.first == system || entry.second == system {
      result.votes += 1
      if entry.choice == .tie { result.ties += 1 }
      if (entry.choice == .first && entry.first == system)
        || (entry.choice == .second && entry.second == system)
      {
        result.wins += 1
      }
    }
    return result
  }

  /// The table of wins with a weight per vote, a tie ½ to both, and `prior` imagined ties between every two systems.
  func wins(prior: Double, weight: (_ rater: Int, _ clip: Int) -> Int = { _, _ in 1 }) -> [[Double]] {
    let n = systems.count
    var wins = [[Double]](repeating: [Double](repeating: prior / 2, count: n), count: n)
    for i in 0..<n { wins[i][i] = 0 }
    for entry in entries {
      let weight = Double(weight(entry.rater, entry.clip))
      switch entry.choice {
      case .first: wins[entry.first][entry.second] += weight
      case .second: wins[entry.second][entry.first] += weight
      case .tie:
        wins[entry.first][entry.second] += weight / 2
        wins[entry.second][entry.first] += weight / 2
      }
    }
    return wins
  }

  /// Votes are equal where they name the same things in the same order.
  public static func == (left: PairedVotes, right: PairedVotes) -> Bool {
    left.systems == right.systems && left.raters == right.raters && left.clips == right.clips
      && left.entries.count == right.entries.count && zip(left.entries, right.entries).allSatisfy { $0 == $1 }
  }
}
