public import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What a strategy of one's own begins with: a folder that builds, tests itself and runs, in one language.
///
/// Templates stand in `Plugins/Templates/<language>`. In their texts and file names `@NAME@` stands for the
/// strategy's id, `@TITLE@` for its title, `@IDENTIFIER@` and `@TYPE@` for the id as the name of a function and
/// of a type, `@MIEN_HOME@` for the installation. A file `x.template` becomes `x`.
public struct ProjectTemplate: Sendable {
  /// Languages that there are templates for.
  public enum Language: String, Sendable, CaseIterable {
    /// On the SDK and its building blocks.
    case swift
    /// Against the headers alone.
    case c
    /// On the `mien` crate.
    case rust
    /// On the `mien` package.
    case python
  }

  private let home: URL
  private let folder: URL
  private let vendored: [Vendored]

  /// A folder of the installation that projects get a copy of.
  private struct Vendored: Decodable {
    var from: String
    var to: String
  }

  private struct Settings: Decodable {
    var vendor: [Vendored]?
  }

  /// Finds a template.
  ///
  /// - Parameter homes: where Mien may be installed; the first one that has the template is taken.
  /// - Throws: ``StrategyProjectError`` when there is none, or it cannot be used.
  public init(_ language: Language, homes: [URL]) throws(StrategyProjectError) {
    try self.init(named: language.rawValue, homes: homes)
  }

  /// Finds a template by the name of its folder, such as `metric`.
  ///
  /// - Throws: ``StrategyProjectError`` when there is none, or it cannot be used.
  public init(named name: String, homes: [URL]) throws(StrategyProjectError) {
    let homes = homes.map(\.standardizedFileURL)
    func template(_ home: URL) -> URL {
      home.appendingPathComponent("Plugins/Templates/\(name)")
    }
    guard let home = homes.first(where: { FileManager.default.fileExists(atPath: template($0).path) }) else {
      throw .noTemplate(language: name, searched: homes.map(\.path))
    }
    // The path goes into scripts and manifests, where these marks would mean something.
    if let mark = home.path.first(where: { "\"'$`\\@\n".contains($0) }) {
      throw .badHome(path: home.path, mark: String(mark))
    }
    self.home = home
    folder = template(home)
    let settings = folder.appendingPathComponent("template.json")
    guard let data = try? Data(contentsOf: settings) else {
      vendored = []
      return
    }
    guard let read = try? JSONDecoder().decode(Settings.self, from: data) else {
      throw .badTemplate(
        path: settings.path, reason: "not of the form {\"vendor\": [{\"from\": …, \"to\": …}]}")
    }
    vendored = read.vendor ?? []
  }

  /// Makes a project of a name in a folder: written beside, then renamed as a whole.
  ///
  /// - Returns: its folder, `parent/name`.
  /// - Throws: ``StrategyProjectError`` for a name that is no id, a folder that holds something, or a disk that
  ///   cannot be written; nothing is left behind then.
  public func make(_ name: String, in parent: URL) throws(StrategyProjectError) -> URL {
    let words = try ProjectWords(name, home: home.path)
    let files = FileManager.default
    let target = parent.standardizedFileURL.appendingPathComponent(name, isDirectory: true)
    let held = try? files.contentsOfDirectory(atPath: target.path)
    guard held?.isEmpty ?? !files.fileExists(atPath: target.path) else { throw .exists(path: target.path) }
    let beside = target.deletingLastPathComponent().appendingPathComponent(".\(name).new-\(getpid())")
    do {
      try? files.removeItem(at: beside)
      try files.createDirectory(at: beside, withIntermediateDirectories: true)
      try fill(beside, words)
      // An empty folder gives way to the new one; one that has been filled meanwhile does not.
      guard rename(beside.path, target.path) == 0 else {
        throw StrategyProjectError.notWritten(path: target.path, reason: String(cString: strerror(errno)))
      }
      return target
    } catch {
      try? files.removeItem(at: beside)
      if let known = error as? StrategyProjectError { throw known }
      throw .notWritten(path: target.path, reason: (error as NSError).localizedDescription)
    }
  }

  private func fill(_ target: URL, _ words: ProjectWords) throws {
    for name in try Self.files(in: folder) where name != "template.json" {
      // What our own tools should not take for code of ours says so in its name.
      let plain = name.hasSuffix(".template") ? String(name.dropLast(".template".count)) : name
      let place = target.appendingPathComponent(words.fill(plain))
      try copy(folder.appendingPathComponent(name), to: place, words)
    }
    for vendored in vendored {
      let source = home.appendingPathComponent(vendored.from)
      for name in try Self.files(in: source) {
        let place = target.appendingPathComponent(vendored.to).appendingPathComponent(name)
        try copy(source.appendingPathComponent(name), to: place, nil)
      }
    }
  }

  private func copy(_ source: URL, to target: URL, _ words: ProjectWords?) throws {
    let files = FileManager.default
    try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    var data = try Data(contentsOf: source)
    if let words, let text = String(data: data, encoding: .utf8) { data = Data(words.fill(text).utf8) }
    try data.write(to: target)
    let isProgram = target.pathExtension == "sh" || files.isExecutableFile(atPath: source.path)
    try files.setAttributes([.posixPermissions: isProgram ? 0o755 : 0o644], ofItemAtPath: target.path)
  }

