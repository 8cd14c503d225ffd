import Characters
import Motion
import Testing

@Suite struct CharacterLearningTests {
  private func error(_ takes: [CapturedTake], _ options: LearningOptions = LearningOptions()) -> String {
    do {
      _ = try CharacterLearning(sampleParticulars, from: takes, options: options)
      return ""
    } catch { return "\(error)" }
  }

  @Test func `a sheet and its sessions come from takes`() throws {
    let takes = [sampleTake("a.csv", seconds: 80), sampleTake("b.csv", seconds: 50, phase: 0.7)]
    let learnt = try CharacterLearning(sampleParticulars, from: takes)
    let sheet = learnt.sheet
    #expect(sheet.firstFault == nil && sheet.id == "ada" && sheet.provisional)
    #expect(sheet.sessions.count == learnt.tracks.count)
    #expect(sheet.sessions.first?.track == "sessions/01.track")
    #expect(Set(sheet.sessions.map(\.role)) == [.rehearsal, .heldOut])
    #expect(try #require(sheet.signature["blinkRate"]).value > 10)
    #expect(try #require(sheet.envelope?["jawOpen"]).high > 0.4)
    #expect(sheet.limits.weights["jawOpen"] != nil)
    #expect(sheet.notes == learnt.findings && sheet.notes[0].contains("2 takes"))
  }

  @Test func `signature and natural range do not know what is held out`() throws {
    // Only the held-out part smiles; which part that is, the seed says.
    let take = sampleTake("a", seconds: 100)
    let learnt = try CharacterLearning(sampleParticulars, from: [take], options: LearningOptions(seed: 3))
    let first = learnt.sheet.sessions[0].role == .heldOut
    var changed = take.track
    let half = changed.frameCount / 2
    for frame in first ? 0..<(half - 120) : (half + 120)..<changed.frameCount { changed[frame, 1] = 0.9 }
    let other = try CharacterLearning(
      sampleParticulars, from: [CapturedTake(name: "a", track: changed)], options: LearningOptions(seed: 3))
    #expect(other.sheet.signature == learnt.sheet.signature)
    #expect(other.sheet.envelope == learnt.sheet.envelope)
    #expect(other.sheet.limits != learnt.sheet.limits)
  }

  @Test func `the same takes and seed give the same character`() throws {
    let takes = (0..<5).map { sampleTake("\($0)", seconds: 30, phase: Double($0) * 0.37) }
    let a = try CharacterLearning(sampleParticulars, from: takes)
    let b = try CharacterLearning(sampleParticulars, from: takes)
    #expect(a.sheet == b.sheet && a.tracks == b.tracks)
  }

  @Test func `joints that were not captured are not in the sessions and make no habit`() throws {
    var still = sampleTake("a", seconds: 100).track
    let rest = Quaternion.identity.vector
    for frame in 0..<still.frameCount { for part in 0..<4 { still[frame, 6 + part] = rest[part] } }
    let learnt = try CharacterLearning(sampleParticulars, from: [CapturedTake(name: "a", track: still)])
    #expect(learnt.tracks.allSatisfy { $0.layout["head.rotation"] == nil && $0.layout["cheekPuff"] != nil })
    #expect(learnt.sheet.signature["headSway"] == nil && learnt.sheet.signature["blinkRate"] != nil)
    #expect(learnt.findings.contains { $0.contains("did not move") && $0.contains("head.rotation") })
  }

  @Test func `too little is refused with what is needed`() {
    let text = error([sampleTake("a", seconds: 25)])
    #expect(
      text.contains("1 takes of 25 s") && text.contains("20 s to rehearse") && text.contains("8 sessions"))
    #expect(error([]).contains("0 takes"))
    #expect(error([sampleTake("a", seconds: 90)], LearningOptions(heldOutShare: 1)).contains("0.1 to 0.9"))
  }

  @Test func `a take that cannot be used is refused by name, frame and cure`() {
    var wild = sampleTake("wild.csv", seconds: 60).track
    wild[100, 0] = 7
    #expect(
      error([CapturedTake(name: "wild.csv", track: wild)]).contains("wild.csv: jawOpen is 7.0 at frame 100"))
    wild[100, 0] = .nan
    #expect(error([CapturedTake(name: "wild.csv", track: wild)]).contains("frame 100 holds a number"))
    var bent = sampleTake("bent.csv", seconds: 60).track
    bent[50, 6] = 3
    #expect(error([CapturedTake(name: "bent.csv", track: bent)]).contains("unit quaternions"))
  }
}
