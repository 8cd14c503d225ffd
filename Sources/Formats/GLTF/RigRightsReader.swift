extension RigRights {
  /// The rights that a glTF document states: by the meta of VRM 1.0 or VRM 0.x, else by `asset`.
  ///
  /// Of plain glTF, `asset.extras` is read as Sketchfab fills it (`author`, `license`, `source`), then the
  /// copyright line, then metadata packets of `KHR_xmp_json_ld`.
  public init(_ document: GLTFDocument) {
    self.init()
    let asset = document.json["asset"]
    copyright = Self.text(asset?["copyright"])
    if let meta = document.json["extensions"]?["VRMC_vrm"]?["meta"], meta.object != nil {
      readVRM1(meta)
    } else if let meta = document.json["extensions"]?["VRM"]?["meta"], meta.object != nil {
      readVRM0(meta)
    } else {
      readAsset(asset ?? .null)
      if licenceName == nil { readXMP(document.json, asset) }
    }
  }

  private mutating func readVRM1(_ meta: JSONValue) {
    let place = "VRMC_vrm.meta."
    func field(_ name: String) -> String { place + name + (meta[name] == nil ? " (absent)" : "") }
    licenceName = "VRM Public License 1.0"
    licenceURL = Self.text(meta["licenseUrl"]) ?? VRMMeta.licenceURL
    authors = (meta["authors"]?.array ?? []).compactMap { Self.text($0) }
    copyright = Self.text(meta["copyrightInformation"]) ?? copyright
    source = (meta["references"]?.array ?? []).compactMap { Self.text($0) }.first
    switch meta["avatarPermission"]?.string {
    case "everyone": performance = Permission(.allowed, field: field("avatarPermission"))
    case "onlySeparatelyLicensedPerson":
      performance = Permission(
        .forbidden, field: field("avatarPermission"), condition: "but by persons with a licence of their own")
    default:
      performance = Permission(
        .forbidden, field: field("avatarPermission"), condition: "but by its author")
    }
    switch meta["commercialUsage"]?.string {
    case "corporation": commercialUse = Permission(.allowed, field: field("commercialUsage"))
    case "personalProfit":
      commercialUse = Permission(
        .allowed, field: field("commercialUsage"), condition: "by persons, not by companies")
    default: commercialUse = Permission(.forbidden, field: field("commercialUsage"))
    }
    let isFree = meta["allowRedistribution"]?.bool ?? false
    redistribution = Permission(isFree ? .allowed : .forbidden, field: field("allowRedistribution"))
    switch meta["modification"]?.string {
    case "allowModificationRedistribution":
      modification = Permission(.allowed, field: field("modification"))
    case "allowModification":
      modification = Permission(
        .allowed, field: field("modification"), condition: "but changed copies may not be passed on")
    default: modification = Permission(.forbidden, field: field("modification"))
    }
    credit = Credit(meta["creditNotation"]?.string != "unnecessary", field: field("creditNotation"))
    thirdParties = ["thirdPartyLicenses", "otherLicenseUrl"].compactMap { Self.text(meta[$0]) }
  }

  private mutating func readVRM0(_ meta: JSONValue) {
    let place = "VRM.meta."
    let name = Self.text(meta["licenseName"])
    let url = Self.text(meta["otherLicenseUrl"])
    authors = [Self.text(meta["author"])].compactMap { $0 }
    source = Self.text(meta["reference"])
    licenceURL = url
    if let name, let licence = CreativeCommons(name) {
      licence.apply(to: &self, field: place + "licenseName")
      licenceName = licence.name
      // Such a name bears no version, so the address is that of the file or none (CC0 has but one).
      licenceURL = url ?? licence.url
    } else if name == "Redistribution_Prohibited" {
      licenceName = "redistribution prohibited"
      redistribution = Permission(.forbidden, field: place + "licenseName")
      modification = Permission(.unstated)
    } else if let name {
      licenceName = name == "Other" ? url.map { "other: \($0)" } ?? "other" : name
    }
    switch meta["allowedUserName"]?.string {
    case "Everyone": performance = Permission(.allowed, field: place + "allowedUserName")
    case "ExplicitlyLicensedPerson":
      performance = Permission(
        .forbidden, field: place + "allowedUserName", condition: "but by persons with a licence of their own")
    case "OnlyAuthor":
      performance = Permission(.forbidden, field: place + "allowedUserName", condition: "but by its author")
    default: break
    }
    // Either field forbids; the licence alone does not allow where this one is silent.
    switch meta["commercialUssageName"]?.string {
    case "Disallow": commercialUse = Permission(.forbidden, field: place + "commercialUssageName")
    case "Allow" where commercialUse.answer != .forbidden:
      commercialUse = Permission(.allowed, field: place + "commercialUssageName")
    default: break
    }
    thirdParties = [Self.text(meta["otherPermissionUrl"])].compactMap { $0 }
  }

  private mutating func readAsset(_ asset: JSONValue) {
    let extras = asset["extras"]
    authors = ["author", "authors", "creator"].flatMap { key -> [String] in
      extras?[key]?.array?.compactMap { Self.text($0) } ?? [Self.text(extras?[key])].compactMap { $0 }
    }
    source = Self.text(extras?["source"])
    for key in ["license", "licence", "License"] where licenceName == nil {
      guard let text = Self.text(extras?[key]) else { continue }
      take(licence: text, field: "asset.extras.\(key)")
    }
    if licenceName == nil, let copyright, CreativeCommons(copyright) != nil {
      take(licence: copyright, field: "asset.copyright")
    }
    if let copyright, copyright.lowercased().contains("all rights reserved"), licenceName == nil {
      licenceName = "all rights reserved"
      let no = Permission(.forbidden, field: "asset.copyright")
      (commercialUse, redistribution, modification) = (no, no, no)
    }
  }

  private mutating func readXMP(_ json: JSONValue, _ asset: JSONValue?) {
    let packets = json["extensions"]?["KHR_xmp_json_ld"]?["packets"]?.array ?? []
    guard let number = asset?["extensions"]?["KHR_xmp_json_ld"]?["packet"]?.integer,
      packets.indices.contains(number)
    else { return }
    let packet = packets[number]
    for key in ["xmpRights:WebStatement", "dc:rights", "xmpRights:UsageTerms"] where licenceName == nil {
      guard let text = Self.texts(packet[key]).first else { continue }
      take(licence: text, field: "KHR_xmp_json_ld \(key)")
    }
    if authors.isEmpty { authors = Self.texts(packet["dc:creator"]) }
  }

  private mutating func take(licence text: String, field: String) {
    guard let licence = CreativeCommons(text) else {
      licenceName = text
      return
    }
    licence.apply(to: &self, field: field)
    licenceName = licence.name
    licenceURL = licence.url
  }

  /// A text that is not empty, at most a page of it.
  private static func text(_ json: JSONValue?) -> String? {
    guard let text = json?.string, !text.isEmpty else { return nil }
    return String(text.prefix(4096))
  }

  /// The texts of a value of XMP: itself, or the members of a list or of alternatives by language.
  private static func texts(_ json: JSONValue?) -> [String] {
    if let text = text(json) { return [text] }
    for key in ["@list", "@set"] {
      if let items = json?[key]?.array { return items.compactMap { text($0) } }
    }
    let languages = json?.object ?? [:]
    return languages.keys.sorted().filter { $0.hasPrefix("rdf:_") || $0 == "@value" }.compactMap { key in
      text(languages[key]) ?? text(languages[key]?["@value"])
    }
  }
}
