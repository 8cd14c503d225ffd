import Foundation
import Motion

extension ScoringReference {
  /// What gestures of a character are like: when its wrists make a stroke, and how its strokes differ between sessions.
  public struct Expressivity: Hashable, Sendable, Codable {
    /// Samples per second on which it was measured.
    public var rate: Double
    /// 95th percentile of the wrists' speed over all sessions, in metres per second.
    public var speed: Double
    /// Place of each wrist in silence, the median over sessions, in metres; `left` and `right`.
    public var rest: [String: [Double]]
    /// What a stroke's duration is made of: seconds at a path of 1 m, and seconds per unit of ln(path).
    public var tempo: [Double]
    /// Events that every session can show: `arms`, `head`, `brows`.
    public var events: [String]
    /// Parameters by name, between sessions.
    public var parameters: [String: Signature.Habit]
    /// Mean length of the sessions in seconds.
    public var seconds: Double

    /// Makes a reference.
    public init(
      rate: Double, speed: Double, rest: [String: [Double]], tempo: [Double], events: [String],
      parameters: [String: Signature.Habit], seconds: Double
    ) {
      self.rate = rate
      self.speed = speed
      self.rest = rest
      self.tempo = tempo
      self.events = events
      self.parameters = parameters
      self.seconds = seconds
    }
  }

  /// Measures the gestures of sessions; `nil` for fewer than three on one grid whose wrists move.
  static func expressivity(of sessions: [(take: TakeEvidence, motion: WristMotion)]) -> Expressivity? {
    guard let rate = sessions.first?.motion.rate else { return nil }
    let usable = sessions.filter { abs($0.motion.rate - rate) <= JerkRatio.sameRate * rate }
    guard usable.count >= Signature.leastSessions else { return nil }
    var speeds: [Double] = []
    var rest: [String: [[Double]]] = [:]
    for (take, motion) in usable {
      let speech = Speaking.flags(of: take.participant, in: take)
      for side in motion.sides {
        speeds += WristMotion.speed(side.path, rate: motion.rate)
        rest[side.name, default: []].append(ExpressivityMeasurement.rest(side.path, motion, speech))
      }
    }
    speeds.sort()
    guard let fastest = speeds.last, fastest > 0 else { return nil }
    let speed = speeds[Int(0.95 * Double(speeds.count - 1))]
    guard speed >= ExpressivityMeasurement.leastSpeed else { return nil }
    var result = Expressivity(
      rate: rate, speed: speed,
      rest: rest.filter { $0.value.count == usable.count }.mapValues { places in
        (0..<3).map { axis in places.map { $0[axis] }.sorted()[places.count / 2] }
      },
      tempo: [0, 0], events: [], parameters: [:],
      seconds: usable.reduce(0) { $0 + $1.motion.seconds } / Double(usable.count))
    guard !result.rest.isEmpty else { return nil }
    result.events = ExpressivityMeasurement.events.filter { event in
      usable.allSatisfy { ExpressivityMeasurement.starts(event, $0.take, $0.motion, result) != nil }
    }
    let strokes = usable.map { ExpressivityMeasurement.strokes($0.motion, result).flatMap { $0 } }
    result.tempo = tempo(strokes.flatMap { $0 })
    let measured = zip(usable, strokes).map { session, own in
      ExpressivityMeasurement.parameters(session.take, session.motion, own, result)
    }
    for parameter in ExpressivityMeasurement.all {
      result.parameters[parameter.name] = Signature.Habit(
        measured.compactMap { $0[parameter.name]?.number })
    }
    return result.parameters.isEmpty ? nil : result
  }

  /// Least squares of duration on ln(path); the mean duration where paths do not differ.
  private static func tempo(_ strokes: [ExpressivityMeasurement.Stroke]) -> [Double] {
    guard !strokes.isEmpty else { return [0, 0] }
    let count = Double(strokes.count)
    let x = strokes.map { log($0.path) }
    let middle = x.reduce(0, +) / count
    let mean = strokes.reduce(0) { $0 + $1.seconds } / count
    var along = 0.0
    var across = 0.0
    for (stroke, x) in zip(strokes, x) {
      along += (x - middle) * (x - middle)
      across += (x - middle) * (stroke.seconds - mean)
    }
    let slope = along > 1e-9 ? across / along : 0
    return [mean - slope * middle, slope]
  }
}
