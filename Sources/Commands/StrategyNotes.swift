import Synchronization

/// What strategies noted in a run, each line once, with the first take in which it was said.
final class StrategyNotes: Sendable {
  /// Lines that are shown.
  private static let limit = 20

  private struct Heard {
    var first: String
    var count: Int
  }

  private let heard = Mutex<[String: Heard]>([:])

  func hear(_ notes: [String], in take: String) {
    heard.withLock { heard in
      for note in notes {
        // Takes finish in any order; which one is named must not depend on it.
        let first = heard[note].map { min($0.first, take) } ?? take
        heard[note] = Heard(first: first, count: (heard[note]?.count ?? 0) + 1)
      }
    }
  }

  /// The lines, in order of the takes.
  var lines: [String] {
    let all = heard.withLock { $0 }.sorted { ($0.value.first, $0.key) < ($1.value.first, $1.key) }
    var lines = all.prefix(Self.limit).map { note, heard in
      "note: \(heard.first): \(note)" + (heard.count > 1 ? " (\(heard.count) times)" : "")
    }
    if all.count > Self.limit { lines.append("note: \(all.count - Self.limit) other notes") }
    return lines
  }
}
