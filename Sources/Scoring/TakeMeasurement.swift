/// What one metric found in one take: plain numbers that go into the run store as JSON.
///
/// A quantity whose name is a score's id (`lip-sync.r0/1`) is that score's value for the take; other names
/// (`events`, `null mean`) are what it was made of.
public struct TakeMeasurement: Hashable, Sendable, Codable {
  /// A fault at a place, such as a weight outside its range over some frames.
  public struct Finding: Hashable, Sendable, Codable {
    /// The rule that was broken.
    public var rule: String
    /// First frame at which it was.
    public var frame: Int
    /// Last frame of the stretch; `nil` where it is the first.
    public var last: Int?
    /// Frame of the stretch in which it was broken most; `nil` where it is the first.
    public var worst: Int?
    /// The channel, the two channels of a pair, or the parts that touch.
    public var channel: String
    /// What was there in the worst frame; `nil` for NaN and infinities.
    public var value: Double?
    /// What was allowed; `nil` where the rule has no number.
    public var limit: Double?
    /// Unit of value and limit, such as `deg`; `nil` for plain numbers.
    public var unit: String?

    /// The frames of the stretch.
    public var frames: ClosedRange<Int> { frame...max(frame, last ?? frame) }
    /// The frame to look at.
    public var worstFrame: Int { min(max(frame, worst ?? frame), max(frame, last ?? frame)) }

    /// Makes a finding; a value that is not finite is left out.
    public init(
      rule: String, frame: Int, last: Int? = nil, worst: Int? = nil, channel: String, value: Double?,
      limit: Double?, unit: String? = nil
    ) {
      self.rule = rule
      self.frame = frame
      self.last = last == frame ? nil : last
      self.worst = worst == frame ? nil : worst
      self.channel = channel
      self.value = value.flatMap { $0.isFinite ? $0 : nil }
      self.limit = limit
      self.unit = unit
    }
  }

  /// Id of the metric, such as `lip-sync/1`.
  public var metric: String
  /// Quantities by name.
  public var quantities: [String: ScoreValue]
  /// Rows of numbers by name, such as the features of each window, for scores that are made of all takes of a
  /// run together (``MetricDescriptor/Reduction/set``).
  public var series: [String: [Double]]
  /// Faults, in order of frame; at most the metric's stated number.
  public var findings: [Finding]

  /// Makes a measurement.
  public init(
    metric: String, quantities: [String: ScoreValue] = [:], series: [String: [Double]] = [:],
    findings: [Finding] = []
  ) {
    self.metric = metric
    self.quantities = quantities
    self.series = series
    self.findings = findings
  }

  /// Reads a measurement; those without series have none.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    metric = try values.decode(String.self, forKey: .metric)
    quantities = try values.decode([String: ScoreValue].self, forKey: .quantities)
    series = try values.decodeIfPresent([String: [Double]].self, forKey: .series) ?? [:]
    findings = try values.decode([Finding].self, forKey: .findings)
  }

  /// Writes a measurement; `series` only where there are any.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(metric, forKey: .metric)
    try values.encode(quantities, forKey: .quantities)
    if !series.isEmpty { try values.encode(series, forKey: .series) }
    try values.encode(findings, forKey: .findings)
  }

  private enum CodingKeys: String, CodingKey {
    case metric, quantities, series, findings
  }

  /// A quantity; undefined when there is none of the name.
  public subscript(name: String) -> ScoreValue {
    get { quantities[name] ?? .undefined(reason: "\(metric) did not measure '\(name)'") }
    set { quantities[name] = newValue }
  }
}

/// A measurement and the take it is of.
public struct MeasurementRecord: Hashable, Sendable, Codable {
  /// The take.
  public var key: TakeKey
  /// What was measured.
  public var measurement: TakeMeasurement

  /// Makes a record.
  public init(key: TakeKey, measurement: TakeMeasurement) {
    self.key = key
    self.measurement = measurement
  }

  /// Merges shards: the union of their records, in order of metric and key.
  ///
  /// - Throws: ``ScoringError/conflict(key:metric:)`` when two shards measured the same take differently.
  public static func union(_ shards: [[MeasurementRecord]]) throws(ScoringError) -> [MeasurementRecord] {
    let sorted = shards.flatMap { $0 }.sorted {
      $0.measurement.metric == $1.measurement.metric
        ? $0.key < $1.key : $0.measurement.metric < $1.measurement.metric
    }
    var result: [MeasurementRecord] = []
    for record in sorted {
      if let last = result.last, last.key == record.key, last.measurement.metric == record.measurement.metric
      {
        guard last == record else {
          throw .conflict(key: record.key, metric: record.measurement.metric)
        }
      } else {
        result.append(record)
      }
    }
    return result
  }
}
