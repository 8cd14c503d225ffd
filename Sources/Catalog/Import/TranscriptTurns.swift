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
      guard text.utf8.count > Self.longestText else {
        turns.append(draft)
        continue
      }
      split += 1
      turns += Self.split(draft)
    }
    tallies.append(
      .init(
        .repaired, id, split, one: "turn of more than \(Self.longestText) bytes was split at white space",
        many: "turns of more than \(Self.longestText) bytes were split at white space"))
    for index in turns.indices { turns[index].isEstimated = turns[index].isEstimated || isPlacedByVoice }
    for (index, member) in cast.enumerated() {
      guard let words = transcript.lanes[member.name]?.words, !words.isEmpty else { continue }
      turns = place(words, of: index, in: turns)
    }
    return turns
  }

  /// Cuts a text at white space into pieces of the length allowed. Words go with the piece in which they are found,
  /// and bound it; else a timed turn is cut in proportion.
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
    let places = TurnDraft.places(of: turn.words, in: turn.text).offsets
    let total = Double(max(1, turn.text.utf8.count))
    var before = 0
    var word = 0
    var reached = turn.start
    return pieces.enumerated().map { number, piece in
      var result = turn
      result.text = String(piece)
      let after = before + piece.utf8.count
      let isLast = number == pieces.count - 1
      let first = word
      while word < places.count, isLast || places[word] < after { word += 1 }
      result.words = Array(turn.words[first..<word])
      if let start = turn.start, let end = turn.end {
        let share = MediaTime(
          flicks: start.flicks + Int64(Double((end - start).flicks) * Double(after) / total))
        let spoken = result.words.map(\.end).max()
        result.start = reached
        result.end = isLast ? end : max(reached ?? start, min(end, spoken ?? share))
        reached = result.end
        result.isEstimated = true
      } else if number > 0 {
        result.start = nil
      }
      if number < pieces.count - 1, turn.start == nil { result.end = nil }
      before = after
      return result
    }
  }

  /// Gives loose words to the turns of their speaker in which they lie, and makes turns of the others at pauses.
  private func place(_ words: [Transcript.Span], of speaker: Int, in turns: [TurnDraft]) -> [TurnDraft] {
    var turns = turns
    let sorted = words.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
      .map(\.element)
    let own = turns.indices.filter {
      turns[$0].speaker == speaker && turns[$0].start != nil && turns[$0].end != nil
    }
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
    return Self.seated(turns, groups(of: loose).map { draft(of: $0, speaker: speaker) })
  }

  /// Words between pauses, each group short enough for a text.
  private func groups(of words: [Transcript.Span]) -> [[Transcript.Span]] {
    let pause = MediaTime(seconds: rules.pause) ?? .zero
    var groups: [[Transcript.Span]] = []
    var reached = MediaTime.zero
    var length = 0
    for word in words {
      let size = word.text.utf8.count + 1
      if !groups.isEmpty, word.start - reached <= pause, length + size <= Self.longestText {
        groups[groups.count - 1].append(word)
        length += size
      } else {
        groups.append([word])
        length = size
      }
      reached = max(reached, word.end)
    }
    return groups
  }

  private func draft(of group: [Transcript.Span], speaker: Int) -> TurnDraft {
    var turn = TurnDraft(
      speaker: speaker, text: group.map { Self.oneLine($0.text) }.joined(separator: " "), writing: .spoken,
      start: group[0].start, end: group.reduce(MediaTime.zero) { max($0, $1.end) }, words: group,
      emotions: [],
      line: group[0].line)
    turn.isEstimated = true
    return turn
  }

  /// Timed turns among others, in order of start; those without a start stay behind the one that they followed.
  private static func seated(_ turns: [TurnDraft], _ more: [TurnDraft]) -> [TurnDraft] {
    guard !more.isEmpty else { return turns }
    var reached = MediaTime.zero
    var keyed: [(key: MediaTime, offset: Int, turn: TurnDraft)] = []
    for turn in turns {
      reached = turn.start ?? reached
      keyed.append((reached, keyed.count, turn))
    }
    for turn in more { keyed.append((turn.start ?? .zero, keyed.count, turn)) }
    return keyed.sorted { ($0.key, $0.offset) < ($1.key, $1.offset) }.map(\.turn)
  }

  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
