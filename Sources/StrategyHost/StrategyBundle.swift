public import Foundation
public import Provenance

/// A strategy on disk: a folder with `strategy.json`, its library or script and, where it has any,
/// `resources/`.
///
/// The library stands in the folder itself, or beside the host's executable (as after `swift build`).
public struct StrategyBundle: Sendable, Hashable {
  /// What makes the strategy go.
  public enum Code: Sendable, Hashable {
    /// A library behind the C contract.
    case library(URL)
    /// A Python script, run by this interpreter: a path, or a name on `PATH`.
    case script(URL, python: String)
  }

  /// Id of the strategy.
  public let id: String
  /// The folder.
  public let folder: URL
  /// Its library or script.
  public let code: Code
  /// Further files that belong to its identity.
  public let models: [URL]
  /// Most processes of it at a time; `nil` for no limit of its own.
  public let maxInstances: Int?
  /// The device that a script is told to use; empty when it does not say.
  public let device: String
  /// What it asks for beyond the sandbox.
  public let access: Access
  /// Licence of its code and weights, as an SPDX id or in words; `nil` where it states none.
  public let licence: String?
  /// Whether it says that another seed gives another performance; such a strategy is judged over several.
  public let isStochastic: Bool
  /// What its processes may take.
  public let limits: WorkerLimits
  /// File that describes it.
  let manifestFile: URL

  /// What a strategy asks for beyond the sandbox.
  public struct Access: Sendable, Hashable {
    /// The network.
    public var network = false
    /// Absolute paths to read.
    public var read: [String] = []
    /// Absolute paths to write.
    public var write: [String] = []

    /// An interpreter of the bundle's own choice; `nil` where it takes the user's. It runs with the user's rights
    /// until our part of it has put up the walls.
    public var interpreter: String?

    /// Asks for nothing unless told so.
    package init(network: Bool = false, read: [String] = [], write: [String] = [], interpreter: String? = nil)
    {
      self.network = network
      self.read = read
      self.write = write
      self.interpreter = interpreter
    }

    /// In words, such as `network, writes /tmp/cache`; empty when nothing is asked for.
    public var summary: String {
      ((network ? ["network"] : [])
        + (interpreter.map { ["runs \($0), free until it has shut itself in"] } ?? [])
        + read.map { "reads \($0)" } + write.map { "writes \($0)" })
        .joined(separator: ", ")
    }
  }

  /// Reads a bundle's manifest and finds its library or script.
  ///
  /// - Throws: ``StrategyHostError`` when the manifest is not usable or what it names is missing.
  public init(folder: URL, librariesBeside executableFolder: URL) throws(StrategyHostError) {
    manifestFile = folder.appendingPathComponent("strategy.json")
    let manifest = try StrategyManifest(at: manifestFile)
    id = manifest.id
    self.folder = folder
    // A URL without a slash at its end would have its neighbours taken for what is in it.
    let home = URL(fileURLWithPath: folder.path, isDirectory: true)
    func file(_ name: String) -> URL {
      URL(fileURLWithPath: (name as NSString).expandingTildeInPath, relativeTo: home).absoluteURL
        .standardizedFileURL
    }
    if let library = manifest.library {
      let candidates = [folder, executableFolder].map { $0.appendingPathComponent(library) }
      guard let found = candidates.first(where: { FileManager.default.isReadableFile(atPath: $0.path) })
      else {
        throw .libraryMissing(
          bundle: folder.path, library: library,
          searched: candidates.map { $0.deletingLastPathComponent().path })
      }
      try Self.check(found, "library", of: folder)
      code = .library(found)
    } else {
      let script = folder.appendingPathComponent(manifest.script ?? "")
      guard FileManager.default.isReadableFile(atPath: script.path) else {
        throw .badBundle(
          path: folder.path, reason: "its script \(manifest.script ?? "") is not there or cannot be read")
      }
      try Self.check(script, "script", of: folder)
      code = .script(script, python: PythonInterpreter.path(manifest.python, bundle: folder))
    }
    models = (manifest.models ?? []).map(file)
    for model in models where !FileManager.default.isReadableFile(atPath: model.path) {
      throw .badBundle(path: folder.path, reason: "its model \(model.path) is not there or cannot be read")
    }
    for model in models { try Self.check(model, "model", of: folder) }
    maxInstances = manifest.maxInstances
    device = manifest.device ?? ""
    access = Access(
      network: manifest.access?.network ?? false, read: (manifest.access?.read ?? []).map { file($0).path },
      write: (manifest.access?.write ?? []).map { file($0).path },
      interpreter: (manifest.python?.contains("/") ?? false)
        ? PythonInterpreter.path(manifest.python, bundle: folder) : nil)
    limits = manifest.workerLimits
    licence = manifest.licence
    isStochastic = manifest.stochastic ?? false
  }

