/// What in a line is no command and no option, and what was probably meant.
struct Misspelling: Equatable {
  /// What is wrong and what is near, in one line.
  var complaint: String
  /// The words of the command whose help tells more, without the program's name.
  var command: [String]

  /// The first word that should be a command, or a topic of help, and is none.
  static func command(in words: [String], of tree: CommandTree) -> Misspelling? {
    var node = tree
    var path: [String] = []
    let isHelp = words.first == "help"
    for word in isHelp ? words.dropFirst() : words[...] {
      guard !word.hasPrefix("-"), node.positionals.isEmpty, let subcommands = node.subcommands else {
        return nil
      }
      if let next = node.subcommand(word) {
        node = next
        path.append(next.commandName)
        continue
      }
      if !isHelp, word == "help" { return nil }
      let known = subcommands.filter { $0.shouldDisplay ?? true }.flatMap {
        [$0.commandName] + ($0.aliases ?? [])
      }
      let lead = (["mien"] + path).joined(separator: " ")
      return Misspelling(
        complaint: "'\(word)' is no command of '\(lead)'"
          + suggestion(word, of: known.filter { $0 != "help" }),
        command: path)
    }
    return nil
  }

  /// The first option that the command of a line does not have.
  static func option(in words: [String], of tree: CommandTree) -> Misspelling? {
    var node = tree
    var path: [String] = []
    var takesValue = false
    for word in words {
      defer { if !word.hasPrefix("-") { takesValue = false } }
      if word == "--" { return nil }
      guard word.hasPrefix("--"), word.count > 2 else {
        if !takesValue, let next = node.subcommand(word) {
          node = next
          path.append(next.commandName)
        }
        continue
      }
      let spelling = String(word.prefix { $0 != "=" })
      if let argument = node.argument(spelled: spelling) {
        takesValue = argument.kind == "option" && spelling == word
        continue
      }
      takesValue = false
      // Options that every command has and the description leaves out.
      if ["--help", "--help-hidden", "--version"].contains(spelling) || spelling.hasPrefix("--experimental-")
        || spelling == "--generate-completion-script"
      {
        continue
      }
      let known = (node.arguments ?? []).flatMap { $0.names ?? [] }.map(\.spelling).filter {
        $0.hasPrefix("--")
      }
      let lead = (["mien"] + path).joined(separator: " ")
      return Misspelling(
        complaint: "'\(lead)' has no option '\(spelling)'" + suggestion(spelling, of: known), command: path)
    }
    return nil
  }

  /// `; did you mean 'x'?` where a known word is near.
  static func suggestion(_ word: String, of known: [String]) -> String {
    let bound = max(1, word.drop { $0 == "-" }.count / 3)
    let near = known.enumerated().map { (distance: distance(word, $0.element), place: $0.offset) }
      .filter { $0.distance <= bound }.min { ($0.distance, $0.place) < ($1.distance, $1.place) }
    if let near { return "; did you mean '\(known[near.place])'?" }
    let begun = known.filter { word.count > 1 && $0.hasPrefix(word) }
    return begun.count == 1 ? "; did you mean '\(begun[0])'?" : ""
  }

  /// Letters to put in, leave out, change or swap with the next until one word is the other (optimal string
  /// alignment; of words beyond 64 letters only the length is compared).
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    guard a.count <= 64, b.count <= 64 else { return max(a.count, b.count) }
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(row[j], last[j + 1]) + 1
        best = min(best, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
