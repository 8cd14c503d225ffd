public import Foundation
import Scoring
import StrategyHost

/// A metric or an encoder on disk: a folder with `metric.json` and its script, or with `encoder.json` and its own.
public struct MetricBundle: Sendable {
  /// What the script does.
  public enum Kind: String, Sendable, CaseIterable, CustomStringConvertible {
    /// Measures takes.
    case metric
    /// Turns windows of motion into points, among which the Fréchet distance is taken.
    case encoder

    /// The word.
    public var description: String { rawValue }
    /// Name of the file that describes it.
    public var manifest: String { rawValue + ".json" }
  }

  /// What it is.
  public let kind: Kind
  /// Id, without version.
  public let id: String
  /// Version as its author states it.
  public let version: String
  /// Name for tables.
  public let title: String
  /// What it measures.
  public let summary: String
  /// The folder.
  public let folder: URL
  /// Licence of its code and weights; `nil` where it states none.
  public let licence: String?
  let manifest: MetricManifest
  let files: StrategyBundle

  /// Reads a bundle.
  ///
  /// - Throws: ``MetricHostError/badBundle(path:reason:)``.
  public init(folder: URL, kind: Kind) throws(MetricHostError) {
    let file = folder.appendingPathComponent(kind.manifest)
    let manifest = try MetricManifest(at: file, kind: kind)
    self.kind = kind
    self.manifest = manifest
    self.folder = folder
    id = manifest.id
    version = manifest.version
    title = manifest.title
    summary = manifest.summary
    licence = manifest.licence
    do throws(StrategyHostError) {
      files = try StrategyBundle(
        id: manifest.id, manifest: file, script: manifest.script ?? "\(kind).py", python: manifest.python,
        models: manifest.models ?? [],
        access: .init(
          network: manifest.access?.network ?? false, read: manifest.access?.read ?? [],
          write: manifest.access?.write ?? []),
        limits: manifest.workerLimits, device: manifest.device ?? "")
    } catch {
      throw .badBundle(path: file.path, reason: Self.reason(error))
    }
  }

  /// Why an id may not be a bundle's, because a score of the house is called so; `nil` where none is.
  public static func reason(against id: String) -> String? { HouseNames.reason(against: id) }

  private static func reason(_ error: StrategyHostError) -> String {
    if case .badBundle(_, let reason) = error { return reason }
    return error.description
  }

  /// The script.
  public var script: URL { files.codeFile }

  /// What it asks for beyond the sandbox, in words; empty when it is nothing.
  public var wishes: String { files.access.summary }

  /// Whether its scores are made of all takes together, by a `reduce` of its own.
  var reducesItself: Bool {
    kind == .metric
      && (manifest.scores?.contains { $0.reduction == .set } ?? (manifest.reduction == .set))
  }

  /// The functions that its script must have.
  var functions: [String] {
    guard kind == .metric else { return ["encode"] }
    let allAreSets = manifest.scores?.allSatisfy { $0.reduction == .set } ?? (manifest.reduction == .set)
    return (allAreSets ? [] : ["measure"]) + (reducesItself ? ["rows", "reduce"] : [])
  }

  /// The bundles in a folder: itself, or those right below it.
  static func folders(at folder: URL) -> [(folder: URL, kind: Kind)] {
    func kinds(_ folder: URL) -> [(folder: URL, kind: Kind)] {
      Kind.allCases.filter {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.manifest).path)
      }.map { (folder, $0) }
    }
    let own = kinds(folder)
    guard own.isEmpty else { return own }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().flatMap { kinds(folder.appendingPathComponent($0)) }
  }
}
