extension GoldenFormula {
  /// Lips, eyes and face meshes.
  static let speech = [
    GoldenFormula("xcorr_lag", values: ["lag_frames", "lag_ms"]) { golden in
      let fps = try golden.framesPerSecond()
      let first = try golden.column(0)
      let second = try golden.column(1)
      let largest = try golden.integer("maxlag", 0...1_000_000)
      guard first.count == second.count else { throw Undefined("the two curves differ in length") }
      guard let fit = LaggedCorrelation(first, second, largestLag: min(largest, max(0, first.count - 1)))
      else {
        throw Undefined("a curve is constant or shorter than 3 frames")
      }
      return .table([
        "lag_frames": .integer(fit.lag), "r": .number(fit.peak),
        "lag_ms": .number(fit.refinedLag * 1000 / fps),
      ])
    },
    GoldenFormula("closure_hits") { golden in
      let fps = try golden.framesPerSecond()
      let curve = try golden.column(0)
      let window = try golden.number("window_s", 0...1e6)
      let threshold = try golden.number("threshold", -1e12...1e12)
      let radius = EventWindows.radius(
        seconds: min(window, Double(curve.count + 1) / fps), framesPerSecond: fps)
      let hits = EventWindows.reachesDown(curve, to: threshold, radius: radius)
      let frames = try golden.column(1).map { time in
        Int(max(-1, min((time * fps + 0.5).rounded(.down), Double(curve.count))))
      }
      guard let rate = EventWindows.rate(hits, at: frames) else {
        throw Undefined("no event lies in the curve")
      }
      return .number(rate)
    },
    GoldenFormula("blinks", values: ["events", "rate_per_min"]) { golden in
      let fps = try golden.framesPerSecond()
      let curve = try golden.column(0)
      guard !curve.isEmpty else { throw Undefined("the curve has no frames") }
      let events = Blinks.events(
        curve, on: try golden.number("on", -1e12...1e12, default: Blinks.on),
        off: try golden.number("off", -1e12...1e12, default: Blinks.off))
      let frames = events.reduce(0) { $0 + $1.count }
      return .table([
        "events": .list(events.map { .integers([$0.lowerBound, $0.upperBound]) }),
        "rate_per_min": .number(Double(events.count) * 60 * fps / Double(curve.count)),
        "mean_dur_s": events.isEmpty
          ? .none(reason: "there is no blink") : .number(Double(frames) / fps / Double(events.count)),
      ])
    },
    GoldenFormula("vertex", beginnings: ["lve", "mve", "fdd", "vertex"], values: ["lve_sq", "mve"]) {
      golden in
      let recorded = try golden.table(0)
      let made = try golden.table(1)
      let template = try golden.table(2).values
      guard recorded.width == template.count, made.width == template.count else {
        throw VerificationError.badInput(
          "template", reason: "\(template.count / 3) vertices, the meshes have \(recorded.width / 3)")
      }
      let found = try VertexDistance(
        recorded: recorded.values, made: made.values, template: template,
        lips: try golden.indices("lip_vertices"), upper: try golden.indices("upper_vertices"))
      return .table([
        "lve_sq": .number(found.lipSquared), "lve_l2": .number(found.lip), "mve": .number(found.mean),
        "fdd": .number(found.upperDynamics),
      ])
    },
  ]
}
