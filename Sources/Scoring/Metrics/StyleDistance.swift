import Statistics

/// How far a take's style lies from the character's own sessions, in units of how far these lie from each other.
public struct StyleDistance: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "envelope/1"

  /// Name of the distances under resampled sessions in a record, draw by draw.
  public static let resampled = "distance resampled"

  private static let lies =
    "Sees how things are done and not when: a shift, another script and inverted emotion leave it as it is; copied "
    + "reference windows have a perfect value; a slow drift stays below it."

  /// Distance, share inside and the check.
  public let descriptors = [
    MetricDescriptor(
      id: "envelope.distance/1", title: "Style distance", unit: "own sessions", direction: .lower,
      rank: .headline(5), needs: [.reference],
      parameters: [
        "window s": StyleWindows.seconds, "grid Hz": StyleWindows.aim,
        "directions": Double(StyleSpace.directions), "cut": StyleModel.cut,
        "coverage": StyleModel.coverage, "windows": Double(StyleEnvelope.leastWindows),
      ],
      summary:
        "Energy distance of the take's windows of 2 s from the held-out sessions, divided by the median of the "
        + "same distance of each held-out session from the others: 1 is as far as the character's own sessions "
        + "are, and less is no merit. Sessions of the same recording are left out. The interval of a run draws "
        + "conversations and held-out sessions anew, 200 times; p is the rank of a take among the own sessions.",
      whereItLies: lies + " A near look-alike lies within it: that is what identity is for.",
      source: "energy distance after Székely and Rizzo 2013; windows and baseline ours"),
    MetricDescriptor(
      id: "envelope.inside/1", title: "Windows inside", direction: .closerToReference, rank: .diagnostic,
      needs: [.reference], parameters: ["level": StyleEnvelope.level],
      summary:
        "Share of the take's windows within the Mahalanobis distance that holds 95 % of the windows of own "
        + "sessions, each seen from the others.",
      whereItLies: lies
        + " Its middle is not its best: motion shrunk towards the mean lies inside, as quiet moments "
        + "do.",
      source: "Mahalanobis 1936; windows and level ours"),
    MetricDescriptor(
      id: "envelope.mmd/1", title: "Style MMD²", direction: .lower, rank: .diagnostic, needs: [.reference],
      parameters: [
        "take": Double(StyleEnvelope.checked.take), "reference": Double(StyleEnvelope.checked.reference),
      ],
      summary:
        "Unbiased squared maximum mean discrepancy of the same windows with a Gaussian kernel as wide as the "
        + "median distance: a check of the style distance, around 0 for alike windows and perhaps below.",
      whereItLies: lies + " Both sides are thinned evenly to the stated numbers of windows.",
      source: "Gretton et al. 2012"),
  ]

  /// Compares the take's windows with those of the held-out sessions. A take longer than these is cut into pieces of
  /// their length, and the distances are averaged: distances of few windows are larger.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      let model = try take.reference.styleModel()
      guard let envelope = model.envelope else {
        throw Undefined(model.missing.envelope ?? "the reference has no envelope")
      }
      let reading = try model.read(take, leastWindows: StyleEnvelope.leastWindows)
      do throws(StatisticsError) {
        try compare(reading, envelope, &result)
      } catch { throw Undefined("the windows cannot be compared: \(error)") }
      result["windows"] = .value(Double(reading.windows.count))
      result["channels at rest"] = .value(Double(reading.missing))
      result["reference sessions"] = .value(Double(model.sessions))
      result["reference minutes"] = .value(model.seconds / 60)
      result["reference provisional"] = .value(take.reference.style?.isProvisional == false ? 0 : 1)
    }
  }

  private func compare(
    _ reading: StyleModel.Reading, _ envelope: StyleEnvelope, _ result: inout TakeMeasurement
  ) throws(StatisticsError) {
    let dimensions = envelope.dimensions
    let windows = try PointCloud(reading.points, dimensions: dimensions, named: "windows of the take")
    let others = try envelope.reference(without: reading.script)
    let usual = envelope.lengths.last ?? windows.count
    let pieces = max(1, Int((Double(windows.count) / Double(usual)).rounded()))
    var sum = 0.0
    var sums: [StyleEnvelope.Piece] = []
    for piece in 0..<pieces {
      let first = piece * windows.count / pieces
      let end = (piece + 1) * windows.count / pieces
      let cloud = try PointCloud(
        Array(windows.values[first * dimensions..<end * dimensions]), dimensions: dimensions)
      sums.append(try envelope.piece(cloud))
      sum += try envelope.energy(sums[piece], others.count, script: reading.script)
    }
    let distance = sum / Double(pieces)
    let own = try Sample(envelope.baseline(windows: windows.count / pieces), named: "own distances")
    let median = own.median
    result["energy"] = ScoreValue(distance)
    result["own energy"] = ScoreValue(median)
    result["own low"] = ScoreValue(try own.quantile(0.025) / median)
    result["own high"] = ScoreValue(try own.quantile(0.975) / median)
    // The take among the own sessions: of n + 1 that could be the farthest, how many are at least as far.
    let farther = own.values.count { $0 >= distance }
    result["p"] = ScoreValue(Double(farther + 1) / Double(own.count + 1))
    result["envelope.distance/1"] =
      median > 0
      ? ScoreValue(distance / median)
      : .undefined(reason: "the held-out sessions do not differ from each other")
    if median > 0 {
      let resampled = envelope.resampled(
        sums, script: reading.script, length: windows.count / pieces, usual: distance / median)
      if let draws = try? Sample(resampled, named: "resampled distances") {
        result.series[Self.resampled] = resampled
        result["distance low"] = ScoreValue(try draws.quantile(0.025))
        result["distance high"] = ScoreValue(try draws.quantile(0.975))
      }
    }
    let reach = try MahalanobisDistance(Covariance(of: others))
    var inside = 0
    for index in 0..<windows.count where try reach.distance(of: windows.row(index)) <= envelope.radius {
      inside += 1
    }
    result["envelope.inside/1"] = ScoreValue(Double(inside) / Double(windows.count))
    result["envelope.mmd/1"] = ScoreValue(try envelope.discrepancy(windows, others))
    result["own mmd"] = ScoreValue(try Sample(envelope.discrepancies, named: "own discrepancies").median)
  }
}
