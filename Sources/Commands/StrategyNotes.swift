import Synchronization

/// What strategies noted in a run, each line once, with the first take in which it was said.
final class StrategyNotes: Sendable {
  private struct Heard {
    var first: String
    var place: Int
    var count: Int
  }

  private let heard = Mutex<[String: Heard]>([:])

  func hear(_ notes: [String], in take: String) {
    heard.withLock { heard in
      for (place, note) in notes.enumerated() {
        guard let known = heard[note] else {
          heard[note] = Heard(first: take, place: place, count: 1)
          continue
        }
        // Takes finish in any order; which one is named must not depend on it.
        let isEarlier = (take, place) < (known.first, known.place)
        heard[note] = Heard(
          first: isEarlier ? take : known.first, place: isEarlier ? place : known.place,
          count: known.count + 1)
      }
    }
  }

  /// The lines, in order of the takes and as they were said in each.
  ///
  /// - Parameter limit: how many are given; a last one says how many more there are.
  func lines(_ limit: Int) -> [String] {
    let all = heard.withLock { $0 }.sorted {
      ($0.value.first, $0.value.place, $0.key) < ($1.value.first, $1.value.place, $1.key)
    }
    var lines = all.prefix(limit).map { note, heard in
      "note: \(heard.first): \(note)" + (heard.count > 1 ? " (\(heard.count) times)" : "")
    }
    if all.count > limit { lines.append("note: \(all.count - limit) other notes; --notes shows more") }
    return lines
  }
}
