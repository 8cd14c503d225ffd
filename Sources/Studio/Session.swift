import Foundation
import Conversation
import Motion
import Provenance
import Script

/// A conversation as it is laid on the session's axis, turn by turn.
struct Session {
  enum Placed {
    case character(CharacterTurn)
    case partner(PartnerTurn)
  }

  let screenplay: Screenplay
  let seed: Seed
  let clock: SampleClock
  private var placed: [Placed] = []
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
  private var sampleCount: Int { clock.samples(cursor.seconds + StudioRecorder.tail) }

  /// Places the next turn.
  mutating func place(
    _ turn: Screenplay.Turn, number: Int, reading: ScriptReading, spoken: [SpokenStretch]
  ) throws(StudioError) {
    let id = "t" + (number < 9 ? "0" : "") + "\(number + 1)"
    let first: Int
    switch turn.entrance {
    case .free(let pause): first = clock.samples(cursor.seconds + gap(turn, pause: pause, number: number))
    case .interrupting(let words):
      let heard = try end(of: words, before: turn)
      first = clock.samples(heard.seconds + StudioRecorder.onset)
      try interrupt(turn, at: clock.time(first + clock.samples(StudioRecorder.reaction)), words)
    case .murmuring(let words):
      // The character's side learns of a word 300 ms after it, and of its own text 600 ms before it sounds.
      let delay = turn.speaker == screenplay.character ? 0.95 : 0.08
      first = clock.samples(try end(of: words, before: turn).seconds + delay)
    }
    let until: MediaTime
    if turn.speaker == screenplay.character {
      let turn = CharacterTurn(
        id: id, participant: turn.speaker, reading: reading, spoken: spoken, from: first, clock: clock,
        toolTime: screenplay.toolTime)
      placed.append(.character(turn))
      until = turn.end
    } else {
      let turn = PartnerTurn(
        id: id, participant: turn.speaker, reading: reading, from: clock.time(first),
        rate: screenplay.partnerRate)
      placed.append(.partner(turn))
      until = turn.end
    }
    lastSpeaker = turn.speaker
    cursor = max(until, ends())
  }

  /// Seconds of silence before a turn that waits for the floor.
  ///
  /// The character's side knows that the partner has ended 300 ms after it, and speaks at the earliest
  /// 600 ms after its text begins.
  private func gap(_ turn: Screenplay.Turn, pause: Double?, number: Int) -> Double {
    guard let lastSpeaker else { return max(StudioRecorder.lead, pause ?? 0) }
    var generator = SeededGenerator(seed: seed.derive("gap", "\(number)"))
    let chance = generator.unit()
    if lastSpeaker == turn.speaker { return pause ?? 0.7 }
    if turn.speaker == screenplay.partner { return pause ?? 0.3 + 0.6 * chance }
    return max(0.9, pause ?? 0.9 + 0.4 * chance)
  }

  private func ends() -> MediaTime {
    placed.map { turn in
      switch turn {
      case .character(let turn): turn.heardUntil
      case .partner(let turn): turn.end
      }
    }.max() ?? .zero
  }

  /// The place of the other party's last turn.
  private func other(than speaker: String) -> Int? {
    placed.indices.last { index in
      switch placed[index] {
      case .character(let turn): turn.participant != speaker
      case .partner(let turn): turn.participant != speaker
      }
    }
  }

  /// When the other party has said these words.
  private func end(of phrase: String, before turn: Screenplay.Turn) throws(StudioError) -> MediaTime {
    let wanted = phrase.split(whereSeparator: \.isWhitespace).map { Self.bare(String($0)) }
    let said: [(text: String, end: MediaTime)]
    switch other(than: turn.speaker).map({ placed[$0] }) {
    case .character(let turn): said = turn.words.map { (Self.bare($0.text), $0.end) }
    case .partner(let turn): said = turn.words.map { (Self.bare($0.text), $0.end) }
    case nil: said = []
    }
    for first in said.indices where first + wanted.count <= said.count {
      let piece = said[first..<(first + wanted.count)]
      if piece.map(\.text) == wanted, let last = piece.last { return last.end }
    }
    throw refuse(turn, "the turn before does not say \"\(phrase)\"", "quote words as they are spoken there")
  }

  private mutating func interrupt(
    _ turn: Screenplay.Turn, at silence: MediaTime, _ words: String
  ) throws(StudioError) {
    guard let index = other(than: turn.speaker), case .character(var cut) = placed[index] else {
      throw refuse(turn, "there is nothing to interrupt", "let the character speak before")
    }
    guard cut.silence == nil else {
      throw refuse(turn, "that turn is interrupted already", "interrupt a turn once")
    }
    guard silence < cut.end else {
      throw refuse(turn, "nothing is left to cut after \"\(words)\"", "interrupt after earlier words")
    }
    cut.silence = silence
    placed[index] = .character(cut)
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
      case .partner(let turn): turn.records()
      }
    }
    return records.enumerated().sorted {
      ($0.element.arrival ?? .zero, $0.offset) < ($1.element.arrival ?? .zero, $1.offset)
    }.map(\.element)
  }

  /// The character's speech over the whole session, full scale ±1.
  ///
  /// Where it is talked over, a raised cosine of 20 ms leads to zero at the moment of silence. Samples keep
  /// 14 bits: their noise lies 63 dB below speech at −26 dB, and FLAC stores them a quarter smaller.
  func audio() -> [Float] {
    var result = [Float](repeating: 0, count: sampleCount)
    let fade = clock.samples(0.02)
    for case .character(let turn) in placed {
      let silence = turn.silence.map { clock.samples($0.seconds) } ?? Int.max
      for piece in turn.sound {
        for (index, sample) in piece.samples.enumerated() {
          let place = piece.first + index
          guard place < min(silence, result.count) else { break }
          var value = Float(sample) / 32768
          if silence - place < fade {
            let left = Double(silence - place) / Double(fade)
            value *= Float(0.5 - 0.5 * cos(left * Double.pi))
          }
          result[place] += (value * 8192).rounded(.toNearestOrEven) / 8192
        }
      }
    }
    return result
  }
}
