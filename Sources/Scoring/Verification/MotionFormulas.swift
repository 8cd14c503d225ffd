import Foundation
import Statistics

extension GoldenFormula {
  /// Beats, coupling, amount and variety of motion.
  static let motion = [
    GoldenFormula("beat_consistency", values: ["bc", "precision"]) { try beatConsistency($0) },
    GoldenFormula("ba_star", values: ["null_mean", "ba_star"]) { try shiftedBeats($0) },
    GoldenFormula("coupling") { try coupling($0) },
    GoldenFormula("l1_diversity", beginnings: ["l1_diversity", "l1 diversity"]) { golden in
      let table = try golden.table(0)
      guard table.count > 0 else { throw Undefined("the motion has no frames") }
      let spreads = table.values.withUnsafeBufferPointer {
        Spread.perColumn($0, count: table.count, width: table.width)
      }
      return .number(spreads.reduce(0, +))
    },
    GoldenFormula("avg_jerk") { golden in
      let motion = try golden.joints(0)
      guard motion.count >= 4 else { throw Undefined("the motion is shorter than 4 frames") }
      let fps = try golden.framesPerSecond()
      let jerks = motion.values.withUnsafeBufferPointer {
        Jerk.perChannel(
          $0, count: motion.count, widths: [Int](repeating: 3, count: motion.width / 3), step: 1, rate: fps)
      }
      return .numbers(jerks)
    },
    GoldenFormula("srgr") { try semanticRecall($0) },
    GoldenFormula("multimodality") { golden in
      let table = try golden.table(0)
      let match = golden.item.formula.firstMatch(of: /(\d{1,6}) contexts x (\d{1,6}) samples/)
      let contexts = try golden.integer("contexts", 1...1_000_000, default: match.flatMap { Int($0.1) })
      let samples = try golden.integer("samples", 1...1_000_000, default: match.flatMap { Int($0.2) })
      guard contexts * samples == table.count else {
        throw VerificationError.badInput(
          golden.item.inputs.first ?? "", reason: "\(table.count) rows are not \(contexts) x \(samples)")
      }
      return .number(
        try Multimodality.mean(
          of: (0..<contexts).map { context in
            try PointCloud(
              table.rows(context * samples..<(context + 1) * samples).values, dimensions: table.width,
              named: "samples of context \(context)")
          }))
    },
    GoldenFormula("temporal_consistency") { golden in
      let table = try golden.table(0)
      return .number(try TemporalConsistency.score(table.values, width: table.width))
    },
  ]

  /// Beats of every joint, and onsets in seconds.
  private static func beats(
    _ golden: GoldenCase, fps: Double, order: Int, threshold: Double
  ) throws -> (frames: [[Int]], onsets: [Double]) {
    let motion = try golden.joints(0)
    let onsets = try golden.column(1)
    let reference = try golden.column(2)
    guard motion.count > 0 else { throw Undefined("the motion has no frames") }
    guard !onsets.isEmpty else { throw Undefined("there are no onsets") }
    guard reference.count == motion.width / 3 else {
      throw VerificationError.badInput("reference speeds", reason: "one per joint is needed")
    }
    guard reference.allSatisfy({ $0 > 0 }) else { throw Undefined("a reference speed is 0") }
    let speeds = JointSpeed.points(motion.values, width: motion.width, framesPerSecond: fps)
    let frames = zip(speeds, reference).map { speed, mean in
      MotionBeats.frames(of: speed.map { $0 / mean }, order: order, threshold: threshold)
    }
    return (frames, onsets.sorted())
  }

  private static func beatConsistency(_ golden: GoldenCase) throws -> GoldenValue {
    let fps = try golden.framesPerSecond()
    let sigma = try golden.number("sigma", 1e-9...1e9, default: BeatConsistency.sigma)
    let (frames, onsets) = try beats(
      golden, fps: fps, order: try golden.integer("order", 1...1_000_000, default: MotionBeats.order),
      threshold: try golden.number("threshold", -1e12...1e12, default: MotionBeats.threshold))
    let times = frames.map { $0.map { Double($0) / fps } }
    let consistency = times.map { MotionBeats.nearness(from: onsets, to: $0, sigma: sigma) }
    let precision = times.map { MotionBeats.nearness(from: $0, to: onsets, sigma: sigma) }
    let bc = consistency.reduce(0, +) / Double(times.count)
    let back = precision.reduce(0, +) / Double(times.count)
    return .table([
      "beats": .list(frames.map { .integers($0) }), "bc_per_joint": .numbers(consistency), "bc": .number(bc),
      "precision_per_joint": .numbers(precision), "precision": .number(back),
      "f1": .number(bc + back > 0 ? 2 * bc * back / (bc + back) : 0),
    ])
  }

  private static func shiftedBeats(_ golden: GoldenCase) throws -> GoldenValue {
    let fps = try golden.framesPerSecond()
    let motion = try golden.joints(0)
    let (frames, onsets) = try beats(
      golden, fps: fps, order: try golden.integer("order", 1...1_000_000, default: MotionBeats.order),
      threshold: try golden.number("threshold", -1e12...1e12, default: MotionBeats.threshold))
    let named = golden.item.formula.firstMatch(of: /joint (\d{1,6})/).flatMap { Int($0.1) }
    let joint = try golden.integer("joint", 0...1_000_000, default: named ?? 0)
    guard joint < frames.count else {
      throw VerificationError.badParameter("joint", reason: "there are \(frames.count) joints")
    }
    let found = ShiftedBeats(
      onsets: onsets, beats: frames[joint].map { Double($0) / fps },
      sigma: try golden.number("sigma", 1e-9...1e9, default: 0.1),
      duration: try golden.number("duration_s", 1e-9...1e9, default: Double(motion.count) / fps),
      shifts: try golden.integer("K", 1...100_000, default: 20))
    return .table([
      "f1": .number(found.score), "null_mean": .number(found.nullMean),
      "ba_star": .optional(found.corrected, else: "chance is perfect"),
    ])
  }

