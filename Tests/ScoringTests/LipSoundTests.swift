import Conversation
import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct LipSoundTests {
  private static let syllable = 0.3

  /// Thirty seconds of syllables of unlike lengths, loud in their middle, and a mouth that opens with them.
  private func take(
    seconds: Double = 30, late: Double = 0, hasVowels: Bool = false,
    mouth: ((Double, Double) -> Double)? = nil
  ) -> TakeEvidence {
    /// Loudness 0…1 at a time: syllables drift in rate, so that no shift fits again.
    func loudness(_ time: Double) -> Double {
      let phase = time / Self.syllable + 1.4 * sin(time * 0.9) + 0.7 * sin(time * 2.3)
      return 0.5 - 0.5 * cos(2 * .pi * phase)
    }
    let levels = (0..<Int(seconds * 100)).map { Float(-50 + 25 * loudness(Double($0) / 100)) }
    let layout = ChannelLayout([.weight("jawOpen"), .weight("mouthClose")])
    var track = Track(layout: layout, rate: .fps60, frameCount: Int(seconds * 60))
    for frame in 0..<track.frameCount {
      let time = Double(frame) / 60
      let open = loudness(time - late)
      track[frame, 0] = Float(mouth?(time, open) ?? 0.5 * open)
    }
    let duration = MediaTime(seconds: seconds) ?? .zero
    let log = [
      Record(id: "w", kind: .word, participant: "nova", start: .zero, end: duration, text: "la")
    ]
    let recording = Recording(
      id: "r", participants: [.init(id: "nova", role: .character)], duration: duration, log: log)
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "nova", seed: 0), track: track, happened: Happened(recording),
      duration: duration,
      envelope: SpeechEnvelope(
        rate: 100, decibels: levels, vowelDecibels: hasVowels ? levels.map { $0 - 10 } : nil))
  }

  private func number(_ name: String, _ take: TakeEvidence) throws -> Double {
    let value = LipSound().measure(take)["lip-sound.\(name)/1"]
    return try #require(value.number, "\(name): \(value)")
  }

  @Test(arguments: [false, true]) func aMouthThatFollowsTheVoiceIsTold(_ hasVowels: Bool) throws {
    let take = take(hasVowels: hasVowels)
    #expect(try number("r0", take) > 0.95)
    #expect(abs(try number("lag", take)) < 10)
    #expect(try number("z", take) > 4)
    #expect(try number("follow-gain", take) > 0.3)
  }

  @Test func aLateMouthIsSeenByItsLag() throws {
    let late = take(late: 0.1)
    #expect(abs(try number("lag", late) - 100) < 15)
    #expect(try number("r0", late) < number("r0", take()) - 0.3)
    #expect(try number("r0", take(late: 0.5)) < 0.5)
  }

  @Test func aMouthThatStandsStillFollowsNothing() {
    for level in [0, 0.5] {
      let result = LipSound().measure(take { _, _ in level })
      #expect(result["lip-sound.r0/1"] == .value(0))
      #expect(result["lip-sound.z/1"] == .value(0))
      #expect(result["lip-sound.follow-gain/1"] == .value(0))
      #expect(result["lip-sound.lag/1"].number == nil)
    }
  }

  @Test func gainDoesNotMatter() throws {
    let small = take { _, open in 0.25 * open }
    #expect(abs(try number("r0", small) - number("r0", take())) < 1e-6)
    #expect(abs(try number("z", small) - number("z", take())) < 1e-4)
  }

  @Test func withoutVoiceOrVariationThereIsNoValue() {
    let take = take()
    func reason(_ evidence: TakeEvidence) -> String? {
      LipSound().measure(evidence)["lip-sound.r0/1"].reason
    }
    func heard(_ envelope: SpeechEnvelope?) -> TakeEvidence {
      TakeEvidence(
        key: take.key, track: take.track, happened: take.happened, duration: take.duration, envelope: envelope
      )
    }
    #expect(reason(heard(nil)) == "there is no level of the performer's voice")
    #expect(
      reason(heard(SpeechEnvelope(rate: 0, decibels: [1, 2]))) == "the voice's level has no rate")
    #expect(
      reason(heard(SpeechEnvelope(rate: 100, decibels: [Float](repeating: -30, count: 3000))))
        == "the performer's voice does not vary")
    #expect(reason(heard(SpeechEnvelope(rate: 100, decibels: []))) == "the performer's voice does not vary")
    #expect(
      reason(heard(SpeechEnvelope(rate: 100, decibels: [Float](repeating: .nan, count: 3000))))
        == "the performer's voice does not vary")
    #expect(reason(self.take(seconds: 1.5)) == "nova speaks for less than 2.0 s")
  }

  @Test func turnsAreHighsAndLowsInTurn() {
    let curve = [0, 0.3, 0.5, 0.45, 0.2, 0.25, 0.1, 0.6, 0.55, 0.58, 0.3]
    #expect(LipSound.turningPoints(of: curve) == [0, 2, 6, 7])
    #expect(LipSound.turningPoints(of: [0.5, 0.52, 0.49]) == [])
  }

  @Test func aPieceOfATakeIsScoredByItsOwnSound() throws {
    let whole = take()
    let piece = whole.part(600..<1200, seed: 3)
    #expect(piece.track.frameCount == 600)
    #expect(piece.start == whole.track.rate.time(ofFrame: 600))
    #expect(piece.key.seed == 3)
    #expect(try number("r0", piece) > 0.95)
    #expect(whole.part(1790..<5000, seed: 0).track.frameCount == 10)
  }
}
