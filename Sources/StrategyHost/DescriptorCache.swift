import Foundation
import Provenance
import StrategyABI
import StrategyDriver

#if canImport(Glibc)
  import Glibc
#endif

/// What bundles say of themselves: asked of a child process once, and kept until one of their files changes.
struct DescriptorCache: Sendable {
  /// What a child has said.
  struct Entry: Codable {
    /// Descriptors of the library or script.
    var descriptors: [StrategyDescriptor]
    /// Interpreter and packages that a script runs with; empty for a library.
    var environment: String
    /// Folders in which a change may change the environment.
    var sites: [String]
    /// Path, inode, size and time of change of everything that this rests on.
    var stamp: [String]
  }

  /// What a worker says first.
  struct Greeting: Decodable {
    var descriptors: [StrategyDescriptor]
    var environment: String?
    var sites: [String]?

    init(reading text: String) throws {
      let data = Data(text.utf8)
      if text.hasPrefix("[") {
        descriptors = try JSONDecoder().decode([StrategyDescriptor].self, from: data)
      } else {
        self = try JSONDecoder().decode(Greeting.self, from: data)
      }
      // A worker checks what it says, but it may no longer be the one who speaks.
      for descriptor in descriptors { if let fault = descriptor.fault { throw Fault(description: fault) } }
    }

    struct Fault: Error, CustomStringConvertible {
      var description: String
    }
  }

  let ground: WorkerGround
  /// A plugin that has not described itself by then never will.
  static let patience = 10.0

  /// What a bundle says of itself.
  ///
  /// - Parameter afresh: asks again even when nothing has changed.
  func entry(of bundle: StrategyBundle, afresh: Bool = false) throws(StrategyHostError) -> Entry {
    let name = ContentHash(of: bundle.folder.standardizedFileURL.path).description.prefix(32)
    let folder = ground.copies.appendingPathComponent("descriptors-\(MIEN_ABI_MAJOR).\(MIEN_ABI_MINOR)")
    let file = folder.appendingPathComponent("\(name).json")
    if !afresh, let data = try? Data(contentsOf: file),
      let kept = try? JSONDecoder().decode(Entry.self, from: data),
      kept.stamp == Self.stamp(bundle, sites: kept.sites),
      // Another build, or somebody, may have written it.
      kept.descriptors.allSatisfy({ $0.fault == nil })
    {
      return kept
    }
    // The stamp is taken first: a change meanwhile is then noticed the next time.
    let before = Self.stamp(bundle, sites: [])
    let greeting = try describe(bundle)
    let sites = greeting.sites ?? []
    let entry = Entry(
      descriptors: greeting.descriptors, environment: greeting.environment ?? "", sites: sites,
      stamp: before + Self.stamps(sites.map { URL(fileURLWithPath: $0) }))
    // A cache that cannot be written costs time, nothing else.
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if let data = try? JSONEncoder().encode(entry) { try? data.write(to: file, options: .atomic) }
    return entry
  }

  private func describe(_ bundle: StrategyBundle) throws(StrategyHostError) -> Greeting {
    var code = bundle.codeFile
    if case .library(let file) = bundle.code { code = LibraryCopy.make(of: file, in: ground.copies) }
    var launch = try WorkerLaunch(bundle, library: code, ground: ground)
    if !bundle.isScript { launch.limits.start = min(launch.limits.start, Self.patience) }
    do {
      let process = try WorkerProcess(
        command: launch.command, environment: launch.environment, rowBytes: 4096, limits: launch.limits)
      process.shouldStop = ground.shouldStop
      let text = try process.awaitReady()
      return try Greeting(reading: text)
    } catch let failure as WorkerFailure {
      throw .notDescribed(library: bundle.codeFile.path, reason: failure.description)
    } catch let fault as Greeting.Fault {
      throw .notDescribed(library: bundle.codeFile.path, reason: "breaks the plugin contract: \(fault)")
    } catch {
      throw .notDescribed(
        library: bundle.codeFile.path, reason: "said something else than its descriptors")
    }
  }

  static func stamp(_ bundle: StrategyBundle, sites: [String] = []) -> [String] {
    var files = bundle.watchedFiles()
    if case .script(_, let python) = bundle.code { files.append(URL(fileURLWithPath: python)) }
    return stamps(files) + stamps(sites.map { URL(fileURLWithPath: $0) })
  }

  private static func stamps(_ files: [URL]) -> [String] {
    files.map { file in
      var status = stat()
      guard stat(file.path, &status) == 0 else { return "\(file.path) -" }
      let time = status.st_mtim
      return "\(file.path) \(status.st_ino) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
    }
  }
}
