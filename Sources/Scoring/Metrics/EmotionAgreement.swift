import Statistics

/// Whether the face shows what the labels say, by the convention of prototypes.
public struct EmotionAgreement: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "emotion/1"

  /// Shortest labelled stretch that is classified, in seconds.
  static let leastSegment = 2.0
  /// Samples a second on which curves are compared.
  static let grid = 10.0

  private static let caveat =
    "Agreement with a convention, not with what is felt: prototypes are taken from posed faces, people show feelings in "
    + "other ways too, and expressions approved on the character's sheet win over the convention."

  /// Valence and accuracy first.
  public var descriptors: [MetricDescriptor] {
    func score(
      _ name: String, _ title: String, _ rank: MetricDescriptor.Rank, _ needs: [MetricDescriptor.Need],
      summary: String, _ whereItLies: String
    ) -> MetricDescriptor {
      MetricDescriptor(
        id: "emotion.\(name)/1", title: title, direction: .higher, rank: rank, needs: needs,
        parameters: [
          "smoothing s": EmotionActivation.smoothing, "least segment s": Self.leastSegment,
          "usual strength": EmotionLabels.usualStrength, "longest s": EmotionLabels.longest,
        ], summary: summary, whereItLies: whereItLies + " " + Self.caveat,
        source:
          "action units of the Facial Action Coding System on ARKit shapes, the house's table; concordance after "
          + "Lin 1989", readsReference: true)
    }
    return [
      score(
        "ccc", "Emotion CCC", .headline(7), [.reference, .face],
        summary:
          "Mean of the concordances of valence and arousal: what the face shows, without what speech moves and over 1 s, "
          + "against the labels, on the character's own scale of showing.",
        "Sees valence and arousal only: anger for fear goes unnoticed. Low in takes whose labels hardly vary."
      ),
      score(
        "accuracy", "Emotion accuracy", .headline(7), [.face],
        summary:
          "Balanced accuracy over labelled stretches of at least 2 s: the prototype that stands out most from the "
          + "character's usual face, against the label's.",
        "A take holds few stretches; prototypes share action units, so that fear passes for surprise. Chance is 1/7."
      ),
      score(
        "valence", "Valence CCC", .diagnostic, [.reference, .face],
        summary:
          "Concordance of shown valence (joy less the mean of sadness, anger, disgust and fear) with the labels' valence "
          + "times strength.",
        "Blind to feelings that are neither pleasant nor unpleasant, such as surprise."),
      score(
        "r", "Valence r", .diagnostic, [.face],
        summary: "Pearson's correlation of the same two curves.",
        "Blind to how strongly anything is shown."),
      score(
        "arousal", "Arousal CCC", .diagnostic, [.reference, .face],
        summary:
          "Concordance of the mean activation of all action units with the labels' arousal times strength, on the "
          + "character's own scale.",
        "Calm and wild is a table of the house, and accents of speech move brows as well."),
    ]
  }

  /// Compares face and labels. Undefined without labels, a face, or labels that differ.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let feelings = EmotionLabels.feelings(of: take)
      guard !feelings.isEmpty else {
        throw Undefined("no emotion of \(take.participant) is labelled in \(take.key.recording)")
      }
      let shown = try EmotionActivation(take, prototypes: take.reference.emotion?.prototypes ?? [:])
      let said = EmotionCurves(take)
      let step = max(1, Int((take.framesPerSecond / Self.grid).rounded()))
      func thin(_ curve: [Double]) -> [Double] {
        stride(from: 0, to: curve.count, by: step).map { curve[$0] }
      }
      let valence = thin(said.valence)
      let scale = take.reference.emotion
      let pleasure = Self.concordance(
        thin(shown.valence), valence, scale?.valence, "valence", take.key.recording)
      let energy = Self.concordance(
        thin(shown.energy), thin(said.arousal), scale?.arousal, "arousal", take.key.recording)
      result["emotion.valence/1"] = pleasure
      result["emotion.arousal/1"] = energy
      // Both or none: one of them alone would stand on another scale.
      if let first = pleasure.number, let second = energy.number {
        result["emotion.ccc/1"] = ScoreValue((first + second) / 2)
      } else {
        result["emotion.ccc/1"] = pleasure.number == nil ? pleasure : energy
      }
      result["emotion.r/1"] = ScoreValue { () throws(Undefined) in
        guard Self.varies(valence) else { throw Undefined("the labels' valence does not vary") }
        let face = thin(shown.valence)
        // Defined by rule: a face that does not change agrees with nothing.
        guard Self.varies(face) else { return 0 }
        guard let r = try? Correlation.pearson(face, valence) else {
          throw Undefined("valence has no correlation")
        }
        return r
      }
      result["emotion.accuracy/1"] = accuracy(feelings, shown, take, &result)
      result["labels"] = .value(Double(feelings.count))
    }
  }

  private static func varies(_ curve: [Double]) -> Bool {
    guard let least = curve.min(), let most = curve.max() else { return false }
    return most - least > 1e-6
  }

  private static func concordance(
    _ shown: [Double], _ said: [Double], _ line: ScoringReference.EmotionScale.Line?, _ name: String,
    _ recording: String
  ) -> ScoreValue {
    ScoreValue { () throws(Undefined) in
      guard let line else { throw Undefined("the reference does not say how strongly \(name) is shown") }
      guard varies(said) else { throw Undefined("the labels' \(name) does not vary in \(recording)") }
      guard let value = try? ConcordanceCorrelation.between(shown.map { line($0) }, said) else {
        throw Undefined("\(name) has no concordance")
      }
      return value
    }
  }

  private func accuracy(
    _ feelings: [EmotionLabels.Feeling], _ shown: EmotionActivation, _ take: TakeEvidence,
    _ result: inout TakeMeasurement
  ) -> ScoreValue {
    var hits: [EmotionPrototypes.Name: (hit: Int, all: Int)] = [:]
    for feeling in feelings {
      guard let truth = EmotionLabels.prototype(of: feeling.emotion),
        Double(feeling.frames.count) >= Self.leastSegment * take.framesPerSecond
      else { continue }
      var best: (name: EmotionPrototypes.Name, height: Double)?
      for name in EmotionPrototypes.Name.allCases {
        guard let curve = shown.prototypes[name] else { continue }
        var height = feeling.frames.reduce(0) { $0 + curve[$1] } / Double(feeling.frames.count)
        if let scale = take.reference.emotion, let mean = scale.means[name.rawValue],
          let deviation = scale.deviations[name.rawValue]
        {
          height = (height - mean) / max(deviation, 1e-3)
        }
        if best.map({ height > $0.height }) ?? true { best = (name, height) }
      }
      guard let best else { continue }
      hits[truth, default: (0, 0)].all += 1
      if best.name == truth { hits[truth, default: (0, 0)].hit += 1 }
      let pair = "\(truth.rawValue) as \(best.name.rawValue)"
      result[pair] = .value((result.quantities[pair]?.number ?? 0) + 1)
    }
    guard !hits.isEmpty else {
      return .undefined(
        reason: "no stretch of \(Self.leastSegment) s is labelled with a feeling that has a prototype")
    }
    guard hits.count > 1 else { return .undefined(reason: "all labelled stretches have one prototype") }
    let recalls = EmotionPrototypes.Name.allCases.compactMap { name in
      hits[name].map { Double($0.hit) / Double($0.all) }
    }
    return ScoreValue(recalls.reduce(0, +) / Double(recalls.count))
  }
}
