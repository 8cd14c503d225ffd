import Motion

/// A run of one participant's announced words that is spoken in one go, and what hangs on it.
///
/// Words are grouped by the turn they are anchored to; words without an anchor by pauses longer than
/// ``pause``. Times are the announced ones: what was cancelled later was still announced.
struct Utterance {
  /// A pause that separates utterances where no turn does.
  static let pause = MediaTime.milliseconds(600)

  /// Id of the turn, where there is one.
  var turn: String?
  /// First announcement of each word, in order of start.
  var words: [Record]

  /// First word's start.
  var start: MediaTime { words.first?.start ?? .zero }
  /// Last word's end.
  var end: MediaTime { words.last?.end ?? start }

  /// Utterances of one participant, in order of start.
  static func all(in recording: Recording, of participant: String) -> [Utterance] {
    // A word may be announced without times and revised later: take the last announced times.
    var latest: [String: Record] = [:]
    var order: [String] = []
    for record in recording.log where record.kind == .word && record.participant == participant {
      switch record.operation {
      case .announce:
        order.append(record.id)
        latest[record.id] = record
      case .revise: if let first = latest[record.id] { latest[record.id] = first.revised(by: record) }
      case .cancel: break
      }
    }
    let words = order.compactMap { latest[$0] }.filter { $0.start != nil && $0.end != nil }
      .enumerated().sorted { ($0.element.start ?? .zero, $0.offset) < ($1.element.start ?? .zero, $1.offset) }
      .map(\.element)
    // Words of one turn belong together even where those that an interruption cut off were announced for a
    // time in which another turn came to be spoken.
    var result: [Utterance] = []
    var indexByTurn: [String: Int] = [:]
    var loose: Int?
    for word in words {
      if let turn = word.anchor?.turn {
        loose = nil
        if let index = indexByTurn[turn] {
          result[index].words.append(word)
          continue
        }
        indexByTurn[turn] = result.count
        result.append(Utterance(turn: turn, words: [word]))
      } else if let index = loose, (word.start ?? .zero) - result[index].end <= pause {
        result[index].words.append(word)
      } else {
        loose = result.count
        result.append(Utterance(turn: nil, words: [word]))
      }
    }
    return result
  }

  /// Pieces in which a synthesiser hands the utterance out: it breaks after sentence marks and pauses of
  /// at least 250 ms.
  var chunks: [[Record]] {
    var result: [[Record]] = []
    var current: [Record] = []
    for word in words {
      if let last = current.last, let lastEnd = last.end, let start = word.start,
        start - lastEnd >= .milliseconds(250) || Self.closesSentence(last.text)
      {
        result.append(current)
        current = []
      }
      current.append(word)
    }
    if !current.isEmpty { result.append(current) }
    return result
  }

  private static func closesSentence(_ text: String?) -> Bool {
    guard let last = text?.last else { return false }
    return ".!?…".contains(last)
  }
}
