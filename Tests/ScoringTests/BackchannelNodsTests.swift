import Conversation
import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct BackchannelNodsTests {
  /// The guest speaks from 2k to 2k + 1.4 s for k = 0…19; nova nods by 6 degrees at stated seconds.
  private func take(
    nods: [Double], marks: [Double] = [], phrases: Int = 20, speaks: Bool = false, hasHead: Bool = true
  ) -> TakeEvidence {
    var track = Track(
      layout: ChannelLayout([hasHead ? .rotation(of: .head) : .gazeYaw]), rate: FrameRate(frames: 50),
      frameCount: 42 * 50)
    for frame in 0..<track.frameCount where hasHead {
      let time = Double(frame) / 50
      var pitch = 0.0
      for nod in nods where abs(time - nod) < 0.25 { pitch += 3 * (1 + cos(4 * .pi * (time - nod))) }
      let q = Quaternion(yaw: 0, pitch: Float(pitch * .pi / 180), roll: 0)
      for lane in 0..<4 { track[frame, lane] = q.vector[lane] }
    }
    var log = (0..<phrases).map { k in
      Record(
        id: "g\(k)", kind: .voice, participant: "guest", start: MediaTime(seconds: 2 * Double(k)),
        end: MediaTime(seconds: 2 * Double(k) + 1.4))
    }
    log += marks.map { mark in
      Record(
        id: "m\(mark)", kind: .cue, participant: "nova", start: MediaTime(seconds: mark),
        text: "backchannel", cue: .stage)
    }
    if speaks {
      log.append(
        Record(id: "n", kind: .voice, participant: "nova", start: .zero, end: MediaTime(seconds: 42)))
    }
    let recording = Recording(
      id: "r", participants: [.init(id: "nova", role: .character)],
      duration: MediaTime(seconds: 42) ?? .zero, log: log)
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "nova", seed: 1), track: track, happened: Happened(recording),
      duration: recording.duration)
  }

  private func scores(_ take: TakeEvidence) -> (precision: ScoreValue, recall: ScoreValue) {
    let record = BackchannelNods().measure(take)
    return (record["backchannel.precision/1"], record["backchannel.recall/1"])
  }

  @Test func nodsAtTheEndsOfPhrasesBeatChance() throws {
    let good = scores(take(nods: (0..<18).map { 2 * Double($0) + 1.6 }))
    #expect(good.precision == .value(1))
    #expect(try #require(good.recall.number) > 0.6)
    let inside = scores(take(nods: (0..<18).map { 2 * Double($0) + 0.6 }))
    #expect(try #require(inside.precision.number) < 0)
    #expect(try #require(inside.recall.number) < 0)
  }

  @Test func whoNodsAllTheTimeIsNoBetterThanChance() throws {
    let busy = scores(take(nods: (0..<80).map { 0.5 * Double($0) + 0.3 }))
    #expect(abs(try #require(busy.precision.number)) < 0.15)
  }

  @Test func whoNeverNodsAnswersNothing() {
    let still = scores(take(nods: []))
    #expect(still.recall == .value(0))
    #expect(still.precision.reason == "nova never nods while listening")
  }

  @Test func marksWinOverPauses() throws {
    let marks = (0..<10).map { 4 * Double($0) + 0.8 }
    let record = BackchannelNods().measure(take(nods: marks.map { $0 + 0.1 }, marks: marks))
    #expect(record["opportunity origin"] == .value(0))
    #expect(record["opportunities"] == .value(10))
    #expect(record["precision as is"] == .value(1))
    // The first nod has no rise before it, and the last no fall after it.
    #expect(try #require(record["recall as is"].number) >= 0.8)
    #expect(try #require(record["backchannel.recall/1"].number) > 0.6)
  }

  @Test func countsAgreementByHand() throws {
    // Of the nods 10 and 50 the first is within 5 of an opportunity; 10 is answered, 30 is not.
    let agreement = try #require(
      BackchannelAgreement(nods: [10, 50], opportunities: [12, 30], count: 100, reach: 5))
    #expect(agreement.precision.value == 0.5 && agreement.recall.value == 0.5)
    // Two windows of 11 frames of 100: about 0.22 by chance.
    #expect(abs(agreement.precision.null - 0.22) < 0.03)
    #expect(BackchannelAgreement.corrected((value: 0.75, null: 0.5)) == 0.5)
    #expect(BackchannelAgreement.corrected((value: 1, null: 1)) == nil)
    #expect(BackchannelAgreement(nods: [], opportunities: [1], count: 9, reach: 1) == nil)
  }

  @Test func isUndefinedWithItsReason() {
    func reason(_ take: TakeEvidence) -> String { scores(take).recall.reason ?? "" }
    #expect(reason(take(nods: [], phrases: 0)).contains("does not say when anybody else speaks"))
    #expect(reason(take(nods: [], hasHead: false)).contains("no head joint"))
    #expect(reason(take(nods: [], phrases: 3)).contains("listens for less"))
    #expect(reason(take(nods: [], speaks: true)).contains("listens for less"))
    #expect(reason(take(nods: [], marks: [1, 3])).contains("2 opportunities"))
  }
}
