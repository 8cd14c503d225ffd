import Statistics

/// Whether motion alone tells who moves: the character, or one of its decoys.
public struct Identity: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "identity/1"

  private static let parameters = [
    "window s": StyleWindows.seconds, "grid Hz": StyleWindows.aim, "shrinkage": StyleDiscriminant.shrinkage,
    "ratio cut": StyleIdentity.cut, "gate": StyleIdentity.gate, "cut": StyleModel.cut,
    "coverage": StyleModel.coverage,
  ]
  private static let lies =
    "Knows the cast and nobody else: a stranger is taken for whom it resembles most. Timing and meaning do not count, "
    + "so another script has the same value. Copied reference windows have a perfect one."

  /// Shares, ratio and error rates.
  public let descriptors = [
    MetricDescriptor(
      id: "identity.top1/1", title: "Taken for itself", direction: .higher, rank: .headline(4),
      needs: [.reference], parameters: parameters,
      summary:
        "Share of the take's windows of 2 s that linear discriminants take for the character and not for a "
        + "decoy. The record holds whom the others were taken for, and the share of the character's own held-out "
        + "windows, which is what can be reached.",
      whereItLies: lies
        + " Windows outside all that the cast does are nobody's, and so is a take that moves far less than "
        + "the character ever does. A near look-alike costs shares to "
        + "the character itself: read it beside the own share.",
      source:
        "linear discriminants with a shrunk pooled covariance (Fisher 1936, Friedman 1989); cast and left-out "
        + "scripts ours"),
    MetricDescriptor(
      id: "identity.clip/1", title: "Takes taken for itself", direction: .higher, rank: .diagnostic,
      needs: [.reference], parameters: parameters,
      summary:
        "1 where the whole take is likelier the character's than any decoy's, else 0; the mean is the share of "
        + "takes.",
      whereItLies: lies + " A share of few takes says little: see its interval.",
      source: "as taken for itself"),
    MetricDescriptor(
      id: "identity.ratio/1", title: "Likeness", unit: "ln", direction: .higher, rank: .diagnostic,
      needs: [.reference], parameters: parameters,
      summary:
        "ln(likelihood of the character / likelihood of the likeliest decoy) of all windows together, per window; a "
        + "window counts at most 20.",
      whereItLies: lies + " Exaggerated habits may score above the character itself.",
      source: "as taken for itself"),
    MetricDescriptor(
      id: "identity.eer/1", title: "Equal error rate", direction: .lower, rank: .diagnostic, reduction: .set,
      needs: [.reference], parameters: parameters,
      summary:
        "Error rate at which as many takes are refused as sessions of decoys are accepted, by likeness.",
      whereItLies: lies + " With fewer than 30 errors on a side it is coarse: no ranking by it.",
      source: "linear interpolation where false acceptance crosses false rejection"),
    MetricDescriptor(
      id: "identity.d/1", title: "Separation d'", unit: "SD", direction: .higher, rank: .diagnostic,
      reduction: .set, needs: [.reference], parameters: parameters,
      summary: "Difference of mean likeness between takes and sessions of decoys in their joint deviation.",
      whereItLies: lies, source: "signal detection theory (Green and Swets 1966)"),
    MetricDescriptor(
      id: "identity.omr/1", title: "On-model rate", direction: .higher, rank: .diagnostic,
      needs: [.reference],
      parameters: parameters,
      summary:
        "Share of windows accepted as the character at a threshold that accepts 1 % of the decoys' windows (5 % "
        + "with fewer than 300 windows or 30 clips). The behaviour row of OMR.",
      whereItLies: lies
        + " Not measurable where windows of the cast itself are told apart with more than 10 % equal error; "
        + "says nothing about appearance.",
      source: "ours, after fixed false acceptance in biometrics"),
    MetricDescriptor(
      id: "identity.omr-slope/1", title: "On-model slope", unit: "1/min", direction: .closerToZero,
      rank: .diagnostic, needs: [.reference], parameters: parameters,
      summary:
        "Slope of acceptance over the take's time, least squares over windows: below 0 the character is lost.",
      whereItLies: lies + " Noisy in takes of a minute.", source: "ours"),
  ]

  /// Judges every window. Undefined without decoys, and where the take lacks channels or is too short.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      let model = try take.reference.styleModel()
      guard let identity = model.identity else {
        throw Undefined(model.missing.identity ?? "the character has no decoys to be told from")
      }
      let reading = try model.read(take, leastWindows: StyleEnvelope.leastWindows)
      let verdicts: [StyleIdentity.Verdict]
      do throws(StatisticsError) {
        verdicts = try identity.verdicts(
          scores: reading.scores[...], points: reading.points[...], script: reading.script,
          isAlive: reading.activity >= identity.leastActivity)
      } catch { throw Undefined("the windows cannot be judged: \(error)") }
      guard !verdicts.isEmpty else { throw Undefined("no decoy performs another script than the take's") }
      let count = Double(verdicts.count)
      let ratio = StyleIdentity.ratio(verdicts)
      result["windows"] = .value(count)
      for (index, name) in identity.performers.enumerated() {
        result["windows as \(name)"] = .value(Double(verdicts.count { $0.performer == index }) / count)
      }
      result["windows as nobody"] = .value(Double(verdicts.count { $0.performer == nil }) / count)
      result["own windows as \(model.character)"] = .value(identity.accepted.first ?? 0)
      result["cast error rate"] = .value(identity.windowErrorRate)
      if let accuracy = identity.contentAccuracy, let chance = identity.contentChance {
        result["script told"] = .value(accuracy)
        result["script chance"] = .value(chance)
      }
      result["identity.top1/1"] = .value(Double(verdicts.count { $0.performer == 0 }) / count)
      result["activity"] = .value(reading.activity)
      result["least activity"] = .value(identity.leastActivity)
      result["identity.clip/1"] = .value(ratio > 0 ? 1 : 0)
      result["identity.ratio/1"] = ScoreValue(ratio)
      let reason = "decided over all takes of a run"
      result["identity.eer/1"] = .undefined(reason: reason)
      result["identity.d/1"] = .undefined(reason: reason)
      rate(verdicts, identity, &result)
    }
  }

  private func rate(
    _ verdicts: [StyleIdentity.Verdict], _ identity: StyleIdentity, _ result: inout TakeMeasurement
  ) {
    guard identity.windowErrorRate <= StyleIdentity.usableErrorRate else {
      let percent = (identity.windowErrorRate * 1000).rounded() / 10
      let reason =
        "not measurable: windows of the reference cast are told apart with \(percent) % equal error, over 10 %"
      result["identity.omr/1"] = .undefined(reason: reason)
      result["identity.omr-slope/1"] = .undefined(reason: reason)
      return
    }
    let hits = verdicts.map { $0.ratio >= identity.threshold ? 1.0 : 0.0 }
    let minutes = hits.indices.map { Double($0) * StyleWindows.seconds / 2 / 60 }
    let count = Double(hits.count)
    let mean = hits.reduce(0, +) / count
    let center = minutes.reduce(0, +) / count
    let spread = minutes.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let slope = zip(minutes, hits).reduce(0) { $0 + ($1.0 - center) * ($1.1 - mean) }
    result["accepted decoy windows"] = .value(identity.falseAcceptance)
    result["identity.omr/1"] = .value(mean)
    result["identity.omr-slope/1"] =
      spread > 0 ? ScoreValue(slope / spread) : .undefined(reason: "one window has no slope")
  }

  /// Means over conversations, and error rates of all takes against all sessions of decoys.
  public func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score] {
    let ratios = records.compactMap { $0.measurement["identity.ratio/1"].number }
    let conversations = Set(
      records.filter { $0.measurement["identity.ratio/1"].number != nil }.map(\.key.recording))
    var rates: ErrorRates?
    var reason =
      records.lazy.compactMap { $0.measurement["identity.ratio/1"].reason }.first ?? "there are no takes"
    do {
      let model = try reference.styleModel()
      if !ratios.isEmpty, let identity = model.identity {
        rates = try? ErrorRates(genuine: ratios, impostor: identity.decoyClips)
        reason = "the takes have no error rate"
      }
    } catch { reason = error.reason }
    return descriptors.map { descriptor in
      var score = reduced(descriptor, records.map { ($0.key, $0.measurement[descriptor.id]) })
      guard descriptor.reduction == .set else { return score }
      let value = descriptor.id == "identity.eer/1" ? rates?.equalErrorRate : rates?.sensitivity.value
      score.value = value.map { ScoreValue($0) } ?? .undefined(reason: reason)
      score.n = value == nil ? 0 : conversations.count
      score.takes = value == nil ? 0 : ratios.count
      score.undefinedTakes = records.count - score.takes
      return score
    }
  }
}
