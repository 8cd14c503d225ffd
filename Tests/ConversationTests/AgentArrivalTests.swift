import Conversation
import Motion
import Testing

@Suite("Arrival for an agent")
struct AgentArrivalTests {
  private static let models = ["agent/1", "known/1"]

  private func schedule(_ model: String, _ recording: Recording) throws -> ArrivalSchedule {
    try ArrivalModel.named(model).schedule(recording, for: "me")
  }

  @Test("no phone of the partner ever arrives", arguments: models + ["recorded/1", "oracle/1"])
  func phones(_ model: String) throws {
    var recording = Conversations.talk
    for index in recording.log.indices { recording.log[index].arrival = recording.log[index].start ?? .zero }
    let entries = try schedule(model, recording).entries
    #expect(!entries.contains { $0.record.kind == .phone && $0.record.participant == "you" })
    #expect(entries.contains { $0.record.kind == .phone && $0.record.participant == "me" })
  }

  @Test(
    "a partner's words arrive 300 ms after each ends, the turn's beginning before, its text and end after")
  func partner() throws {
    let schedule = try schedule("agent/1", Conversations.talk)
    #expect(schedule.story(of: "y1") == ["1100 announce", "2800 revise"])
    #expect(schedule.story(of: "y1.w0") == ["1700 announce"])
    #expect(schedule.story(of: "y1.w2") == ["2700 announce"])
    #expect(schedule.story(of: "y1.v") == ["1100 announce", "2650 revise"])
    #expect(schedule.story(of: "y1.e") == ["3000 announce"])
    let opening = try #require(schedule.entries.first { $0.record.id == "y1" })
    #expect(opening.record.text == nil && opening.record.end == nil)
  }

  @Test("own speech comes in sentences, each at least 250 ms before it sounds")
  func chunks() throws {
    let schedule = try schedule("agent/1", Conversations.talk)
    // "I was out." lasts 1.4 s: the next sentence is there 150 + 420 ms after it, not 250 ms before 5500.
    #expect(schedule.story(of: "m1.w0") == ["3750 announce"])
    #expect(schedule.story(of: "m1.w2") == ["3750 announce"])
    #expect(schedule.story(of: "m1.w3") == ["4320 announce"])
    #expect(schedule.story(of: "m1.p4") == ["4320 announce"])
    let heard = try #require(schedule.hearing["me"])
    #expect(heard.knownUntil(at: ms(3749)) == ms(3749))
    #expect(heard.knownUntil(at: ms(3750)) == ms(5400))
    #expect(schedule.hearing["you"] == .live)
  }

  @Test("own text streams at 120 bytes a second and is whole only then; an anchored cue comes with its place")
  func streaming() throws {
    let schedule = try schedule("agent/1", Conversations.talk)
    let text = "I was out. I had to think. Long and hard."
    let whole = 3400 + Int((Double(text.utf8.count) * 1000 / 120).rounded(.down))
    let first = try #require(schedule.entries.first { $0.record.id == "m1" })
    #expect(first.arrival == ms(3400) && first.record.text == nil && first.record.end == nil)
    let written = try #require(schedule.entries.first { $0.record.id == "m1" && $0.record.text != nil })
    #expect(abs(written.arrival.seconds - Double(whole) / 1000) < 0.002)
    #expect(schedule.story(of: "m1.c") == ["3500 announce"])
  }

  @Test("a turn's end, and whatever spans it, is not known before the last chunk")
  func ends() throws {
    let schedule = try schedule("agent/1", Conversations.talk)
    let last = try #require(schedule.entries.first { $0.record.id == "m1.w9" }).arrival
    #expect(last < ms(8000))
    for id in ["m1", "m1.e", "m1.v"] {
      let end = try #require(schedule.entries.first { $0.record.id == id && $0.record.end != nil })
      #expect(end.arrival >= last, "\(id)")
      #expect(end.record.operation == .revise)
    }
  }

  @Test("an own turn without words ends when it ends")
  func wordless() throws {
    let log =
      Conversations.turn("m0", "me", at: 1000, ["Hm."]) + [
        Record(id: "t", kind: .turn, participant: "me", start: ms(5000), end: ms(9000), text: "…")
      ]
    let entries = try schedule("agent/1", Conversations.recording(log)).entries
    let end = try #require(entries.first { $0.record.id == "t" && $0.record.end != nil })
    #expect(end.arrival == ms(9000))
  }