  /// Any other script that runs behind the same walls, such as a metric's.
  ///
  /// - Parameter manifest: the file that describes it; its bytes count for the content hash.
  /// - Throws: ``StrategyHostError/badBundle(path:reason:)`` when a file is missing or no regular one.
  package init(
    id: String, manifest: URL, script: String, python: String?, models: [String], access: Access,
    limits: WorkerLimits, device: String
  ) throws(StrategyHostError) {
    self.id = id
    folder = manifest.deletingLastPathComponent()
    manifestFile = manifest
    let file = folder.appendingPathComponent(script)
    try Self.check(file, "script", of: folder)
    code = .script(file, python: PythonInterpreter.path(python, bundle: folder))
    let home = URL(fileURLWithPath: folder.path, isDirectory: true)
    func place(_ name: String) -> URL {
      URL(fileURLWithPath: (name as NSString).expandingTildeInPath, relativeTo: home).absoluteURL
        .standardizedFileURL
    }
    self.models = models.map(place)
    for model in self.models { try Self.check(model, "model", of: folder) }
    maxInstances = nil
    self.device = device
    self.access = Access(
      network: access.network, read: access.read.map { place($0).path },
      write: access.write.map { place($0).path },
      interpreter: (python?.contains("/") ?? false) ? PythonInterpreter.path(python, bundle: folder) : nil)
    licence = nil
    isStochastic = false
    self.limits = limits
  }

  private static func check(_ file: URL, _ what: String, of folder: URL) throws(StrategyHostError) {
    do throws(RegularFile.Fault) { _ = try RegularFile.size(file) } catch {
      throw .badBundle(path: folder.path, reason: "its \(what) \(file.lastPathComponent) \(error)")
    }
  }

  /// The library or script.
  public var codeFile: URL {
    switch code {
    case .library(let file), .script(let file, _): file
    }
  }

  /// Whether it is a Python script.
  public var isScript: Bool { if case .script = code { true } else { false } }

  /// Folder of its resources, where it has one.
  public var resources: URL? {
    let resources = folder.appendingPathComponent("resources")
    return FileManager.default.fileExists(atPath: resources.path) ? resources : nil
  }

  /// Hash of all that makes the bundle behave as it does: manifest, library or scripts, resources and models,
  /// by name.
  ///
  /// - Parameter environment: the interpreter and packages that a script runs with, empty for a library.
  /// - Throws: A Cocoa error when a file cannot be read.
  public func contentHash(environment: String = "") throws -> ContentHash {
    var hasher = ContentHasher()
    try hasher.update(label: manifestFile.lastPathComponent, contentsOf: manifestFile)
    switch code {
    case .library(let library):
      try hasher.update(label: "library", contentsOf: library)
    case .script:
      // A script imports its neighbours, so all of them count.
      for name in try Self.files(in: folder) where name.hasSuffix(".py") && !name.hasPrefix("resources/") {
        try hasher.update(label: name, contentsOf: folder.appendingPathComponent(name))
      }
      hasher.update(label: "environment", Data(environment.utf8))
    }
    if let resources {
      for name in try Self.files(in: resources) {
        try Self.check(resources.appendingPathComponent(name), "resource", of: folder)
        try hasher.update(label: name, contentsOf: resources.appendingPathComponent(name))
      }
    }
    for (index, model) in models.enumerated() {
      try hasher.update(label: "model \(index)", contentsOf: model)
    }
    return hasher.finish()
  }

  /// Path, inode, size and time of change of every file whose change changes it.
  package func stamp() -> [String] { DescriptorCache.stamp(self) }

  /// Every file whose change changes the strategy, for noticing one without reading it.
  func watchedFiles() -> [URL] {
    var files = [manifestFile, codeFile] + models
    if let resources {
      files.append(resources)
      files += ((try? Self.files(in: resources)) ?? []).map(resources.appendingPathComponent)
    }
    if isScript {
      files += ((try? Self.files(in: folder)) ?? []).filter { $0.hasSuffix(".py") }
        .map(folder.appendingPathComponent)
    }
    return files
  }

  /// Paths of all files below a folder, in order; virtual environments and caches left out.
  private static func files(in folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().filter { name in
      let parts = name.split(separator: "/")
      if parts.contains(where: { $0 == "__pycache__" || $0 == ".venv" || $0 == "venv" || $0 == ".git" }) {
        return false
      }
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }
}
