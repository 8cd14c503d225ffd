import Motion

/// Limits of a character from what its takes show.
///
/// A limit stands a part of the robust range (0.1 % to 99.9 % quantile) beyond that range: for weights a fifth, or a
/// half where all takes together are shorter than ``LearningOptions/firmSeconds``, for angles a fifth, for joints a
/// tenth; and where that is less at the furthest value seen, so that every session keeps to it. Weights whose values
/// stay within 0…1 are never allowed beyond. A speed may be ``speedRoom`` times the 99.9 % quantile of the speeds seen:
/// takes are short, and what they show is not the fastest that the character can. What a take hardly moves is not
/// thereby forbidden: a weight may always reach ``leastReach``, and change ``leastSpeed``.
enum LimitLearning {
  /// Weights and joints that move less than this are taken as not captured: no limit is made of them.
  static let leastWeight = 0.01
  /// In degrees.
  static let leastTurn = 0.5
  /// A weight may always reach this.
  static let leastReach = 0.15
  /// How much faster than the fastest of a thousand steps a channel may move.
  static let speedRoom = 2.5
  /// Speeds below this are not held against anyone: per second (lips close for a p in a twentieth of one), radians or
  /// metres per second.
  static let leastSpeed: [Channel.Kind: Double] = [.weight: 20, .angle: 1, .rotation: 1, .translation: 0.2]

  /// Limits, and the channels that did not move.
  static func limits(_ tracks: [Track]) -> (limits: CharacterLimits, still: [String]) {
    var limits = CharacterLimits()
    var still: [String] = []
    let seconds = tracks.reduce(0) { $0 + $1.duration.seconds }
    for channel in channels(of: tracks) {
      let values = ChannelValues(channel, in: tracks)
      switch channel.kind {
      case .weight, .angle:
        guard let low = values.columns[0].first, let high = values.columns[0].last else { continue }
        guard high - low >= leastWeight else {
          still.append(channel.name)
          continue
        }
        limits.weights[channel.name] = range(
          values.columns[0], channel.kind,
          room: channel.kind == .weight && seconds < LearningOptions.firmSeconds ? 0.5 : 0.2)
      case .rotation:
        guard let bone = channel.bone else { continue }
        guard (values.columns[2].last ?? 0) >= leastTurn else {
          still.append(channel.name)
          continue
        }
        limits.rotations[bone.rawValue] = .init(
          swing: reach(values.columns[0], largest: 180), twist: reach(values.columns[1], largest: 180))
      case .translation: break
      }
      let speed = max(speedRoom * ChannelValues.quantile(values.speeds, 0.999), leastSpeed[channel.kind] ?? 0)
      if !values.speeds.isEmpty { limits.speed[channel.name] = rounded(speed, 100) }
    }
    // What did not happen in a few minutes may happen in the next.
    if seconds >= LearningOptions.firmSeconds { limits.forbiddenPairs = PairLearning.pairs(tracks) }
    return (limits, still)
  }

  /// All channels of the tracks, each once, in the order of the first that has them.
  static func channels(of tracks: [Track]) -> [Channel] {
    var seen: Set<String> = []
    return tracks.flatMap(\.layout.channels).filter { seen.insert($0.name).inserted }
  }

  private static func range(_ sorted: [Double], _ kind: Channel.Kind, room share: Double) -> [Double] {
    let (low, high) = (ChannelValues.quantile(sorted, 0.001), ChannelValues.quantile(sorted, 0.999))
    let margin = (high - low) * share + (kind == .weight ? 0.01 : 0.005)
    var bounds = (low: min(low - margin, sorted[0]), high: max(high + margin, sorted[sorted.count - 1]))
    if kind == .weight {
      let room = CharacterLimits.weightTolerance
      // A weight may always rest, and a capture that peaks just above 1 means 1.
      bounds.low = sorted[0] >= -room ? 0 : bounds.low
      if sorted[sorted.count - 1] <= 1 + room { bounds.high = min(1, max(leastReach, bounds.high)) }
    }
    return [down(bounds.low), up(bounds.high)]
  }

  private static func reach(_ sorted: [Double], largest: Double) -> Double {
    let high = ChannelValues.quantile(sorted, 0.999)
    return min(largest, up(max(high * 1.1 + 2, sorted.last ?? 0)))
  }

  private static func rounded(_ value: Double, _ unit: Double) -> Double { (value * unit).rounded() / unit }
  private static func up(_ value: Double) -> Double { (value * 1000).rounded(.up) / 1000 }
  private static func down(_ value: Double) -> Double { (value * 1000).rounded(.down) / 1000 }
}
