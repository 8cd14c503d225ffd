public import Conversation

import Motion

/// Makes up a conversation when none was recorded: turns of nonsense words with phones, stress, pauses and moods.
///
/// The words mean nothing; their sounds follow the shape of English syllables. The same seed gives the same log.
public enum ScenarioGenerator {
  /// A conversation of a character (`nova` unless named) and a guest.
  ///
  /// - Parameters:
  ///   - id: Id of the recording.
  ///   - seconds: Its length, 4…3600.
  ///   - character: Id of the character's participant.
  ///   - seed: Seed of everything in it.
  public static func recording(
    id: String, seconds: Double, character: String = "nova", seed: UInt64
  ) throws(PerformerError) -> Recording {
    guard (4...3600).contains(seconds), let duration = MediaTime(seconds: seconds) else {
      throw .unusableLength(recording: id, seconds: seconds)
    }
    var writer = Writer(character: character, dice: Dice(seed: seed, "scenario"))
    var t = writer.dice.between(0.6, 1.6)
    var isOwn = writer.dice.chance(0.5)
    while t < seconds - 3 {
      let end = min(seconds - 0.8, t + writer.dice.between(3, isOwn ? 9 : 6))
      t = isOwn ? writer.speak(from: t, until: end) : writer.listen(from: t, until: end)
      t += writer.dice.between(0.25, 1.1)
      isOwn.toggle()
    }
    return Recording(
      id: id,
      participants: [.init(id: character, role: .character), .init(id: "guest", role: .partner)],
      duration: duration, log: writer.log)
  }

  private struct Writer {
    let character: String
    var dice: Dice
    var log: [Record] = []

    static let onsets: [Phone.Symbol?] = [
      .B, .D, .F, .G, .HH, .K, .L, .M, .N, .P, .R, .S, .SH, .T, .V, .W, .Y, .CH, .TH, nil, nil,
    ]
    static let nuclei: [Phone.Symbol] = [
      .AA, .AE, .AH, .AO, .AY, .EH, .EY, .IH, .IY, .OW, .UW, .AW, .ER, .UH,
    ]
    static let codas: [Phone.Symbol?] = [.D, .K, .L, .M, .N, .P, .R, .S, .T, .Z, .V, nil, nil, nil, nil]

    mutating func add(
      _ kind: Record.Kind, _ start: Double, _ end: Double, _ text: String, of who: String,
      cue: Record.Cue? = nil,
      value: Double? = nil
    ) {
      log.append(
        Record(
          id: "r\(log.count)", kind: kind, participant: who, arrival: MediaTime(seconds: start),
          start: MediaTime(seconds: start), end: MediaTime(seconds: end), text: text, cue: cue, value: value))
    }

    mutating func listen(from start: Double, until end: Double) -> Double {
      var t = start
      while t < end {
        let stop = min(end + 0.2, t + dice.between(0.9, 2.4))
        add(.voice, t, stop, "", of: "guest")
        t = stop + dice.between(0.2, 0.5)
      }
      return t - 0.2
    }

    mutating func speak(from start: Double, until end: Double) -> Double {
      let moods = ["joy", "interest", "amusement", "thinking", "sadness", "surprise", "contentment"]
      if dice.chance(0.6) {
        add(
          .cue, start, start, moods[dice.pick([3, 2, 2, 2, 1, 1, 3])], of: character, cue: .emotion,
          value: dice.between(0.4, 0.8))
      }
      var t = start
      var wordsLeft = 3 + dice.pick([1, 1, 1, 1])
      while t < end {
        t = word(from: t)
        wordsLeft -= 1
        if wordsLeft == 0 {
          t += dice.between(0.22, 0.5)
          wordsLeft = 3 + dice.pick([1, 1, 1, 1, 1])
        }
      }
      return t
    }

    private mutating func word(from start: Double) -> Double {
      var t = start
      let count = 1 + dice.pick([0.5, 0.35, 0.15])
      let stressed = dice.pick(Array(repeating: 1, count: count))
      var phones: [(Double, Double, String)] = []
      for syllable in 0..<count {
        let isStressed = syllable == stressed
        if let onset = Self.onsets[dice.pick(Array(repeating: 1, count: Self.onsets.count))] {
          let length = dice.between(0.055, 0.1)
          phones.append((t, t + length, onset.rawValue))
          t += length
        }
        let nucleus = isStressed ? Self.nuclei[dice.pick(Array(repeating: 1, count: Self.nuclei.count))] : .AH
        let length = isStressed ? dice.between(0.1, 0.19) : dice.between(0.05, 0.09)
        phones.append((t, t + length, nucleus.rawValue + (isStressed ? "1" : "0")))
        t += length
        guard syllable == count - 1,
          let coda = Self.codas[dice.pick(Array(repeating: 1, count: Self.codas.count))]
        else { continue }
        let closing = dice.between(0.055, 0.1)
        phones.append((t, t + closing, coda.rawValue))
        t += closing
      }
      add(.word, start, t, "w\(log.count)", of: character)
      for phone in phones { add(.phone, phone.0, phone.1, phone.2, of: character) }
      return t
    }
  }
}
