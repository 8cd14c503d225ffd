/// Notes of a reader: what happens many times is said once, with its first place and how often.
struct TimingNotes {
  private struct Entry {
    var sort: ImportNote.Sort
    var place: String
    var text: String
    var count: Int
  }

  /// Notes beyond this many different ones are only counted.
  static let limit = 200

  /// Name of the file.
  let file: String
  private var entries: [Entry] = []
  private var index: [String: Int] = [:]
  private var beyond = 0

  init(file: String) { self.file = file }

  /// Says something, or counts it where it was said before.
  mutating func add(_ sort: ImportNote.Sort, _ place: TimingPlace, _ text: String) {
    if let position = index[text] {
      entries[position].count += 1
      return
    }
    guard entries.count < Self.limit else {
      beyond += 1
      return
    }
    index[text] = entries.count
    entries.append(Entry(sort: sort, place: place.name, text: text, count: 1))
  }

  /// Says something of the file as a whole.
  mutating func add(_ sort: ImportNote.Sort, _ text: String) { add(sort, TimingPlace(file: file), text) }

  /// The notes in the order in which they were first made.
  var notes: [ImportNote] {
    var notes = entries.map { entry in
      let place = entry.place == "the document" ? file : "\(file): \(entry.place)"
      return ImportNote(
        entry.sort, place, entry.count == 1 ? entry.text : "\(entry.text) (\(entry.count) times)")
    }
    if beyond > 0 { notes.append(ImportNote(.leftOut, file, "\(beyond) more notes are not listed")) }
    return notes
  }
}
