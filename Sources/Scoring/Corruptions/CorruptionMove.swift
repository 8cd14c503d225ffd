/// How far one score moved.
struct CorruptionMove {
  var z = ScoreValue.undefined(reason: "not measured")
  var good: Double?
  var deviation: Double?
  var spoilt: Double?
  var moved: (up: Int, down: Int, of: Int)?
  var isMeasured = false

  init(
    _ descriptor: MetricDescriptor, _ before: CorruptionSample, _ after: CorruptionSample,
    _ reference: ScoringReference
  ) {
    guard let (metric, good) = before.records(of: descriptor.id) else { return }
    if descriptor.reduction == .set {
      compareSets(metric, descriptor.id, good, after, reference)
    } else {
      compareMeans(descriptor.id, good, after)
    }
  }

  private mutating func compareMeans(_ id: String, _ good: [MeasurementRecord], _ after: CorruptionSample) {
    let values = good.map { $0.measurement[id] }
    let defined = values.indices.filter { values[$0].number != nil }
    guard defined.count >= CorruptionTable.leastClips else {
      let reason = values.first { $0.number == nil }?.reason
      z = .undefined(reason: Self.tooFew(defined.count, of: values.count, reason))
      return
    }
    let before = defined.compactMap { values[$0].number }
    set(before)
    if let absence = after.absence {
      z = .undefined(reason: absence)
      return
    }
    isMeasured = true
    guard let records = after.records(of: id)?.records else { return }
    // Clips that were spoilt one by one are held against themselves; others' takes stand for themselves.
    let isPaired = records.count == good.count
    let spoilt = records.map { $0.measurement[id] }
    let places = isPaired ? defined : Array(spoilt.indices)
    let numbers = places.compactMap { spoilt[$0].number }
    guard !numbers.isEmpty, !isPaired || numbers.count == places.count else {
      let missing = places.first { spoilt[$0].number == nil }.flatMap { spoilt[$0].reason }
      z = .undefined(reason: missing ?? "the spoilt clips have no value")
      return
    }
    if isPaired {
      moved = (
        zip(numbers, before).count { $0 > $1 }, zip(numbers, before).count { $0 < $1 }, numbers.count
      )
    }
    finish(numbers.reduce(0, +) / Double(numbers.count))
  }

  /// A score of all clips together: its deviation is that of its jackknife pseudo-values (Tukey 1958), which
  /// for a mean are the clips' own values.
  private mutating func compareSets(
    _ metric: any Metric, _ id: String, _ good: [MeasurementRecord], _ after: CorruptionSample,
    _ reference: ScoringReference
  ) {
    func value(_ records: [MeasurementRecord]) -> ScoreValue {
      metric.reduce(records.sorted { $0.key < $1.key }, reference: reference).first { $0.metric == id }?.value
        ?? .undefined(reason: "not reduced")
    }
    guard good.count >= CorruptionTable.leastClips else {
      z = .undefined(reason: Self.tooFew(good.count, of: good.count, nil))
      return
    }
    let whole = value(good)
    let rest = good.indices.map { left in
      value(good.enumerated().filter { $0.offset != left }.map(\.element)).number
    }
    guard let all = whole.number, !rest.contains(nil) else {
      z = .undefined(reason: whole.reason ?? "without one of the clips there is no value")
      return
    }
    let count = Double(good.count)
    set(rest.compactMap { $0 }.map { count * all - (count - 1) * $0 })
    self.good = all
    if let absence = after.absence {
      z = .undefined(reason: absence)
      return
    }
    isMeasured = true
    guard let records = after.records(of: id)?.records else { return }
    let spoilt = value(records)
    guard let number = spoilt.number else {
      z = .undefined(reason: spoilt.reason ?? "the spoilt clips have no value")
      return
    }
    finish(number)
  }

  private mutating func set(_ values: [Double]) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    good = mean
    deviation = (squares / Double(values.count - 1)).squareRoot()
  }

  private mutating func finish(_ mean: Double) {
    spoilt = mean
    guard let good, let deviation else { return }
    z = ScoreValue((mean - good) / max(CorruptionTable.leastDeviation, deviation))
  }

  private static func tooFew(_ count: Int, of all: Int, _ reason: String?) -> String {
    let why = reason.map { ": \($0)" } ?? ""
    return "\(count) of \(all) clips have a value, at least \(CorruptionTable.leastClips) needed\(why)"
  }
}
