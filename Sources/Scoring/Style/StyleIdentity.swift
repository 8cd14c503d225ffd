import Foundation
import Statistics

/// What tells the character from its decoys, and how well it does among them.
struct StyleIdentity: Hashable, Sendable, Codable {
  /// Fewest decoys.
  static let leastDecoys = 1
  /// Log-likelihood ratios of a window are cut here: one strange window is no more than a certain one.
  static let cut = 20.0
  /// Share of the cast's windows that lie near enough to be anybody's.
  static let gate = 0.995
  /// Equal error rate of windows over which on-model rates are not measurable.
  static let usableErrorRate = 0.10
  /// Windows and clips of decoys from which a threshold at 1 % can be read, and the rate otherwise.
  static let fullCast = (windows: 300, clips: 30, rate: 0.01, otherwise: 0.05)

  /// The character, then the decoys by name.
  var performers: [String]
  /// Discriminants by the script that was left out; "" has seen all.
  var discriminants: [String: StyleDiscriminant]
  /// Centre and covariance of all windows of the cast in the style space, and the distance that bounds them.
  var centre: PackedNumbers
  var spread: PackedNumbers
  var radius: Double
  /// Least activity of a take in which the character can be recognised: two deviations between its sessions below the
  /// quietest of them, so that stillness cannot win.
  var leastActivity: Double
  /// Log-likelihood ratio of every session, seen by a discriminant that knows neither it nor its script: the
  /// character's own and the decoys'.
  var ownClips: [Double]
  var decoyClips: [Double]
  /// Share of the windows of each performer's sessions that are taken for the character; its own come first.
  var accepted: [Double]
  /// Equal error rate of windows within the cast.
  var windowErrorRate: Double
  /// Ratio from which a window is on-model, and the share of decoy windows that pass.
  var threshold: Double
  var falseAcceptance: Double
  /// Share of windows whose script is told from others' performances, and what chance gives; `nil` where fewer than two
  /// scripts are performed by everybody.
  var contentAccuracy: Double?
  var contentChance: Double?

  /// Learns from the cast.
  init(
    _ material: StyleMaterial, features: StyleFeatures, scores: [Double], points: [Double], dimensions: Int
  ) throws(Undefined) {
    let width = features.count
    guard material.performers.count > Self.leastDecoys else {
      throw Undefined("the character has no decoys to be told from")
    }
    performers = material.performers
    (discriminants, accepted, ownClips, decoyClips) = ([:], [], [], [])
    (windowErrorRate, threshold, falseAcceptance, radius, leastActivity) = (1, 0, 0, 0, 0)
    (centre, spread) = (PackedNumbers([]), PackedNumbers([]))
    do {
      try bound(points, dimensions)
      let activity = try Sample(
        material.own.map { session in
          features.activity(
            scores[session.windows.lowerBound * width..<session.windows.upperBound * width])
        }, named: "activity of own sessions")
      leastActivity = (activity.values.min() ?? 0) - 2 * (try activity.standardDeviation())
      let moments = try StyleMoments(
        material.byPerformer, groups: material.performers.count, parts: material.scripts.count,
        scores: scores, width: width)
      guard let whole = try moments.discriminant(without: nil) else { return }
      discriminants[""] = whole
      for (index, script) in material.scripts.enumerated() {
        discriminants[script] = try moments.discriminant(without: index)
      }
      try judge(material, scores: scores, width: width, points: points, dimensions: dimensions)
      try control(material, scores: scores, width: width)
    } catch { throw Undefined("the cast cannot be told apart: \(error)") }
  }

  private mutating func bound(_ points: [Double], _ dimensions: Int) throws(StatisticsError) {
    let cloud = try PointCloud(points, dimensions: dimensions, named: "windows of the cast")
    let covariance = Covariance(of: cloud)
    centre = PackedNumbers(covariance.mean)
    spread = PackedNumbers(try covariance.matrix())
    let distance = try distance
    var distances: [Double] = []
    for index in 0..<cloud.count { distances.append(try distance.distance(of: cloud.row(index))) }
    radius = try Sample(distances, named: "distances of the cast").quantile(Self.gate)
  }

  /// Distance of a window from all that the cast does.
  var distance: MahalanobisDistance {
    get throws(StatisticsError) { try MahalanobisDistance(mean: centre.values, covariance: spread.values) }
  }

