import Runs
import Scoring
import Statistics

/// The values of one score in two runs, put side by side.
///
/// Takes are paired by recording, participant and seed where both runs have the same seeds, else by
/// recording and participant with the mean over a run's defined seeds. Takes of one recording form one
/// cluster, so the n of every statistic is the number of conversations.
struct PairedScores {
  /// Values of run A; `nil` where undefined.
  let a: [Double?]
  /// Values of run B, in the same order.
  let b: [Double?]
  /// Recording of each pair.
  let clusters: [String]
  /// Why A has no value at all, in the words of its first take; `nil` where it has one.
  let reasonA: String?
  /// Why B has no value at all.
  let reasonB: String?

  init(metric: String, a: [TakeScore], b: [TakeScore], bySeed: Bool) {
    let left = Self.values(a, metric, bySeed)
    let right = Self.values(b, metric, bySeed)
    let keys = Set(left.keys).union(right.keys).sorted()
    self.a = keys.map { left[$0] ?? nil }
    self.b = keys.map { right[$0] ?? nil }
    clusters = keys.map(\.recording)
    reasonA = Self.reason(a, metric)
    reasonB = Self.reason(b, metric)
  }

  /// Means of A and B over the pairs in which both are defined; `nil` without any.
  var means: (a: Double, b: Double)? {
    let pairs = zip(a, b).compactMap { a, b in a.flatMap { a in b.map { (a, $0) } } }
    guard !pairs.isEmpty else { return nil }
    let n = Double(pairs.count)
    return (pairs.reduce(0) { $0 + $1.0 } / n, pairs.reduce(0) { $0 + $1.1 } / n)
  }

  /// Standard deviation over conversations of their mean difference; `nil` below 2 conversations.
  func deviation(magnitudes: Bool) -> Double? {
    var sums: [String: (sum: Double, count: Int)] = [:]
    for (place, cluster) in clusters.enumerated() {
      guard let a = a[place], let b = b[place] else { continue }
      let difference = magnitudes ? b.magnitude - a.magnitude : b - a
      let known = sums[cluster] ?? (0, 0)
      sums[cluster] = (known.sum + difference, known.count + 1)
    }
    let means = sums.sorted { $0.key < $1.key }.map { $0.value.sum / Double($0.value.count) }
    return (try? Sample(means, named: "differences")).flatMap { try? $0.standardDeviation() }
  }

  /// The same values less the character's own, whose distance from zero is then what counts.
  func centred(on reference: Double) -> PairedScores {
    PairedScores(
      a: a.map { $0.map { $0 - reference } }, b: b.map { $0.map { $0 - reference } }, clusters: clusters,
      reasonA: reasonA, reasonB: reasonB)
  }

  private init(a: [Double?], b: [Double?], clusters: [String], reasonA: String?, reasonB: String?) {
    self.a = a
    self.b = b
    self.clusters = clusters
    self.reasonA = reasonA
    self.reasonB = reasonB
  }

  private static func reason(_ scores: [TakeScore], _ metric: String) -> String? {
    let own = scores.filter { $0.metric == metric }.sorted { $0.key < $1.key }
    guard !own.contains(where: { $0.value.number != nil }) else { return nil }
    return own.first?.value.reason ?? "there are no takes"
  }

  private static func values(_ scores: [TakeScore], _ metric: String, _ bySeed: Bool) -> [TakeKey: Double?] {
    var groups: [TakeKey: [TakeScore]] = [:]
    for score in scores where score.metric == metric {
      var key = score.key
      if !bySeed { key.seed = 0 }
      groups[key, default: []].append(score)
    }
    return groups.mapValues { group in
      let numbers = group.sorted { $0.key < $1.key }.compactMap(\.value.number)
      return numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
    }
  }
}
