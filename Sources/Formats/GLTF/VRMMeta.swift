/// Who made a VRM model and what others may do with it (`VRMC_vrm` 1.0, meta); the meta of VRM 0.x is held in the
/// words of 1.0, with its licence beside.
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
  /// Whether it may be shown in excessively violent settings.
  public var allowsViolence: Bool
  /// Whether it may be shown in excessively sexual settings.
  public var allowsSexuality: Bool
  /// Whether it may be used for political or religious ends.
  public var allowsPolitics: Bool
  /// Whether it may be used against society or in hate.
  public var allowsHate: Bool
  /// Who holds the copyright.
  public var copyrightInformation: String?
  /// How to reach the author.
  public var contactInformation: String?
  /// Works it goes back to.
  public var references: [String] = []
  /// Licences of others' parts in it; may hold line breaks.
  public var thirdPartyLicenses: String?
  /// Addresses of further licences.
  public var otherLicenseURL: String?
  /// The licence document the model refers to.
  public var licenceURL = Self.licenceURL
  /// The licence that a VRM 0.x model names (`CC_BY`, `Redistribution_Prohibited`, `Other`, …); `nil` in VRM 1.0.
  public var legacyLicence: String?

  /// Whether it may be shown in excessively violent, sexual, political or religious, and hateful settings.
  public var allowsAnySetting: Bool { allowsViolence && allowsSexuality && allowsPolitics && allowsHate }

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
    allowsViolence = allowsAnySetting
    allowsSexuality = allowsAnySetting
    allowsPolitics = allowsAnySetting
    allowsHate = allowsAnySetting
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
    allowsViolence = json["allowExcessivelyViolentUsage"]?.bool ?? false
    allowsSexuality = json["allowExcessivelySexualUsage"]?.bool ?? false
    allowsPolitics = json["allowPoliticalOrReligiousUsage"]?.bool ?? false
    allowsHate = json["allowAntisocialOrHateUsage"]?.bool ?? false
    copyrightInformation = json["copyrightInformation"]?.string
    contactInformation = json["contactInformation"]?.string
    references = (json["references"]?.array ?? []).compactMap(\.string)
    thirdPartyLicenses = json["thirdPartyLicenses"]?.string
    otherLicenseURL = json["otherLicenseUrl"]?.string
    licenceURL = json["licenseUrl"]?.string ?? Self.licenceURL
  }

  /// Reads the `meta` object of VRM 0.x. What VRM 0.x does not ask, or the file leaves out, gets the strictest
  /// answer of 1.0.
  init?(legacy json: JSONValue?) {
    guard let json, json.object != nil else { return nil }
    func text(_ key: String) -> String? {
      guard let text = json[key]?.string, !text.isEmpty else { return nil }
      return text
    }
    let permission: AvatarPermission =
      switch text("allowedUserName") {
      case "Everyone": .everyone
      case "ExplicitlyLicensedPerson": .onlySeparatelyLicensedPerson
      default: .onlyAuthor
      }
    let licence = text("licenseName")
    let commons = licence.flatMap { CreativeCommons($0) }
    let isCommercial = text("commercialUssageName") == "Allow" && commons?.isNonCommercial != true
    let isChangeable = commons.map { !$0.hasNoDerivatives } ?? false
    self.init(
      name: text("title") ?? "", version: text("version") ?? "", authors: [text("author")].compactMap { $0 },
      avatarPermission: permission, commercialUsage: isCommercial ? .corporation : .personalNonProfit,
      requiresCredit: commons?.isZero != true, allowsRedistribution: commons != nil,
      modification: isChangeable ? .allowModificationRedistribution : .prohibited)
    allowsViolence = text("violentUssageName") == "Allow"
    allowsSexuality = text("sexualUssageName") == "Allow"
    contactInformation = text("contactInformation")
    references = [text("reference")].compactMap { $0 }
    let addresses = [text("otherLicenseUrl"), text("otherPermissionUrl")].compactMap { $0 }
    otherLicenseURL = addresses.first ?? commons?.url
    thirdPartyLicenses = addresses.count > 1 ? addresses[1] : nil
    legacyLicence = licence
  }

  /// The `meta` object of VRM 1.0.
  var json: JSONValue {
    var out: JSONValue = .object([
      "name": .string(name), "version": .string(version), "authors": .array(authors.map { .string($0) }),
      "licenseUrl": .string(licenceURL), "avatarPermission": .string(avatarPermission.rawValue),
      "commercialUsage": .string(commercialUsage.rawValue),
      "creditNotation": .string(requiresCredit ? "required" : "unnecessary"),
      "allowRedistribution": .bool(allowsRedistribution), "modification": .string(modification.rawValue),
      "allowExcessivelyViolentUsage": .bool(allowsViolence),
      "allowExcessivelySexualUsage": .bool(allowsSexuality),
      "allowPoliticalOrReligiousUsage": .bool(allowsPolitics),
      "allowAntisocialOrHateUsage": .bool(allowsHate),
    ])
    let texts = [
      ("copyrightInformation", copyrightInformation), ("contactInformation", contactInformation),
      ("thirdPartyLicenses", thirdPartyLicenses), ("otherLicenseUrl", otherLicenseURL),
    ]
    for (key, text) in texts { if let text { out[key] = .string(text) } }
    if !references.isEmpty { out["references"] = .array(references.map { .string($0) }) }
    return out
  }
}
