import Foundation
public import Provenance

/// A form of other people's material that can be imported.
public struct ImportForm: Sendable {
  /// What kind of material it is.
  public enum Group: String, Sendable, CaseIterable {
    /// Who says what.
    case conversation
    /// Times of words, phones or voices, with or without audio.
    case timing
    /// Logs of agents.
    case log
    /// Speech with recorded motion.
    case motion
    /// Speech alone.
    case audio
  }

  /// Word by which it is named.
  public let id: String
  /// What kind it is.
  public let group: Group
  /// One line for lists: what the material is.
  public let title: String
  /// Which files it reads.
  public let files: String
  /// What is assumed of all material of this form, for the manifest.
  public let assumptions: [String]
  /// What such material usually is.
  public let evidence: Evidence
  let open: @Sendable (URL, CorpusImport, inout ImportReport) throws(CatalogError) -> [ImportTake]

  init(
    id: String, group: Group, title: String, files: String, assumptions: [String] = [],
    evidence: Evidence = .real,
    open: @escaping @Sendable (URL, CorpusImport, inout ImportReport) throws(CatalogError) -> [ImportTake]
  ) {
    self.id = id
    self.group = group
    self.title = title
    self.files = files
    self.assumptions = assumptions
    self.evidence = evidence
    self.open = open
  }

  /// The form of that id.
  public static func named(_ id: String) throws(CatalogError) -> ImportForm {
    guard let form = all.first(where: { $0.id == id }) else {
      throw .refused(
        what: id, reason: "no form of import has this name",
        cure: "name one of \(all.map(\.id).joined(separator: ", "))")
    }
    return form
  }
}
