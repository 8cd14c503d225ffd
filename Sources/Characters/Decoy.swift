/// Another behaviour on the same rig and the same scripts: what an identity score must tell the character from.
///
/// A cast of decoys holds at least one that is nearly the character (``isNear``); see Evaluation's identity scores.
public struct Decoy: Hashable, Sendable, Codable {
  /// Id, unique in the sheet.
  public var id: String
  /// Whether it is a near look-alike.
  public var isNear: Bool
  /// How it carries itself, where a program performs it.
  public var style: CharacterStyle?
  /// Id of the character whose habits (stronger side, favourite hand) it shares; its own id settles them otherwise.
  public var habitsOf: String?
  /// Its sessions; their role is held-out, since nobody rehearses a decoy.
  public var sessions: [CharacterSheet.Session]

  /// Makes a decoy.
  public init(
    id: String, isNear: Bool = false, style: CharacterStyle? = nil, habitsOf: String? = nil,
    sessions: [CharacterSheet.Session] = []
  ) {
    self.id = id
    self.isNear = isNear
    self.style = style
    self.habitsOf = habitsOf
    self.sessions = sessions
  }

  private enum CodingKeys: String, CodingKey {
    case id, style, habitsOf, sessions
    case isNear = "near"
  }

  /// Reads a decoy; only its id is required.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(String.self, forKey: .id)
    isNear = try values.decodeIfPresent(Bool.self, forKey: .isNear) ?? false
    style = try values.decodeIfPresent(CharacterStyle.self, forKey: .style)
    habitsOf = try values.decodeIfPresent(String.self, forKey: .habitsOf)
    sessions = try values.decodeIfPresent([CharacterSheet.Session].self, forKey: .sessions) ?? []
  }

  /// The sheet by which a program performs the decoy: the character's limits, the decoy's own style and habits.
  public func sheet(of character: CharacterSheet) -> CharacterSheet {
    var sheet = character
    sheet.id = habitsOf ?? id
    sheet.style = style ?? character.style
    return sheet
  }
}
