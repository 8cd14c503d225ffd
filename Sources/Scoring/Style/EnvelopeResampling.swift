import Statistics

/// How sure a style distance is, given that the character could have had other sessions.
extension StyleEnvelope {
  /// Draws, and the seed they start from: the same for all takes, so that draws of a run's takes belong together.
  static let resampling = (draws: 200, seed: UInt64(1))

  /// A piece of a take beside the own sessions.
  struct Piece {
    /// Windows.
    var count: Int
    /// Σ of distances within the piece, over ordered pairs.
    var within: Double
    /// Σ of distances to the windows of each own session.
    var across: [Double]
  }

  /// Sums up a piece.
  func piece(_ windows: PointCloud) throws(StatisticsError) -> Piece {
    var result = Piece(count: windows.count, within: PairwiseDistances.withinSum(windows), across: [])
    for session in sessions {
      let own = try PointCloud(session.points.values, dimensions: dimensions, named: "reference windows")
      result.across.append(try PairwiseDistances.crossSum(windows, own))
    }
    return result
  }

  /// Σ of distances between the windows of every two sessions, row-major; over ordered pairs on the diagonal.
  func sumsBetween() throws(StatisticsError) -> [Double] {
    var result = [Double](repeating: 0, count: sessions.count * sessions.count)
    var clouds: [PointCloud] = []
    for session in sessions {
      clouds.append(try PointCloud(session.points.values, dimensions: dimensions, named: "reference windows"))
    }
    for i in clouds.indices {
      result[i * clouds.count + i] = PairwiseDistances.withinSum(clouds[i])
      for j in 0..<i {
        let sum = try PairwiseDistances.crossSum(clouds[i], clouds[j])
        result[i * clouds.count + j] = sum
        result[j * clouds.count + i] = sum
      }
    }
    return result
  }

  /// Indices of the sessions that a take of a script is held against; all where none would be left.
  func allowed(without script: String) -> [Int] {
    let left = sessions.indices.filter { sessions[$0].script != script }
    return left.isEmpty ? Array(sessions.indices) : left
  }

  /// Style distance of a take under sessions drawn with replacement, draw by draw: the mean energy distance of its pieces
  /// from those drawn, over the median of the same distance of each session drawn from the others drawn.
  ///
  /// Both halves are made anew in each draw, since a session that is drawn twice brings windows nearer together and raises
  /// them alike. A draw without a value, such as one session again and again, is left at `usual`.
  ///
  /// - Parameters:
  ///   - length: windows of a piece; the sessions' own distance is scaled to it as in ``baseline(windows:)``.
  ///   - usual: the distance over all sessions.
  func resampled(_ pieces: [Piece], script: String, length: Int, usual: Double) -> [Double] {
    let n = sessions.count
    let sums = between.values
    guard sums.count == n * n, !pieces.isEmpty, pieces.allSatisfy({ $0.across.count == n }),
      let short = Self.median(baseline(windows: length)), let whole = Self.median(baselines.last ?? []),
      whole > 0
    else { return [] }
    let counts = sessions.map { Double($0.points.values.count / max(1, dimensions)) }
    let open = allowed(without: script)
    var generator = SplitMix64(seed: Self.resampling.seed)
    return (0..<Self.resampling.draws).map { _ in
      var times = [Double](repeating: 0, count: n)
      for _ in 0..<n { times[Int(generator.next() % UInt64(n))] += 1 }
      /// Windows and Σ of distances of the drawn among some sessions.
      func drawn(_ chosen: [Int]) -> (count: Double, within: Double) {
        var count = 0.0
        var within = 0.0
        for i in chosen where times[i] > 0 {
          count += times[i] * counts[i]
          for j in chosen where times[j] > 0 { within += times[i] * times[j] * sums[i * n + j] }
        }
        return (count, within)
      }
      func energy(_ count: Double, _ within: Double, _ chosen: [Int], _ across: (Int) -> Double) -> Double? {
        let others = drawn(chosen)
        guard others.count > 0, count > 0 else { return nil }
        var cross = 0.0
        for j in chosen where times[j] > 0 { cross += times[j] * across(j) }
        return 2 * cross / (count * others.count) - within / (count * count)
          - others.within / (others.count * others.count)
      }
      var own: [Double] = []
      for i in 0..<n where times[i] > 0 {
        let others = (0..<n).filter { sessions[$0].script != sessions[i].script }
        guard let value = energy(counts[i], sums[i * n + i], others, { sums[i * n + $0] }) else { continue }
        own += [Double](repeating: value, count: Int(times[i]))
      }
      var sum = 0.0
      for piece in pieces {
        guard let value = energy(Double(piece.count), piece.within, open, { piece.across[$0] }) else {
          return usual
        }
        sum += value
      }
      guard let median = Self.median(own), median > 0 else { return usual }
      return sum / Double(pieces.count) / (median * short / whole)
    }
  }

  private static func median(_ values: [Double]) -> Double? {
    (try? Sample(values, named: "distances"))?.median
  }
}