  /// Files below a folder, by path from it; what building and running leave behind is none of them.
  private static func files(in folder: URL) throws -> [String] {
    let left: Set<Substring> = ["__pycache__", ".build", "target", ".git", ".DS_Store"]
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().filter { name in
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
        return false
      }
      return left.isDisjoint(with: name.split(separator: "/"))
    }
  }
}

/// What the placeholders of a template stand for.
struct ProjectWords {
  private let words: [(placeholder: String, text: String)]

  /// - Throws: ``StrategyProjectError/badName(_:reason:)`` when the name is no id of a strategy.
  init(_ name: String, home: String) throws(StrategyProjectError) {
    if let reason = StrategyManifest.fault(ofID: name) { throw .badName(name, reason: "it \(reason)") }
    guard let first = name.first, first.isLetter || first.isNumber else {
      throw .badName(name, reason: "it must begin with a letter or a digit, since a folder gets its name")
    }
    let parts = name.split { $0 == "-" || $0 == "." }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    var identifier = name.replacing("-", with: "_").replacing(".", with: "_")
    // No language lets a name begin with a digit, and some words are taken.
    if first.isNumber || Self.taken.contains(identifier) { identifier = "strategy_" + identifier }
    let type = (first.isNumber ? "Strategy" : "") + parts.joined()
    words = [
      ("@NAME@", name), ("@TITLE@", parts.joined(separator: " ")), ("@IDENTIFIER@", identifier),
      ("@TYPE@", Self.takenTypes.contains(type) ? type + "Strategy" : type), ("@MIEN_HOME@", home),
    ]
  }

  /// A text with every placeholder replaced.
  func fill(_ text: String) -> String {
    words.reduce(text) { $0.replacing($1.placeholder, with: $1.text) }
  }

  /// Words of C, C++, Python, Rust and Swift, and names that the templates' libraries use.
  private static let taken = Set(
    """
    abstract alignas alignof and as asm assert async auto await become bool box break case catch char class \
    const constexpr continue core crate decltype def default del delete do double dyn elif else enum except \
    explicit export extern false final finally float fn for friend from func global goto if impl import in \
    inline int is lambda let long loop macro main match mien mien_strategy mod move mut mutable namespace new none nonlocal \
    not numpy operator or override pass priv private proc_macro protected pub public raise ref register \
    restrict return self short signed sizeof static std strategy struct super switch template test this throw \
    trait true try type typedef typename typeof union unsafe unsigned unsized use using var virtual void \
    volatile where while with yield
    """.split(separator: " ").map(String.init))

  /// Types that a project's own would hide.
  private static let takenTypes: Set<String> = [
    "Strategy", "Motion", "Behaviors", "StrategySDK", "StrategyABI", "Swift", "Foundation", "Testing", "Type",
    "Self", "Any", "Int", "Float", "Double", "String", "Bool", "Channel", "Track", "Test", "Tests",
  ]
}

/// What keeps a strategy's project from being made, built or found.
public enum StrategyProjectError: Error, CustomStringConvertible {
  /// The name is no id of a strategy.
  case badName(String, reason: String)
  /// Where the project should stand something stands already.
  case exists(path: String)
  /// There is no template of a language.
  case noTemplate(language: String, searched: [String])
  /// A template cannot be used.
  case badTemplate(path: String, reason: String)
  /// The installation's path cannot be written into scripts.
  case badHome(path: String, mark: String)
  /// The project could not be written.
  case notWritten(path: String, reason: String)
  /// A folder is neither a project nor a bundle.
  case noProject(path: String)
  /// A project holds no bundle.
  case noBundle(path: String)
  /// `build.sh` could not be started.
  case notBuilt(path: String, reason: String)
  /// `build.sh` failed.
  case buildFailed(path: String, code: Int32)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .badName(let name, let reason): "'\(name)' is no name for a strategy: \(reason)"
    case .exists(let path):
      "\(path): there is something already; give another name, or another folder with --at"
    case .noTemplate(let language, let searched):
      "no template for \(language) in \(searched.joined(separator: ", ")); set MIEN_HOME to the checkout"
    case .badTemplate(let path, let reason): "\(path): \(reason)"
    case .badHome(let path, let mark):
      "Mien stands in \(path), and '\(mark)' in a path would break the project's scripts; move it, or link to it "
        + "from elsewhere and set MIEN_HOME to the link"
    case .notWritten(let path, let reason): "\(path): cannot be written: \(reason)"
    case .noProject(let path):
      "\(path): neither a project (it has no build.sh) nor a bundle (it has no strategy.json)"
    case .noBundle(let path):
      "\(path): holds no bundle; a folder NAME.strategy with strategy.json belongs into it"
    case .notBuilt(let path, let reason): "\(path): cannot be run: \(reason)"
    case .buildFailed(let path, let code): "\(path): ended with exit code \(code); mend what it names"
    }
  }
}
