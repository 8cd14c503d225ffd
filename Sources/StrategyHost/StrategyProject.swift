public import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A folder in which a strategy is written: `build.sh` and the bundle that it builds; or a bundle alone.
public struct StrategyProject: Sendable {
  /// The folder.
  public let folder: URL
  /// What builds it; `nil` for a bundle that needs no building.
  public let script: URL?

  /// Finds a project.
  ///
  /// - Throws: ``StrategyProjectError/noProject(path:)``.
  public init(at folder: URL) throws(StrategyProjectError) {
    self.folder = folder.standardizedFileURL
    let script = self.folder.appendingPathComponent("build.sh")
    let manifest = self.folder.appendingPathComponent("strategy.json")
    self.script = FileManager.default.fileExists(atPath: script.path) ? script : nil
    guard self.script != nil || FileManager.default.fileExists(atPath: manifest.path) else {
      throw .noProject(path: folder.path)
    }
  }

  /// Builds it; all that the build says goes to stderr.
  ///
  /// - Parameter shouldStop: asked while it is built; true ends the build and all that it started.
  /// - Throws: ``StrategyProjectError`` when the build fails.
  public func build(shouldStop: () -> Bool = { false }) throws(StrategyProjectError) {
    guard let script else { return }
    let process = Process()
    process.executableURL = script
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.standardError
    process.standardError = FileHandle.standardError
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try process.run() } catch {
      throw .notBuilt(path: script.path, reason: "\((error as NSError).localizedDescription) (chmod +x it)")
    }
    var isStopped = false
    while ended.wait(timeout: .now() + 0.05) == .timedOut {
      guard !isStopped, shouldStop() else { continue }
      isStopped = true
      let child = process.processIdentifier
      // A group of its own is ended as a whole; ours is not.
      kill(getpgid(child) == child ? -child : child, SIGTERM)
    }
    let code = process.terminationStatus
    guard process.terminationReason == .exit else { throw .buildFailed(path: script.path, code: 128 + code) }
    guard code == 0 else { throw .buildFailed(path: script.path, code: code) }
  }

  /// Size and time of change of every source file by path: what a save changes. Hidden files and what building
  /// leaves behind are none.
  public func stamp() -> [String: String] {
    let keys: [URLResourceKey] = [
      .isRegularFileKey, .isDirectoryKey, .fileSizeKey, .contentModificationDateKey,
    ]
    guard
      let walk = FileManager.default.enumerator(
        at: folder, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
    else { return [:] }
    var stamps: [String: String] = [:]
    for case let file as URL in walk {
      guard let values = try? file.resourceValues(forKeys: Set(keys)) else { continue }
      if values.isDirectory == true {
        if Self.made.contains(file.lastPathComponent) { walk.skipDescendants() }
        continue
      }
      guard values.isRegularFile == true, !Self.madeEndings.contains(file.pathExtension) else { continue }
      let time = values.contentModificationDate?.timeIntervalSinceReferenceDate ?? 0
      stamps[file.path] = "\(values.fileSize ?? 0) \(time)"
    }
    return stamps
  }

  private static let made: Set<String> = ["target", "__pycache__", "venv", "build"]
  private static let madeEndings: Set<String> = [
    "so", "o", "a", "d", "pyc", "lock", "resolved", "sqlite", "sqlite-wal", "sqlite-shm", "new", "swp", "tmp",
  ]
}

/// Saves of a project's files since it was last built.
public final class ProjectChanges {
  private let project: StrategyProject
  private var stamp: [String: String]
  private var changedByBuild: Set<String> = []
  private var products: Set<String> = []

  /// Begins with the files as they are.
  public init(_ project: StrategyProject) {
    self.project = project
    stamp = project.stamp()
  }

  /// To be called after a build: a file that changed during two builds in a row is taken for one that the build
  /// makes, and is overlooked from then on.
  public func settle() {
    let changed = Self.difference(stamp, project.stamp())
    products.formUnion(changed.intersection(changedByBuild))
    changedByBuild = changed
  }

  /// Whether a file has been saved since the last build began. Waits until the saving is over.
  public func happened() -> Bool {
    var now = project.stamp()
    guard !Self.difference(stamp, now).subtracting(products).isEmpty else { return false }
    while true {
      usleep(50_000)
      let later = project.stamp()
      if later == now { break }
      now = later
    }
    stamp = now
    return true
  }

  private static func difference(_ a: [String: String], _ b: [String: String]) -> Set<String> {
    Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }
  }
}
