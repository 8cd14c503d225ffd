import Conversation
import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct RestDistanceTests {
  /// Ten seconds in which nova speaks from 1 to 2 s; her smile stands at a level from 4 s on.
  private func take(
    smile: Float, feeling: String? = nil, limit: Double? = nil, partnerFrom: Double? = nil
  ) -> TakeEvidence {
    let layout = ChannelLayout([.weight("mouthSmileLeft"), .weight("eyeBlinkLeft")])
    var track = Track(layout: layout, rate: FrameRate(frames: 30), frameCount: 300)
    for frame in 120..<300 { track[frame, 0] = smile }
    for frame in 0..<300 { track[frame, 1] = 1 }
    var log = [
      Record(
        id: "w", kind: .word, participant: "nova", start: MediaTime(seconds: 1), end: MediaTime(seconds: 2),
        text: "well")
    ]
    if let feeling {
      log.append(
        Record(
          id: "c", kind: .cue, participant: "nova", start: MediaTime(seconds: 0), end: MediaTime(seconds: 10),
          text: feeling, cue: .emotion))
    }
    if let partnerFrom {
      log.append(
        Record(
          id: "p", kind: .word, participant: "guest", start: MediaTime(seconds: partnerFrom),
          end: MediaTime(seconds: 10), text: "so"))
    }
    let happened = Happened(
      Recording(
        id: "r",
        participants: [.init(id: "nova", role: .character), .init(id: "guest", role: .partner)],
        duration: track.duration, log: log))
    var reference = ScoringReference()
    reference.restDistance = limit
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "nova", seed: 0), track: track, happened: happened,
      duration: track.duration, reference: reference)
  }

  @Test func calmBeginsThreeSecondsAfterTheLastSound() {
    #expect(RestDistance.calm(take(smile: 0)) == [150..<300])
    #expect(RestDistance.calm(take(smile: 0, feeling: "neutral")) == [150..<300])
    #expect(RestDistance.calm(take(smile: 0, feeling: "joy")).isEmpty)
  }

  @Test func whoListensIsNotAtRestAndAFacePreparesToSpeak() {
    #expect(RestDistance.calm(take(smile: 0, partnerFrom: 3)).isEmpty)
    #expect(RestDistance.calm(take(smile: 0, partnerFrom: 8)) == [150..<225])
  }

  @Test func aSmileThatNeverGoesIsFoundAndABlinkIsNoFeeling() throws {
    let result = RigValidity().measure(take(smile: 0.5, limit: 0.2))
    #expect(result["rest return"] == .value(150))
    #expect(result["rig-validity.gate/2"] == .value(0))
    let finding = try #require(result.findings.first)
    #expect(finding.rule == "rest return" && finding.channel == "face")
    #expect(finding.frames == 150...299 && (150..<300).contains(finding.worstFrame))
    #expect(finding.value == 0.5 && finding.limit == 0.2)
    #expect(RigValidity().measure(take(smile: 0.15, limit: 0.2))["rest return"] == .value(0))
    #expect(RigValidity().measure(take(smile: 0, limit: 0))["rest return"] == .value(0))
  }

  @Test func withoutAReferenceOrWithoutSilenceNothingIsAsked() {
    let unknown = RigValidity().measure(take(smile: 1))
    #expect(unknown["rest return"].reason != nil)
    #expect(unknown["rig-validity.gate/2"] == .value(1))
    let joyful = RigValidity().measure(take(smile: 1, feeling: "joy", limit: 0.1))
    #expect(joyful["rest return"].reason != nil)
  }

  @Test func theLimitIsTheReferencesOwn() throws {
    let sessions = [0.1, 0.2, 0.3].map { take(smile: Float($0)) }
    let limit = try #require(RestDistance.limit(of: sessions))
    #expect(abs(limit - 0.3) < 1e-6)
    #expect(RestDistance.limit(of: Array(sessions.prefix(2))) == nil)
    for session in sessions {
      var faults = FaultList(frameCount: 300)
      #expect(RestDistance.check(session, limit, &faults) == 1)
      #expect(faults.counts.isEmpty)
    }
  }
}
