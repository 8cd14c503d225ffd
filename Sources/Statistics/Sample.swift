/// A non-empty list of finite numbers: what every formula of the room starts from.
///
/// Magnitudes are limited to 1e140, so that no sum of squares can overflow.
public struct Sample: Sendable {
  /// The largest magnitude a sample accepts.
  public static let largestMagnitude = 1e140

  /// The observations in the order given.
  public let values: [Double]
  /// What the numbers are, for messages.
  public let name: String

  /// Accepts the observations.
  ///
  /// Throws when the list is empty, or when a value is not finite or exceeds `largestMagnitude`.
  public init(_ values: [Double], named name: String = "sample") throws(StatisticsError) {
    guard !values.isEmpty else { throw .tooFew(what: name, needed: 1, given: 0) }
    for (index, value) in values.enumerated() {
      guard value.isFinite else { throw .notFinite(what: name, index: index) }
      guard value.magnitude <= Self.largestMagnitude else {
        throw .outOfRange(what: "\(name), index \(index)", range: "-1e140...1e140", given: "\(value)")
      }
    }
    self.values = values
    self.name = name
  }

  /// The number of observations, at least 1.
  public var count: Int { values.count }

  /// Largest absolute value.
  var largest: Double { values.reduce(0) { max($0, $1.magnitude) } }

  /// Refuses a sample smaller than a formula needs.
  func require(_ needed: Int) throws(StatisticsError) {
    guard count >= needed else { throw .tooFew(what: name, needed: needed, given: count) }
  }
}

/// Deviations below this share of the largest magnitude are rounding, not variation.
let roundingShare = 1e-13

/// Refuses a pair of lists of unlike length.
func requireSameLength(_ what: String, _ first: Int, _ second: Int) throws(StatisticsError) {
  guard first == second else { throw .unequalLengths(what: what, first: first, second: second) }
}
