import Foundation
import Motion

/// Expressivity parameters of a take as plain numbers, before they are held against the character's.
enum ExpressivityMeasurement {
  /// A parameter with its unit and the least deviation between sessions that counts.
  struct Parameter: Sendable {
    let name: String
    let title: String
    let unit: String
    let floor: Double
  }

  /// Every parameter, in order.
  static let all = [
    Parameter(name: "activity", title: "Overall activity (OAC)", unit: "1/min", floor: 2),
    Parameter(name: "extent", title: "Spatial extent (SPC)", unit: "m", floor: 0.01),
    Parameter(name: "tempo", title: "Tempo (TMP)", unit: "s", floor: 0.02),
    Parameter(name: "fluidity", title: "Fluidity (FLD)", unit: "1", floor: 0.1),
    Parameter(name: "power", title: "Power (PWR)", unit: "m/s²", floor: 0.2),
    Parameter(name: "repetition", title: "Repetition (REP)", unit: "1", floor: 0.1),
  ]

  /// What counts as an event of activity.
  static let events = ["arms", "head", "brows"]
  /// Share of the reference's 95th percentile of speed at which a wrist makes a stroke.
  static let threshold = 0.25
  /// Shortest stroke in seconds.
  static let leastSeconds = 0.12
  /// Strokes less far apart than this in seconds are of one unit.
  static let unitGap = 0.4
  /// Fewest strokes of which a parameter is made.
  static let leastStrokes = 3
  /// Least speech in seconds for a rate.
  static let leastSpeech = 5.0
  /// Slowest 95th percentile of speed of a reference that gestures, in metres per second.
  static let leastSpeed = 0.01

  /// One stroke of one wrist.
  struct Stroke {
    /// Samples of the grid.
    var samples: Range<Int>
    var seconds: Double
    /// Length of the way in metres, above 0.
    var path: Double
    /// Mean distance from the character's rest in metres; `nil` where its rest is not known.
    var distance: Double?
    /// Minus the log dimensionless jerk of the speed; `nil` where the speed has no bend.
    var fluidity: Double?
    /// 95th percentile of the acceleration in metres per second squared.
    var acceleration: Double
  }

  /// Median place of a wrist in silence, or throughout where nobody is silent.
  static func rest(_ path: [SIMD3<Double>], _ motion: WristMotion, _ speech: [Bool]) -> [Double] {
    let silent = path.indices.filter { !speech[min($0 * motion.step, speech.count - 1)] }
    let samples = silent.isEmpty ? Array(path.indices) : silent
    return (0..<3).map { axis in samples.map { path[$0][axis] }.sorted()[samples.count / 2] }
  }

  /// Strokes of every arm that the reference has: the wrist faster than a quarter of the reference's 95th percentile for 120 ms or more.
  static func strokes(_ motion: WristMotion, _ own: ScoringReference.Expressivity) -> [[Stroke]] {
    motion.sides.filter { own.rest[$0.name] != nil }.map { side in
      let speed = WristMotion.speed(side.path, rate: motion.rate)
      let limit = threshold * own.speed
      let fast = Speaking.stretches(speed.map { $0 > limit })
      let rest = own.rest[side.name].flatMap { $0.count == 3 ? SIMD3($0[0], $0[1], $0[2]) : nil }
      return fast.filter { Double($0.count) >= leastSeconds * motion.rate }.map { samples in
        stroke(samples, side.path, speed, rest, motion.rate)
      }
    }
  }

