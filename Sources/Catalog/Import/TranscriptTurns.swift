import Conversation
import Formats
import Motion

extension TranscriptAssembly {
  mutating func drafts() -> [TurnDraft] {
    let places = Dictionary(
      cast.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var turns: [TurnDraft] = []
    var split = 0
    for turn in transcript.turns {
      let speaker = places[turn.speaker] ?? 0
      var text = turn.text
      for call in turn.calls { text += (text.isEmpty ? "" : " ") + "{{tool:\(call.name) \(call.arguments)}}" }
      let draft = TurnDraft(
        speaker: speaker, text: text, writing: turn.calls.isEmpty ? turn.writing : .marked, start: turn.start,
        end: turn.end, words: turn.words, emotions: turn.emotions, line: turn.line)
      guard text.utf8.count > Self.longestText, turn.words.isEmpty else {
        turns.append(draft)
        continue
      }
      split += 1
      turns += Self.split(draft)
    }
    if split > 0 {
      notes.append(
        ImportNote(
          .repaired, id, "\(split) turns of more than \(Self.longestText) bytes were split at white space"))
    }
    for (index, member) in cast.enumerated() {
      guard let words = transcript.lanes[member.name]?.words, !words.isEmpty else { continue }
      turns = place(words, of: index, in: turns)
    }
    return turns
  }

  /// Cuts a text at white space into pieces of the length allowed; a timed one is cut in proportion.
  private static func split(_ turn: TurnDraft) -> [TurnDraft] {
    var pieces: [Substring] = []
    var rest = turn.text[...]
    while rest.utf8.count > longestText {
      var edge = rest.utf8.index(rest.startIndex, offsetBy: longestText)
      while edge > rest.startIndex, rest.utf8[edge] & 0xC0 == 0x80 { edge = rest.utf8.index(before: edge) }
      let cut = rest[..<edge].lastIndex(where: \.isWhitespace) ?? edge
      let end = cut > rest.startIndex ? cut : edge
      guard end > rest.startIndex else { break }
      pieces.append(rest[..<end])
      rest = rest[end...]
    }
    pieces.append(rest)
    let total = Double(max(1, turn.text.utf8.count))
    var before = 0
    return pieces.enumerated().map { number, piece in
      var result = turn
      result.text = String(piece)
      if let start = turn.start, let end = turn.end {
        func time(_ bytes: Int) -> MediaTime {
          MediaTime(
            flicks: start.flicks + Int64(Double((end - start).flicks) * Double(bytes) / total))
        }
        result.start = time(before)
        before += piece.utf8.count
        result.end = time(before)
        result.isEstimated = true
      } else if number > 0 {
        result.start = nil
      }
      return result
    }
  }

  /// Gives loose words to the turns of their speaker in which they lie, and makes turns of the others at pauses.
  private func place(_ words: [Transcript.Span], of speaker: Int, in turns: [TurnDraft]) -> [TurnDraft] {
    var turns = turns
    let sorted = words.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
      .map(\.element)
    let own = turns.indices.filter { turns[$0].speaker == speaker && turns[$0].start != nil }
      .sorted { (turns[$0].start ?? .zero) < (turns[$1].start ?? .zero) }
    var loose: [Transcript.Span] = []
    var next = 0
    for word in sorted {
      let middle = MediaTime(flicks: word.start.flicks + (word.end - word.start).flicks / 2)
      while next < own.count, let end = turns[own[next]].end, end <= middle { next += 1 }
      if next < own.count, let start = turns[own[next]].start, let end = turns[own[next]].end,
        start <= middle, middle < end
      {
        turns[own[next]].words.append(word)
      } else {
        loose.append(word)
      }
    }
    let pause = MediaTime(seconds: rules.pause) ?? .zero
    var groups: [[Transcript.Span]] = []
    for word in loose {
      if let last = groups.last?.last, word.start - last.end <= pause {
        groups[groups.count - 1].append(word)
      } else {
        groups.append([word])
      }
    }
    for group in groups {
      let texts = group.map { Self.oneLine($0.text) }
      let end = group.reduce(MediaTime.zero) { max($0, $1.end) }
      var turn = TurnDraft(
        speaker: speaker, text: texts.joined(separator: " "), writing: .spoken, start: group[0].start,
        end: end,
        words: group, emotions: [], line: group[0].line)
      turn.isEstimated = true
      turns.append(turn)
    }
    return turns.enumerated().sorted {
      switch ($0.element.start, $1.element.start) {
      case (let a?, let b?): (a, $0.offset) < (b, $1.offset)
      default: $0.offset < $1.offset
      }
    }.map(\.element)
  }

  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Moves everything so that the first thing that happens is at time zero.
  mutating func shift(_ turns: inout [TurnDraft], _ lanes: inout [String: Transcript.Lane]) {
    var first: MediaTime?
    func note(_ time: MediaTime?) {
      if let time { first = min(first ?? time, time) }
    }
    for turn in turns { note(turn.start) }
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

  mutating func noteOverlaps(_ turns: [TurnDraft]) {
    var reached = MediaTime.zero
    var overlaps = 0
    for turn in turns {
      if let start = turn.start, start < reached { overlaps += 1 }
      reached = max(reached, turn.end ?? reached)
    }
    guard overlaps > 0 else { return }
    notes.append(
      ImportNote(.read, id, "\(overlaps) of \(turns.count) turns begin before an earlier one ends; kept"))
  }
}
