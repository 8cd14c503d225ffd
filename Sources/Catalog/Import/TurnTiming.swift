import Formats
import Motion
import Script

/// Gives times to the turns of a transcript that have none, by stated rules, and puts all in order.
struct TurnTiming {
  let rules: ImportRules
  let place: String
  private(set) var notes: [ImportNote] = []

  /// Times every turn and sorts them by start.
  ///
  /// A turn without times lasts as long as its words at the speaking rate and begins a gap after the one before it.
  /// One that only begins lasts as long, but not beyond the next beginning. One that ends at or before its
  /// start lasts as long from its start on.
  mutating func complete(_ turns: inout [TurnDraft]) {
    guard !turns.isEmpty else { return }
    mend(&turns)
    let untimed = turns.count { $0.start == nil && $0.end == nil }
    let open = turns.count { ($0.start == nil) != ($0.end == nil) }
    let starts = turns.map(\.start)
    var nextStart: [MediaTime?] = Array(repeating: nil, count: turns.count)
    var next: MediaTime?
    for index in turns.indices.reversed() {
      nextStart[index] = next
      if let start = starts[index] { next = start }
    }
    var reached = MediaTime.zero
    var isFirst = true
    for index in turns.indices {
      let length = duration(of: turns[index])
      switch (turns[index].start, turns[index].end) {
      case (.some, .some): break
      case (let start?, nil):
        var end = start + length
        if let next = nextStart[index], next > start + .milliseconds(200), next < end { end = next }
        turns[index].end = end
        turns[index].isEstimated = true
      case (nil, let end?):
        turns[index].start = max(.zero, min(max(reached, end - length), end))
        turns[index].isEstimated = true
      case (nil, nil):
        let start = isFirst ? .zero : reached + gap
        turns[index].start = start
        turns[index].end = start + length
        turns[index].isEstimated = true
      }
      isFirst = false
      reached = max(reached, turns[index].end ?? reached)
    }
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

  private var gap: MediaTime { MediaTime(seconds: rules.gap) ?? .zero }

  private mutating func mend(_ turns: inout [TurnDraft]) {
    var backwards: [Int] = []
    for index in turns.indices {
      guard let start = turns[index].start, let end = turns[index].end, end <= start else { continue }
      turns[index].end = nil
      backwards.append(turns[index].line)
    }
    guard let line = backwards.first else { return }
    notes.append(
      ImportNote(
        .repaired, line > 0 ? "\(place): line \(line)" : place,
        "\(backwards.count) turns end at or before their start; their ends were found by rule"))
  }

  private mutating func sort(_ turns: inout [TurnDraft]) {
    let sorted = turns.enumerated().sorted {
      ($0.element.start ?? .zero, $0.offset) < ($1.element.start ?? .zero, $1.offset)
    }
    let moved = zip(sorted.indices, sorted).count { $0 != $1.offset }
    guard moved > 0 else { return }
    turns = sorted.map(\.element)
    notes.append(ImportNote(.repaired, place, "turns were out of order and were sorted by start"))
  }

  private func duration(of turn: TurnDraft) -> MediaTime {
    let seconds = rules.rate.words(of: turn.script().spoken).last?.end ?? 0.3
    return MediaTime(seconds: max(0.2, seconds)) ?? .milliseconds(300)
  }
}
