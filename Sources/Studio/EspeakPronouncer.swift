public import Conversation
public import Foundation
public import Script

/// Pronunciations by espeak-ng, which runs in a child process and is never linked (it is GPL).
///
/// One child serves all the words of a call, one line each. Words are pronounced one by one, so they have
/// their citation form: `a` is EY1. Words go in and IPA comes out through files of a temporary folder, so
/// nothing can block.
public struct EspeakPronouncer: Pronouncer {
  /// What espeak-ng says of a word.
  public struct Pronunciation: Hashable, Sendable {
    /// IPA as espeak-ng wrote it, without its marks of a change of language.
    public var ipa: String
    /// The phones, and what of the IPA the house has no phone for.
    public var phones: Phones
  }

  /// Longest word that is pronounced, in characters; a longer one has no phones.
  public static let longestWord = 200
  private let program: URL

  /// Finds espeak-ng on the `PATH`.
  ///
  /// - Throws: ``StudioError/missing(tool:cure:)`` naming it.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(StudioError) {
    let paths = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    let candidates = paths.map { URL(fileURLWithPath: String($0)).appendingPathComponent("espeak-ng") }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else {
      throw .missing(
        tool: "espeak-ng",
        cure: "install it (apt install espeak-ng), put it on the PATH, or give material that has phones")
    }
    program = found
  }

  /// The phones of each word. A word of which anything could not be read has none: wrong phones are worse.
  ///
  /// - Throws: ``StudioError/failed(tool:reason:)``, of an unknown language for one.
  public func pronounce(_ words: [String], language: String) throws -> [[Phone]] {
    try read(words, language: language).map { $0.phones.unread.isEmpty ? $0.phones.all : [] }
  }

  /// What espeak-ng says of each word, in their order.
  public func read(_ words: [String], language: String) throws(StudioError) -> [Pronunciation] {
    let isTag =
      !language.isEmpty && language.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    guard isTag, language.first != "-" else {
      throw .failed(tool: "espeak-ng", reason: "'\(language.prefix(40))' is no language tag; write en-US")
    }
    let lines = words.map(Self.line)
    var asked: [String] = []
    var places: [String: Int] = [:]
    for line in lines where !line.isEmpty && places[line] == nil {
      places[line] = asked.count
      asked.append(line)
    }
    let answers = try ask(asked, voice: language.lowercased())
    return lines.map { line in
      let ipa = places[line].map { answers[$0] } ?? ""
      return Pronunciation(ipa: ipa, phones: Phones(ipa: ipa))
    }
  }

  /// A word as it is handed over: no punctuation but what belongs to words and numbers.
  static func line(_ word: String) -> String {
    let letters = Array(word.precomposedStringWithCanonicalMapping)
    guard letters.count <= longestWord else { return "" }
    var line = ""
    for (index, letter) in letters.enumerated() {
      let isInside = index > 0 && index + 1 < letters.count
      let joins =
        isInside && (letters[index - 1].isLetter || letters[index - 1].isNumber)
        && (letters[index + 1].isLetter || letters[index + 1].isNumber)
      if letter.isLetter || letter.isNumber || "%&$€£".contains(letter) {
        line.append(letter)
      } else if letter == "’" || letter == "'" {
        line.append("'")
      } else if letter == "-" && joins {
        line.append("-")
      } else if (letter == "." || letter == ",") && joins && letters[index - 1].isNumber
        && letters[index + 1].isNumber
      {
        line.append(letter)
      } else {
        line.append(" ")
      }
    }
    let bare = line.split(separator: " ").joined(separator: " ")
    return bare.contains { $0.isLetter || $0.isNumber } ? bare : ""
  }

  /// IPA of each line. Where the child gives more or fewer lines than it got, halves are asked for anew.
  private func ask(_ lines: [String], voice: String) throws(StudioError) -> [String] {
    if lines.isEmpty { return [] }
    let answers = try run(lines.joined(separator: "\n") + "\n", voice: voice)
      .split(separator: "\n").map(Self.bare).filter { !$0.isEmpty }
    if answers.count == lines.count { return answers }
    if lines.count == 1 { return [answers.joined(separator: " ")] }
    let middle = lines.count / 2
    return try ask(Array(lines[..<middle]), voice: voice) + ask(Array(lines[middle...]), voice: voice)
  }

  /// An answer without blanks around it and without `(en)`, which tells of a change of language.
  private static func bare(_ line: Substring) -> String {
    var result = ""
    var rest = line
    while let here = rest.first {
      if here == "(", let close = rest.firstIndex(of: ")"),
        rest[rest.index(after: rest.startIndex)..<close].allSatisfy({
          $0.isASCII && ($0.isLetter || $0 == "-")
        })
      {
        rest = rest[rest.index(after: close)...]
      } else {
        result.append(here)
        rest = rest.dropFirst()
      }
    }
    return result.trimmingCharacters(in: .whitespaces)
  }

  private func run(_ lines: String, voice: String) throws(StudioError) -> String {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("mien-phones-\(UUID().uuidString)")
    defer { try? files.removeItem(at: folder) }
    let places = ["words", "phones", "faults"].map { folder.appendingPathComponent($0) }
    do {
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(lines.utf8).write(to: places[0])
      for place in places.dropFirst() { try Data().write(to: place) }
      let process = Process()
      process.executableURL = program
      process.arguments = ["-q", "--ipa", "-b", "1", "-v", voice]
      process.standardInput = try FileHandle(forReadingFrom: places[0])
      process.standardOutput = try FileHandle(forWritingTo: places[1])
      process.standardError = try FileHandle(forWritingTo: places[2])
      try process.run()
      process.waitUntilExit()
      let faults = String(decoding: try Data(contentsOf: places[2]), as: UTF8.self)
      guard process.terminationStatus == 0 else {
        let last =
          faults.split(separator: "\n").last.map(String.init) ?? "status \(process.terminationStatus)"
        throw StudioError.failed(tool: "espeak-ng", reason: last)
      }
      return String(decoding: try Data(contentsOf: places[1]), as: UTF8.self)
    } catch let error as StudioError {
      throw error
    } catch {
      throw .failed(tool: "espeak-ng", reason: error.localizedDescription)
    }
  }
}
