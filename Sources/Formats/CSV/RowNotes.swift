/// What is to be said of single rows, told once for each sort with the lines on which it happened.
///
/// A million faulty rows of one sort make one note.
struct RowNotes: Equatable {
  private struct Kind: Equatable {
    var sort: ImportNote.Sort
    var text: String
    var lines: [Int]
    var count: Int
  }

  /// How many lines a note names.
  private static let named = 5
  private var kinds: [Kind] = []
  private var positions: [String: Int] = [:]

  /// Adds a row. `text` must not hold values of the row, so that rows of one sort fall together.
  mutating func add(_ sort: ImportNote.Sort, _ line: Int, _ text: String) {
    let key = sort.rawValue + text
    if let position = positions[key] {
      kinds[position].count += 1
      if kinds[position].lines.count < Self.named { kinds[position].lines.append(line) }
    } else {
      positions[key] = kinds.count
      kinds.append(Kind(sort: sort, text: text, lines: [line], count: 1))
    }
  }

  /// How many rows were added under a sort.
  func count(_ sort: ImportNote.Sort) -> Int {
    kinds.reduce(0) { $0 + ($1.sort == sort ? $1.count : 0) }
  }

  /// The notes in order of their first row.
  ///
  /// - Parameters:
  ///   - place: name of the file, or of the file and a conversation in it.
  ///   - unit: what is counted: `line` or `row`.
  func notes(_ place: String, unit: String = "line") -> [ImportNote] {
    kinds.map { kind in
      let lines = kind.lines.map(String.init).joined(separator: ", ")
      let more = kind.count - kind.lines.count
      let place =
        "\(place): \(unit)\(kind.count > 1 ? "s" : "") \(lines)" + (more > 0 ? " and \(more) more" : "")
      return ImportNote(kind.sort, place, kind.text)
    }
  }
}
