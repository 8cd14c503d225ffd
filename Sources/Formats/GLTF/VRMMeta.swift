/// Who made a VRM 1.0 model and what others may do with it (`VRMC_vrm` 1.0, meta).
public struct VRMMeta: Sendable, Equatable {
  /// Who may perform with the avatar.
  public enum AvatarPermission: String, Sendable {
    /// Only its author.
    case onlyAuthor
    /// Only persons with a separate licence.
    case onlySeparatelyLicensedPerson
    /// Everyone.
    case everyone
  }
  /// What commercial use is allowed.
  public enum CommercialUsage: String, Sendable {
    /// None.
    case personalNonProfit
    /// By persons.
    case personalProfit
    /// By companies too.
    case corporation
  }
  /// Whether changed copies are allowed.
  public enum Modification: String, Sendable {
    /// No.
    case prohibited
    /// Yes, for own use.
    case allowModification
    /// Yes, and they may be passed on.
    case allowModificationRedistribution
  }

  /// The licence that every VRM 1.0 model names.
  public static let licenceURL = "https://vrm.dev/licenses/1.0/"

  /// Name of the model.
  public var name: String
  /// Version of the model.
  public var version: String
  /// Its authors; at least one.
  public var authors: [String]
  /// Who may perform with it.
  public var avatarPermission: AvatarPermission
  /// What commercial use is allowed.
  public var commercialUsage: CommercialUsage
  /// Whether credit must be given.
  public var requiresCredit: Bool
  /// Whether the file may be passed on.
  public var allowsRedistribution: Bool
  /// Whether changed copies are allowed.
  public var modification: Modification
  /// Whether it may be shown in excessively violent, sexual, political or religious, and hateful settings.
  public var allowsAnySetting: Bool

  /// Makes a meta; the defaults let everyone use, change and pass on the model.
  public init(
    name: String, version: String = "1.0", authors: [String], avatarPermission: AvatarPermission = .everyone,
    commercialUsage: CommercialUsage = .corporation, requiresCredit: Bool = false,
    allowsRedistribution: Bool = true, modification: Modification = .allowModificationRedistribution,
    allowsAnySetting: Bool = false
  ) {
    self.name = name
    self.version = version
    self.authors = authors
    self.avatarPermission = avatarPermission
    self.commercialUsage = commercialUsage
    self.requiresCredit = requiresCredit
    self.allowsRedistribution = allowsRedistribution
    self.modification = modification
    self.allowsAnySetting = allowsAnySetting
  }

  /// Reads the `meta` object. What is absent gets the specification's default, the strictest of each.
  init?(_ json: JSONValue?) {
    guard let json, json.object != nil else { return nil }
    name = json["name"]?.string ?? ""
    version = json["version"]?.string ?? ""
    authors = (json["authors"]?.array ?? []).compactMap(\.string)
    avatarPermission = json["avatarPermission"]?.string.flatMap { .init(rawValue: $0) } ?? .onlyAuthor
    commercialUsage = json["commercialUsage"]?.string.flatMap { .init(rawValue: $0) } ?? .personalNonProfit
    requiresCredit = json["creditNotation"]?.string != "unnecessary"
    allowsRedistribution = json["allowRedistribution"]?.bool ?? false
    modification = json["modification"]?.string.flatMap { .init(rawValue: $0) } ?? .prohibited
    allowsAnySetting = Self.settings.allSatisfy { json[$0]?.bool ?? false }
  }

  private static let settings = [
    "allowExcessivelyViolentUsage", "allowExcessivelySexualUsage", "allowPoliticalOrReligiousUsage",
    "allowAntisocialOrHateUsage",
  ]

  /// The `meta` object.
  var json: JSONValue {
    var out: JSONValue = .object([
      "name": .string(name), "version": .string(version), "authors": .array(authors.map { .string($0) }),
      "licenseUrl": .string(Self.licenceURL), "avatarPermission": .string(avatarPermission.rawValue),
      "commercialUsage": .string(commercialUsage.rawValue),
      "creditNotation": .string(requiresCredit ? "required" : "unnecessary"),
      "allowRedistribution": .bool(allowsRedistribution), "modification": .string(modification.rawValue),
    ])
    for setting in Self.settings { out[setting] = .bool(allowsAnySetting) }
    return out
  }
}
