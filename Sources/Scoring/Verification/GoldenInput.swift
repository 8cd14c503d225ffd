import Foundation

/// An input as `expected.json` writes it: a file, or rows of one, or numbers in words.
///
/// `motion`, `gauss_a[0:30]`, `gauss_b[0]`, `gauss_a[0:24] row-major`, `onsets[::3]`, `motion frame 0 repeated`,
/// `genuine scores 1,2 ; impostor scores -1,0`, `genuine = impostor = 0,1,2,3`.
enum GoldenInput: Equatable {
  /// Rows of `inputs/<name>.csv`.
  case rows(of: String, GoldenSlice)
  /// One row, written as often as the file has rows.
  case repeated(row: Int, of: String)
  /// Numbers under names.
  case literal([(name: String, values: [Double])])

  static func == (a: GoldenInput, b: GoldenInput) -> Bool {
    switch (a, b) {
    case (.rows(let x, let s), .rows(let y, let t)): x == y && s == t
    case (.repeated(let i, let x), .repeated(let j, let y)): i == j && x == y
    case (.literal(let x), .literal(let y)):
      x.map(\.name) == y.map(\.name) && x.map(\.values) == y.map(\.values)
    default: false
    }
  }

  /// Reads an input.
  ///
  /// - Throws: ``VerificationError/badInput(_:reason:)`` for other forms, and for names that are no plain file names.
  static func parse(_ text: String) throws(VerificationError) -> GoldenInput {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard trimmed.count <= 10_000 else {
      throw .badInput(String(trimmed.prefix(40)), reason: "it is too long")
    }
    if let match = trimmed.wholeMatch(of: /([^\s\[\]=;,]+)\s+frame\s+(\d+)\s+repeated/) {
      let name = try plain(String(match.1), in: trimmed)
      guard let row = Int(match.2) else { throw .badInput(trimmed, reason: "the frame is too large") }
      return .repeated(row: row, of: name)
    }
    if let match = trimmed.wholeMatch(of: /([^\s\[\]=;,]+)(\[[^\]]*\])?(\s+row-major)?/) {
      let name = try plain(String(match.1), in: trimmed)
      let slice = try match.2.map { part throws(VerificationError) in
        try GoldenSlice.parse(String(part), in: trimmed)
      }
      return .rows(of: name, slice ?? .all)
    }
    if trimmed.contains(";") || trimmed.contains("=") { return try literal(trimmed) }
    throw .badInput(trimmed, reason: "it is written in no known way")
  }

  /// Letters, digits, `_`, `-` and `.`, not beginning with a dot: nothing that leads out of the folder.
  private static func plain(_ name: String, in text: String) throws(VerificationError) -> String {
    guard name.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9_.\-]{0,199}/) != nil, !name.contains("..") else {
      throw .badInput(text, reason: "'\(name)' is no plain file name")
    }
    return name.hasSuffix(".csv") ? String(name.dropLast(4)) : name
  }

  /// `genuine scores 1,2 ; impostor scores -1,0` or `a = b = 1,2`.
  private static func literal(_ text: String) throws(VerificationError) -> GoldenInput {
    var lists: [(name: String, values: [Double])] = []
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      var names = sides.dropLast().map(\.self)
      guard var numbers = sides.last else { throw .badInput(text, reason: "it holds no numbers") }
      if names.isEmpty {
        let words = numbers.split(separator: " ", omittingEmptySubsequences: true)
        guard let first = words.first, Double(first) == nil else {
          throw .badInput(text, reason: "numbers have no name")
        }
        names = [String(first)]
        let rest = words.dropFirst().drop { $0.allSatisfy(\.isLetter) }
        numbers = rest.joined(separator: " ")
      }
      var values: [Double] = []
      for word in numbers.split(whereSeparator: { $0 == "," || $0 == " " }) {
        guard let value = Double(word), value.isFinite else {
          throw .badInput(text, reason: "'\(word.prefix(40))' is no finite number")
        }
        values.append(value)
      }
      for name in names { lists.append((name, values)) }
    }
    guard !lists.isEmpty else { throw .badInput(text, reason: "it holds no numbers") }
    return .literal(lists)
  }
}

/// Rows of a table, counted as Python counts: from 0, ends excluded, negative numbers from the end.
struct GoldenSlice: Equatable {
  var start: Int?
  var end: Int?
  var step = 1
  /// Whether it is one row, which must exist.
  var isSingle = false

  static let all = GoldenSlice()

  /// Reads `[i]`, `[a:b]` or `[a:b:c]`, each number optional but the first.
  static func parse(_ text: String, in input: String) throws(VerificationError) -> GoldenSlice {
    let parts = text.dropFirst().dropLast().split(separator: ":", omittingEmptySubsequences: false)
    func number(_ index: Int) throws(VerificationError) -> Int? {
      guard index < parts.count else { return nil }
      let word = parts[index].trimmingCharacters(in: .whitespaces)
      if word.isEmpty { return nil }
      guard let value = Int(word), abs(value) <= 1_000_000_000 else {
        throw .badInput(input, reason: "'\(word.prefix(40))' is no row")
      }
      return value
    }
    let first = try number(0)
    if parts.count == 1 {
      guard let first else { throw .badInput(input, reason: "no row is named") }
      return GoldenSlice(start: first, isSingle: true)
    }
    let step = try number(2) ?? 1
    guard parts.count <= 3, step >= 1 else { throw .badInput(input, reason: "steps go forward from 1") }
    return GoldenSlice(start: first, end: try number(1), step: step)
  }

  /// The rows of a table with so many.
  func indices(of count: Int, in input: String) throws(VerificationError) -> [Int] {
    func place(_ value: Int) -> Int { value < 0 ? value + count : value }
    if isSingle {
      let row = place(start ?? 0)
      guard (0..<count).contains(row) else { throw .badInput(input, reason: "there are \(count) rows") }
      return [row]
    }
    let first = min(max(0, place(start ?? 0)), count)
    let last = min(max(first, place(end ?? count)), count)
    return Array(stride(from: first, to: last, by: step))
  }
}
