import Runs
import Scoring
import Statistics

/// The gated geometric composite of several runs, with all that it is made of; or why there is none.
///
/// 1 is the character's own sessions, 0 the best strategy that cheats, component by component. The
/// cheats are runs on the same ground as those that are ranked.
public struct CompositeReport: Sendable {
  /// One run's composite.
  struct Entry: Sendable {
    let value: Double
    let gate: Double
    let components: [Double]
    let firstShare: Double
  }

  /// One component's ends.
  struct Ends: Sendable {
    let name: String
    let weight: Double
    let scores: [(id: String, reference: Double, cheat: Double, cheater: String)]
  }

  /// By run: its composite; `nil` where it has none.
  let entries: [Entry?]
  /// Ends and weights of the components; empty where there is no composite.
  let ends: [Ends]
  /// Share of 1,000 weightings that keep the order; `nil` without a composite.
  public let keepsOrder: Double?
  /// Why there is no composite, or why single runs have none.
  public let reasons: [String]

  /// Takes the values of runs on headline scores.
  ///
  /// - Parameters:
  ///   - own: what the character's own sessions score, by id.
  ///   - cheats: runs of strategies that cheat.
  init(_ runs: [MeasuredRun], own: [String: Double], cheats: [MeasuredRun], seed: UInt64) {
    do {
      guard !own.isEmpty else {
        throw Absence("what the character's own sessions score is not known; --reference names a run of them")
      }
      guard !cheats.isEmpty else {
        throw Absence("no run of a strategy that cheats on this ground; --cheat names one")
      }
      let ends = try CompositePolicy.components.map {
        try Self.ends($0, cheats: cheats, own: own)
      }
      guard let gateScore = Metrics.descriptors.first(where: { $0.headline == CompositePolicy.gate }) else {
        throw Absence("no gate is known")
      }
      var reasons: [String] = []
      var parts: [(run: Int, gate: Double, components: [Double])] = []
      for (place, run) in runs.enumerated() {
        do {
          let components = try ends.map { try Self.component($0, of: run, own: own) }
          let gate = try Self.value(gateScore, of: run)
          parts.append((place, min(1, max(0, gate)), components))
        } catch let absence as Absence {
          reasons.append("no composite for \(run.summary.id): \(absence.reason)")
        }
      }
      let weights = ends.map(\.weight)
      var entries = [Entry?](repeating: nil, count: runs.count)
      var keeps: Double?
      if !parts.isEmpty {
        let stability = try WeightStability(
          components: parts.map(\.components), gates: parts.map(\.gate), weights: weights, seed: seed)
        keeps = parts.count > 1 ? stability.keepsOrder : nil
        for (row, part) in parts.enumerated() {
          let composite = try GatedComposite(components: part.components, weights: weights, gate: part.gate)
          entries[part.run] = Entry(
            value: composite.value, gate: part.gate, components: part.components,
            firstShare: stability.first[row])
        }
      }
      self.entries = entries
      self.ends = ends
      self.reasons = reasons
      keepsOrder = keeps
    } catch {
      entries = runs.map { _ in nil }
      ends = []
      keepsOrder = nil
      reasons = ["no composite: \((error as? Absence)?.reason ?? "\(error)")"]
    }
  }

  private struct Absence: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static func value(_ descriptor: MetricDescriptor, of run: MeasuredRun) throws(Absence) -> Double {
    guard let score = run.summary.scores.first(where: { $0.metric == descriptor.id }) else {
      throw Absence("\(run.summary.id) was not scored on \(descriptor.id)")
    }
    guard let number = score.value.number else {
      throw Absence(
        "\(descriptor.id) of \(run.summary.id) is undefined: \(score.value.reason ?? "no reason given")")
    }
    if let coverage = run.coverage(of: descriptor.id), coverage < ComparisonReport.leastCoverage {
      throw Absence(
        "\(descriptor.id) of \(run.summary.id) has a value in \(Int(coverage * 100)) % of its takes only")
    }
    return number
  }

  private static func goodness(
    _ descriptor: MetricDescriptor, of run: MeasuredRun, own: [String: Double]
  ) throws(Absence) -> Double {
    guard let turn = RankedScore.goodness(descriptor, best: own[descriptor.id]) else {
      throw Absence("the character's own \(descriptor.id) is not known")
    }
    return turn(try value(descriptor, of: run))
  }

  private static func ends(
    _ component: CompositePolicy.Component, cheats: [MeasuredRun],
    own: [String: Double]
  ) throws -> Ends {
    let descriptors = CompositePolicy.descriptors(of: component)
    guard !descriptors.isEmpty else { throw Absence("no score stands for component '\(component.name)'") }
    return Ends(
      name: component.name, weight: component.weight,
      scores: try descriptors.map { descriptor in
        guard let value = own[descriptor.id], let turn = RankedScore.goodness(descriptor, best: value) else {
          throw Absence("the own sessions have no \(descriptor.id)")
        }
        let reference = turn(value)
        let cheated = try cheats.map { (try goodness(descriptor, of: $0, own: own), $0.summary.id) }
        guard let worst = cheated.max(by: { $0.0 < $1.0 }) else { throw Absence("there are no cheats") }
        guard reference > worst.0 else {
          throw Absence(
            "on \(descriptor.id) the cheat \(worst.1) is no worse than the character's own sessions")
        }
        return (descriptor.id, reference, worst.0, worst.1)
      })
  }

  private static func component(
    _ ends: Ends, of run: MeasuredRun, own: [String: Double]
  ) throws -> Double {
    try ends.scores.map { score in
      let value = try goodness(try Metrics.descriptor(score.id), of: run, own: own)
      return try GatedComposite.component(value, cheat: score.cheat, reference: score.reference)
    }.min() ?? 0
  }
}
