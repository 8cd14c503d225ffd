public import Formats

/// What an import has to say: what came in, what was missing, what was made up, repaired or left out.
public struct ImportReport: Sendable, Equatable {
  /// A number that grows over the whole import, such as that of turns that overlap; it is said once, not once for
  /// every recording.
  struct Tally: Sendable, Equatable {
    /// What it speaks of.
    var sort: ImportNote.Sort
    /// Recording, with the line where there is one.
    var place: String
    /// How many.
    var amount: Int
    /// What there is one of, as a sentence behind `1`.
    var one: String
    /// What there are many of, as a sentence behind the number.
    var many: String

    init(_ sort: ImportNote.Sort, _ place: String, _ amount: Int, one: String, many: String) {
      self.sort = sort
      self.place = place
      self.amount = amount
      self.one = one
      self.many = many
    }
  }

  /// Most lines that ``lines`` gives; the rest is counted.
  public static let longest = 200

  private var said: [ImportNote] = []
  private var tallies: [Tally] = []
  private var places: [Int] = []
  private var known: [String: Int] = [:]

  /// An empty report.
  public init() {}

  /// Every note in order, then the numbers that were collected over the import.
  public var notes: [ImportNote] {
    said
      + zip(tallies, places).map { tally, count in
        ImportNote(
          tally.sort, count > 1 ? "\(tally.place) and \(count - 1) more" : tally.place,
          "\(tally.amount) \(tally.amount == 1 ? tally.one : tally.many)")
      }
  }

  /// Adds a note.
  public mutating func add(_ note: ImportNote) { said.append(note) }

  /// Adds a note made of its parts.
  public mutating func add(_ sort: ImportNote.Sort, _ place: String, _ text: String) {
    said.append(ImportNote(sort, place, text))
  }

  /// Adds several.
  public mutating func add(_ more: [ImportNote]) { said += more }

  /// Adds to the number of what the tally names; nothing when it counts none.
  mutating func add(_ tally: Tally) {
    guard tally.amount > 0 else { return }
    if let index = known["\(tally.sort.rawValue)\u{0}\(tally.many)"] {
      tallies[index].amount += tally.amount
      places[index] += 1
    } else {
      known["\(tally.sort.rawValue)\u{0}\(tally.many)"] = tallies.count
      tallies.append(tally)
      places.append(1)
    }
  }

  /// Notes that a strict import refuses.
  public var faults: [ImportNote] { notes.filter(\.isFault) }

  /// Number of notes of each sort that occurs, in the order of ``ImportNote/Sort``.
  public var counts: [(sort: ImportNote.Sort, count: Int)] {
    let notes = notes
    return ImportNote.Sort.allCases.compactMap { sort in
      let count = notes.count { $0.sort == sort }
      return count > 0 ? (sort, count) : nil
    }
  }

  /// One line per thing said: equal texts about several places become one line that counts them. What came in
  /// stands first, then what was missing, assumed, repaired and left out.
  public var lines: [String] {
    let notes = notes
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
