extension Rights.Claim {
  /// The claim of a rig: its sheet's licence, and what a VRM file says of itself.
  ///
  /// - Parameters:
  ///   - name: Name of the rig.
  ///   - licence: Licence as its sheet states it; `nil` or `unknown` when nobody did, whereupon the file is asked.
  ///   - document: The rig's document.
  ///   - isSynthetic: Whether its references were made by a program.
  public init(rig name: String, licence: String?, document: JSONValue, isSynthetic: Bool = false) {
    let stated = licence.flatMap { $0.isEmpty || $0 == "unknown" ? nil : $0 }
    var own: String?
    var credit: [String] = []
    var prohibitions: [String] = []
    if let meta = VRMMeta(document["extensions"]?["VRMC_vrm"]?["meta"]) {
      own = "VRM Public License 1.0"
      credit = meta.authors
      prohibitions = meta.prohibitions
    } else if let meta = document["extensions"]?["VRM"]?["meta"] {
      let name = meta["licenseName"]?.string ?? ""
      own = Self.names[name] ?? (name == "Other" ? meta["otherLicenseUrl"]?.string ?? name : name)
      credit = [meta["author"]?.string ?? ""].filter { !$0.isEmpty }
      prohibitions = Self.prohibitions(ofVRM0: meta, licence: name)
    }
    let copyright = document["asset"]?["copyright"]?.string
    if own == nil, let copyright { credit.append(copyright) }
    self.init(
      source: "rig", name: name, licence: stated ?? own ?? "unknown", credit: credit,
      prohibitions: prohibitions, isSynthetic: isSynthetic)
    // What VRM's licence permits is said by the meta alone.
    if stated == nil, own == "VRM Public License 1.0" { self.licence.permissions = Licence.Permissions() }
  }

  /// Licence names of VRM 0.x by what they mean.
  private static let names = [
    "CC0": "CC0-1.0", "CC_BY": "CC-BY-4.0", "CC_BY_NC": "CC-BY-NC-4.0", "CC_BY_SA": "CC-BY-SA-4.0",
    "CC_BY_NC_SA": "CC-BY-NC-SA-4.0", "CC_BY_ND": "CC-BY-ND-4.0", "CC_BY_NC_ND": "CC-BY-NC-ND-4.0",
    "Redistribution_Prohibited": "all rights reserved",
  ]

  private static func prohibitions(ofVRM0 meta: JSONValue, licence: String) -> [String] {
    var out: [String] = []
    if licence == "Redistribution_Prohibited" { out.append("its VRM meta forbids redistribution") }
    let commercial = meta["commercialUssageName"]?.string ?? meta["commercialUsageName"]?.string
    if commercial == "Disallow" { out.append("its VRM meta forbids commercial use") }
    switch meta["allowedUserName"]?.string {
    case "OnlyAuthor": out.append("its VRM meta lets only its author perform with it")
    case "ExplicitlyLicensedPerson":
      out.append("its VRM meta lets only licensed persons perform with it")
    default: break
    }
    return out
  }
}

extension VRMMeta {
  /// What the meta forbids that a release does.
  var prohibitions: [String] {
    var out: [String] = []
    if !allowsRedistribution { out.append("its VRM meta forbids redistribution") }
    switch commercialUsage {
    case .personalNonProfit: out.append("its VRM meta forbids commercial use")
    case .personalProfit: out.append("its VRM meta forbids commercial use by companies")
    case .corporation: break
    }
    switch avatarPermission {
    case .onlyAuthor: out.append("its VRM meta lets only its author perform with it")
    case .onlySeparatelyLicensedPerson: out.append("its VRM meta lets only licensed persons perform with it")
    case .everyone: break
    }
    if modification != .allowModificationRedistribution {
      out.append("its VRM meta forbids passing on changed copies, which a file with an animation is")
    }
    return out
  }
}
