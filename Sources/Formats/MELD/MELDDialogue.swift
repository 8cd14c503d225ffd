import Conversation
import Motion

extension MELDTable {
  /// The dialogues as recordings, in order of first appearance.
  ///
  /// The speaker with most letters becomes the character (the first to speak, of equals) under an id made
  /// of the name; everybody else becomes the one participant `partner`, whose turns may overlap. Time
  /// zero is the first utterance's start; rows without times are left out. Words are spread over their turn (``WordSpread``). The emotion of
  /// an utterance becomes a cue over it.
  public func conversations() -> [ImportedConversation] {
    var order: [String] = []
    var rows: [String: [Row]] = [:]
    for row in self.rows where row.end != nil {
      if rows[row.dialogue] == nil { order.append(row.dialogue) }
      rows[row.dialogue, default: []].append(row)
    }
    return order.map { dialogue in
      let known = (faults[dialogue]?.notes(file) ?? []).map(\.description)
      return Self.conversation("dia\(Self.slug(dialogue))", rows[dialogue] ?? [], known)
    }
  }

  private static func conversation(_ id: String, _ rows: [Row], _ known: [String]) -> ImportedConversation {
    var notes = known
    func begin(_ row: Row) -> MediaTime { row.start ?? .zero }
    func finish(_ row: Row) -> MediaTime { row.end ?? .zero }
    let sorted = rows.enumerated().sorted { (begin($0.element), $0.offset) < (begin($1.element), $1.offset) }
      .map(\.element)
    if sorted != rows { notes.append("\(id): utterances were out of order and were sorted by start") }
    let zero = sorted.first?.start ?? .zero
    let performer = mostTalkative(sorted)
    let character = {
      let slug = Self.slug(performer); return slug == "partner" ? "character" : slug
    }()
    let others = Set(sorted.map(\.speaker)).subtracting([performer]).sorted()
    if others.isEmpty { notes.append("\(id): only \(performer) speaks; the partner is silent") }
    if others.count > 1 {
      notes.append("\(id): \(others.joined(separator: ", ")) were merged into one partner")
    }
    var log: [Record] = []
    var overlaps = 0
    var reached = MediaTime.zero
    var last = MediaTime.zero
    for (number, row) in sorted.enumerated() {
      if number > 0, begin(row) < reached { overlaps += 1 }
      reached = max(reached, finish(row))
      last = max(last, finish(row) - zero)
      let participant = row.speaker == performer ? character : "partner"
      let turn = "u\(number + 1)"
      let start = begin(row) - zero
      let end = finish(row) - zero
      log.append(
        Record(id: turn, kind: .turn, participant: participant, start: start, end: end, text: row.text))
      if let emotion = Emotion(label: row.emotion) {
        log.append(
          Record(
            id: "\(turn).emotion", kind: .cue, participant: participant, start: start, end: end,
            anchor: .init(turn: turn, offset: 0), text: emotion.rawValue, cue: .emotion))
      } else {
        notes.append("\(id): line \(row.line): emotion '\(row.emotion)' has no mapping; left out")
      }
      log += WordSpread.words(of: row.text, turn: turn, participant: participant, start: start, end: end)
    }
    if overlaps > 0 {
      notes.append("\(id): \(overlaps) of \(sorted.count) utterances begin before an earlier one ends; kept")
    }
    return ImportedConversation(
      recording: Recording(
        id: id,
        participants: [.init(id: character, role: .character), .init(id: "partner", role: .partner)],
        duration: last, log: log),
      notes: notes)
  }

  private static func mostTalkative(_ rows: [Row]) -> String {
    var speakers: [(name: String, letters: Int)] = []
    for row in rows {
      let letters = row.text.count { $0.isLetter || $0.isNumber }
      if let index = speakers.firstIndex(where: { $0.name == row.speaker }) {
        speakers[index].letters += letters
      } else {
        speakers.append((row.speaker, letters))
      }
    }
    var best = speakers.first
    for speaker in speakers where speaker.letters > (best?.letters ?? 0) { best = speaker }
    return best?.name ?? "character"
  }

  /// A name as an id: lower case, everything but letters and digits a hyphen.
  static func slug(_ name: String) -> String {
    let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return parts.isEmpty ? "speaker" : parts.joined(separator: "-")
  }
}
