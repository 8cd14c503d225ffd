/// A licence read for what it permits.
///
/// Read are SPDX ids and expressions with `AND` and `OR`, Creative Commons in every usual spelling, and the plain
/// words that forbid something ("non-commercial", "no redistribution", "test use only"). What cannot be read permits
/// nothing that anybody may rely on: ``permissions`` is then `nil`.
public struct Licence: Sendable, Equatable {
  /// What a licence permits.
  public struct Permissions: Sendable, Equatable {
    /// Use for profit.
    public var commercial = true
    /// Changed copies that are passed on.
    public var derivatives = true
    /// Copies that are passed on.
    public var redistribution = true
    /// Whether the maker must be named.
    public var credit = false
    /// Whether what is made of it must bear the same licence.
    public var shareAlike = false

    /// Everything.
    public init() {}

    /// What both permit.
    func meeting(_ other: Permissions) -> Permissions {
      var out = self
      out.commercial = commercial && other.commercial
      out.derivatives = derivatives && other.derivatives
      out.redistribution = redistribution && other.redistribution
      out.credit = credit || other.credit
      out.shareAlike = shareAlike || other.shareAlike
      return out
    }

    /// How much is permitted, to choose between alternatives.
    fileprivate var freedom: Int {
      (redistribution ? 16 : 0) + (commercial ? 8 : 0) + (derivatives ? 4 : 0) + (shareAlike ? 0 : 2)
        + (credit ? 0 : 1)
    }
  }

  /// The licence as it was stated.
  public var text: String
  /// What it permits; `nil` when it cannot be told.
  public var permissions: Permissions?

  /// Reads a licence.
  public init(_ text: String) {
    self.text = text
    permissions = Self.read(text)
  }

  /// Licences that ask for nothing but a notice, by SPDX id in lower case.
  private static let notice: Set<String> = [
    "mit", "mit-0", "apache-2.0", "bsd-2-clause", "bsd-3-clause", "bsd-3-clause-clear", "isc", "zlib",
    "bsl-1.0",
    "0bsd", "ncsa", "ofl-1.1", "cdla-permissive-1.0", "cdla-permissive-2.0", "odc-by-1.0", "afl-3.0",
    "artistic-2.0", "unicode-dfs-2016", "python-2.0", "x11", "ecl-2.0", "ms-pl", "etalab-2.0",
  ]
  /// Licences that pass themselves on.
  private static let copyleft: Set<String> = [
    "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0", "agpl-3.0", "mpl-2.0", "epl-2.0", "eupl-1.2",
    "cdla-sharing-1.0",
    "odbl-1.0", "osl-3.0", "ms-rl",
  ]
  /// Works without conditions.
  private static let free: Set<String> = [
    "cc0", "cc0-1.0", "cc0 1.0", "unlicense", "pddl-1.0", "wtfpl", "public domain", "cc-pddc", "cc-pdm-1.0",
    "free for any use",
  ]

  private static func read(_ text: String) -> Permissions? {
    let folded = fold(text)
    guard !folded.isEmpty else { return nil }
    if let alternatives = parts(folded, " or "), !alternatives.isEmpty {
      return alternatives.compactMap { read($0) }.max { $0.freedom < $1.freedom }
    }
    if let all = parts(folded, " and ") ?? parts(folded, ";") ?? parts(folded, " + ") {
      var out = Permissions()
      for part in all {
        guard let part = read(part) else { return nil }
        out = out.meeting(part)
      }
      return out
    }
    return permissions(ofOne: folded)
  }

  private static func parts(_ text: String, _ separator: String) -> [String]? {
    var out: [String] = [""]
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.hasPrefix(separator) {
        out.append("")
        rest = rest.dropFirst(separator.count)
      } else {
        out[out.count - 1].append(rest.removeFirst())
      }
    }
    return out.count > 1 ? out.filter { !$0.allSatisfy { $0 == " " } } : nil
  }

  private static func fold(_ text: String) -> String {
    var out = ""
    for character in text.lowercased() where character != "(" && character != ")" {
      let plain: Character = character == "_" || character.isWhitespace ? " " : character
      if plain == " ", out.last == " " || out.isEmpty { continue }
      out.append(plain)
    }
    while out.last == " " || out.last == "." { out.removeLast() }
    return out
  }

  private static func permissions(ofOne text: String) -> Permissions? {
    var out = Permissions()
    if free.contains(text) || text.hasPrefix("cc0") { return out }
    let plain = text.replacing("licence", with: "").replacing("license", with: "").replacing(" -", with: "-")
    let id = plain.split(separator: " ").joined(separator: "-").replacing("-or-later", with: "").replacing(
      "-only", with: ""
    )
    .replacing("+", with: "")
    out.credit = true
    if notice.contains(id) || ["apache-license-2.0", "apache-2", "bsd", "the-mit"].contains(id) {
      return out
    }
    if copyleft.contains(id) {
      out.shareAlike = true
      return out
    }
    if let creative = creativeCommons(text) { return creative }
    // Words that forbid are believed even where the rest is not understood.
    if [
      "test use only", "tests only", "testing only", "no redistribution", "not redistributable",
      "do not redistribute",
      "all rights reserved", "proprietary", "confidential", "internal use", "evaluation only",
    ].contains(where: { text.contains($0) }) {
      out.redistribution = false
      out.commercial = false
      out.derivatives = false
      return out
    }
    if [
      "non-commercial", "noncommercial", "non commercial", "research only", "research purposes",
      "academic use",
      "personal use",
    ].contains(where: { text.contains($0) }) {
      out.commercial = false
      return out
    }
    return nil
  }

  /// `CC BY-NC 4.0`, `cc-by-nc-sa-4.0`, `Creative Commons Attribution NonCommercial NoDerivatives`, addresses of deeds.
  private static func creativeCommons(_ text: String) -> Permissions? {
    let words = text.replacing("creative commons", with: "cc").replacing(
      "creativecommons.org/licenses", with: "cc"
    )
    .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard words.contains("cc"), words.contains("by") || words.contains("attribution") else { return nil }
    let known: Set<String> = [
      "cc", "by", "attribution", "nc", "noncommercial", "non", "commercial", "nd", "noderivatives",
      "noderivs", "no",
      "derivatives", "derivs", "sa", "sharealike", "share", "alike", "international", "unported", "generic",
      "igo", "license", "licence",
      "https", "http", "deed", "legalcode", "en", "v1", "v2", "v3", "v4", "www",
    ]
    guard words.allSatisfy({ known.contains($0) || $0.allSatisfy(\.isNumber) || $0.count == 2 }) else {
      return nil
    }
    var out = Permissions()
    out.credit = true
    out.commercial =
      !words.contains { $0 == "nc" || $0.hasPrefix("noncommercial") }
      && !(words.contains("non") && words.contains("commercial"))
    out.derivatives =
      !words.contains { $0 == "nd" || $0.hasPrefix("noderiv") }
      && !(words.contains("no") && words.contains { $0.hasPrefix("deriv") })
    out.shareAlike =
      words.contains { $0 == "sa" || $0.hasPrefix("sharealike") }
      || (words.contains("share") && words.contains("alike"))
    return out
  }
}
