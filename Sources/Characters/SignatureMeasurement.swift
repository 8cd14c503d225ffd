public import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The habits of a character, measured from tracks: one number per habit and track.
///
/// A habit whose channels a track lacks is left out; one that did not occur (no smile to be lopsided) as well.
public enum SignatureMeasurement {
  /// Names and units of the habits, in a fixed order.
  public static let habits: [(name: String, unit: String)] = [
    ("blinkRate", "1/min"), ("blinkDuration", "s"), ("smileAsymmetry", "1"), ("smileMean", "1"),
    ("browRaiseRate", "1/min"), ("headTilt", "deg"), ("headSway", "deg"), ("gazeOnPartner", "share"),
    ("gazeAwayLeft", "share"), ("armHandedness", "1"), ("armStrokeRate", "1/min"),
  ]

  /// Habits over several tracks: mean and deviation between tracks.
  public static func signature(of tracks: [Track]) -> [String: SignatureValue] {
    let measured = tracks.map { measure($0) }
    var result: [String: SignatureValue] = [:]
    for (name, unit) in habits {
      let values = measured.compactMap { $0[name] }
      guard !values.isEmpty else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil
      result[name] = SignatureValue(mean, unit: unit, deviation: deviation)
    }
    return result
  }

  /// Largest speeds seen, times a factor: what a sheet allows when nothing better is known.
  public static func speedLimits(of tracks: [Track], factor: Double = 1.5) -> [String: Double] {
    var result: [String: Double] = [:]
    for track in tracks where track.frameCount > 1 {
      for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
        var fastest = result[channel.name] ?? 0
        for frame in 1..<track.frameCount {
          fastest = max(fastest, factor * ChannelSpeed.between(frame - 1, frame, channel, column, track))
        }
        if fastest > 0 { result[channel.name] = fastest }
      }
    }
    return result
  }

  /// Habits of one track.
  public static func measure(_ track: Track) -> [String: Double] {
    var result: [String: Double] = [:]
    let fps = track.rate.framesPerSecond
    let minutes = Double(track.frameCount) / fps / 60
    guard track.frameCount > 1 else { return [:] }
    if let lids = mean(track, "eyeBlinkLeft", "eyeBlinkRight") {
      let blinks = spans(lids, on: 0.5, off: 0.3)
      result["blinkRate"] = Double(blinks.count) / minutes
      if !blinks.isEmpty {
        result["blinkDuration"] = Double(blinks.reduce(0) { $0 + $1.count }) / Double(blinks.count) / fps
      }
    }
    if let left = track.curve("mouthSmileLeft"), let right = track.curve("mouthSmileRight") {
      let (l, r) = (sum(left), sum(right))
      result["smileMean"] = (l + r) / 2 / Double(track.frameCount)
      if l + r > 0 { result["smileAsymmetry"] = (l - r) / (l + r) }
    }
    if let brows = mean(track, "browOuterUpLeft", "browOuterUpRight") {
      result["browRaiseRate"] = Double(spans(brows, on: 0.12, off: 0.06).count) / minutes
    }
    measureHead(track, &result)
    measureGaze(track, &result)
    measureArms(track, minutes, &result)
    return result
  }

  private static func measureHead(_ track: Track, _ result: inout [String: Double]) {
    guard let head = track.rotations("head.rotation") else { return }
    let neck = track.rotations("neck.rotation") ?? Array(repeating: .identity, count: head.count)
    let turns = zip(neck, head).map { $0 * $1 }
    // Roll is positive towards the left shoulder: the crown leans to +x.
    let rolls = turns.map { degrees(asinf(min(1, max(-1, $0.act(SIMD3(0, 1, 0)).x)))) }
    let yaws = turns.map { q in
      let facing = q.act(SIMD3(0, 0, 1))
      return degrees(atan2f(facing.x, facing.z))
    }
    result["headTilt"] = rolls.reduce(0, +) / Double(rolls.count)
    let mean = yaws.reduce(0, +) / Double(yaws.count)
    result["headSway"] = (yaws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(yaws.count - 1))
      .squareRoot()
  }

  private static func measureGaze(_ track: Track, _ result: inout [String: Double]) {
    guard let yaw = track.curve("gaze.yaw"), let pitch = track.curve("gaze.pitch") else { return }
    let limit = Float(8 * Double.pi / 180)
    var on = 0
    var left = 0
    for (y, p) in zip(yaw, pitch) {
      if y * y + p * p < limit * limit { on += 1 } else if y > 0 { left += 1 }
    }
    result["gazeOnPartner"] = Double(on) / Double(yaw.count)
    if on < yaw.count { result["gazeAwayLeft"] = Double(left) / Double(yaw.count - on) }
  }

  private static func measureArms(_ track: Track, _ minutes: Double, _ result: inout [String: Double]) {
    func speeds(_ side: String) -> [Double]? {
      var total: [Double]?
      for part in ["UpperArm", "LowerArm"] {
        let name = "\(side)\(part).rotation"
        guard let channel = track.layout[name], let column = track.layout.offset(of: name) else { return nil }
        let values = (1..<track.frameCount).map {
          ChannelSpeed.between($0 - 1, $0, channel, column, track)
        }
        total = total.map { zip($0, values).map(+) } ?? values
      }
      return total
    }
    guard let left = speeds("left"), let right = speeds("right") else { return }
    let (l, r) = (left.reduce(0, +), right.reduce(0, +))
    if l + r > 0 { result["armHandedness"] = (l - r) / (l + r) }
    // A stroke: both joints of an arm together faster than 1 rad/s for at least 120 ms.
    let least = Int((0.12 * track.rate.framesPerSecond).rounded(.up))
    var strokes = 0
    for side in [left, right] {
      strokes += spans(side.map { Float($0) }, on: 1, off: 0.5).count { $0.count >= least }
    }
    result["armStrokeRate"] = Double(strokes) / minutes
  }

  /// Stretches that begin at or above `on` and end below `off`.
  static func spans(_ curve: [Float], on: Float, off: Float) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start: Int?
    for (frame, value) in curve.enumerated() {
      if let from = start {
        if value < off {
          result.append(from..<frame)
          start = nil
        }
      } else if value >= on {
        start = frame
      }
    }
    if let from = start { result.append(from..<curve.count) }
    return result
  }

  private static func mean(_ track: Track, _ first: String, _ second: String) -> [Float]? {
    guard let a = track.curve(first), let b = track.curve(second) else { return nil }
    return zip(a, b).map { ($0 + $1) / 2 }
  }

  private static func sum(_ curve: [Float]) -> Double { curve.reduce(0) { $0 + Double($1) } }
  private static func degrees(_ radians: Float) -> Double { Double(radians) * 180 / .pi }
}

extension CharacterSheet {
  /// Takes signature and speed limits from sessions: habits keep whether they must hold, speed limits only rise.
  ///
  /// Numbers are rounded to four decimals, so that a sheet is readable.
  public mutating func measure(_ tracks: [Track]) {
    func rounded(_ x: Double) -> Double { (x * 1e4).rounded() / 1e4 }
    var measured = SignatureMeasurement.signature(of: tracks)
    for name in measured.keys {
      measured[name]?.mustHold = signature[name]?.mustHold
      measured[name].map { value in
        measured[name]?.value = rounded(value.value)
        measured[name]?.deviation = value.deviation.map(rounded)
      }
    }
    signature = measured
    for (name, speed) in SignatureMeasurement.speedLimits(of: tracks) {
      limits.speed[name] = max(limits.speed[name] ?? 0, (speed * 100).rounded(.up) / 100)
    }
  }
}