  private mutating func judge(
    _ material: StyleMaterial, scores: [Double], width: Int, points: [Double], dimensions: Int
  ) throws(StatisticsError) {
    var own: [Double] = []
    var others: [Double] = []
    var taken = performers.map { _ in (hits: 0, count: 0) }
    for session in material.sessions {
      let judged = try verdicts(
        scores: scores[session.windows.lowerBound * width..<session.windows.upperBound * width],
        points: points[session.windows.lowerBound * dimensions..<session.windows.upperBound * dimensions],
        script: material.scripts[session.script])
      let ratios = judged.map(\.ratio)
      let whole = Self.ratio(judged)
      taken[session.performer].count += ratios.count
      taken[session.performer].hits += judged.count { $0.performer == 0 }
      if session.performer == 0 {
        own += ratios
        ownClips.append(whole)
      } else {
        others += ratios
        decoyClips.append(whole)
      }
    }
    accepted = taken.map { $0.count > 0 ? Double($0.hits) / Double($0.count) : 0 }
    windowErrorRate = try ErrorRates(genuine: own, impostor: others).equalErrorRate
    let isFull = others.count >= Self.fullCast.windows && decoyClips.count >= Self.fullCast.clips
    let rate = isFull ? Self.fullCast.rate : Self.fullCast.otherwise
    threshold = try ErrorRates.threshold(impostor: others, falseAcceptance: rate)
    falseAcceptance = rate
  }

  private mutating func control(
    _ material: StyleMaterial, scores: [Double], width: Int
  ) throws(StatisticsError) {
    let (sessions, scripts) = material.byScript
    guard scripts > 1 else { return }
    let moments = try StyleMoments(
      sessions, groups: scripts, parts: performers.count, scores: scores, width: width)
    var hits = 0
    var count = 0
    for performer in performers.indices {
      guard let discriminant = try moments.discriminant(without: performer) else { continue }
      for session in sessions where session.part == performer {
        let rows = scores[session.windows.lowerBound * width..<session.windows.upperBound * width]
        for window in discriminant.scores(rows) {
          hits += Self.best(window) == session.group ? 1 : 0
          count += 1
        }
      }
    }
    guard count > 0 else { return }
    contentAccuracy = Double(hits) / Double(count)
    contentChance = 1 / Double(scripts)
  }

  /// What a window is taken for.
  struct Verdict: Sendable {
    /// Who it is; `nil` where it lies outside all that the cast does.
    var performer: Int?
    /// ln of every performer's likelihood over the likeliest one's, at least -``cut``.
    var likelihoods: [Double]

    /// ln of the character's likelihood over the likeliest decoy's.
    var ratio: Double { (likelihoods.first ?? 0) - (likelihoods.dropFirst().max() ?? 0) }
  }

  /// Judges windows by discriminants that have not seen their script.
  ///
  /// - Parameter isAlive: whether the take moves enough for anybody to be recognised; else all windows are nobody's.
  func verdicts(
    scores: ArraySlice<Double>, points: ArraySlice<Double>, script: String, isAlive: Bool = true
  ) throws(StatisticsError) -> [Verdict] {
    guard let discriminant = discriminants[script] ?? discriminants[""] else { return [] }
    let distance = try distance
    let dimensions = centre.values.count
    var nobody = [Double](repeating: 0, count: performers.count)
    nobody[0] = -Self.cut
    var result: [Verdict] = []
    for (index, window) in discriminant.scores(scores).enumerated() {
      let first = points.startIndex + index * dimensions
      guard isAlive, try distance.distance(of: Array(points[first..<first + dimensions])) <= radius else {
        result.append(Verdict(performer: nil, likelihoods: nobody))
        continue
      }
      let best = Self.best(window)
      result.append(
        Verdict(performer: best, likelihoods: window.map { max(-Self.cut, $0 - window[best]) }))
    }
    return result
  }

  /// ln of the character's likelihood over the likeliest decoy's for all windows together, per window.
  static func ratio(_ verdicts: [Verdict]) -> Double {
    guard let first = verdicts.first else { return 0 }
    var sums = [Double](repeating: 0, count: first.likelihoods.count)
    for verdict in verdicts {
      for (k, value) in verdict.likelihoods.enumerated() { sums[k] += value }
    }
    return (sums[0] - (sums.dropFirst().max() ?? 0)) / Double(verdicts.count)
  }

  private static func best(_ scores: [Double]) -> Int {
    var best = 0
    for (index, score) in scores.enumerated() where score > scores[best] { best = index }
    return best
  }
}
