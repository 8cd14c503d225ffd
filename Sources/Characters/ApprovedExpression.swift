/// A face or pose that a studio has approved as the character's own.
public struct ApprovedExpression: Hashable, Sendable, Codable {
  /// Weights by channel; what is not named is 0.
  public var weights: [String: Double]
  /// Local rotations by humanoid bone, x y z w, normalised as in tracks; what is not named stands at rest.
  public var rotations: [String: [Double]]

  /// Makes an expression.
  public init(weights: [String: Double] = [:], rotations: [String: [Double]] = [:]) {
    self.weights = weights
    self.rotations = rotations
  }

  /// Reads an expression; either part may be absent.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    weights = try values.decodeIfPresent([String: Double].self, forKey: .weights) ?? [:]
    rotations = try values.decodeIfPresent([String: [Double]].self, forKey: .rotations) ?? [:]
  }

  /// Writes the parts that name something.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(weights, forKey: .weights)
    if !rotations.isEmpty { try values.encode(rotations, forKey: .rotations) }
  }

  private enum CodingKeys: String, CodingKey {
    case weights, rotations
  }
}
