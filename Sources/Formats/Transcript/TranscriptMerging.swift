import Motion

extension Transcript {
  /// What two files say of one recording, as one: lists and turns of equal speakers are united.
  ///
  /// What both hold alike stands once. A file whose only speaker has no name speaks of the only speaker of
  /// the other. Words that lie in a turn of their speaker become that turn's. Id, and where both state
  /// them audio and order of speakers, are this one's; the longer length counts.
  public func merged(with other: Transcript) -> Transcript {
    var result = self
    var other = other
    let mine = result.names, theirs = other.names
    if theirs == [""], mine.count == 1, let name = mine.first {
      other.rename("", to: name)
    } else if mine == [""], theirs.count == 1, let name = theirs.first {
      result.rename("", to: name)
    } else if mine != theirs, mine.contains("") != theirs.contains("") {
      result.notes.append(
        ImportNote(
          .missing, result.id,
          "of the files that were joined one names no speaker; that voice stands by itself"))
    }
    for speaker in other.speakers {
      if let index = result.speakers.firstIndex(where: { $0.name == speaker.name }) {
        result.speakers[index].role = result.speakers[index].role ?? speaker.role
        result.speakers[index].channel = result.speakers[index].channel ?? speaker.channel
      } else {
        result.speakers.append(speaker)
      }
    }
    var known = Set(result.turns.map(TurnKey.init))
    for turn in other.turns where known.insert(TurnKey(turn)).inserted { result.turns.append(turn) }
    for (name, lane) in other.lanes {
      guard var own = result.lanes[name] else {
        result.lanes[name] = lane
        continue
      }
      own.words = Self.united(own.words, lane.words)
      own.phones = Self.united(own.phones, lane.phones)
      own.voice = Self.united(own.voice, lane.voice)
      own.shapes = Self.united(own.shapes, lane.shapes)
      result.lanes[name] = own
    }
    result.duration = [result.duration, other.duration].compactMap { $0 }.max()
    if let audio = result.audio, let second = other.audio, audio != second {
      result.notes.append(
        ImportNote(
          .read, result.id, "the files that were joined name two audio files, '\(audio)' and '\(second)'"))
    }
    result.audio = result.audio ?? other.audio
    result.notes += other.notes
    result.seatWords()
    return result
  }

  /// Gives words of a speaker's list to the turn of that speaker in which their middle lies, where the turn has
  /// none of its own; the others stay in the list.
  mutating func seatWords() {
    var seats: [String: [Int]] = [:]
    for (index, turn) in turns.enumerated() where turn.start != nil && turn.end != nil && turn.words.isEmpty {
      if lanes[turn.speaker]?.words.isEmpty == false { seats[turn.speaker, default: []].append(index) }
    }
    for (speaker, unordered) in seats {
      guard var lane = lanes[speaker] else { continue }
      let order = unordered.sorted { (turns[$0].start ?? .zero, $0) < (turns[$1].start ?? .zero, $1) }
      var loose: [Span] = []
      var seat = 0
      for word in lane.words {
        let middle = MediaTime(flicks: word.start.flicks + (word.end - word.start).flicks / 2)
        while seat < order.count, let end = turns[order[seat]].end, end <= middle { seat += 1 }
        if seat < order.count, let start = turns[order[seat]].start, start <= middle {
          turns[order[seat]].words.append(word)
        } else {
          loose.append(word)
        }
      }
      lane.words = loose
      lanes[speaker] = lane
    }
  }

  private struct TurnKey: Hashable {
    var speaker: String
    var text: String
    var start: MediaTime?
    var end: MediaTime?

    init(_ turn: Turn) { (speaker, text, start, end) = (turn.speaker, turn.text, turn.start, turn.end) }
  }

  /// Names of all who speak.
  private var names: Set<String> {
    Set(speakers.map(\.name)).union(turns.map(\.speaker)).union(lanes.keys)
  }

  private mutating func rename(_ old: String, to new: String) {
    for index in speakers.indices where speakers[index].name == old { speakers[index].name = new }
    for index in turns.indices where turns[index].speaker == old { turns[index].speaker = new }
    if let lane = lanes.removeValue(forKey: old) { lanes[new] = lane }
  }

  private static func united(_ left: [Span], _ right: [Span]) -> [Span] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    func bare(_ span: Span) -> Span { Span(span.text, start: span.start, end: span.end) }
    var known = Set(left.map(bare))
    return TimingSpans.sorted(left + right.filter { known.insert(bare($0)).inserted })
  }
}
