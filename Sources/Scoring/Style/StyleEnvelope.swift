import Statistics

/// What the character's own windows span, and how far its own sessions lie from each other.
struct StyleEnvelope: Hashable, Sendable, Codable {
  /// Fewest sessions that make a baseline.
  static let leastSessions = 3
  /// Fewest windows of a take or a piece of it.
  static let leastWindows = 8
  /// Share of the own windows that counts as inside.
  static let level = 0.95
  /// Most windows of each side in the check by MMD².
  static let checked = (take: 120, reference: 240)

  /// One own session: script and points, row by row.
  struct Session: Hashable, Sendable, Codable {
    var script: String
    var points: PackedNumbers
  }

  var dimensions: Int
  var sessions: [Session]
  /// Σ of distances within the sessions that are left when a script is left out; "" leaves out none.
  var withinSums: [String: Double]
  /// Σ of distances between the windows of every two sessions, row-major.
  var between: PackedNumbers
  /// Mahalanobis distance within which ``level`` of the own windows lie, each session seen from the others.
  var radius: Double
  /// Lengths in windows at which the baseline was taken, ascending; the last is the sessions' own.
  var lengths: [Int]
  /// Energy distance of each session, cut to a length, from the others: by length, then by session.
  var baselines: [[Double]]
  /// MMD² of each session from the others.
  var discrepancies: [Double]

  /// Measures own sessions. Throws where there are too few or they are too short.
  init(_ material: StyleMaterial, points: [Double], dimensions: Int) throws(Undefined) {
    let own = material.own
    guard own.count >= Self.leastSessions else {
      throw Undefined("\(own.count) held-out sessions make no envelope, \(Self.leastSessions) are needed")
    }
    self.dimensions = dimensions
    sessions = own.map { session in
      Session(
        script: material.scripts[session.script],
        points: PackedNumbers(
          Array(
            points[session.windows.lowerBound * dimensions..<session.windows.upperBound * dimensions])))
    }
    let counts = own.map(\.windows.count).sorted()
    let usual = counts[counts.count / 2]
    guard usual >= Self.leastWindows else {
      throw Undefined("held-out sessions of \(usual) windows are too short, \(Self.leastWindows) are needed")
    }
    withinSums = [:]
    between = PackedNumbers([])
    radius = 0
    lengths = Set([8, 12, 16, 24, 32, 48].filter { $0 < usual } + [usual]).sorted()
    baselines = []
    discrepancies = []
    do { try learn() } catch { throw Undefined("the held-out sessions have no envelope: \(error)") }
  }

  private mutating func learn() throws(StatisticsError) {
    between = PackedNumbers(try sumsBetween())
    let scripts = Set(sessions.map(\.script)).sorted()
    for script in [""] + scripts {
      withinSums[script] = PairwiseDistances.withinSum(try reference(without: script))
    }
    var seen: [Double] = []
    baselines = lengths.map { _ in [] }
    for session in sessions {
      let others = try reference(without: session.script)
      let distance = try MahalanobisDistance(Covariance(of: others))
      let cloud = try PointCloud(session.points.values, dimensions: dimensions, named: "windows")
      for index in 0..<cloud.count { seen.append(try distance.distance(of: cloud.row(index))) }
      for (place, length) in lengths.enumerated() {
        let count = min(length, cloud.count)
        let first = (cloud.count - count) / 2
        let piece = try PointCloud(
          Array(cloud.values[first * dimensions..<(first + count) * dimensions]), dimensions: dimensions)
        baselines[place].append(try energy(piece, others, script: session.script))
      }
      discrepancies.append(try discrepancy(cloud, others))
    }
    radius = try Sample(seen, named: "distances of own windows").quantile(Self.level)
  }

  /// The windows of the sessions with other scripts; of all where none would be left.
  func reference(without script: String) throws(StatisticsError) -> PointCloud {
    let left = sessions.filter { $0.script != script }
    return try PointCloud(
      (left.isEmpty ? sessions : left).flatMap(\.points.values), dimensions: dimensions,
      named: "reference windows")
  }

  /// Energy distance of a piece from reference windows.
  func energy(_ piece: PointCloud, _ others: PointCloud, script: String) throws(StatisticsError) -> Double {
    let known = withinSums[sessions.contains { $0.script == script } ? script : ""]
    return try EnergyDistance(
      crossSum: PairwiseDistances.crossSum(piece, others), firstSum: PairwiseDistances.withinSum(piece),
      secondSum: known ?? PairwiseDistances.withinSum(others), counts: (piece.count, others.count)
    ).v
  }

  /// Energy distance of a piece, summed up, from so many reference windows: those of the sessions with other scripts.
  func energy(_ piece: Piece, _ count: Int, script: String) throws(StatisticsError) -> Double {
    let allowed = allowed(without: script)
    let known = withinSums[sessions.contains { $0.script == script } ? script : ""]
    var within = 0.0
    if known == nil {
      for i in allowed { for j in allowed { within += between.values[i * sessions.count + j] } }
    }
    return try EnergyDistance(
      crossSum: allowed.reduce(0) { $0 + piece.across[$1] }, firstSum: piece.within,
      secondSum: known ?? within, counts: (piece.count, count)
    ).v
  }

  /// Unbiased MMD² of windows from reference windows, both thinned evenly.
  func discrepancy(_ windows: PointCloud, _ others: PointCloud) throws(StatisticsError) -> Double {
    let result = try MaximumMeanDiscrepancy(
      windows.thinned(to: Self.checked.take), others.thinned(to: Self.checked.reference)
    ).unbiased
    switch result {
    case .value(let value): return value
    case .undefined(let error): throw error
    }
  }

  /// What own sessions of a length have, in the order of the sessions: linear in 1 / length between known lengths.
  func baseline(windows count: Int) -> [Double] {
    guard let last = lengths.indices.last, let upper = lengths.firstIndex(where: { $0 >= count }) else {
      return baselines.last ?? []
    }
    guard upper > 0, lengths[upper] > count, upper <= last else { return baselines[upper] }
    let (a, b) = (1 / Double(lengths[upper - 1]), 1 / Double(lengths[upper]))
    let share = (a - 1 / Double(count)) / (a - b)
    return zip(baselines[upper - 1], baselines[upper]).map { $0 + share * ($1 - $0) }
  }
}

extension PointCloud {
  /// At most so many of the points, evenly spread.
  func thinned(to most: Int) throws(StatisticsError) -> PointCloud {
    guard count > most else { return self }
    return try PointCloud(
      (0..<most).flatMap { row($0 * count / most) }, dimensions: dimensions, named: name)
  }
}
