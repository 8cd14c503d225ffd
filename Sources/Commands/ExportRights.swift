import ArgumentParser
import Catalog
import Characters
import Formats
import Foundation
import Provenance
import Runs

/// `--for-release` and `--rights` of `mien export`.
struct ExportRightsOptions: ParsableArguments {
  @Flag(
    help: "Refuse when a licence of corpus, rig or strategy forbids the take's release, or none is known.")
  var forRelease = false
  @Option(
    help: ArgumentHelp(
      "Licences that you were granted: JSON, {\"corpus\": …, \"rig\": …, \"strategy\": …}.", valueName: "file"
    ),
    completion: .file(extensions: ["json"]))
  var rights: String?

  private static let sources = ["corpus", "rig", "strategy"]

  /// What the sources of a take allow: as the run keeps it, else as they say it now; what `--rights` states goes before
  /// both.
  func claims(
    of ground: RunGround, rig options: ExportRigOptions, form: TakeForm, corpus: Corpus
  ) throws -> Rights {
    let granted = try grants()
    let remarks = try ground.archive.remarks(of: ground.run.id)
    let run = ground.run.run
    func licence(_ source: String, _ kept: String?, _ now: String?) -> String {
      granted[source] ?? kept ?? now ?? "unknown"
    }
    var claims = [
      Rights.Claim(
        source: "corpus", name: run.corpus.id,
        licence: licence("corpus", remarks[RunRemark.corpusLicence], corpus.manifest.licence),
        isSynthetic: run.corpus.evidence == .synthetic),
      Rights.Claim(
        source: "strategy", name: run.source.id,
        licence: licence("strategy", remarks[RunRemark.strategyLicence], nil)),
    ]
    // The motion rests on the character's references even where another rig is written.
    let home = try? ground.character()
    let isSynthetic = run.character.evidence == .synthetic
    if options.rig == nil {
      var claim = Rights.Claim(
        source: "rig", name: run.character.id,
        licence: licence("rig", remarks[RunRemark.characterLicence], home?.character.sheet.licence),
        isSynthetic: isSynthetic)
      if let home, granted["rig"] == nil {
        claim = Rights.Claim(
          rig: run.character.id, licence: claim.licence.text, rights: home.model.rights,
          isSynthetic: isSynthetic)
      }
      claims.append(claim)
    } else {
      claims.append(
        Rights.Claim(
          source: "character", name: run.character.id,
          licence: remarks[RunRemark.characterLicence] ?? home?.character.sheet.licence ?? "unknown",
          isSynthetic: isSynthetic))
      let folder = try options.folder(of: ground)
      if let licence = granted["rig"] {
        claims.append(Rights.Claim(source: "rig", name: folder.character.id, licence: licence))
      } else {
        claims.append(
          Rights.Claim(
            rig: folder.character.id, licence: folder.character.sheet.licence, rights: folder.model.rights))
      }
    }
    return Rights(claims)
  }

  private func grants() throws -> [String: String] {
    guard let rights else { return [:] }
    let json = try JSONValue(
      parsing: try OptionFile.bytes(rights, option: "--rights"), file: rights, place: "")
    var out: [String: String] = [:]
    for (source, value) in json.object ?? [:] {
      guard Self.sources.contains(source), let text = value.string else {
        throw ValidationError(
          "--rights '\(rights)': '\(source.prefix(40))' is none of \(Self.sources.joined(separator: ", ")), or its licence is no text"
        )
      }
      out[source] = text
    }
    guard !out.isEmpty else {
      throw ValidationError("--rights '\(rights)' states nothing; write {\"rig\": \"CC-BY-4.0\"}")
    }
    return out
  }
}
