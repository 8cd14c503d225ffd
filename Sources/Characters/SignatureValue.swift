/// A habit of a character as a number: how often it blinks, to which side its smile leans.
public struct SignatureValue: Hashable, Sendable, Codable {
  /// Mean over the reference sessions.
  public var value: Double
  /// Unit, `1` for a plain number.
  public var unit: String
  /// Standard deviation between sessions (n − 1); absent when there were fewer than two.
  public var deviation: Double?
  /// Whether a performance that strays from it by more than three deviations is off-model.
  public var mustHold: Bool?

  /// Makes a value.
  public init(_ value: Double, unit: String, deviation: Double? = nil, mustHold: Bool? = nil) {
    self.value = value
    self.unit = unit
    self.deviation = deviation
    self.mustHold = mustHold
  }
}
