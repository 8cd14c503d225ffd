import Foundation

/// The command tree as argument-parser describes it: what completion knows about commands and options.
struct CommandTree: Sendable, Equatable, Decodable {
  /// Something a command takes.
  struct Argument: Sendable, Equatable, Decodable {
    /// A spelling of an option or flag.
    struct Name: Sendable, Equatable, Decodable {
      var kind: String
      var name: String

      /// The name as it is typed.
      var spelling: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    var kind: String
    var isRepeating: Bool
    var shouldDisplay: Bool
    var names: [Name]?
    var valueName: String?
    var allValues: [String]?
    /// Whether its value is a file or folder.
    var wantsFiles: Bool

    /// The long name of an option or flag, the value's name of what has none.
    var key: String { names?.first { $0.kind == "long" }?.name ?? valueName ?? "" }

    private enum Keys: String, CodingKey {
      case kind, isRepeating, shouldDisplay, names, valueName, allValues, completionKind
    }

    private struct AnyKey: CodingKey {
      let stringValue: String
      let intValue: Int? = nil
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Keys.self)
      kind = try values.decode(String.self, forKey: .kind)
      isRepeating = try values.decodeIfPresent(Bool.self, forKey: .isRepeating) ?? false
      shouldDisplay = try values.decodeIfPresent(Bool.self, forKey: .shouldDisplay) ?? true
      names = try values.decodeIfPresent([Name].self, forKey: .names)
      valueName = try values.decodeIfPresent(String.self, forKey: .valueName)
      allValues = try values.decodeIfPresent([String].self, forKey: .allValues)
      let completion = try? values.nestedContainer(keyedBy: AnyKey.self, forKey: .completionKind)
      wantsFiles = completion?.allKeys.contains { ["file", "directory"].contains($0.stringValue) } ?? false
    }
  }

  /// The command's name.
  var commandName: String
  /// Other names of it.
  var aliases: [String]?
  /// Whether help lists it.
  var shouldDisplay: Bool?
  /// Commands under it.
  var subcommands: [CommandTree]?
  /// What it takes.
  var arguments: [Argument]?

  /// Reads the description that argument-parser prints of a command; `nil` when it is of another form.
  init?(dump: String) {
    struct Dump: Decodable { var command: CommandTree }
    guard let dump = try? JSONDecoder().decode(Dump.self, from: Data(dump.utf8)) else { return nil }
    self = dump.command
  }

  /// The command of a name right under this one.
  func subcommand(_ name: String) -> CommandTree? {
    subcommands?.first { $0.commandName == name || ($0.aliases ?? []).contains(name) }
  }

  /// The option or flag that is spelled so.
  func argument(spelled spelling: String) -> Argument? {
    arguments?.first { $0.names?.contains { $0.spelling == spelling } ?? false }
  }

  /// What it takes by place.
  var positionals: [Argument] { (arguments ?? []).filter { $0.kind == "positional" } }
}
