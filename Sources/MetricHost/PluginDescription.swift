import Conversation
import Motion
import Provenance
import Scoring

/// Ids and descriptors of a bundle's scores.
struct PluginDescription {
  /// The metric as runs keep it.
  let metric: ForeignMetric

  init(_ bundle: MetricBundle, hash: ContentHash, encoder: EncoderInput?) {
    let manifest = bundle.manifest
    let ending = "/\(manifest.version)+\(hash.description.prefix(8))"
    let stem = bundle.kind == .encoder ? "fgd.\(manifest.id)" : manifest.id
    var parameters = (manifest.parameters ?? [:]).filter { $0.value.isFinite }
    if let encoder { parameters.merge(encoder.parameters) { _, ours in ours } }
    let needs = manifest.needs ?? (bundle.kind == .encoder ? [.reference] : [])
    let lies = manifest.whereItLies ?? "Its author does not say."
    let source =
      manifest.source ?? "its author: \(bundle.licence.map { "licence \($0)" } ?? "no source stated")"
    func descriptor(
      _ id: String, _ title: String, _ unit: String, _ direction: MetricDescriptor.Direction,
      _ reduction: MetricDescriptor.Reduction, _ summary: String, _ ownLies: String, _ ownSource: String
    ) -> MetricDescriptor {
      MetricDescriptor(
        id: id + ending, title: title, unit: unit, direction: direction, rank: .diagnostic,
        reduction: reduction, needs: needs, parameters: parameters, summary: summary, whereItLies: ownLies,
        source: ownSource, code: hash.description)
    }
    let descriptors: [MetricDescriptor]
    switch bundle.kind {
    case .encoder:
      let few = " Few windows raise it; numbers of other encoders are not comparable."
      descriptors = [
        descriptor(
          stem, manifest.title, "", .lower, .set,
          manifest.summary
            + " Fréchet distance between the run's windows and those of the held-out sessions.",
          lies + few, source),
        descriptor(
          stem + ".limit", manifest.title + " ∞", "", .lower, .set,
          "The same at endlessly many windows: intercept of the distance against 1/N over all, half and a quarter of "
            + "the windows, 20 draws each.", lies, "Chong and Forsyth 2020, on the distance above"),
      ]
    case .metric:
      descriptors =
        manifest.scores?.map { score in
          descriptor(
            "\(stem).\(score.name)", score.title, score.unit ?? "", score.direction, score.reduction ?? .mean,
            score.summary, score.whereItLies ?? lies, score.source ?? source)
        } ?? [
          descriptor(
            stem, manifest.title, manifest.unit ?? "", manifest.direction ?? .higher,
            manifest.reduction ?? .mean, manifest.summary, lies, source)
        ]
    }
    metric = ForeignMetric(id: stem + ending, descriptors: descriptors)
  }

  /// Id of the score that a script calls by its name; a lone score goes by the metric's id.
  static func score(_ name: String, of metric: ForeignMetric) -> String? {
    guard let slash = metric.id.firstIndex(of: "/") else { return nil }
    if metric.id[..<slash] == name, metric.descriptors.first?.id == metric.id { return metric.id }
    let id = "\(metric.id[..<slash]).\(name)\(metric.id[slash...])"
    return metric.descriptors.contains { $0.id == id } ? id : nil
  }
}

extension TakeEvidence {
  /// Why a take lacks what a metric needs; `nil` where it lacks nothing.
  func reasonAgainst(_ needs: [MetricDescriptor.Need]) -> String? {
    if track.frameCount == 0 { return "the track has no frames" }
    if let sample = firstUnusableSample {
      return "the track holds NaN or infinity in frame \(sample / track.layout.width)"
    }
    for need in needs {
      if let reason = reasonAgainst(need) { return reason }
    }
    return nil
  }

  private func reasonAgainst(_ need: MetricDescriptor.Need) -> String? {
    let channels = track.layout.channels
    switch need {
    case .phones:
      switch phoneTiming {
      case .measured: return nil
      case .estimated: return "phone times are estimated"
      case .absent: return "no phones"
      }
    case .speech:
      return happened.speech(of: participant).isEmpty
        ? "\(participant) does not speak in \(key.recording)" : nil
    case .stress:
      return phoneTiming == .measured || envelope != nil ? nil : "no stressed vowels and no voice"
    case .reference:
      return reference.curves.isEmpty ? "the character has no reference sessions" : nil
    case .limits:
      let limits = reference.limits
      return limits.weights.isEmpty && limits.rotations.isEmpty ? "the character states no limits" : nil
    case .joints:
      return channels.contains { $0.kind == .rotation || $0.kind == .translation }
        ? nil : "the take moves no joints"
    case .face: return channels.contains { $0.kind == .weight } ? nil : "the take has no face"
    case .performance: return performance == nil ? "the recording holds no performance" : nil
    }
  }
}