  private static func stroke(
    _ samples: Range<Int>, _ path: [SIMD3<Double>], _ speed: [Double], _ rest: SIMD3<Double>?, _ rate: Double
  ) -> Stroke {
    func length(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }
    var way = 0.0
    for sample in samples { way += speed[sample] / rate }
    var accelerations: [Double] = []
    for sample in samples where sample > 0 && sample + 1 < path.count {
      let bend = path[sample + 1] - 2 * path[sample] + path[sample - 1]
      accelerations.append(length(bend) * rate * rate)
    }
    accelerations.sort()
    let far = rest.map { rest in
      samples.reduce(0) { $0 + length(path[$1] - rest) } / Double(samples.count)
    }
    return Stroke(
      samples: samples, seconds: Double(samples.count) / rate, path: max(way, 1e-6), distance: far,
      fluidity: try? Smoothness.logDimensionlessJerk(Array(speed[samples]), framesPerSecond: rate),
      acceleration: accelerations.isEmpty
        ? 0 : accelerations[Int((0.95 * Double(accelerations.count - 1)).rounded())])
  }

  /// Samples at which events of a sort begin; `nil` where the track cannot show them.
  static func starts(
    _ event: String, _ take: TakeEvidence, _ motion: WristMotion, _ own: ScoringReference.Expressivity
  ) -> [Int]? {
    let fps = take.framesPerSecond
    switch event {
    case "arms": return strokes(motion, own).flatMap { $0 }.map(\.samples.lowerBound)
    case "head":
      return HeadTurns(take.track).map { Nods.find($0.pitch, framesPerSecond: fps).map { $0 / motion.step } }
    default:
      guard let left = take.track.curve("browOuterUpLeft"), let right = take.track.curve("browOuterUpRight")
      else { return nil }
      let raised = zip(left, right).map { (Double($0) + Double($1)) / 2 }
      return Hysteresis.spans(raised, on: 0.12, off: 0.06, keepsOpen: true).map {
        $0.lowerBound / motion.step
      }
    }
  }

  /// The parameters by name, each with its value or the reason for its absence.
  static func parameters(
    _ take: TakeEvidence, _ motion: WristMotion, _ strokes: [Stroke], _ own: ScoringReference.Expressivity
  ) -> [String: ScoreValue] {
    let sorted = strokes.sorted {
      ($0.samples.lowerBound, $0.samples.upperBound) < ($1.samples.lowerBound, $1.samples.upperBound)
    }
    func mean(_ value: (Stroke) -> Double?) -> ScoreValue {
      let values = sorted.compactMap(value)
      guard values.count >= leastStrokes else {
        return .undefined(reason: "the wrists make \(values.count) strokes, \(leastStrokes) are needed")
      }
      return ScoreValue(values.reduce(0, +) / Double(values.count))
    }
    let (base, slope) = own.tempo.count == 2 ? (own.tempo[0], own.tempo[1]) : (0, 0)
    var result: [String: ScoreValue] = [:]
    result["activity"] = ScoreValue { () throws(Undefined) in try activity(take, motion, own) }
    result["extent"] = mean(\.distance)
    result["tempo"] = mean { -($0.seconds - base - slope * log($0.path)) }
    result["fluidity"] = mean(\.fluidity)
    result["power"] = mean { $0.acceleration }
    let units = Strokes.units(sorted.map(\.samples), within: unitGap * motion.rate)
    result["repetition"] = mean { _ in units.isEmpty ? nil : Double(sorted.count) / Double(units.count) }
    return result
  }

  /// Events that begin while the performer speaks, per minute of speech.
  private static func activity(
    _ take: TakeEvidence, _ motion: WristMotion, _ own: ScoringReference.Expressivity
  ) throws(Undefined) -> Double {
    let speech = Speaking.flags(of: take.participant, in: take)
    let seconds = Double(speech.count { $0 }) / take.framesPerSecond
    guard seconds >= leastSpeech else {
      throw Undefined("\(take.participant) speaks for less than \(leastSpeech) s")
    }
    guard !own.events.isEmpty else { throw Undefined("the reference's sessions share no sort of event") }
    var count = 0
    for event in own.events {
      guard let starts = starts(event, take, motion, own) else {
        throw Undefined("the track moves no \(event), which the reference's events are made of")
      }
      count += starts.count { speech[min($0 * motion.step, speech.count - 1)] }
    }
    return Double(count) * 60 / seconds
  }
}
