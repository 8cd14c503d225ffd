import Foundation

/// Strengths of systems by votes, with intervals over raters and clips.
///
/// A resample draws raters and, apart from them, clips with replacement; a vote counts as often as its rater times
/// its clip was drawn. So the interval covers other raters looking at other clips.
public struct RatedStrengths: Sendable, Equatable {
  /// The votes.
  public let votes: PairedVotes
  /// The fitted model, systems in the order of `votes.systems`.
  public let model: BradleyTerryModel
  /// 95 % percentile interval of each log-strength θ.
  public let intervals: Estimate<[ConfidenceInterval]>
  /// Number of each system's tied group, from 1 for the strongest: θ cannot be told from that of the group's first.
  public let groups: Estimate<[Int]>
  /// Imagined ties between every two systems, 0 for none.
  public let prior: Double
  /// Resamples drawn.
  public let resamples: Int
  /// Resamples in which some system was not linked to the others, so that they have no fit.
  public let unlinked: Int

  /// Fits the votes.
  ///
  /// - Parameters:
  ///   - prior: imagined ties between every two systems, 0…10; above 0 an unbeaten system has a strength.
  ///   - resamples: 20…100,000.
  /// Throws where the votes leave a strength without a finite value (a system that is unbeaten, winless or not linked
  /// to another), with its names, and for other numbers than said.
  public init(
    _ votes: PairedVotes, prior: Double = 0, seed: UInt64, resamples: Int = 1000
  ) throws(StatisticsError) {
    guard prior >= 0, prior <= 10 else {
      throw .outOfRange(what: "imagined ties", range: "0...10", given: "\(prior)")
    }
    guard (20...100_000).contains(resamples) else {
      throw .outOfRange(what: "resamples", range: "20...100000", given: "\(resamples)")
    }
    let table = votes.wins(prior: prior)
    if prior == 0, let fault = Self.fault(of: table, votes.systems) { throw .notConnected(what: fault) }
    let model = try BradleyTerryModel(wins: table)
    var generator = SplitMix64(seed: seed)
    var rows: [[Double]] = []
    for _ in 0..<resamples {
      let raters = Self.drawn(votes.raters.count, &generator)
      let clips = Self.drawn(votes.clips.count, &generator)
      let table = votes.wins(prior: prior) { raters[$0] * clips[$1] }
      if let fit = try? BradleyTerryModel(wins: table) { rows.append(fit.strengths) }
    }
    let needed = Int((Double(resamples) * (1 - SetComparison.undefinedShare)).rounded(.up))
    let drawnRows = rows
    intervals = Estimate { () throws(StatisticsError) in
      try Self.require(drawnRows, needed, votes)
      return votes.systems.indices.map { system in
        let values = drawnRows.map { $0[system] }.sorted()
        return ConfidenceInterval(
          low: Sample.quantile(ofSorted: values, 0.025), high: Sample.quantile(ofSorted: values, 0.975),
          level: 0.95, method: .sampledPercentile, resamples: values.count)
      }
    }
    groups = Estimate { () throws(StatisticsError) in
      try Self.require(drawnRows, needed, votes)
      return RankIntervals.groups(model.strengths, drawnRows)
    }
    self.votes = votes
    self.model = model
    self.prior = prior
    self.resamples = resamples
    unlinked = resamples - rows.count
  }

  private static func require(_ rows: [[Double]], _ needed: Int, _ votes: PairedVotes) throws(StatisticsError)
  {
    guard votes.raters.count >= 2 else {
      throw .tooFew(what: "raters", needed: 2, given: votes.raters.count)
    }
    guard votes.clips.count >= 2 else {
      throw .tooFew(what: "clips", needed: 2, given: votes.clips.count)
    }
    guard rows.count >= needed else {
      throw .tooFew(
        what: "resamples of raters and clips in which wins and losses link all systems", needed: needed,
        given: rows.count)
    }
  }

  private static func drawn(_ count: Int, _ generator: inout SplitMix64) -> [Int] {
    var times = [Int](repeating: 0, count: count)
    for _ in 0..<count { times[generator.drawIndex(below: count)] += 1 }
    return times
  }

  /// What keeps a table from having a fit, in names.
  private static func fault(of wins: [[Double]], _ systems: [String]) -> String? {
    let n = systems.count
    for i in 0..<n {
      let won = (0..<n).contains { wins[i][$0] > 0 }
      let lost = (0..<n).contains { wins[$0][i] > 0 }
      if won, !lost { return "'\(systems[i])' never loses a vote" }
      if lost, !won { return "'\(systems[i])' never wins a vote" }
    }
    var reached: Set<Int> = [0]
    var open = [0]
    while let i = open.popLast() {
      for j in 0..<n where wins[i][j] + wins[j][i] > 0 && reached.insert(j).inserted { open.append(j) }
    }
    if let lonely = (0..<n).first(where: { !reached.contains($0) }) {
      return "no chain of votes links '\(systems[0])' and '\(systems[lonely])'"
    }
    var beaten: Set<Int> = [0]
    open = [0]
    while let i = open.popLast() {
      for j in 0..<n where wins[i][j] > 0 && beaten.insert(j).inserted { open.append(j) }
    }
    if beaten.count < n {
      let out = (0..<n).filter { !beaten.contains($0) }.map { "'\(systems[$0])'" }
      return "\(out.joined(separator: ", ")) never lose to any of the others"
    }
    var above: Set<Int> = [0]
    open = [0]
    while let i = open.popLast() {
      for j in 0..<n where wins[j][i] > 0 && above.insert(j).inserted { open.append(j) }
    }
    if above.count < n {
      let out = (0..<n).filter { !above.contains($0) }.map { "'\(systems[$0])'" }
      return "\(out.joined(separator: ", ")) never win against any of the others"
    }
    return nil
  }
}
