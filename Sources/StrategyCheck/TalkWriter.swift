import Conversation
import Motion
import Provenance

/// Writes a conversation: turns that alternate, streamed text, words, phones, cues of every sort, voice
/// activity, audio, and now and then an interruption with its cancellations.
struct TalkWriter {
  private var generator: SeededGenerator
  private var log: [Record] = []
  private var spoken: [String: [Range<Double>]] = [:]
  private var next = 0
  private var cues = 0

  static let vocabulary = [
    "yes", "no", "maybe", "really?", "wonderful!", "the", "quick", "I", "see", "what", "you", "mean.",
    "tomorrow", "about", "five", "boats", "perhaps,", "music", "moves", "people.",
  ]
  private static let emoji = ["😀", "😢", "😡", "😮", "🤔", "😍", "👋", "😱", "🙄", "👍"]
  private static let stage = ["waves", "nods", "smiles", "shrugs", "laughs", "sighs", "shakes head", "winks"]
  private static let gaze = ["partner", "away", "up", "down", "left", "right"]
  private static let phones = Phone.Symbol.allCases.filter { $0 != .silence }

  init(seed: Seed) { generator = SeededGenerator(seed: seed) }

  /// When a participant's voice sounds, in seconds; of the recording written last.
  func voiced(_ participant: String) -> [Range<Double>] { spoken[participant] ?? [] }

  /// Writes a recording of a length.
  mutating func recording(_ id: String, seconds: Double) -> Recording {
    (log, spoken, next, cues) = ([], [:], 0, Int(generator.next() % 64))
    var time = 0.4
    var isOwn = true
    while time < seconds {
      let end = turn(isOwn ? Cast.performer : Cast.partner, from: time, until: seconds)
      // Most turns follow after a gap, some begin before the one before is over.
      time = max(time + 0.3, end + number(-0.3, 0.7))
      isOwn.toggle()
    }
    return Recording(id: id, participants: Cast.people, duration: .seconds(seconds), log: log)
  }

  private mutating func turn(_ person: String, from start: Double, until limit: Double) -> Double {
    let turn = name("t")
    let count = 3 + Int(generator.next() % 7)
    var words: [(text: String, offset: Int, start: Double, end: Double)] = []
    var text = ""
    var time = start
    for _ in 0..<count {
      let word = pick(Self.vocabulary)
      let length = number(0.12, 0.45)
      words.append((word, text.utf8.count, time, time + length))
      text += word + " "
      time += length + (generator.next() % 4 == 0 ? number(0.05, 0.4) : 0)
    }
    let end = time
    let isCutOff = generator.next() % 4 == 0
    let silence = isCutOff ? start + (end - start) * 0.6 : end
    announce(turn, .turn, person, start, end) { $0.text = text }
    for word in words where person == Cast.performer {
      announce(name("d"), .delta, person, nil, nil) {
        $0.text = word.text + " "
        $0.anchor = Record.Anchor(turn: turn, offset: word.offset)
      }
    }
    cue(person, turn, at: start, end: end)
    if generator.next() % 2 == 0 { cue(person, turn, at: nil, end: nil) }
    announce(name("v"), .voice, person, start, silence) { _ in }
    if person == Cast.performer { announce(name("a"), .audio, person, start, end) { _ in } }
    for word in words { say(word, person, turn, silence: silence) }
    if isCutOff {
      log.append(
        Record(id: turn, operation: .revise, kind: .turn, participant: person, end: .seconds(silence)))
    }
    spoken[person, default: []].append(start..<max(start, silence))
    return silence
  }

  private mutating func say(
    _ word: (text: String, offset: Int, start: Double, end: Double), _ person: String, _ turn: String,
    silence: Double
  ) {
    var ids: [(String, Record.Kind)] = []
    let id = name("w")
    ids.append((id, .word))
    announce(id, .word, person, word.start, word.end) {
      $0.text = word.text
      $0.anchor = Record.Anchor(turn: turn, offset: word.offset)
    }
    let phones = 1 + Int(generator.next() % 4)
    let step = (word.end - word.start) / Double(phones)
    for index in 0..<phones {
      let symbol = pick(Self.phones)
      let stress = symbol.isVowel ? Int(generator.next() % 3) : nil
      let phone = name("p")
      ids.append((phone, .phone))
      announce(
        phone, .phone, person, word.start + step * Double(index), word.start + step * Double(index + 1)
      ) { $0.text = Phone(symbol, stress: stress).label }
    }
    guard word.start >= silence else { return }
    for (id, kind) in ids {
      log.append(
        Record(id: id, operation: .cancel, kind: kind, participant: person, end: .seconds(silence)))
    }
  }

  /// The next cue of a round through every sort and label.
  private mutating func cue(_ person: String, _ turn: String, at start: Double?, end: Double?) {
    cues += 1
    let emotions = Emotion.allCases
    let (sort, text): (Record.Cue, String) =
      switch cues % 8 {
      case 0, 1, 2, 3: (.emotion, emotions[(cues / 8 * 4 + cues % 8) % emotions.count].rawValue)
      case 4: (.emoji, pick(Self.emoji))
      case 5: (.stage, pick(Self.stage))
      case 6: (.gaze, pick(Self.gaze))
      default: (.tool, "look_up")
      }
    let strength = number(0.3, 1)
    announce(name("c"), .cue, person, start, end) {
      $0.cue = sort
      $0.text = text
      $0.value = strength
      $0.anchor = Record.Anchor(turn: turn, offset: 0)
    }
  }

  private mutating func announce(
    _ id: String, _ kind: Record.Kind, _ person: String, _ start: Double?, _ end: Double?,
    _ set: (inout Record) -> Void
  ) {
    var record = Record(
      id: id, kind: kind, participant: person, start: start.map(MediaTime.seconds),
      end: end.map(MediaTime.seconds))
    set(&record)
    log.append(record)
  }

  private mutating func name(_ letter: String) -> String {
    next += 1
    return "\(letter)\(next)"
  }

  private mutating func number(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * generator.unit()
  }

  private mutating func pick<Item>(_ items: [Item]) -> Item {
    items[Int(generator.next() % UInt64(items.count))]
  }
}
