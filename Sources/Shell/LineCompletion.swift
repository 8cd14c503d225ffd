import Commands
import Foundation

/// What Tab offers at the cursor.
struct LineCompletion: Equatable {
  /// Words that the one at the cursor may become, quoted as the line needs it, sorted, each once.
  var candidates: [String]
  /// Whether the word goes on after the only candidate, as a folder's name, `--option=` or `RUN:` does.
  var goesOn: Bool

  /// Gives values for a word, or says that it is a file's name.
  typealias Provider =
    @Sendable (_ words: [String], _ current: String) -> (values: [String], wantsFiles: Bool)

  /// Completes the line up to the cursor.
  ///
  /// - Parameters:
  ///   - line: the line up to the cursor.
  ///   - provider: knows commands, options and ids.
  init(_ line: String, provider: Provider) {
    var place = WordSplitter().unfinished(line)
    guard !place.isComment else {
      (candidates, goesOn) = ([], false)
      return
    }
    if place.words.first == "mien" { place.words.removeFirst() }
    let offer = provider(place.words, place.current)
    var values = offer.values.filter { $0.hasPrefix(place.current) }
    if place.words.isEmpty {
      values += ["exit", "quit"].filter { $0.hasPrefix(place.current) && !values.contains($0) }
    }
    if offer.wantsFiles { values += FileCandidates.of(place.current) }
    let sorted = Set(values).sorted()
    candidates = sorted.map { Self.quoted($0, inside: place.quote) }
    goesOn =
      sorted.count == 1 && sorted.allSatisfy { $0.hasSuffix("/") || $0.hasSuffix("=") || $0.hasSuffix(":") }
  }

  /// A word written so that ``WordSplitter`` reads it back, outside quotes or inside open ones.
  static func quoted(_ word: String, inside quote: Character?) -> String {
    var result = ""
    for (index, character) in word.enumerated() {
      switch quote {
      case nil:
        let special =
          character.isWhitespace || "'\"\\".contains(character) || (character == "#" && index == 0)
        result += special ? "\\\(character)" : String(character)
      case "\"": result += "\"\\".contains(character) ? "\\\(character)" : String(character)
      default: result.append(character)
      }
    }
    return result
  }
}

/// File names that begin like a word.
enum FileCandidates {
  /// Paths; folders end in `/`, hidden names come only when asked for, `~/` and `--option=` are understood.
  static func of(_ word: String) -> [String] {
    var lead = ""
    var path = word
    if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
      lead = String(word[...equals])
      path = String(word[word.index(after: equals)...])
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let begin = slash.map { String(path[path.index(after: $0)...]) } ?? path
    var place = folder.isEmpty ? "." : folder
    if place.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] {
      place = home + place.dropFirst()
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else { return [] }
    return names.filter { $0.hasPrefix(begin) && (begin.hasPrefix(".") || !$0.hasPrefix(".")) }.map { name in
      var isFolder: ObjCBool = false
      let whole = place.hasSuffix("/") ? place + name : "\(place)/\(name)"
      _ = FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder)
      return lead + folder + name + (isFolder.boolValue ? "/" : "")
    }
  }
}
