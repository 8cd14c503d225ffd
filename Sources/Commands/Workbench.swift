import ArgumentParser
import Catalog
import Foundation
import MetricHost
import RunStore
import StrategyHost

/// Where this process finds things: bundled folders, strategies, the store.
enum Workbench {
  /// The flag of the command that is running.
  @TaskLocal static var interruption = Interruption()

  /// Ends a command that the user wants to end, between two of its steps and before it writes.
  ///
  /// - Throws: the exit code of what was interrupted.
  static func stopIfInterrupted() throws {
    if interruption.isRaised { throw ExitCode(CommandRunner.interrupted) }
  }

  /// Corpora and characters.
  static var searchPath: SearchPath { SearchPath.current() }

  /// Folder of the running program; libraries of bundled strategies and `mien-worker` stand in it.
  static var executableFolder: URL { SearchPath.executable.deletingLastPathComponent() }

  /// The strategies: folders given with `--plugins`, `MIEN_PLUGIN_PATH`, the user's own, the bundled ones.
  static func shelf(_ plugins: [String] = []) -> StrategyShelf {
    let path = pluginPath(plugins, own: "Strategies")
    return StrategyShelf(path: path, executableFolder: executableFolder, ground: ground())
  }

  /// Metrics and encoders from outside, in the same places; the user's own stand in a folder `Metrics`.
  static func metricShelf(_ plugins: [String] = []) -> MetricShelf {
    MetricShelf(path: pluginPath(plugins, own: "Metrics"), ground: ground())
  }

  private static func pluginPath(_ plugins: [String], own: String) -> [URL] {
    let environment = ProcessInfo.processInfo.environment
    let named = plugins + (environment["MIEN_PLUGIN_PATH"] ?? "").split(separator: ":").map(String.init)
    var path = named.map { URL(fileURLWithPath: ($0 as NSString).expandingTildeInPath) }
    for root in searchPath.roots {
      path.append(root.appendingPathComponent(own))
      path.append(root.appendingPathComponent("Plugins"))
    }
    return path.filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// What workers are started from.
  static func ground(measures: Bool = false) -> WorkerGround {
    let package = searchPath.roots.map { $0.appendingPathComponent("Sources/Python") }
      .first { FileManager.default.fileExists(atPath: $0.appendingPathComponent("mien/worker.py").path) }
    let interruption = interruption
    return WorkerGround(
      worker: executableFolder.appendingPathComponent("mien-worker"), python: package, copies: cacheFolder,
      measures: measures, allocationCounter: executableFolder.appendingPathComponent("libCAllocations.so"),
      shouldStop: { interruption.isRaised })
  }

  /// Strategies as they were when they were last run or looked at.
  static var seen: SeenStrategies { SeenStrategies(in: cacheFolder) }

  /// Where things are kept that can be made again.
  static var cacheFolder: URL {
    let environment = ProcessInfo.processInfo.environment
    let base: URL
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
      base = URL(fileURLWithPath: folder)
    } else {
      base = URL(fileURLWithPath: environment["HOME"] ?? "/tmp").appendingPathComponent(".cache")
    }
    return base.appendingPathComponent("mien")
  }

  /// Path of the store: the option, else `MIEN_STORE`, else `mien.sqlite` here.
  static func storePath(_ option: String?) -> String {
    option ?? ProcessInfo.processInfo.environment["MIEN_STORE"] ?? "mien.sqlite"
  }
}
