import Motion

/// What all readers of timings do with stretches of time that are not as they should be.
///
/// A stretch that ends before it starts is kept with its start and lasts for no time (repaired). Stretches
/// that overlap are kept. A list out of order is sorted by start, equal ones stay in the file's order. Words
/// without a time share what lies between the known times around them in equal parts (assumed).
enum TimingSpans {
  /// A word whose times may be unknown.
  struct Draft {
    var text: String
    var start: MediaTime?
    var end: MediaTime?
    var line = 0
    /// Position in its list, for notes.
    var item = 0
  }

  /// A stretch that does not run backwards.
  static func span(
    _ text: String, _ start: MediaTime, _ end: MediaTime, at place: TimingPlace, _ what: String,
    notes: inout TimingNotes
  ) -> Transcript.Span {
    if end < start {
      notes.add(.repaired, place, "a \(what) ends before it starts; it keeps its start and lasts no time")
    }
    return Transcript.Span(text, start: start, end: max(start, end), line: place.line)
  }

  /// The stretches in order of start.
  ///
  /// - Parameter isOrdered: whether the format wants them in order, so that a note is due.
  static func ordered(
    _ spans: [Transcript.Span], _ what: String, of speaker: String, isOrdered: Bool = true,
    notes: inout TimingNotes
  ) -> [Transcript.Span] {
    let owner = speaker.isEmpty ? "" : " of '\(speaker)'"
    var result = spans
    if zip(spans, spans.dropFirst()).contains(where: { $1.start < $0.start }) {
      result = Self.sorted(spans)
      if isOrdered {
        notes.add(.repaired, "\(what)s\(owner) are out of order; sorted by start")
      }
    }
    var reached = MediaTime.zero
    var overlaps = 0
    var first = 0
    for span in result {
      if span.start + .milliseconds(1) < reached {
        overlaps += 1
        if overlaps == 1 { first = span.line }
      }
      reached = max(reached, span.end)
    }
    if overlaps > 0 {
      let count = overlaps == 1 ? "1 \(what)\(owner) begins" : "\(overlaps) \(what)s\(owner) begin"
      notes.add(
        .read, TimingPlace(file: notes.file, line: first), "\(count) before an earlier one ends; kept")
    }
    return result
  }

  /// Sorted by start, equal ones as they stood.
  static func sorted(_ spans: [Transcript.Span]) -> [Transcript.Span] {
    spans.indices.sorted { (spans[$0].start, $0) < (spans[$1].start, $1) }.map { spans[$0] }
  }

  /// Words in which every time is known: unknown ones are filled by rule, between `from` and `to`.
  static func filled(
    _ drafts: [Draft], from: MediaTime?, to: MediaTime?, at place: TimingPlace, notes: inout TimingNotes
  ) -> [Transcript.Span] {
    var spans: [Transcript.Span] = []
    spans.reserveCapacity(drafts.count)
    var at = 0
    while at < drafts.count {
      var here = place
      if drafts[at].line > 0 { here.line = drafts[at].line } else { here.item = drafts[at].item }
      if let start = drafts[at].start, let end = drafts[at].end {
        spans.append(span(drafts[at].text, start, end, at: here, "word", notes: &notes))
        at += 1
        continue
      }
      // A run of words up to the next known time; the first may have a start, the last an end.
      var end = at
      while end < drafts.count, end == at || drafts[end].start == nil {
        end += 1
        if drafts[end - 1].end != nil { break }
      }
      let first = drafts[at].start ?? spans.last?.end ?? from ?? .zero
      let next = end < drafts.count ? drafts[end].start : to
      let last = max(first, drafts[end - 1].end ?? next ?? first)
      let step = (last - first).flicks / Int64(end - at)
      for (number, draft) in drafts[at..<end].enumerated() {
        let start = MediaTime(flicks: first.flicks + Int64(number) * step)
        spans.append(
          Transcript.Span(
            draft.text, start: start,
            end: number == end - at - 1 ? last : MediaTime(flicks: start.flicks + step), line: draft.line))
        notes.add(
          .assumed, here,
          "a word lacks a time; such words share what lies between the known times around them")
      }
      at = end
    }
    return spans
  }
}
