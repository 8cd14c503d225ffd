import Conversation
import Motion

/// What drifts, and the conditions that explain it, in windows of a take.
struct DriftWindows {
  /// Shortest window in seconds.
  static let seconds = 2.0
  /// Most windows; longer takes have longer ones.
  static let most = 1000

  /// Conditions in the order of the coefficients.
  static let conditions = [
    "speaking", "listening", "valence +", "valence -", "other feeling", "bilabial", "labiodental", "rounded",
    "open vowel", "other vowel",
  ]

  /// Signature channels with their units, in order.
  static let channels: [(name: String, unit: String, floor: Double)] = [
    ("smile", "1", 0.01), ("smile sides", "1", 0.005), ("frown", "1", 0.01), ("brows up", "1", 0.01),
    ("brows down", "1", 0.01), ("lids", "1", 0.01), ("head tilt", "deg", 0.25), ("head pitch", "deg", 0.25),
    ("head yaw", "deg", 0.25), ("gaze away", "share", 0.02), ("arm speed", "rad/s", 0.02),
  ]

  /// Means of the signature channels that the track has, by name: one value per window.
  var values: [String: [Double]] = [:]
  /// Mean of every condition in each window.
  var conditions: [[Double]] = []
  /// Shortest windows that make one of these.
  var stretch: Int
  /// Length of a window in frames.
  var frames: Int

  /// Cuts a take into windows; a rest shorter than a window is left out. `nil` when there is none.
  init?(_ take: TakeEvidence) {
    let shortest = EventWindows.radius(seconds: Self.seconds, framesPerSecond: take.framesPerSecond)
    guard shortest > 0, take.track.frameCount >= shortest else { return nil }
    stretch = (take.track.frameCount / shortest + Self.most - 1) / Self.most
    frames = shortest * stretch
    let count = take.track.frameCount / frames
    guard count > 0 else { return nil }
    let length = frames
    func means(_ curve: [Double]) -> [Double] {
      (0..<count).map { window in
        var sum = 0.0
        for frame in window * length..<(window + 1) * length { sum += curve[frame] }
        return sum / Double(length)
      }
    }
    for (name, curve) in Self.curves(take.track) { values[name] = means(curve) }
    let columns = Self.conditionCurves(take).map(means)
    conditions = (0..<count).map { window in columns.map { $0[window] } }
  }

  /// Number of windows.
  var count: Int { conditions.count }

  /// Frame by frame, what signature channels are made of.
  private static func curves(_ track: Track) -> [String: [Double]] {
    var result: [String: [Double]] = [:]
    func mean(_ names: [String]) -> [Double]? {
      let curves = names.compactMap { track.curve($0) }
      guard curves.count == names.count else { return nil }
      return (0..<track.frameCount).map { frame in
        curves.reduce(0) { $0 + Double($1[frame]) } / Double(curves.count)
      }
    }
    result["smile"] = mean(["mouthSmileLeft", "mouthSmileRight"])
    if let left = track.curve("mouthSmileLeft"), let right = track.curve("mouthSmileRight") {
      result["smile sides"] = zip(left, right).map { Double($0) - Double($1) }
    }
    result["frown"] = mean(["mouthFrownLeft", "mouthFrownRight"])
    result["brows up"] = mean(["browInnerUp", "browOuterUpLeft", "browOuterUpRight"])
    result["brows down"] = mean(["browDownLeft", "browDownRight"])
    if let wide = mean(["eyeWideLeft", "eyeWideRight"]),
      let squint = mean(["eyeSquintLeft", "eyeSquintRight"])
    {
      result["lids"] = zip(wide, squint).map(-)
    }
    if let head = HeadTurns(track) {
      result["head tilt"] = head.roll
      result["head pitch"] = head.pitch
      result["head yaw"] = head.yaw
    }
    result["gaze away"] = GazeSignal.isOnPartner(track)?.map { $0 ? 0 : 1 }
    if let left = Strokes.speed(of: "left", in: track), let right = Strokes.speed(of: "right", in: track) {
      result["arm speed"] = zip(left, right).map(+)
    }
    return result
  }

  /// Frame by frame, the conditions.
  private static func conditionCurves(_ take: TakeEvidence) -> [[Double]] {
    let count = take.track.frameCount
    var result = [[Double]](repeating: [Double](repeating: 0, count: count), count: conditions.count)
    for (frame, speaks) in Speaking.flags(of: take.participant, in: take).enumerated() where speaks {
      result[0][frame] = 1
    }
    for (frame, speaks) in Speaking.others(than: take.participant, in: take).enumerated() where speaks {
      result[1][frame] = 1
    }
    for feeling in EmotionLabels.feelings(of: take) {
      let valence = EmotionLabels.valence(of: feeling.emotion)
      let row = valence > 0 ? 2 : valence < 0 ? 3 : 4
      guard feeling.emotion != .neutral else { continue }
      for frame in feeling.frames { result[row][frame] = feeling.strength }
    }
    for span in take.happened.phones where span.participant == take.participant {
      guard let symbol = Phone(spelling: span.text)?.symbol, let group = group(of: symbol) else { continue }
      for frame in take.frames(of: span) { result[group][frame] = 1 }
    }
    return result
  }

  private static func group(of symbol: Phone.Symbol) -> Int? {
    if symbol.isBilabial { return 5 }
    if symbol.isLabiodental { return 6 }
    if symbol.isRounded { return 7 }
    if symbol.isOpenVowel { return 8 }
    return symbol.isVowel ? 9 : nil
  }
}
