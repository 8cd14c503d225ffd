/// The metrics of the house.
public enum Metrics {
  /// Every metric, in display order. One file each in this folder's `Metrics`.
  public static let all: [any Metric] = [
    RigValidity(), LipSync(), SpeechMotionCoupling(), Identity(), StyleDistance(), CharacterSignature(),
    SignatureDrift(), EmotionAgreement(), AmplitudeRatio(), JerkRatio(), DeadFace(), Plateau(), BlinkRate(),
    GazeConduct(), LipShapes(), OverActing(), BeatConsistency(), GuardInterventions(), GestureDistance(),
    ShiftedBeatConsistency(), RecordedFace(), SemanticGestures(), StrokeSmoothness(), FrameLikeness(),
    TakeVariety(), LipSound(), HandSpace(), Expressivity(), BlinkIntervals(), FootSlide(), BackchannelNods(),
    LabanEffort(), SemanticStrokes(),
  ]

  /// Every score, in display order.
  public static let descriptors: [MetricDescriptor] = all.flatMap(\.descriptors)

  /// Every score that can be read: those of the house, then those from outside that this process has met.
  public static var known: [MetricDescriptor] { descriptors + ForeignMetrics.known.flatMap(\.descriptors) }

  /// The descriptor of a score.
  ///
  /// - Throws: ``ScoringError/unknownMetric(_:)``.
  public static func descriptor(_ id: String) throws(ScoringError) -> MetricDescriptor {
    if let found = descriptors.first(where: { $0.id == id }) { return found }
    guard let found = known.first(where: { $0.id == id }) else { throw .unknownMetric(id) }
    return found
  }

  /// The metric with a measurement id (`lip-sync/1`) or with a score of that id (`lip-sync.r0/1`).
  ///
  /// - Throws: ``ScoringError/unknownMetric(_:)``.
  public static func metric(_ id: String) throws(ScoringError) -> any Metric {
    func means(_ metric: any Metric) -> Bool {
      metric.id == id || metric.descriptors.contains { $0.id == id }
    }
    guard let found = all.first(where: means) ?? ForeignMetrics.known.first(where: means) else {
      throw .unknownMetric(id)
    }
    return found
  }

  /// Measures a take with every metric, in display order.
  ///
  /// - Parameter more: metrics from outside.
  public static func measure(_ take: TakeEvidence, and more: [any Metric] = []) -> [MeasurementRecord] {
    (all + more).map { MeasurementRecord(key: take.key, measurement: $0.measure(take)) }
  }

  /// Scores a run from its records, whatever their order; scores come in display order.
  ///
  /// - Parameter more: metrics from outside.
  /// - Throws: ``ScoringError/conflict(key:metric:)`` when a take was measured twice with unlike results.
  public static func reduce(
    _ records: [MeasurementRecord], reference: ScoringReference, and more: [any Metric] = []
  ) throws(ScoringError) -> [Score] {
    let sorted = try MeasurementRecord.union([records])
    return (all + more).flatMap { metric in
      metric.reduce(sorted.filter { $0.measurement.metric == metric.id }, reference: reference)
    }
  }

  /// The values of single takes from a run's records, by score in display order and then by key.
  ///
  /// - Throws: ``ScoringError/conflict(key:metric:)`` when a take was measured twice with unlike results.
  public static func takeScores(_ records: [MeasurementRecord]) throws(ScoringError) -> [TakeScore] {
    let sorted = try MeasurementRecord.union([records])
    return (all + ForeignMetrics.known).flatMap { metric in
      metric.takeScores(sorted.filter { $0.measurement.metric == metric.id })
    }
  }
}
