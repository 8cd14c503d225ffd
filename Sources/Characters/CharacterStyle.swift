/// How a character carries itself: seven traits in 0…1, ½ being the middle of people.
public struct CharacterStyle: Hashable, Sendable, Codable {
  /// Size and number of expressions and accents.
  public var energy: Double
  /// Readiness to smile, to nod and to look at the other.
  public var warmth: Double
  /// Restraint: fewer tilts, smaller smiles, symmetrical.
  public var formality: Double
  /// Difference between the two sides of the face.
  public var asymmetry: Double
  /// Pace of emotions and head motion; never of speech.
  public var tempo: Double
  /// Blinks, fidgets, restless gaze.
  public var nervousness: Double
  /// Looking down and away.
  public var shyness: Double

  /// Makes a style; the default is the middle throughout.
  public init(
    energy: Double = 0.5, warmth: Double = 0.5, formality: Double = 0.5, asymmetry: Double = 0.5,
    tempo: Double = 0.5, nervousness: Double = 0.5, shyness: Double = 0.5
  ) {
    self.energy = energy
    self.warmth = warmth
    self.formality = formality
    self.asymmetry = asymmetry
    self.tempo = tempo
    self.nervousness = nervousness
    self.shyness = shyness
  }

  /// The traits by name, in a fixed order.
  public var traits: [(name: String, value: Double)] {
    [
      ("energy", energy), ("warmth", warmth), ("formality", formality), ("asymmetry", asymmetry),
      ("tempo", tempo), ("nervousness", nervousness), ("shyness", shyness),
    ]
  }

  /// Reads a style; a trait that is not mentioned is ½.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func trait(_ key: CodingKeys) throws -> Double {
      try values.decodeIfPresent(Double.self, forKey: key) ?? 0.5
    }
    energy = try trait(.energy)
    warmth = try trait(.warmth)
    formality = try trait(.formality)
    asymmetry = try trait(.asymmetry)
    tempo = try trait(.tempo)
    nervousness = try trait(.nervousness)
    shyness = try trait(.shyness)
  }
}
