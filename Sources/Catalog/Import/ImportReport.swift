public import Formats

/// What an import has to say: what came in, what was missing, what was made up, repaired or left out.
public struct ImportReport: Sendable, Equatable {
  /// Most lines that ``lines`` gives; the rest is counted.
  public static let longest = 200

  /// Every note, in order.
  public private(set) var notes: [ImportNote] = []

  /// An empty report.
  public init() {}

  /// Adds a note.
  public mutating func add(_ note: ImportNote) { notes.append(note) }

  /// Adds a note made of its parts.
  public mutating func add(_ sort: ImportNote.Sort, _ place: String, _ text: String) {
    notes.append(ImportNote(sort, place, text))
  }

  /// Adds several.
  public mutating func add(_ more: [ImportNote]) { notes += more }

  /// Notes that a strict import refuses.
  public var faults: [ImportNote] { notes.filter(\.isFault) }

  /// Number of notes of each sort that occurs, in the order of ``ImportNote/Sort``.
  public var counts: [(sort: ImportNote.Sort, count: Int)] {
    ImportNote.Sort.allCases.compactMap { sort in
      let count = notes.count { $0.sort == sort }
      return count > 0 ? (sort, count) : nil
    }
  }

  /// One line per thing said: equal texts about several places become one line that counts them. What came in
  /// stands first, then what was missing, assumed, repaired and left out.
  public var lines: [String] {
    var order: [String] = []
    var groups: [String: (first: ImportNote, count: Int)] = [:]
    for sort in ImportNote.Sort.allCases {
      for note in notes where note.sort == sort {
        let key = "\(sort.rawValue)\u{0}\(note.text)"
        if groups[key] == nil {
          order.append(key)
          groups[key] = (note, 1)
        } else {
          groups[key]?.count += 1
        }
      }
    }
    let all = order.compactMap { groups[$0] }.map { group in
      let more = group.count > 1 ? " (and in \(group.count - 1) more places)" : ""
      return group.first.description + more
    }
    guard all.count > Self.longest else { return all }
    return all.prefix(Self.longest) + ["and \(all.count - Self.longest) lines more"]
  }
}
