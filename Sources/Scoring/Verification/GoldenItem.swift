import Foundation

/// One item of golden vectors: a formula, what goes in and what must come out.
public struct GoldenItem: Sendable {
  /// Largest tolerance that says something: a wider one lets numbers pass that do not agree to two digits.
  static let widest = 1e-2

  /// Its name.
  public let name: String
  /// The formula, in words.
  public let formula: String
  /// Inputs as they are written.
  public let inputs: [String]
  /// Constants of the formula by name.
  let parameters: [String: GoldenValue]
  /// What must come out.
  public let expected: GoldenValue
  /// Relative tolerance |x - e| ≤ tol·max(|e|, 1e-12).
  public let relativeTolerance: Double?
  /// Absolute tolerance |x - e| ≤ tol.
  public let absoluteTolerance: Double?

  /// Reads an item.
  ///
  /// - Throws: ``VerificationError/badExpectations(place:reason:)`` where a field is missing or of a wrong kind.
  init(name: String, _ value: GoldenValue) throws(VerificationError) {
    let place = "item '\(name)'"
    guard let fields = value.table else { throw .badExpectations(place: place, reason: "no object") }
    guard case .text(let formula)? = fields["formula"] else {
      throw .badExpectations(place: place, reason: "no text 'formula'")
    }
    guard let expected = fields["expected"] else {
      throw .badExpectations(place: place, reason: "nothing is expected")
    }
    var inputs: [String] = []
    switch fields["inputs"] {
    case .text(let one)?: inputs = [one]
    case .list(let many)?:
      for input in many {
        guard case .text(let text) = input else {
          throw .badExpectations(place: place, reason: "an input is no text")
        }
        inputs.append(text)
      }
    case nil, GoldenValue.none?: break
    default: throw .badExpectations(place: place, reason: "'inputs' is no list of texts")
    }
    var parameters: [String: GoldenValue] = [:]
    switch fields["params"] {
    case .table(let values)?: parameters = values
    case nil, GoldenValue.none?: break
    default: throw .badExpectations(place: place, reason: "'params' is no object")
    }
    self.name = name
    self.formula = formula
    self.inputs = inputs
    self.parameters = parameters
    self.expected = expected
    let stated = [("rel_tol", fields["rel_tol"]), ("abs_tol", parameters["abs_tol"] ?? fields["abs_tol"])]
    for case (let word, let value?) in stated {
      if let number = value.number, (0...Self.widest).contains(number) { continue }
      let found = value.number.map { "\($0) is outside 0...\(Self.widest)" } ?? "is no number"
      throw .badExpectations(place: place, reason: "tolerance says nothing: \(word) \(found)")
    }
    relativeTolerance = stated[0].1?.number
    absoluteTolerance = stated[1].1?.number
    guard relativeTolerance != nil || absoluteTolerance != nil else {
      throw .badExpectations(
        place: place, reason: "tolerance says nothing: neither rel_tol nor params.abs_tol is there")
    }
  }

  /// Whether a number is near enough to the expected one.
  func agrees(_ found: Double, _ expected: Double) -> Bool {
    let distance = abs(found - expected)
    if let relativeTolerance, distance <= relativeTolerance * max(abs(expected), 1e-12) { return true }
    if let absoluteTolerance, distance <= absoluteTolerance { return true }
    return false
  }

  /// Agreeing decimal digits: of the number where the tolerance is relative, behind the point where it is absolute; at
  /// most 17, which stands for equal bits.
  func digits(_ found: Double, _ expected: Double) -> Double {
    guard found != expected else { return 17 }
    let scale = relativeTolerance != nil ? max(abs(expected), 1e-12) : 1
    return min(17, -log10(abs(found - expected) / scale))
  }
}
