import Conversation
import Motion
import Testing

@Suite("Arrival as recorded, and for an oracle")
struct RecordedArrivalTests {
  @Test("recorded/1 keeps the log's arrivals and is refused where one is missing")
  func recorded() throws {
    var recording = Conversations.recording([
      Record(id: "a", kind: .word, participant: "me", arrival: ms(20), text: "x"),
      Record(id: "b", kind: .word, participant: "me", arrival: ms(10), text: "y"),
      Record(id: "c", kind: .audio, participant: "me", arrival: ms(30), start: .zero, end: ms(500)),
    ])
    let schedule = try ArrivalModel.recorded.schedule(recording, for: "me")
    #expect(schedule.entries.map(\.record.id) == ["b", "a", "c"])
    #expect(schedule.hearing["me"]?.knownUntil(at: ms(30)) == ms(500))
    #expect(schedule.hearing["me"]?.knownUntil(at: ms(29)) == ms(29))
    recording.log[1].arrival = nil
    #expect(
      throws: ConversationError.unsupported(
        model: "recorded/1", recording: "r", reason: "log entry 2 has no arrival")
    ) { try ArrivalModel.recorded.schedule(recording, for: "me") }
  }

  @Test("oracle/1 knows from the start what finally happened, and is not ranked")
  func oracle() throws {
    var log = Conversations.turn("m", "me", at: 1000, ["a", "b", "c"])
    log.append(Record(id: "m.w2", operation: .cancel, kind: .word, participant: "me", end: ms(1900)))
    let schedule = try ArrivalModel.oracle.schedule(Conversations.recording(log), for: "me")
    #expect(schedule.entries.allSatisfy { $0.arrival == .zero && $0.record.operation == .announce })
    #expect(schedule.story(of: "m.w1") == ["0 announce"])
    #expect(schedule.story(of: "m.w2") == [])
    #expect(!ArrivalModel.oracle.isRanked && ArrivalModel.agent.isRanked)
  }

  @Test("models are found by id; unknown ones and participants are named")
  func names() throws {
    for model in ArrivalModel.all { #expect(try ArrivalModel.named(model.id).id == model.id) }
    #expect(throws: ConversationError.unknownModel("agent/9")) { try ArrivalModel.named("agent/9") }
    #expect(throws: ConversationError.unknownParticipant("her", recording: "r")) {
      try ArrivalModel.agent.schedule(Conversations.talk, for: "her")
    }
  }

  @Test("entries of one arrival stay in the order given")
  func ties() {
    let records = ["a", "b", "c"].map {
      (arrival: ms(5), record: Record(id: $0, kind: .word, participant: "me"))
    }
    #expect(ArrivalSchedule(records, hearing: [:]).entries.map(\.record.id) == ["a", "b", "c"])
  }
}
