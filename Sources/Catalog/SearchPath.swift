public import Foundation

/// Where corpora and characters are looked for, in order.
///
/// Roots are folders that hold `Corpora/` (and in it `Characters/`): first those of `MIEN_PATH` (separated
/// by colons), then the user's own (`$XDG_DATA_HOME/mien`, else `~/.local/share/mien`), last the bundled one:
/// `MIEN_HOME`, else the executable's folder, else the nearest folder above it that has a `Corpora`.
public struct SearchPath: Sendable, Equatable {
  /// A corpus or character that was found.
  public struct Entry: Sendable, Equatable {
    /// Name of its folder, by which it is asked for.
    public var name: String
    /// The folder.
    public var folder: URL
  }

  /// What can be looked for.
  public enum Kind: String, Sendable, CaseIterable {
    /// A folder with `corpus.json` under `Corpora/`.
    case corpus
    /// A folder with `character.json` under `Corpora/Characters/`.
    case character

    var folder: String { self == .corpus ? "Corpora" : "Corpora/Characters" }
    var manifest: String { self == .corpus ? Corpus.manifestName : "character.json" }
  }

  /// The roots, first one first.
  public let roots: [URL]
  /// The root of the bundled things, where there is one.
  public let bundled: URL?

  /// Takes the roots as they are.
  public init(roots: [URL], bundled: URL? = nil) {
    self.roots = roots
    self.bundled = bundled
  }

  /// Works the roots out from an environment and the path of the running executable.
  public init(environment: [String: String], executable: URL?) {
    var roots = (environment["MIEN_PATH"] ?? "").split(separator: ":").map {
      URL(fileURLWithPath: String($0), isDirectory: true)
    }
    let files = FileManager.default
    if let shared = environment["XDG_DATA_HOME"], shared.hasPrefix("/") {
      roots.append(URL(fileURLWithPath: shared).appendingPathComponent("mien"))
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      roots.append(URL(fileURLWithPath: home).appendingPathComponent(".local/share/mien"))
    }
    var bundled: URL?
    if let home = environment["MIEN_HOME"], !home.isEmpty {
      bundled = URL(fileURLWithPath: home, isDirectory: true)
    } else if let executable {
      var folder = executable.resolvingSymlinksInPath().deletingLastPathComponent()
      for _ in 0..<64 {
        var isFolder: ObjCBool = false
        let place = folder.appendingPathComponent("Corpora").path
        if files.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue {
          bundled = folder
          break
        }
        let above = folder.deletingLastPathComponent()
        if above.path == folder.path { break }
        folder = above
      }
    }
    if let bundled { roots.append(bundled) }
    self.roots = roots
    self.bundled = bundled
  }

  /// The search path of this process.
  public static func current() -> SearchPath {
    SearchPath(environment: ProcessInfo.processInfo.environment, executable: executable)
  }

  /// The file of the running program.
  public static var executable: URL {
    // Where there is a /proc it knows the file even when the program was found through PATH.
    if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      return URL(fileURLWithPath: path)
    }
    return Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments.first ?? ".")
  }

  /// Everything of a kind that is on the path, by name; the first root that has a name wins.
  public func list(_ kind: Kind) -> [Entry] {
    var found: [String: Entry] = [:]
    for root in roots {
      let parent = root.appendingPathComponent(kind.folder)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
      for name in names where found[name] == nil {
        let folder = parent.appendingPathComponent(name)
        if holds(kind, folder) { found[name] = Entry(name: name, folder: folder) }
      }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// The folder that a name or path means.
  ///
  /// Text with a slash, `.` and `..` are paths (`~/` is the home folder). Anything else is a name on the
  /// search path and, when there is none, a folder in the current one.
  public func folder(of kind: Kind, _ nameOrPath: String) throws(CatalogError) -> URL {
    if nameOrPath.contains("/") || nameOrPath == "." || nameOrPath == ".." {
      return URL(fileURLWithPath: (nameOrPath as NSString).expandingTildeInPath)
    }
    let entries = list(kind)
    if let entry = entries.first(where: { $0.name == nameOrPath }) { return entry.folder }
    let local = URL(fileURLWithPath: nameOrPath)
    if !nameOrPath.isEmpty, holds(kind, local) { return local }
    throw .notFound(kind: kind.rawValue, name: nameOrPath, known: entries.map(\.name))
  }

  /// Loads the corpus of a name or path.
  public func corpus(_ nameOrPath: String) throws(CatalogError) -> Corpus {
    try Corpus.load(at: folder(of: .corpus, nameOrPath))
  }

  private func holds(_ kind: Kind, _ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(kind.manifest).path)
  }
}
