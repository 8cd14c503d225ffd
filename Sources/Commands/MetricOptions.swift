import ArgumentParser
import Evaluation
import Foundation
import MetricHost
import Scoring

/// `--metrics`, as commands that score takes have it.
struct MetricOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Score with these metrics and encoders of your own too, separated by commas: ids (see 'mien metrics'), or folders.",
      valueName: "ids"))
  var metrics: String?

  func validate() throws {
    let ids = ids
    guard metrics == nil || !ids.isEmpty else { throw ValidationError("--metrics names none") }
    guard Set(ids).count == ids.count else { throw ValidationError("--metrics names one twice") }
  }

  private var ids: [String] {
    (metrics ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  /// Loads what was asked for into a plan, in order of id; encoders and the like look at the held-out sessions first.
  ///
  /// - Parameter heed: told what scripts print and how they fail, and at which take, from every thread.
  func join(
    _ plan: inout EvaluationPlan, plugins: [String], quiet: Bool,
    heed: @escaping @Sendable (_ what: String, _ note: String) -> Void
  ) throws {
    guard !ids.isEmpty else { return }
    let shelf = Workbench.metricShelf(plugins)
    let interruption = Workbench.interruption
    var loaded: [PluginMetric] = []
    var sessions: [TakeEvidence]?
    for id in ids {
      let bundle = try shelf.bundle(id)
      if !quiet, !bundle.wishes.isEmpty {
        Console.complainLine("note: \(bundle.kind) \(bundle.id) is allowed by its manifest: \(bundle.wishes)")
      }
      var metric = try shelf.load(bundle, shouldStop: { interruption.isRaised }, heed: heed)
      if metric.looksAtSessions {
        let reference = plan.cast.reference
        let own = try sessions ?? (plan.cast.nulls?().heldOut ?? []).map { $0.with(reference: reference) }
        sessions = own
        try metric.learn(from: own)
      }
      loaded.append(metric)
    }
    loaded.sort { $0.id < $1.id }
    if let twice = zip(loaded, loaded.dropFirst()).first(where: { $0.id == $1.id }) {
      throw ValidationError("--metrics names \(twice.0.bundle.id) twice")
    }
    plan.metrics = loaded
    plan.kept = loaded.map(\.kept)
  }
}

/// `--plugins` of commands that look at metrics and run no strategy.
struct MetricPlaces: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for metrics and encoders here first: a bundle, or a folder of bundles; may be repeated.",
      valueName: "folder"), completion: .directory)
  var plugins: [String] = []

  func validate() throws {
    for folder in plugins {
      var isFolder: ObjCBool = false
      let path = (folder as NSString).expandingTildeInPath
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        throw ValidationError("--plugins '\(folder)' is no folder that can be read")
      }
    }
  }

  /// What can be asked for.
  var shelf: MetricShelf { Workbench.metricShelf(plugins) }

  /// Every one that loads, and why others do not.
  func loaded() throws -> (metrics: [PluginMetric], faults: [String]) {
    let shelf = shelf
    let interruption = Workbench.interruption
    var metrics: [PluginMetric] = []
    var faults = shelf.faults.map(\.reason)
    for bundle in shelf.bundles {
      do throws(MetricHostError) {
        metrics.append(try shelf.load(bundle, shouldStop: { interruption.isRaised }))
      } catch { faults.append(error.description) }
      try Workbench.stopIfInterrupted()
    }
    return (metrics, faults)
  }
}