  private static func coupling(_ golden: GoldenCase) throws -> GoldenValue {
    let fps = try golden.framesPerSecond()
    let motion = try golden.joints(0)
    guard motion.count > 0 else { throw Undefined("the motion has no frames") }
    var onsets = try golden.column(1)
    if let words = golden.text("events"), let match = words.firstMatch(of: /\[[^\]]*\]/) {
      let slice = try GoldenSlice.parse(String(match.0), in: words)
      onsets = try slice.indices(of: onsets.count, in: words).map { onsets[$0] }
    }
    var events = [Double](repeating: 0, count: motion.count)
    for onset in onsets {
      let frame = (onset * fps + 0.5).rounded(.down)
      if frame >= 0, frame < Double(motion.count) { events[Int(frame)] += 1 }
    }
    var speed = [Double](repeating: 0, count: motion.count)
    for joint in JointSpeed.points(motion.values, width: motion.width, framesPerSecond: fps) {
      for (frame, value) in joint.enumerated() { speed[frame] += value }
    }
    let deviation = try golden.number("sd_s", 0...1e6, default: SpeechMotionCoupling.smoothing) * fps
    guard deviation <= 1e6 else { throw VerificationError.badParameter("sd_s", reason: "too wide") }
    let smoothEvents = GaussianSmoothing.smooth(events, deviation: deviation)
    let smoothSpeed = GaussianSmoothing.smooth(speed, deviation: deviation)
    let largestLag = try golden.integer("maxlag", 0...1_000_000, default: 15)
    let leastShift = try golden.number("min_shift_s", 0...1e6, default: 1)
    let step = try golden.integer("step", 1...1_000_000, default: 5)
    func at(_ lag: Int) throws(Undefined) -> (values: [String: GoldenValue], bestLag: GoldenValue) {
      if let found = EventCoupling(
        events: smoothEvents, motion: smoothSpeed, framesPerSecond: fps, lag: lag, largestLag: largestLag,
        leastShift: leastShift, step: step)
      {
        let values: [String: GoldenValue] = [
          "r": .number(found.r), "z": .number(found.z), "null_mean": .number(found.nullMean),
          "null_sd": .number(found.nullDeviation),
        ]
        return (values, .integer(found.bestLag))
      }
      if let correlation = CircularCorrelation(smoothEvents, smoothSpeed) {
        let none = GoldenValue.none(reason: "there are fewer than 3 shifts for a null, or it does not vary")
        let values = ["r": .number(correlation(lag)), "z": none, "null_mean": none, "null_sd": none]
        return (values, .integer(correlation.best(upTo: largestLag).lag))
      }
      guard CircularCorrelation(smoothSpeed, smoothSpeed) == nil else {
        throw Undefined("there are no events")
      }
      // Defined by rule: motion that does not vary is coupled to nothing.
      let still = GoldenValue.none(reason: "the joints' speed does not vary")
      return (["r": .number(0), "z": .number(0), "null_mean": still, "null_sd": still], still)
    }
    let own = try at(try golden.integer("lag", -1_000_000...1_000_000, default: 0))
    var result = own.values
    result["best_lag"] = own.bestLag
    for name in golden.expectedNames {
      if let match = name.wholeMatch(of: /lag(-?\d{1,6})/), let lag = Int(match.1) {
        result[name] = .table(try at(lag).values)
      }
    }
    return .table(result)
  }

  private static func semanticRecall(_ golden: GoldenCase) throws -> GoldenValue {
    let made = try golden.joints(0)
    let recorded = try golden.joints(1)
    let weights = try golden.column(2)
    guard made.width == recorded.width else { throw Undefined("the two motions differ in joints") }
    let threshold = try golden.number("threshold", 0...1e12, default: SemanticRecall.threshold)
    func recall(_ distance: SemanticRecall.Distance) throws(Undefined) -> SemanticRecall {
      try SemanticRecall(
        made: made.values, recorded: recorded.values, width: made.width, weights: weights,
        threshold: threshold, distance: distance)
    }
    let sum = try recall(.sum)
    let root = try recall(.euclidean)
    var result: [String: GoldenValue] = [:]
    for (name, found) in [("l1", sum), ("l2", root)] {
      result["\(name)_normalised"] = .optional(found.normalised, else: "no frame has semantic weight")
      for expected in golden.expectedNames {
        guard let match = expected.wholeMatch(of: /(l[12])_published_([0-9.]+)/), match.1 == name,
          let divisor = Double(match.2), divisor > 0
        else { continue }
        result[expected] = .number(found.published(dividedBy: divisor))
      }
    }
    return .table(result)
  }
}

extension GoldenCase {
  /// An input of joints: x, y, z each.
  func joints(_ index: Int) throws(VerificationError) -> GoldenTable {
    let table = try table(index)
    guard table.width % 3 == 0 else {
      throw .badInput(
        item.inputs.first ?? "", reason: "joints need three columns each, there are \(table.width)")
    }
    return table
  }
}
