import Conversation
import Motion

/// Times and records of tests, in milliseconds.
func ms(_ count: Int64) -> MediaTime { .milliseconds(count) }

enum Conversations {
  static let people: [Recording.Participant] = [
    .init(id: "me", role: .character), .init(id: "you", role: .partner),
  ]

  static func recording(_ log: [Record], seconds: Int64 = 60) -> Recording {
    Recording(id: "r", participants: people, duration: ms(seconds * 1000), log: log)
  }

  /// A turn and its words, each lasting 400 ms with 100 ms between; `texts` are the words.
  static func turn(_ id: String, _ participant: String, at start: Int64, _ texts: [String]) -> [Record] {
    var log = [
      Record(
        id: id, kind: .turn, participant: participant, start: ms(start),
        end: ms(start + Int64(texts.count) * 500), text: texts.joined(separator: " "))
    ]
    var offset = 0
    for (number, text) in texts.enumerated() {
      let begin = start + Int64(number) * 500
      let anchor = Record.Anchor(turn: id, offset: offset)
      log.append(
        Record(
          id: "\(id).w\(number)", kind: .word, participant: participant, start: ms(begin),
          end: ms(begin + 400),
          anchor: anchor, text: text))
      log.append(
        Record(
          id: "\(id).p\(number)", kind: .phone, participant: participant, start: ms(begin),
          end: ms(begin + 400),
          text: "AH0"))
      offset += text.utf8.count + 1
    }
    return log
  }

  /// Both speak by turns; every sort of record is there.
  static let talk: Recording = {
    var log = turn("y1", "you", at: 1000, ["Where", "were", "you?"])
    log.append(
      Record(
        id: "y1.e", kind: .cue, participant: "you", start: ms(1000), end: ms(2500), text: "anger",
        cue: .emotion))
    log.append(Record(id: "y1.v", kind: .voice, participant: "you", start: ms(1000), end: ms(2450)))
    log += turn(
      "m1", "me", at: 4000, ["I", "was", "out.", "I", "had", "to", "think.", "Long", "and", "hard."])
    log.append(
      Record(
        id: "m1.e", kind: .cue, participant: "me", start: ms(4000), end: ms(9000), text: "sadness",
        cue: .emotion))
    log.append(
      Record(
        id: "m1.c", kind: .cue, participant: "me", anchor: .init(turn: "m1", offset: 12), text: "🙂",
        cue: .emoji))
    log.append(Record(id: "m1.v", kind: .voice, participant: "me", start: ms(4000), end: ms(8900)))
    log += turn("y2", "you", at: 10_000, ["I", "see."])
    log.append(Record(id: "me.a", kind: .audio, participant: "me", start: .zero, end: ms(30_000)))
    log.append(Record(id: "you.a", kind: .audio, participant: "you", start: .zero, end: ms(30_000)))
    log += turn("m2", "me", at: 20_000, ["Thank", "you."])
    return recording(log, seconds: 30)
  }()
}

extension ArrivalSchedule {
  /// What becomes known of one record, in order: arrival in milliseconds and operation.
  func story(of id: String) -> [String] {
    entries.filter { $0.record.id == id }.map {
      "\(Int(($0.arrival.seconds * 1000).rounded())) \($0.record.operation.rawValue)"
    }
  }
}
