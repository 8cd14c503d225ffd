public import Conversation
import Formats
public import Foundation
public import Motion
public import Provenance
public import Rigging
import Speech

/// Imports other people's material as a corpus. What came in, what was missing, what was made up, repaired or
/// left out is reported and written into the manifest's notes.
public struct CorpusImport: Sendable {
  /// What an import gave.
  public struct Outcome: Sendable {
    /// The corpus that was written.
    public var corpus: Corpus
    /// Everything that there is to say about it.
    public var report: ImportReport
  }

  /// The folder to write.
  public var out: URL
  /// Title; the folder's name when empty.
  public var title: String
  /// Licence as an SPDX id or in words.
  public var licence: String
  /// Language as a BCP 47 tag.
  public var language: String
  /// Whether the material was recorded from people or made by a program; `nil` takes what is usual for the form.
  public var evidence: Evidence?
  /// Whether a corpus that is already there is replaced.
  public var force: Bool
  /// Whether material that needs repair, or of which something must be left out, is refused.
  public var strict: Bool
  /// How material becomes recordings where there is a choice.
  public var rules = ImportRules()
  /// A column map for tables, as the bytes and the name of its file.
  public var map: (bytes: Data, file: String)?
  /// What weights of recorded motion mean, where they have names of their own.
  public var rigMap: RigMap?
  /// Frame rate of motion whose files do not state it.
  public var motionRate: FrameRate?
  /// Material that is for scoring only: runs do not give it to strategies.
  public var withheld: Set<Given.Material> = []
  /// File of the names of curves whose own file does not hold them.
  public var names: URL?

  /// Says where the corpus goes and what it is.
  public init(
    out: URL, title: String = "", licence: String = "unknown", language: String = "und",
    evidence: Evidence? = nil, force: Bool = false, strict: Bool = false
  ) {
    self.out = out
    self.title = title
    self.licence = licence
    self.language = language
    self.evidence = evidence
    self.force = force
    self.strict = strict
  }

  /// Reads the material, writes the corpus and reads it back.
  ///
  /// A part that cannot be read is left out with a note while others can; the first fault is thrown when nothing
  /// came in, or when the import is strict.
  ///
  /// - Parameters:
  ///   - form: what the material is.
  ///   - source: a file or a folder.
  ///   - progress: told the name of each part before it is read, and again while a long one is worked on; false ends
  ///     the work.
  /// - Throws: ``CatalogError``; nothing is written then.
  public func run(
    _ form: ImportForm, _ source: URL, progress: (String) -> Bool = { _ in true }
  ) throws(CatalogError) -> Outcome {
    _ = try CorpusDraft.mayReplace(out, force: force)
    try checkPlaces(source)
    var report = ImportReport()
    let takes = try form.open(source, self, &report)
    let corpus = try draft(form).write(to: out, force: force) { (add, manifest) throws(CatalogError) in
      var desk = ImportDesk(rules: rules)
      var failure: CatalogError?
      for take in takes {
        guard progress(take.name) else { throw interrupted(source) }
        let materials: [ImportMaterial]
        do throws(CatalogError) { materials = try take.read() } catch {
          if strict { throw error }
          failure = failure ?? error
          report.add(.leftOut, take.name, "\(error)")
          continue
        }
        for (number, material) in materials.enumerated() {
          guard number % 64 != 63 || progress(take.name) else { throw interrupted(source) }
          let entry: CorpusDraft.Entry?
          do throws(CatalogError) { entry = try desk.entry(material, &report) } catch {
            if strict { throw error }
            failure = failure ?? error
            report.add(.leftOut, material.id, "\(error)")
            continue
          }
          guard let entry else { continue }
          do throws(CatalogError) { try add(entry) } catch {
            // A place that cannot be written is nothing that leaving out would cure.
            if strict { throw error }
            if case .unwritable = error { throw error }
            failure = failure ?? error
            report.add(.leftOut, Self.sources(of: material) ?? take.name, "\(error)")
            continue
          }
          desk.admit(entry)
        }
      }
      if desk.count == 0 {
        if let failure { throw failure }
        throw .refused(
          what: source.path, reason: Self.nothing(report),
          cure: "see 'mien corpus formats' for what each form reads")
      }
      if strict, let fault = report.faults.first {
        let more = report.faults.count > 1 ? " (and \(report.faults.count - 1) more)" : ""
        throw .refused(
          what: source.path, reason: "\(fault)\(more)",
          cure: "correct the material or import without --strict")
      }
      report.add(.read, source.lastPathComponent, desk.summary)
      manifest.notes = report.lines
    }
    return Outcome(corpus: corpus, report: report)
  }

  private func interrupted(_ source: URL) -> CatalogError {
    .refused(what: source.path, reason: "the import was interrupted", cure: "start it again")
  }

  /// Refuses to put the corpus in the place of its own material.
  private func checkPlaces(_ source: URL) throws(CatalogError) {
    let target = out.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    guard source.standardizedFileURL.resolvingSymlinksInPath().pathComponents.starts(with: target) else {
      return
    }
    throw .refused(
      what: out.path, reason: "the material lies in it", cure: "name another folder with --out")
  }

  /// Names of the files of sound of which a material is made.
  private static func sources(of material: ImportMaterial) -> String? {
    let names = material.sounds.sorted { $0.key < $1.key }.compactMap { _, sound -> String? in
      switch sound {
      case .file(let file), .channel(let file, _): file.lastPathComponent
      case .samples: nil
      }
    }
    return names.isEmpty ? nil : Set(names).sorted().joined(separator: ", ")
  }

  static func nothing(_ report: ImportReport) -> String {
    let notes = report.notes
    let reasons = (notes.filter { $0.sort == .leftOut } + notes.filter { $0.sort != .leftOut })
      .prefix(3).map(\.description)
    return "nothing in it could be imported" + (reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; "))
  }

  private func draft(_ form: ImportForm) -> CorpusDraft {
    let name = out.standardizedFileURL.lastPathComponent
    var draft = CorpusDraft(
      id: CorpusDraft.slug(name), title: title.isEmpty ? name : title, language: language, licence: licence,
      evidence: evidence ?? form.evidence, about: "Imported from \(form.title).")
    draft.manifest.assumptions = form.assumptions
    let kept = Given.Material.allCases.filter(withheld.contains)
    draft.manifest.withheld = kept.isEmpty ? nil : kept
    return draft
  }
}
