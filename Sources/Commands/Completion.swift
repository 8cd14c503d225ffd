import ArgumentParser

/// What may stand at the cursor: commands, options and their values, from the same types that parse lines.
public enum Completion {
  /// Gives the values that an option or argument may have, from the words before it and what of it is written.
  typealias Source = @Sendable (_ words: [String], _ written: String) -> [String]

  private static let tree = CommandTree(dump: MienCommand._dumpHelp())

  /// Candidates for the word at the cursor.
  ///
  /// - Parameters:
  ///   - words: the whole words before it, without the program's name.
  ///   - current: what of it is written so far.
  /// - Returns: every candidate, whether it begins like `current` or not, and whether file names may stand
  ///   there too.
  public static func candidates(words: [String], current: String) -> (values: [String], wantsFiles: Bool) {
    guard let tree else { return ([], false) }
    return candidates(words: words, current: current, in: tree, sources: sources)
  }

  static func candidates(
    words: [String], current: String, in tree: CommandTree, sources: [String: Source]
  ) -> (values: [String], wantsFiles: Bool) {
    if words.first == "help" { return (helpTopics(words.dropFirst(), tree), false) }
    let place = Place(words, in: tree)
    func values(of argument: CommandTree.Argument, lead: String, written: String) -> (
      values: [String], wantsFiles: Bool
    ) {
      var lead = lead
      if let comma = written.lastIndex(of: ",") { lead += written[...comma] }
      // What means another thing in one command than elsewhere is listed with the command's name.
      let source = sources["\(place.command.commandName).\(argument.key)"] ?? sources[argument.key]
      let known = (argument.allValues ?? []) + (source?(words, written) ?? [])
      // A name that is whole is not the beginning of another one: a strategy stands for its last run.
      if known.contains(written) { return ([lead + written], argument.wantsFiles) }
      return (known.map { lead + $0 }, argument.wantsFiles)
    }
    if let option = place.option { return values(of: option, lead: "", written: current) }
    if current.hasPrefix("--"), let equals = current.firstIndex(of: "=") {
      guard let option = place.command.argument(spelled: String(current[..<equals])) else {
        return ([], false)
      }
      let written = String(current[current.index(after: equals)...])
      return values(of: option, lead: String(current[...equals]), written: written)
    }
    if current.hasPrefix("-"), !place.isPastOptions { return (options(place), false) }
    let subcommands = place.positionals == 0 ? names(under: place.command) : []
    guard let positional = place.positional else {
      let isIdle = subcommands.isEmpty && current.isEmpty && !place.isPastOptions
      return (isIdle ? options(place) : subcommands, false)
    }
    let offer = values(of: positional, lead: "", written: current)
    return (subcommands + offer.values, offer.wantsFiles)
  }

  private static func names(under command: CommandTree) -> [String] {
    (command.subcommands ?? []).filter { $0.shouldDisplay ?? true }.map(\.commandName)
  }

  private static func helpTopics(_ words: ArraySlice<String>, _ tree: CommandTree) -> [String] {
    var node = tree
    for word in words {
      guard let next = node.subcommand(word) else { return [] }
      node = next
    }
    return names(under: node).filter { $0 != "help" }
  }

  /// Options and flags by their longest name, those already given left out.
  private static func options(_ place: Place) -> [String] {
    let open = (place.command.arguments ?? []).filter { argument in
      guard argument.kind != "positional", argument.shouldDisplay else { return false }
      let isGiven = argument.names?.contains { place.given.contains($0.spelling) } ?? false
      return argument.isRepeating || !isGiven
    }
    return open.compactMap { argument in
      (argument.names?.first { $0.kind == "long" } ?? argument.names?.first)?.spelling
    }
  }

  /// Where in the grammar the cursor stands.
  private struct Place {
    var command: CommandTree
    var positionals = 0
    var option: CommandTree.Argument?
    var given: Set<String> = []
    var isPastOptions = false

    init(_ words: [String], in tree: CommandTree) {
      command = tree
      for word in words {
        if option != nil {
          option = nil
        } else if isPastOptions || !word.hasPrefix("-") || word == "-" {
          if positionals == 0, !isPastOptions, let next = command.subcommand(word) {
            command = next
          } else {
            positionals += 1
          }
        } else if word == "--" {
          isPastOptions = true
        } else {
          let spelling = String(word.prefix { $0 != "=" })
          given.insert(spelling)
          let argument = command.argument(spelled: spelling)
          if spelling == word, argument?.kind == "option" { option = argument }
        }
      }
    }

    /// What is taken at the cursor by place.
    var positional: CommandTree.Argument? {
      let all = command.positionals
      if positionals < all.count { return all[positionals] }
      return all.last.flatMap { $0.isRepeating ? $0 : nil }
    }
  }
}
