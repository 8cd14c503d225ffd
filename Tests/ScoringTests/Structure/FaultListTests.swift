import Testing

@testable import Scoring

@Suite struct FaultListTests {
  @Test func neighbouringFramesMakeOneStretchWithItsWorstFrame() throws {
    var faults = FaultList(frameCount: 20)
    for (frame, value) in [(3, 1.1), (4, 1.6), (5, 1.3), (9, 2.0)] {
      faults.note(.range, frame: frame, "jawOpen", value: value, limit: 1, excess: value - 1)
    }
    #expect(faults.counts == [.range: 4])
    #expect(faults.findings.map(\.frame) == [3, 9])
    let first = try #require(faults.findings.first)
    #expect(first.frames == 3...5 && first.worstFrame == 4 && first.value == 1.6)
    #expect(faults.findings[1].last == nil && faults.findings[1].worst == nil)
    #expect(faults.faultyFrames.indices.filter { faults.faultyFrames[$0] } == [3, 4, 5, 9])
  }

  @Test func channelsAndRulesAreStretchesOfTheirOwn() {
    var faults = FaultList(frameCount: 20)
    faults.note(.range, frame: 3, "jawOpen", value: 2, limit: 1)
    faults.note(.speed, frame: 4, "jawOpen", value: 2, limit: 1)
    faults.beginChannel()
    faults.note(.range, frame: 4, "mouthClose", value: 2, limit: 1)
    #expect(faults.findings.map(\.rule) == ["range", "speed", "range"])
    #expect(faults.findings.map(\.channel) == ["jawOpen", "jawOpen", "mouthClose"])
  }

  @Test func aLongListKeepsSomeOfEveryRule() {
    var faults = FaultList(frameCount: 1000)
    for frame in stride(from: 0, to: 1000, by: 2) {
      faults.note(.range, frame: frame, "a", value: 2, limit: 1)
    }
    faults.beginChannel()
    faults.note(.handThroughBody, frames: 900...903, worst: 902, "leftHand", value: 40, limit: 26)
    #expect(faults.counts == [.range: 500, .handThroughBody: 4])
    let findings = faults.findings
    #expect(findings.count == FaultList.listed)
    #expect(findings.contains { $0.rule == "hand through body" })
    #expect(findings.map(\.frame) == findings.map(\.frame).sorted())
  }
}
