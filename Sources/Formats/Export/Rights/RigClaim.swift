extension Rights.Claim {
  /// The claim of a rig: the licence that its sheet states, and what its file says of itself.
  ///
  /// What the file forbids is forbidden whatever the sheet says; where the sheet states no licence, the file's own
  /// stands for it.
  ///
  /// - Parameters:
  ///   - name: Name of the rig.
  ///   - licence: Licence as its sheet states it; `nil` or `unknown` when nobody did.
  ///   - rights: What its file says.
  ///   - isSynthetic: Whether its references were made by a program.
  public init(rig name: String, licence: String?, rights: RigRights, isSynthetic: Bool = false) {
    let stated = licence.flatMap { $0.isEmpty || $0 == "unknown" ? nil : $0 }
    var prohibitions: [String] = []
    func check(_ permission: RigRights.Permission, _ what: String) {
      let condition = permission.condition.isEmpty ? "" : " (\(permission.condition))"
      switch permission.answer {
      case .forbidden: prohibitions.append("its \(permission.field) forbids \(what)\(condition)")
      case .allowed where permission.condition.contains("not by companies"):
        prohibitions.append("its \(permission.field) forbids \(what) by companies")
      case .allowed where permission.condition.contains("may not be passed on"):
        prohibitions.append("its \(permission.field) forbids passing on \(what)")
      case .allowed, .unstated: break
      }
    }
    check(rights.performance, "performing with it")
    check(rights.commercialUse, "commercial use")
    check(rights.redistribution, "redistribution")
    check(rights.modification, "changed copies, which a file with an animation is")
    var credit = rights.authors
    if credit.isEmpty, let copyright = rights.copyright { credit = [copyright] }
    self.init(
      source: "rig", name: name, licence: stated ?? rights.licenceName ?? "unknown", credit: credit,
      prohibitions: prohibitions, isSynthetic: isSynthetic)
    // A file that answers every question itself needs no licence that we know.
    let answers = [rights.commercialUse, rights.redistribution, rights.modification].map(\.answer)
    if self.licence.permissions == nil, stated == nil, !answers.contains(.unstated) {
      var permissions = Licence.Permissions()
      permissions.credit = rights.credit.isRequired ?? true
      permissions.commercial = rights.commercialUse.answer == .allowed
      permissions.redistribution = rights.redistribution.answer == .allowed
      permissions.derivatives = rights.modification.answer == .allowed
      self.licence.permissions = permissions
    }
  }
}