  @Test("an own cue long after the last word is known when it happens")
  func lateCue() throws {
    var log = Conversations.talk.log
    log.append(Record(id: "late", kind: .cue, participant: "me", start: ms(28_000), text: "up", cue: .gaze))
    #expect(try schedule("agent/1", Conversations.recording(log)).story(of: "late") == ["28000 announce"])
  }

  @Test("a cue of the partner without times waits for the end of its turn, a delta too")
  func untimed() throws {
    var log = Conversations.talk.log
    let anchor = Record.Anchor(turn: "y2", offset: 0)
    log.append(Record(id: "c", kind: .cue, participant: "you", anchor: anchor, text: "joy", cue: .emotion))
    log.append(Record(id: "d", kind: .delta, participant: "you", anchor: anchor, text: "I see."))
    let schedule = try schedule("agent/1", Conversations.recording(log))
    #expect(schedule.story(of: "c") == ["11500 announce"])
    #expect(schedule.story(of: "d") == ["11300 announce"])
  }

  @Test("a partner's turn that is announced open gives its text only when it is over")
  func openTurn() throws {
    let log = [
      Record(id: "t", kind: .turn, participant: "you", start: ms(1000), text: "all of it"),
      Record(id: "t", operation: .revise, kind: .turn, participant: "you", end: ms(4000)),
    ]
    let entries = try schedule("agent/1", Conversations.recording(log)).entries
    for entry in entries where entry.record.text != nil || entry.record.end != nil {
      #expect(entry.arrival == ms(4300))
    }
    #expect(entries.first?.arrival == ms(1100))
  }

  @Test("an interruption is known when it happens; words it kept from sounding are never announced")
  func interruption() throws {
    var log = Conversations.talk.log
    for number in 4..<10 {
      log.append(
        Record(id: "m1.w\(number)", operation: .cancel, kind: .word, participant: "me", end: ms(4300)))
    }
    log.append(Record(id: "m1", operation: .cancel, kind: .turn, participant: "me", end: ms(4300)))
    let schedule = try schedule("agent/1", Conversations.recording(log))
    #expect(schedule.story(of: "m1").last == "4300 cancel")
    #expect(!schedule.entries.contains { $0.record.id == "m1" && $0.record.end == ms(9000) })
    // The second sentence would have arrived at 4320.
    #expect(schedule.story(of: "m1.w4") == [])
    #expect(schedule.hearing["me"]?.knownUntil(at: ms(5000)) == ms(5400))
  }

  @Test(
    "phones of words that were cut off came with their chunk: nothing is missing that would betray the cut")
  func cutPhones() throws {
    var log = Conversations.talk.log
    for id in ["m1.w2", "m1.p2"] {
      let kind: Record.Kind = id.contains("w") ? .word : .phone
      log.append(Record(id: id, operation: .cancel, kind: kind, participant: "me", end: ms(4800)))
    }
    let schedule = try schedule("agent/1", Conversations.recording(log))
    #expect(schedule.story(of: "m1.p2") == schedule.story(of: "m1.w2"))
    #expect(schedule.story(of: "m1.p2") == ["3750 announce", "4800 cancel"])
  }

  @Test("what an interrupted turn had announced ahead gives nothing of the next turn away")
  func nextTurn() throws {
    // m1 was to last until 9000 but is cut at 4300; m3 is spoken in the time that m1 had been given.
    var log = Conversations.talk.log
    for number in 1..<10 {
      log.append(
        Record(id: "m1.w\(number)", operation: .cancel, kind: .word, participant: "me", end: ms(4300)))
    }
    let next = Conversations.turn("m3", "me", at: 6100, ["So", "sorry", "Ann."])
    log += next
    log.append(Record(id: "g", kind: .cue, participant: "me", start: ms(6200), text: "down", cue: .gaze))
    let schedule = try schedule("agent/1", Conversations.recording(log))
    for number in 0..<3 {
      #expect(schedule.story(of: "m3.w\(number)") == ["5850 announce"])
      #expect(schedule.story(of: "m3.p\(number)") == ["5850 announce"])
    }
    #expect(schedule.story(of: "g") == ["5850 announce"])
    #expect(schedule.hearing["me"]?.knownUntil(at: ms(5849)) == ms(5849))
  }

