import Motion

/// Why a character cannot be used: what is wrong, where, and the cure.
public enum CharacterError: Error, Equatable, CustomStringConvertible {
  /// The sheet breaks a rule of its schema.
  case invalidSheet(character: String, place: String, reason: String)
  /// The rig on disk is not the one that the sheet was made for.
  case foreignRig(character: String, expected: String, found: String)
  /// A reference session does not fit the character.
  case invalidSession(character: String, session: String, reason: String)
  /// There is not enough to learn a character from.
  case tooLittle(character: String, reason: String, needed: String)
  /// A take or a pose that a character was to be learnt from cannot be used.
  case invalidTake(character: String, take: String, reason: String, cure: String)

  /// One line: who, where, why, cure. What it quotes of files is spelt where it would not be seen.
  public var description: String { line.spelled }

  private var line: String {
    switch self {
    case .invalidSheet(let character, let place, let reason):
      "character '\(character)': \(place) in character.json: \(reason); correct the sheet"
    case .foreignRig(let character, let expected, let found):
      """
      character '\(character)': the rig's hash is \(found.prefix(12))…, but its sheet was made for \
      \(expected.prefix(12))…; restore the rig, or remove 'rigHash' from character.json if the change is meant
      """
    case .invalidSession(let character, let session, let reason):
      "character '\(character)': session '\(session)': \(reason); record or build the session again"
    case .tooLittle(let character, let reason, let needed):
      "character '\(character)': \(reason); needed are \(needed)"
    case .invalidTake(let character, let take, let reason, let cure):
      "character '\(character)': \(take): \(reason); \(cure)"
    }
  }
}
