/// What the sources of a take allow: its corpus, its rig, and the strategy with its weights.
public struct Rights: Sendable, Equatable {
  /// One source and its licence.
  public struct Claim: Sendable, Equatable {
    /// What the source is: `corpus`, `rig` or `strategy`.
    public var source: String
    /// Its name.
    public var name: String
    /// Its licence.
    public var licence: Licence
    /// Whom to name, where that is known.
    public var credit: [String]
    /// What it forbids beside its licence, each as the end of a sentence: "its VRM meta forbids redistribution".
    public var prohibitions: [String]
    /// Whether the material was made by a program instead of recorded from people.
    public var isSynthetic: Bool

    /// Makes a claim.
    public init(
      source: String, name: String, licence: String, credit: [String] = [], prohibitions: [String] = [],
      isSynthetic: Bool = false
    ) {
      self.source = source
      self.name = name
      self.licence = Licence(licence)
      self.credit = credit
      self.prohibitions = prohibitions
      self.isSynthetic = isSynthetic
    }
  }

  /// The sources.
  public var claims: [Claim]

  /// Gathers claims.
  public init(_ claims: [Claim] = []) { self.claims = claims }

  /// Why the take may not be released, a sentence each; empty when it may.
  ///
  /// A release passes on, changes and may sell what the sources gave; whatever forbids one of these forbids it.
  public var refusals: [String] {
    var out: [String] = []
    for claim in claims {
      let who = "\(claim.source) '\(claim.name)'"
      out += claim.prohibitions.map { "\(who): \($0)" }
      guard let permissions = claim.licence.permissions else {
        out.append("\(who): nobody can tell what its licence '\(claim.licence.text)' permits")
        continue
      }
      var forbidden: [String] = []
      if !permissions.redistribution { forbidden.append("redistribution") }
      if !permissions.commercial { forbidden.append("commercial use") }
      if !permissions.derivatives { forbidden.append("derivatives, which an animation of it is") }
      if !forbidden.isEmpty {
        out.append(
          "\(who): its licence '\(claim.licence.text)' forbids \(forbidden.joined(separator: " and "))")
      }
    }
    return out
  }

  /// What whoever releases the take has to do or should know, a sentence each.
  public var duties: [String] {
    var out: [String] = []
    for claim in claims {
      let who = "\(claim.source) '\(claim.name)'"
      if claim.licence.permissions?.credit == true || !claim.credit.isEmpty {
        let names = claim.credit.isEmpty ? "its makers" : claim.credit.joined(separator: ", ")
        out.append("\(who): name \(names) (\(claim.licence.text))")
      }
      if claim.licence.permissions?.shareAlike == true {
        out.append("\(who): pass on what is made of it under \(claim.licence.text)")
      }
      if claim.isSynthetic { out.append("\(who): synthetic, not recorded from people") }
    }
    return out
  }

  /// One line for a copyright field; `nil` without claims.
  public var creditLine: String? {
    guard !claims.isEmpty else { return nil }
    return claims.map { claim in
      let credit = claim.credit.isEmpty ? "" : " by \(claim.credit.joined(separator: ", "))"
      return "\(claim.source) \(claim.name)\(credit): \(claim.licence.text)"
    }.joined(separator: "; ")
  }

  var json: JSONValue {
    .array(
      claims.map { claim in
        var out: JSONValue = .object([
          "source": .string(claim.source), "name": .string(claim.name),
          "licence": .string(claim.licence.text),
          "synthetic": .bool(claim.isSynthetic),
        ])
        if !claim.credit.isEmpty { out["credit"] = .array(claim.credit.map { .string($0) }) }
        if !claim.prohibitions.isEmpty {
          out["prohibitions"] = .array(claim.prohibitions.map { .string($0) })
        }
        return out
      })
  }

  /// A table of source, name, licence, credit, prohibitions and whether it is synthetic.
  var table: [UInt8] {
    var text = TextBuilder()
    text.add("source,name,licence,credit,prohibitions,synthetic\n")
    for claim in claims {
      let fields = [
        claim.source, claim.name, claim.licence.text, claim.credit.joined(separator: "; "),
        claim.prohibitions.joined(separator: "; "), claim.isSynthetic ? "yes" : "no",
      ]
      for (number, field) in fields.enumerated() {
        if number > 0 { text.add(",") }
        if !field.isEmpty { text.add(field: field) }
      }
      text.add("\n")
    }
    return text.bytes
  }
}