  @Test("audio is not known beyond an interruption of its chunk")
  func heardUntilInterrupted() throws {
    var log = Conversations.talk.log
    log.append(Record(id: "m1.w2", operation: .cancel, kind: .word, participant: "me", end: ms(4800)))
    let schedule = try schedule("agent/1", Conversations.recording(log))
    #expect(schedule.story(of: "m1.w2") == ["3750 announce", "4800 cancel"])
    #expect(schedule.hearing["me"]?.knownUntil(at: ms(3800)) == ms(4800))
  }

  @Test("known/1 gives the own turn whole at its start, the partner as agent/1")
  func known() throws {
    let known = try schedule("known/1", Conversations.talk)
    for number in 0..<10 { #expect(known.story(of: "m1.w\(number)") == ["4000 announce"]) }
    let turn = known.entries.filter { $0.record.id == "m1" }
    #expect(turn.allSatisfy { $0.arrival == ms(4000) })
    #expect(turn.contains { $0.record.end == ms(9000) })
    let agent = try schedule("agent/1", Conversations.talk)
    for id in ["y1", "y1.w0", "y2", "y1.e"] { #expect(known.story(of: id) == agent.story(of: id)) }
  }

  @Test(
    "nothing that the partner does after t moves what has arrived by t", arguments: models,
    [0, 900, 1050, 1500, 2500, 2900, 5000, 10_200, 11_000].map { Int64($0) })
  func causality(_ model: String, _ moment: Int64) throws {
    let recording = Conversations.talk
    var other = recording
    other.log = recording.log.compactMap { record in
      guard record.participant == "you", let start = record.start, let end = record.end else { return record }
      if start > ms(moment) { return nil }
      var changed = record
      if end > ms(moment) {
        changed.end = end + ms(3000)
        if changed.text != nil { changed.text = "something else" }
      }
      return changed
    }
    func prefix(_ recording: Recording) throws -> [Record] {
      try schedule(model, recording).entries.filter { $0.arrival <= ms(moment) }.map(\.record)
    }
    #expect(try prefix(recording) == prefix(other))
  }

  @Test(
    "own speech that is still to be made moves nothing that has arrived",
    arguments: [3000, 8000, 15_000, 19_000].map { Int64($0) })
  func ownFuture(_ moment: Int64) throws {
    let recording = Conversations.talk
    var other = recording
    // What begins more than the 600 ms of writing ahead cannot be known.
    other.log.removeAll { $0.participant == "me" && ($0.start ?? .zero) > ms(moment + 600) }
    let kept = Set(other.log.map(\.id))
    other.log.removeAll { record in record.anchor.map { !kept.contains($0.turn) } ?? false }
    func prefix(_ recording: Recording) throws -> [Record] {
      try schedule("agent/1", recording).entries.filter { $0.arrival <= ms(moment) }.map(\.record)
    }
    #expect(try prefix(recording) == prefix(other))
  }

  @Test(
    "entries are in order and every record is announced before it is revised or cancelled", arguments: models)
  func order(_ model: String) throws {
    var log = Conversations.talk.log
    // A revision to an earlier time must not overtake its announcement.
    log.append(
      Record(id: "m2.w1", operation: .revise, kind: .word, participant: "me", start: ms(5000), end: ms(5300)))
    log.append(Record(id: "y2.w1", operation: .cancel, kind: .word, participant: "you", end: ms(10_100)))
    let entries = try schedule(model, Conversations.recording(log)).entries
    var announced: Set<String> = []
    var previous = MediaTime.zero
    for (index, entry) in entries.enumerated() {
      #expect(entry.sequence == index && entry.arrival >= previous)
      previous = entry.arrival
      if entry.record.operation == .announce {
        #expect(announced.insert(entry.record.id).inserted)
      } else {
        #expect(announced.contains(entry.record.id), "\(entry.record.id)")
      }
    }
  }
}
