import Motion
import Statistics

/// All that style scores need, learnt from a cast once and frozen.
struct StyleModel: Hashable, Sendable, Codable {
  /// The part that could not be learnt, and why; metrics give it as their reason.
  struct Missing: Hashable, Sendable, Codable {
    var envelope: String?
    var identity: String?
  }

  /// Where z-scores of style features are cut.
  static let cut = 6.0
  /// Own windows that do not overlap for each direction of the Fréchet distance.
  static let windowsPerDirection = 10

  var character: String
  var columns: StyleColumns
  /// Space of envelope and identity.
  var style: StyleSpace
  /// Space of `fgd-lin/1`.
  var gesture: StyleSpace
  /// The character's own windows that do not overlap, in the gesture space.
  var gesturePoints: PackedNumbers
  var envelope: StyleEnvelope?
  var identity: StyleIdentity?
  var missing: Missing
  /// Held-out sessions of the character and their seconds.
  var sessions: Int
  var seconds: Double

  /// Learns from a cast.
  init(_ cast: StyleCast) throws(Undefined) {
    let material = StyleMaterial(cast)
    guard material.columns.count > 0 else {
      throw Undefined("the sessions of the cast share no channel from which style could be read")
    }
    guard !material.own.isEmpty else { throw Undefined("the character has no held-out session of 2 s") }
    character = cast.character
    columns = material.columns
    sessions = material.own.count
    seconds = material.seconds
    missing = Missing()
    let features = StyleFeatures(columns)
    let rows = features.rows(StyleWindows(columns: columns.count, rows: material.rows))
    let scores: [Double]
    let points: [Double]
    do throws(StatisticsError) {
      style = try StyleSpace(
        fitting: rows, width: features.count, floors: features.floors, cut: Self.cut, keepsRest: true)
      gesture = try StyleSpace(
        fitting: material.rows, width: 3 * columns.count, floors: nil, cut: nil, keepsRest: false)
      scores = style.standardised(rows)
      points = style.points(standardised: scores)
    } catch { throw Undefined("the cast's windows have no style space: \(error)") }
    let width = 3 * columns.count
    var apart: [Double] = []
    for session in material.own {
      for window in stride(from: session.windows.lowerBound, to: session.windows.upperBound, by: 2) {
        apart += material.rows[window * width..<(window + 1) * width]
      }
    }
    gesturePoints = PackedNumbers(gesture.points(apart))
    do {
      envelope = try StyleEnvelope(material, points: points, dimensions: style.dimensions)
    } catch { missing.envelope = error.reason }
    do {
      identity = try StyleIdentity(
        material, features: features, scores: scores, points: points, dimensions: style.dimensions)
    } catch { missing.identity = error.reason }
  }

  /// A take's windows in both spaces.
  struct Reading: Sendable {
    /// How much moves, beside the cast.
    var activity: Double
    /// z-scores of style features, row by row.
    var scores: [Double]
    /// Points of the style space, row by row.
    var points: [Double]
    /// Means, deviations and speeds.
    var windows: StyleWindows
    /// Script that is performed, by which sessions are left out.
    var script: String
    /// Channels that stood at rest for want of a curve.
    var missing: Int
  }

  /// Share of the columns that a take must have.
  static let coverage = 0.9

  /// Reads a take. Undefined where it lacks too many of the cast's channels or is too short.
  func read(_ take: TakeEvidence, leastWindows: Int) throws(Undefined) -> Reading {
    let reading = try take.shared.value("style") { () throws(Undefined) in try read(take) }
    guard reading.windows.count >= leastWindows else {
      throw Undefined("the take has \(reading.windows.count) windows of 2 s, \(leastWindows) are needed")
    }
    return reading
  }

  private func read(_ take: TakeEvidence) throws(Undefined) -> Reading {
    try take.requireUsableTrack()
    let places = columns.places(in: take.track.layout)
    let absent = zip(columns.entries, places).filter { $0.1 == nil }.map(\.0)
    let lacking = absent.reduce(0) { $0 + $1.width }
    guard Double(lacking) <= (1 - Self.coverage) * Double(columns.count) else {
      let names = absent.prefix(3).map(\.name).joined(separator: ", ")
      throw Undefined(
        "the take lacks \(absent.count) of \(columns.entries.count) channels of the cast (\(names)"
          + "\(absent.count > 3 ? ", …" : "")): unlike channels are not compared")
    }
    let windows = StyleWindows(take.track, columns: columns)
    let features = StyleFeatures(columns)
    let scores = style.standardised(features.rows(windows))
    return Reading(
      activity: features.activity(scores[...]), scores: scores, points: style.points(standardised: scores),
      windows: windows,
      script: StyleCast.script(of: take.key.recording) ?? "", missing: absent.count)
  }
}

extension StyleWindows {
  init(columns: Int, rows: [Double]) {
    self.columns = columns
    self.rows = rows
  }
}
