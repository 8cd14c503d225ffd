import Conversation
import Foundation
import Motion
import Statistics

/// Where the character looks while it speaks and listens, how its eyes move, and how it nods.
public struct GazeConduct: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "gaze/1"

  static let turnWindow = 0.5
  static let leastLength = 10.0
  static let leastShare = 2.0
  /// Floors of the deviations between sessions, by quantity.
  static let floors: [(name: String, floor: Double)] = [
    ("speaking", 0.05), ("listening", 0.05), ("turn-start", 0.15), ("turn-end", 0.15), ("bout", 0.3),
    ("saccades", 4), ("nods", 2),
  ]

  /// Shares first.
  public var descriptors: [MetricDescriptor] {
    func score(
      _ name: String, _ title: String, _ unit: String, _ direction: MetricDescriptor.Direction,
      _ needs: [MetricDescriptor.Need], _ summary: String, _ whereItLies: String
    ) -> MetricDescriptor {
      MetricDescriptor(
        id: "gaze.\(name)/1", title: title, unit: unit, direction: direction, rank: .diagnostic, needs: needs,
        parameters: [
          "on partner deg": GazeSignal.onPartner, "turn window s": Self.turnWindow,
          "saccade deg/s": GazeShifts.saccadeSpeed, "large shift deg": GazeShifts.large,
          "nod deg": Nods.leastSize,
        ], summary: summary, whereItLies: whereItLies,
        source: "ours; held against the character, not against people")
    }
    let own = MetricDescriptor.Direction.closerToReference
    return [
      score(
        "deviation", "Gaze deviation", "sd", .lower, [.reference],
        "Largest distance of gaze shares, turn gaze, bouts, saccades and nods from the character's own, in deviations "
          + "between its sessions.",
        "Turns are few in a take; the worst of seven is above one in any good take."),
      score(
        "speaking", "Gaze while speaking", "share", own, [.speech],
        "Share of own speech with the gaze within 8 degrees of the partner.",
        "Knows one partner, straight ahead; says nothing about when the eyes turn away."),
      score(
        "listening", "Gaze while listening", "share", own, [.speech],
        "The same while somebody else speaks and the character does not.", "Staring has 1."),
      score(
        "turn-start", "Aversion at turn start", "share", own, [.speech],
        "Share of own stretches of speech in whose first half second the gaze is mostly away.",
        "Pauses inside a turn count as starts where voice activity breaks there."),
      score(
        "turn-end", "Gaze at turn end", "share", own, [.speech],
        "Share of own stretches of speech in whose last half second the gaze is mostly on the partner.",
        "Staring has 1."),
      score(
        "bout", "Gaze bout", "s", own, [],
        "Median length of a stretch of gaze on the partner; the partner's own gaze is not known.",
        "One long stare is one bout."),
      score(
        "saccades", "Saccades", "1/min", own, [],
        "Turns of the gaze of at least 1 degree above 30 degrees per second.",
        "Slow animated eyes make none; noise makes many."),
      score(
        "main-sequence", "Main sequence r", "", own, [],
        "Correlation of the duration of saccades with their size: real saccades last longer the further they go.",
        "Frames of 17 ms are coarse for saccades of 40 ms."),
      score(
        "eye-lead", "Eyes before head", "ms", own, [.joints],
        "Median time by which the eyes start before the head on gaze shifts of at least 15 degrees.",
        "Few shifts are that large; a head that does not follow is not counted."),
      score(
        "nods", "Nods while listening", "1/min", own, [.speech, .joints],
        "Falls and rises of the head by at least 2 degrees within 0.25 to 1 s, per minute in which somebody else speaks.",
        "Says nothing about whether they come at the right words."),
    ]
  }

  /// Measures gaze and nods. Undefined under 10 s and without gaze channels; parts of it without speech or head.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let onPartner = GazeSignal.isOnPartner(take.track), let angles = GazeSignal.angles(take.track)
      else {
        throw Undefined("the track has no channels gaze.yaw and gaze.pitch")
      }
      let fps = take.framesPerSecond
      let seconds = Double(onPartner.count) / fps
      guard seconds >= Self.leastLength else {
        throw Undefined("the take is shorter than \(Self.leastLength) s")
      }
      let own = Speaking.flags(of: take.participant, in: take)
      let listening = zip(Speaking.others(than: take.participant, in: take), own).map { $0 && !$1 }
      result["gaze.speaking/1"] = Self.share(onPartner, own, fps, "\(take.participant) speaks")
      result["gaze.listening/1"] = Self.share(onPartner, listening, fps, "somebody else speaks")
      turns(onPartner, Speaking.stretches(own), fps, &result)
      let bouts = Speaking.stretches(onPartner).map(\.count).sorted()
      result["gaze.bout/1"] =
        bouts.isEmpty
        ? .undefined(reason: "the gaze is never on the partner")
        : ScoreValue(Double(bouts[bouts.count / 2]) / fps)
      let shifts = GazeShifts(yaw: angles.yaw, pitch: angles.pitch, framesPerSecond: fps)
      result["gaze.saccades/1"] = ScoreValue(Double(shifts.saccades.count) * 60 / seconds)
      result["gaze.main-sequence/1"] = ScoreValue { () throws(Undefined) in
        guard shifts.saccades.count >= 5,
          let r = try? Correlation.pearson(
            shifts.saccades.map(\.size), shifts.saccades.map { Double($0.frames.count) })
        else { throw Undefined("there are fewer than 5 saccades, or they are all alike") }
        return r
      }
      let head = HeadTurns(take.track)
      result["gaze.eye-lead/1"] = ScoreValue { () throws(Undefined) in
        guard let head else { throw Undefined("the track has no head joint") }
        guard let lead = shifts.eyeLead(head: head.yaw, yaw: angles.yaw, framesPerSecond: fps) else {
          throw Undefined("no gaze shift of \(GazeShifts.large) degrees is followed by the head")
        }
        return lead
      }
      result["gaze.nods/1"] = ScoreValue { () throws(Undefined) in
        guard let head else { throw Undefined("the track has no head joint") }
        let minutes = Double(listening.count { $0 }) / fps / 60
        guard minutes * 60 >= Self.leastShare else {
          throw Undefined("nobody else speaks for \(Self.leastShare) s")
        }
        let nods = Nods.find(head.pitch, framesPerSecond: fps).filter { listening[$0] }
        return Double(nods.count) / minutes
      }
      result["gaze.deviation/1"] = deviation(take, result)
    }
  }

  private static func share(_ flags: [Bool], _ times: [Bool], _ fps: Double, _ what: String) -> ScoreValue {
    var on = 0
    var all = 0
    for (flag, time) in zip(flags, times) where time {
      all += 1
      if flag { on += 1 }
    }
    guard Double(all) >= leastShare * fps else {
      return .undefined(reason: "\(what) for less than \(leastShare) s")
    }
    return ScoreValue(Double(on) / Double(all))
  }

  private func turns(
    _ onPartner: [Bool], _ stretches: [Range<Int>], _ fps: Double, _ result: inout TakeMeasurement
  ) {
    let window = max(1, EventWindows.radius(seconds: Self.turnWindow, framesPerSecond: fps))
    let long = stretches.filter { $0.count >= 2 * window }
    guard !long.isEmpty else {
      for name in ["gaze.turn-start/1", "gaze.turn-end/1"] {
        result[name] = .undefined(reason: "no stretch of own speech lasts a second")
      }
      return
    }
    func share(_ holds: (Range<Int>) -> Bool) -> ScoreValue {
      ScoreValue(Double(long.count(where: holds)) / Double(long.count))
    }
    result["gaze.turn-start/1"] = share { stretch in
      2 * (stretch.lowerBound..<stretch.lowerBound + window).count { onPartner[$0] } < window
    }
    result["gaze.turn-end/1"] = share { stretch in
      2 * (stretch.upperBound - window..<stretch.upperBound).count { onPartner[$0] } > window
    }
  }

  private func deviation(_ take: TakeEvidence, _ result: TakeMeasurement) -> ScoreValue {
    guard let reference = take.reference.gaze, !reference.isEmpty else {
      return .undefined(reason: "the reference has no gaze")
    }
    let z = Self.floors.compactMap { name, floor -> Double? in
      guard let own = reference[name], own.n > 0, let value = result["gaze.\(name)/1"].number else {
        return nil
      }
      let deviation = max(own.deviation, floor) * (1 + 1 / Double(own.n)).squareRoot()
      return abs(value - own.mean) / deviation
    }
    return z.max().map { ScoreValue($0) } ?? .undefined(reason: "take and reference share no part of gaze")
  }
}

extension ScoringReference {
  /// Gaze and nods of sessions, by the names of the scores; `nil` where too few sessions have gaze.
  static func gaze(of sessions: [TakeEvidence]) -> [String: Signature.Habit]? {
    let records = sessions.map { GazeConduct().measure($0.with(reference: ScoringReference())) }
    var result: [String: Signature.Habit] = [:]
    for (name, _) in GazeConduct.floors {
      result[name] = Signature.Habit(records.compactMap { $0["gaze.\(name)/1"].number })
    }
    return result.isEmpty ? nil : result
  }
}
