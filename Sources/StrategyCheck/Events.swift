import Conversation
import Motion

/// One record of each kind, all about something that begins at a moment.
enum Events {
  /// Records of a participant, with ids that begin with `id`.
  static func all(_ person: String, id: String, at time: MediaTime) -> [Record] {
    let end = time + .milliseconds(400)
    func record(_ name: String, _ kind: Record.Kind, _ text: String?, cue: Record.Cue? = nil) -> Record {
      Record(
        id: "\(id)-\(name)", kind: kind, participant: person, start: kind == .delta ? nil : time,
        end: kind == .delta ? nil : end,
        anchor: kind == .delta ? Record.Anchor(turn: "\(id)-turn", offset: 0) : nil, text: text, cue: cue,
        value: cue == nil ? nil : 1)
    }
    return [
      record("turn", .turn, "Oh wonderful!"), record("delta", .delta, "Oh wonderful!"),
      record("voice", .voice, nil), record("word", .word, "wonderful"), record("phone", .phone, "AA1"),
      record("audio", .audio, nil), record("emotion", .cue, "surprise", cue: .emotion),
      record("emoji", .cue, "😀", cue: .emoji), record("stage", .cue, "nods", cue: .stage),
      record("gaze", .cue, "away", cue: .gaze), record("tool", .cue, "look_up", cue: .tool),
    ]
  }
}
