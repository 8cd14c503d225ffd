import Conversation
import Formats
import Motion

/// Who takes part in a transcript, and who of them is the character.
struct TranscriptCast {
  /// Somebody under the name of the transcript and the id of the recording.
  struct Member {
    var name: String
    var participant: Recording.Participant
  }

  /// In the order of the transcript: listed speakers, then those of turns, then those of lanes by name.
  let members: [Member]
  let notes: [ImportNote]

  init(_ transcript: Transcript, id: String, rules: ImportRules) {
    var names = transcript.speakers.map(\.name)
    var known = Set(names)
    for turn in transcript.turns where known.insert(turn.speaker).inserted { names.append(turn.speaker) }
    for name in transcript.lanes.keys.sorted() where known.insert(name).inserted { names.append(name) }
    let (performer, notes) = Self.performer(among: names, of: transcript, id: id, rules: rules)
    self.notes = notes
    var ids = UniqueNames()
    members = names.map { name in
      Member(
        name: name,
        participant: .init(
          id: ids.unique(Self.slug(name)), role: name == performer || rules.everyone ? .character : .partner))
    }
  }

  /// Whom the rules name, else whom the file calls the character, else the one who says most (the first of equals).
  private static func performer(
    among names: [String], of transcript: Transcript, id: String, rules: ImportRules
  ) -> (name: String?, notes: [ImportNote]) {
    var notes: [ImportNote] = []
    if let wanted = rules.character {
      let match = names.first { $0 == wanted } ?? names.first { $0.lowercased() == wanted.lowercased() }
      if let match { return (match, []) }
      notes.append(
        ImportNote(.missing, id, "nobody is called '\(wanted)'; the one who says most is the character"))
    }
    if let named = transcript.speakers.first(where: { $0.role == .character }) { return (named.name, notes) }
    var amounts: [String: Int] = [:]
    for turn in transcript.turns { amounts[turn.speaker, default: 0] += TurnDraft.letters(turn.text) }
    for (name, lane) in transcript.lanes {
      let spoken = lane.words.reduce(0) { $0 + TurnDraft.letters($1.text) } + lane.phones.count
      let voiced = lane.voice.reduce(0.0) { $0 + ($1.end - $1.start).seconds }
      amounts[name, default: 0] += spoken + Int(voiced * 10)
    }
    let partners = Set(transcript.speakers.filter { $0.role == .partner }.map(\.name))
    let candidates = names.filter { !partners.contains($0) }
    var best = candidates.first
    for name in candidates where amounts[name, default: 0] > amounts[best ?? "", default: 0] { best = name }
    return (best, notes)
  }

  /// A name as an id: lower case, everything but letters and digits a hyphen, at most
  /// ``UniqueNames/longest`` bytes of it.
  static func slug(_ name: String) -> String {
    let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return parts.isEmpty ? "speaker" : UniqueNames.shortened(parts.joined(separator: "-"))
  }
}
