import Statistics

/// Σ z·zᵀ and Σ z of sessions' windows, from which discriminants come that have not seen a part of the sessions.
struct StyleMoments {
  /// What a session counts as: the group that is to be told, and the part with which it is left out.
  struct Session {
    var group: Int
    var part: Int
    var windows: Range<Int>
  }

  private let width: Int
  private let groups: Int
  private let sessions: [Session]
  private var byPart: [[Double]]
  private var sums: [[Double]] = []

  /// Sums up sessions.
  ///
  /// - Parameters:
  ///   - groups: number of groups.
  ///   - parts: number of parts.
  ///   - scores: z-scores of all windows, row by row.
  ///   - width: numbers per window.
  init(
    _ sessions: [Session], groups: Int, parts: Int, scores: [Double], width: Int
  ) throws(StatisticsError) {
    self.width = width
    self.groups = groups
    self.sessions = sessions
    byPart = [[Double]](repeating: [Double](repeating: 0, count: width * width), count: parts)
    for session in sessions {
      let part = Covariance(
        of: try PointCloud(
          Array(scores[session.windows.lowerBound * width..<session.windows.upperBound * width]),
          dimensions: width, named: "windows of the cast"))
      let count = Double(part.count)
      sums.append(part.mean.map { $0 * count })
      byPart[session.part].withUnsafeMutableBufferPointer { whole in
        part.scatter.withUnsafeBufferPointer { scatter in
          part.mean.withUnsafeBufferPointer { mean in
            for i in 0..<width {
              let left = count * mean[i]
              for j in 0..<width { whole[i * width + j] += scatter[i * width + j] + left * mean[j] }
            }
          }
        }
      }
    }
  }

  /// Discriminants learnt without one part, or from all; `nil` where a group would have nothing left.
  func discriminant(without left: Int?) throws(StatisticsError) -> StyleDiscriminant? {
    var moments = [Double](repeating: 0, count: width * width)
    for (index, matrix) in byPart.enumerated() where index != left {
      moments.withUnsafeMutableBufferPointer { moments in
        matrix.withUnsafeBufferPointer { matrix in
          for k in 0..<moments.count { moments[k] += matrix[k] }
        }
      }
    }
    var totals = [[Double]](repeating: [Double](repeating: 0, count: width), count: groups)
    var counts = [Int](repeating: 0, count: groups)
    for (session, sum) in zip(sessions, sums) where session.part != left {
      counts[session.group] += session.windows.count
      for k in 0..<width { totals[session.group][k] += sum[k] }
    }
    guard counts.allSatisfy({ $0 > 0 }) else { return nil }
    return try StyleDiscriminant(moments: moments, sums: totals, counts: counts)
  }
}

extension StyleMaterial {
  /// Sessions to be told by performer, left out by script.
  var byPerformer: [StyleMoments.Session] {
    sessions.map { StyleMoments.Session(group: $0.performer, part: $0.script, windows: $0.windows) }
  }

  /// Sessions to be told by script, left out by performer: those of the scripts that everybody performs, and the number
  /// of these scripts.
  var byScript: (sessions: [StyleMoments.Session], scripts: Int) {
    let shared = scripts.indices.filter { script in
      performers.indices.allSatisfy { performer in
        sessions.contains { $0.performer == performer && $0.script == script }
      }
    }
    let chosen = sessions.compactMap { session in
      shared.firstIndex(of: session.script).map {
        StyleMoments.Session(group: $0, part: session.performer, windows: session.windows)
      }
    }
    return (chosen, shared.count)
  }
}
