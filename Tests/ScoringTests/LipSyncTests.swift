import Conversation
import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct LipSyncTests {
  private let clip = SyntheticClip.stage.clips[0]

  private func value(_ id: String, _ take: TakeEvidence) -> ScoreValue { LipSync().measure(take)[id] }

  /// A take of `ma` syllables, 0.2 s each: m for 0.1 s, then the vowel.
  private func syllables(_ labels: [String], jaw: (Int) -> Float, count: Int = 20) -> TakeEvidence {
    var log: [Record] = []
    for index in 0..<count * labels.count {
      log.append(
        Record(
          id: "p\(index)", kind: .phone, participant: "a", start: .milliseconds(Int64(index) * 100),
          end: .milliseconds(Int64(index + 1) * 100), text: labels[index % labels.count]))
      log.append(
        Record(
          id: "w\(index)", kind: .word, participant: "a", start: .milliseconds(Int64(index) * 100),
          end: .milliseconds(Int64(index + 1) * 100), text: "x"))
    }
    let length = MediaTime.milliseconds(Int64(count * labels.count) * 100)
    let recording = Recording(
      id: "r", participants: [.init(id: "a", role: .character)], duration: length, log: log)
    let samples = (0..<FrameRate.fps60.frameCount(covering: length)).map(jaw)
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "a", seed: 0),
      track: Track(layout: ChannelLayout([.weight("jawOpen")]), rate: .fps60, samples: samples),
      happened: Happened(recording), duration: length)
  }

  @Test func apertureIsJawLessMouthClose() throws {
    let layout = ChannelLayout([.weight("mouthClose"), .weight("jawOpen")])
    let track = Track(layout: layout, rate: .fps60, samples: [0, 0.5, 0.5, 0.25, 0.25, 0.5, 0, 1.5])
    #expect(try #require(LipSync.aperture(of: track)) == [0.5, 0, 0.25, 1])
    #expect(LipSync.aperture(of: Track(layout: ChannelLayout([]), rate: .fps60, samples: [])) == nil)
  }

  @Test func aMouthThatShutsAndOpensInTimeHitsEverything() {
    // 6 frames of m, 6 of AA: shut in the first, open in the second.
    let take = syllables(["M", "AA1"], jaw: { $0 / 6 % 2 == 0 ? 0 : 0.6 })
    let result = LipSync().measure(take)
    #expect(result["lip-sync.closure/1"] == .value(1))
    #expect(result["lip-sync.opening/1"] == .value(1))
    #expect(result["lip-sync.f/1"] == .value(1))
    #expect(result["lip-sync.shut-vowels/1"] == .value(0))
    #expect(result["lip-sync.other-closed/1"].reason == "the performer speaks no t, d, n, k, g or ng")
    #expect(result["bilabials"] == .value(20))
    #expect((result["lip-sync.r0/1"].number ?? 0) > 0.9)
  }

  @Test func aShutMouthClosesAllAndOpensNone() {
    let result = LipSync().measure(syllables(["M", "AA1"], jaw: { _ in 0 }))
    #expect(result["lip-sync.closure/1"] == .value(1))
    #expect(result["lip-sync.opening/1"] == .value(0))
    #expect(result["lip-sync.f/1"] == .value(0))
    #expect(result["lip-sync.f-gain/1"] == .value(0))
    #expect(result["lip-sync.shut-vowels/1"] == .value(1))
    #expect(result["lip-sync.r0/1"] == .value(0), "a constant aperture has r 0 by rule")
    #expect(result["lip-sync.lag/1"].number == nil)
  }

  @Test func oppositeMotionCorrelatesNegatively() throws {
    let take = syllables(["M", "AA1"], jaw: { $0 / 6 % 2 == 0 ? 0.6 : 0 })
    #expect(try #require(value("lip-sync.r0/1", take).number) < -0.9)
  }

  @Test func aLateMouthIsLateByAsMuch() throws {
    let late = clip.with(
      track: Corruption.late100.apply(to: clip.track, reference: clip.reference, seed: .init(0)))
    let before = try #require(value("lip-sync.lag/1", clip).number)
    let after = try #require(value("lip-sync.lag/1", late).number)
    #expect(abs(after - before - 100) < 5)
  }

  @Test func speechThatAsksForNothingIsUndefined() {
    let take = syllables(["AA1"], jaw: { Float($0 % 7) * 0.1 }, count: 60)
    #expect(value("lip-sync.r0/1", take).reason == "the phones ask for no change of aperture")
    #expect(value("lip-sync.f/1", take).reason == "F needs a p, b or m and an open vowel")
  }

  @Test func estimatedAndMissingPhonesAreUndefined() {
    #expect(
      value("lip-sync.r0/1", SyntheticClip(seed: 1).evidence(estimated: true)).reason
        == "word times are estimated")
    let silent = Recording(id: "r", participants: [], duration: .zero, log: [])
    let take = TakeEvidence(
      key: clip.key, track: clip.track, happened: Happened(silent), duration: clip.duration)
    #expect(value("lip-sync.f-gain/1", take).reason == "nova has no phones in clip0")
  }

  @Test func anUnknownLabelIsNotGuessed() {
    let take = syllables(["M", "xyz"], jaw: { Float($0 % 7) * 0.1 })
    #expect(value("lip-sync.r0/1", take).reason == "phone label 'xyz' is neither ARPABET nor IPA")
  }

  @Test func twoSecondsOfSpeechAreNeeded() {
    let take = syllables(["M", "AA1"], jaw: { Float($0 % 7) * 0.1 }, count: 5)
    #expect(value("lip-sync.r0/1", take).reason == "a speaks for less than 2.0 s")
  }

  @Test func refiningInterpolates() {
    #expect(LipSync.refined([0, 1, 0], by: 2) == [0, 0.5, 1, 0.5, 0, 0])
    #expect(LipSync.refined([], by: 2).isEmpty)
  }
}
