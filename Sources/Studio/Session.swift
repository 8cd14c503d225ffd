import Conversation
import Motion
import Provenance
import Script

/// A conversation as it is laid on the session's axis, turn by turn.
struct Session {
  let screenplay: Screenplay
  let seed: Seed
  let clock: SampleClock
  private(set) var placed: [PlacedTurn] = []
  private var lastSpeaker: String?
  /// When the floor is free.
  private var cursor = MediaTime.zero

  init(_ screenplay: Screenplay, seed: Seed, clock: SampleClock) {
    self.screenplay = screenplay
    self.seed = seed
    self.clock = clock
  }

  /// Length of the session: whole samples.
  var duration: MediaTime { clock.time(sampleCount) }
  var sampleCount: Int { clock.samples(cursor.seconds + StudioRecorder.tail) }

  /// Places the next turn.
  mutating func place(
    _ turn: Screenplay.Turn, number: Int, reading: ScriptReading, spoken: [SpokenStretch]
  ) throws(StudioError) {
    let id = "t" + (number < 9 ? "0" : "") + "\(number + 1)"
    let first = try entrance(of: turn, number: number)
    let placed: PlacedTurn
    if turn.speaker == screenplay.character || screenplay.partnerVoice != nil {
      let spoken = CharacterTurn(
        id: id, participant: turn.speaker, reading: reading, spoken: spoken, from: first, clock: clock,
        toolTime: screenplay.toolTime, timing: screenplay.timing)
      placed = turn.speaker == screenplay.character ? .character(spoken) : .partner(PartnerTurn(spoken))
    } else {
      placed = .partner(
        PartnerTurn(
          id: id, participant: turn.speaker, reading: reading, from: clock.time(first),
          rate: screenplay.partnerRate))
    }
    self.placed.append(placed)
    lastSpeaker = turn.speaker
    cursor = self.placed.map(\.heardUntil).max() ?? .zero
  }

  /// The sample at which a turn begins. An interruption cuts the other party's turn off.
  private mutating func entrance(of turn: Screenplay.Turn, number: Int) throws(StudioError) -> Int {
    switch turn.entrance {
    case .free(let pause): return clock.samples(cursor.seconds + gap(turn, pause: pause, number: number))
    case .interrupting(let words):
      let heard = try end(of: words, before: turn)
      let first = clock.samples(heard.seconds + reaction(of: turn.speaker, else: StudioRecorder.onset))
      try allow(turn, at: first)
      try interrupt(turn, at: clock.time(first + clock.samples(StudioRecorder.reaction)), words)
      return first
    case .murmuring(let words):
      return clock.samples(try end(of: words, before: turn).seconds + reaction(of: turn.speaker, else: 0.08))
    case .overlapping(let seconds):
      guard let other = other(than: turn.speaker) else {
        throw refuse(turn, "there is nobody to overlap", "let the other party speak before")
      }
      let first = clock.samples(placed[other].heardUntil.seconds - seconds)
      guard clock.time(first) > placed[other].start else {
        throw refuse(
          turn, "the turn before is no longer than \(seconds) s", "overlap it by less, or quote words of it")
      }
      try allow(turn, at: first)
      return first
    }
  }

  /// How long after words of the other party somebody who reacts to them is heard.
  ///
  /// The character's side learns of a word through its recogniser, and its voice needs text first.
  private func reaction(of speaker: String, else usual: Double) -> Double {
    speaker == screenplay.character ? screenplay.timing.reply + 0.05 : usual
  }

  /// Nobody speaks two turns at once.
  private func allow(_ turn: Screenplay.Turn, at first: Int) throws(StudioError) {
    guard let own = placed.last(where: { $0.participant == turn.speaker }) else { return }
    guard clock.time(first) >= own.heardUntil else {
      throw refuse(turn, "\(turn.speaker) would talk over itself", "let it come in later")
    }
  }

  /// Seconds of silence before a turn that waits for the floor.
  ///
  /// The character's side knows only after its recogniser's delay that the partner has ended, and then needs
  /// a text and a voice.
  private func gap(_ turn: Screenplay.Turn, pause: Double?, number: Int) -> Double {
    guard let lastSpeaker else { return max(StudioRecorder.lead, pause ?? 0) }
    var generator = SeededGenerator(seed: seed.derive("gap", "\(number)"))
    let chance = generator.unit()
    if lastSpeaker == turn.speaker { return pause ?? 0.7 }
    if turn.speaker == screenplay.partner { return pause ?? 0.3 + 0.6 * chance }
    let least = screenplay.timing.reply
    return max(least, pause ?? least + 0.4 * chance)
  }

  /// The place of the other party's last turn.
  private func other(than speaker: String) -> Int? { placed.lastIndex { $0.participant != speaker } }

  /// When the other party has said these words.
  private func end(of phrase: String, before turn: Screenplay.Turn) throws(StudioError) -> MediaTime {
    let wanted = phrase.split(whereSeparator: \.isWhitespace).map { Self.bare(String($0)) }
    guard let other = other(than: turn.speaker) else {
      throw refuse(turn, "nobody speaks before it", "let the other party speak before")
    }
    let said = placed[other].words.map { (text: Self.bare($0.text), end: $0.end) }
    for first in said.indices where first + wanted.count <= said.count {
      let piece = said[first..<(first + wanted.count)]
      guard piece.map(\.text) == wanted, let last = piece.last else { continue }
      guard last.end <= placed[other].heardUntil else {
        throw refuse(
          turn, "\"\(phrase)\" is never heard: that turn is cut off before", "quote words that are heard")
      }
      return last.end
    }
    throw refuse(turn, "the turn before does not say \"\(phrase)\"", "quote words as they are spoken there")
  }

  private mutating func interrupt(
    _ turn: Screenplay.Turn, at silence: MediaTime, _ words: String
  ) throws(StudioError) {
    guard let index = other(than: turn.speaker) else {
      throw refuse(turn, "there is nothing to interrupt", "let the other party speak before")
    }
    guard placed[index].silence == nil else {
      throw refuse(turn, "that turn is interrupted already", "interrupt a turn once")
    }
    guard silence < placed[index].end else {
      throw refuse(turn, "nothing is left to cut after \"\(words)\"", "interrupt after earlier words")
    }
    placed[index].silence = silence
  }

  private func refuse(_ turn: Screenplay.Turn, _ reason: String, _ cure: String) -> StudioError {
    .malformed(file: screenplay.file, line: turn.line, reason: reason, cure: cure)
  }

  private static func bare(_ word: String) -> String { word.lowercased().filter(\.isWordlike) }

  /// Everything that happened, in order of arrival at the character's side.
  func log() -> [Record] {
    let records = placed.flatMap { turn in
      switch turn {
      case .character(let turn): turn.records(seed: seed)
      case .partner(let turn): turn.records(delay: screenplay.timing.asrDelay)
      }
    }
    return records.enumerated().sorted {
      ($0.element.arrival ?? .zero, $0.offset) < ($1.element.arrival ?? .zero, $1.offset)
    }.map(\.element)
  }
}
