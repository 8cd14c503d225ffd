import Conversation
import Motion
import Testing

@Suite("What strategies are given")
struct GivenTests {
  private let recording = Recording(
    id: "r", participants: [.init(id: "a", role: .character)], duration: .milliseconds(2000),
    log: [
      Record(id: "t", kind: .turn, participant: "a", start: .zero, end: .milliseconds(900), text: "Mama."),
      Record(
        id: "w", kind: .word, participant: "a", start: .zero, end: .milliseconds(900),
        anchor: .init(turn: "t", offset: 0), text: "Mama."),
      Record(id: "p", kind: .phone, participant: "a", start: .zero, end: .milliseconds(90), text: "M"),
      Record(id: "x", kind: .parameter, participant: "a", arrival: .zero, text: "gain", value: 1),
    ])

  @Test("everything leaves a schedule as it is")
  func everythingLeavesAll() throws {
    let schedule = try ArrivalModel.agent.schedule(recording, for: "a")
    #expect(Given.everything.filter(schedule) == schedule)
    #expect(Given.everything.description == "everything")
  }

  @Test("withheld kinds disappear, the others keep their times and order")
  func withheldKindsDisappear() throws {
    let schedule = try ArrivalModel.agent.schedule(recording, for: "a")
    let given = Given([.audio, .text])
    let filtered = given.filter(schedule)
    #expect(!filtered.entries.contains { $0.record.kind == .word || $0.record.kind == .phone })
    let kept = schedule.entries.filter { [.turn, .parameter].contains($0.record.kind) }
    #expect(filtered.entries.map(\.arrival) == kept.map(\.arrival))
    #expect(filtered.entries.map(\.record) == kept.map(\.record))
    #expect(filtered.entries.map(\.sequence) == Array(0..<kept.count))
    #expect(filtered.hearing == schedule.hearing)
    #expect(given.description == "audio,text")
  }

  @Test("parameter changes are given even when nothing else is")
  func parametersAreAlwaysGiven() throws {
    let filtered = Given([]).filter(try ArrivalModel.agent.schedule(recording, for: "a"))
    #expect(filtered.entries.map(\.record.kind) == [.parameter])
    #expect(Given([]).description == "nothing")
  }
}
