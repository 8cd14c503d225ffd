/// The value of a metric for a run.
public struct Score: Hashable, Sendable, Codable {
  /// Id of the score, such as `lip-sync.r0/1`.
  public var metric: String
  /// Its value.
  public var value: ScoreValue
  /// Conversations that have a value: the n of every statistic. Takes of one recording count once.
  public var n: Int
  /// Takes that have a value.
  public var takes: Int
  /// Takes without one.
  public var undefinedTakes: Int

  /// Makes a score.
  public init(metric: String, value: ScoreValue, n: Int, takes: Int, undefinedTakes: Int) {
    self.metric = metric
    self.value = value
    self.n = n
    self.takes = takes
    self.undefinedTakes = undefinedTakes
  }

  /// Share of takes that have a value, 0…1; 0 where there are no takes.
  public var coverage: Double {
    takes + undefinedTakes > 0 ? Double(takes) / Double(takes + undefinedTakes) : 0
  }
}

/// The value of a metric for one take: what paired comparisons are made of.
public struct TakeScore: Hashable, Sendable, Codable {
  /// Id of the score.
  public var metric: String
  /// The take.
  public var key: TakeKey
  /// Its value.
  public var value: ScoreValue

  /// Makes a take's score.
  public init(metric: String, key: TakeKey, value: ScoreValue) {
    self.metric = metric
    self.key = key
    self.value = value
  }
}
