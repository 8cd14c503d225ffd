import Formats
import Motion
import Script

/// Gives times to the turns of a transcript that have none, by stated rules, and puts all in order.
struct TurnTiming {
  let rules: ImportRules
  let place: String
  private(set) var notes: [ImportNote] = []
  private(set) var tallies: [ImportReport.Tally] = []

  init(rules: ImportRules, place: String) {
    self.rules = rules
    self.place = place
  }

  /// Times every turn and sorts them by start.
  ///
  /// A turn without times lasts as long as its words at the speaking rate and begins a gap after the one before it.
  /// One that only begins lasts as long, but not beyond the next beginning. One that only ends lasts as long before
  /// it, but does not begin before the one before it ends, if there is time for it then. One that ends at or before
  /// its start lasts as long from its start on.
  mutating func complete(_ turns: inout [TurnDraft]) {
    guard !turns.isEmpty else { return }
    observe(turns)
    mend(&turns)
    let untimed = turns.count { $0.start == nil && $0.end == nil }
    let open = turns.count { ($0.start == nil) != ($0.end == nil) }
    if untimed + open > 0 { fill(&turns) }
    if untimed > 0 {
      notes.append(
        ImportNote(
          .assumed, place,
          "turns without times got them from \(SpeakingRate.id) at \(Int(rules.rate.wordsPerMinute)) words a minute "
            + "with \(rules.gap) s between turns, and are marked as estimated"))
    }
    if open > 0 {
      notes.append(
        ImportNote(
          .assumed, place,
          "turns with one time of two last as long as \(SpeakingRate.id) says at "
            + "\(Int(rules.rate.wordsPerMinute)) words a minute, at most to the next beginning"))
    }
    sort(&turns)
  }

  private static let shortest = MediaTime.milliseconds(200)

  private func fill(_ turns: inout [TurnDraft]) {
    var nextStart: [MediaTime?] = Array(repeating: nil, count: turns.count)
    var next: MediaTime?
    for index in turns.indices.reversed() {
      nextStart[index] = next
      if let start = turns[index].start { next = start }
    }
    let gap = MediaTime(seconds: rules.gap) ?? .zero
    var reached = MediaTime.zero
    for index in turns.indices {
      switch (turns[index].start, turns[index].end) {
      case (.some, .some): break
      case (let start?, nil):
        var end = start + duration(of: &turns[index])
        if let next = nextStart[index], next > start + Self.shortest, next < end { end = next }
        turns[index].end = end
        turns[index].isEstimated = true
      case (nil, let end?):
        let earliest = max(.zero, end - duration(of: &turns[index]))
        turns[index].start = reached + Self.shortest <= end ? max(reached, earliest) : earliest
        turns[index].isEstimated = true
      case (nil, nil):
        let start = index == 0 ? .zero : reached + gap
        turns[index].start = start
        turns[index].end = start + duration(of: &turns[index])
        turns[index].isEstimated = true
      }
      reached = max(reached, turns[index].end ?? reached)
    }
  }

  /// Counts turns that begin before the one before them in the file ends, or even begins.
  private mutating func observe(_ turns: [TurnDraft]) {
    var overlaps = 0
    var strays = 0
    for (before, after) in zip(turns, turns.dropFirst()) {
      guard let start = after.start, let last = before.start else { continue }
      if let end = before.end, end > last, start < end { overlaps += 1 }
      if start < last { strays += 1 }
    }
    tallies.append(
      .init(
        .read, place, overlaps, one: "turn begins before the one before it ends; kept",
        many: "turns begin before the one before them ends; kept"))
    tallies.append(
      .init(
        .repaired, place, strays,
        one: "turn stood behind one that begins later; turns were sorted by start",
        many: "turns stood behind one that begins later; turns were sorted by start"))
  }

  private mutating func mend(_ turns: inout [TurnDraft]) {
    var backwards: [Int] = []
    for index in turns.indices {
      guard let end = turns[index].end, end <= turns[index].start ?? .zero else { continue }
      turns[index].end = nil
      backwards.append(turns[index].line)
    }
    guard let line = backwards.first else { return }
    tallies.append(
      .init(
        .repaired, line > 0 ? "\(place): line \(line)" : place, backwards.count,
        one: "turn ends at or before its start; its end was found by rule",
        many: "turns end at or before their start; their ends were found by rule"))
  }

  private func sort(_ turns: inout [TurnDraft]) {
    let sorted = turns.enumerated().sorted {
      ($0.element.start ?? .zero, $0.offset) < ($1.element.start ?? .zero, $1.offset)
    }
    turns = sorted.map(\.element)
  }

  private func duration(of turn: inout TurnDraft) -> MediaTime {
    let seconds = rules.rate.words(of: turn.read().spoken).last?.end ?? 0.3
    return MediaTime(seconds: max(0.2, seconds)) ?? .milliseconds(300)
  }
}
