import Conversation
import Formats
import Motion

extension TranscriptAssembly {
  /// Moves everything so that the first thing that happens is at time zero.
  mutating func shift(_ turns: inout [TurnDraft], _ lanes: inout [String: Transcript.Lane]) {
    var first: MediaTime?
    func note(_ time: MediaTime?) {
      if let time { first = min(first ?? time, time) }
    }
    for turn in turns {
      note(turn.start)
      turn.words.forEach { note($0.start) }
    }
    for lane in lanes.values {
      for spans in [lane.words, lane.phones, lane.voice, lane.shapes] { spans.forEach { note($0.start) } }
    }
    guard let zero = first, zero != .zero else { return }
    func moved(_ spans: [Transcript.Span]) -> [Transcript.Span] {
      spans.map {
        Transcript.Span($0.text, start: $0.start - zero, end: $0.end - zero, line: $0.line)
      }
    }
    for index in turns.indices {
      turns[index].start = turns[index].start.map { $0 - zero }
      turns[index].end = turns[index].end.map { $0 - zero }
      turns[index].words = moved(turns[index].words)
    }
    for (name, lane) in lanes {
      var lane = lane
      lane.words = moved(lane.words)
      lane.phones = moved(lane.phones)
      lane.voice = moved(lane.voice)
      lane.shapes = moved(lane.shapes)
      lanes[name] = lane
    }
    notes.append(ImportNote(.assumed, id, "there is no audio; time zero is the first thing that happens"))
  }

  /// Cuts off what lies before time zero. A stretch that ends there is left out; a turn is kept, and gets its
  /// end by rule.
  mutating func clip(_ turns: inout [TurnDraft], _ lanes: inout [String: Transcript.Lane]) {
    var count = 0
    func clipped(_ spans: [Transcript.Span]) -> [Transcript.Span] {
      guard spans.contains(where: { $0.start < .zero }) else { return spans }
      return spans.compactMap { span in
        guard span.start < .zero else { return span }
        count += 1
        guard span.end > .zero else { return nil }
        return Transcript.Span(span.text, start: .zero, end: span.end, line: span.line)
      }
    }
    for index in turns.indices {
      turns[index].words = clipped(turns[index].words)
      if let start = turns[index].start, start < .zero {
        count += 1
        turns[index].start = .zero
      }
      if let end = turns[index].end, end < .zero { turns[index].end = .zero }
    }
    for (name, lane) in lanes {
      var lane = lane
      lane.words = clipped(lane.words)
      lane.phones = clipped(lane.phones)
      lane.voice = clipped(lane.voice)
      lane.shapes = clipped(lane.shapes)
      lanes[name] = lane
    }
    tallies.append(
      .init(
        .repaired, id, count, one: "stretch lies before time zero and was cut off there",
        many: "stretches lie before time zero and were cut off there"))
  }
}
