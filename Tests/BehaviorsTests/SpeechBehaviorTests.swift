import Motion
import StrategySDK
import Testing

@testable import Behaviors

@Suite struct SpeechBehaviorTests {
  private let records = Rehearsal.speech(Rehearsal.sentence, from: 1)

  private func window(_ record: KnownRecord, _ half: Double) -> ClosedRange<Int> {
    let middle = ((record.start?.seconds ?? 0) + (record.end?.seconds ?? 0)) / 2
    return Int(((middle - half) * 60).rounded(.up))...Int((middle + half) * 60)
  }

  private func share(
    of labels: Set<String>, in track: Track, half: Double, _ test: ([Float]) -> Bool
  ) -> Double {
    let phones = records.filter { $0.kind == .phone && labels.contains($0.text ?? "") }
    let hits = phones.filter { test(Array(track.aperture[window($0, half)])) }
    return Double(hits.count) / Double(max(1, phones.count))
  }

  @Test(arguments: [nil, "joy", "disgust", "surprise", "anger"] as [String?])
  func lipsCloseAndOpenUnderEveryEmotion(emotion: String?) throws {
    var records = records
    if let emotion {
      records.insert(
        KnownRecord(
          id: 1, kind: .cue, arrival: .zero, start: Rehearsal.time(0.8), text: emotion, cue: .emotion,
          value: 0.8), at: 0)
    }
    let track = try Rehearsal.track(SpeechBehavior.self, records, seconds: 5)
    #expect(track.faults.isEmpty)
    #expect(share(of: ["P", "B", "M"], in: track, half: 0.05) { ($0.min() ?? 1) <= 0.01 } == 1)
    #expect(share(of: ["AY1", "AO1", "AE1"], in: track, half: 0.065) { ($0.max() ?? 0) >= 0.12 } == 1)
    #expect(track.largestLipStep <= 0.30)
    // What would open sealed lips again is gone where they are sealed.
    let aperture = track.aperture
    let upper = try #require(track.curve("mouthUpperUpLeft"))
    let sneer = try #require(track.curve("noseSneerLeft"))
    let close = try #require(track.curve("mouthClose"))
    for frame in 60..<200 where aperture[frame] < 1e-4 && close[frame] > 0.02 {
      #expect(upper[frame] < 0.01 && sneer[frame] < 0.01, "frame \(frame)")
    }
  }

  @Test(arguments: [1, 7])
  func groupingOfFramesChangesNothing(block: Int) throws {
    let a = try Rehearsal.track(SpeechBehavior.self, records, seconds: 6, block: 60)
    let b = try Rehearsal.track(SpeechBehavior.self, records, seconds: 6, block: block)
    #expect(a == b)
  }

  @Test func theMouthRestsWithoutSpeech() throws {
    let track = try Rehearsal.track(SpeechBehavior.self, seconds: 10)
    #expect(track.aperture.allSatisfy { $0 < 0.01 })
    #expect(track.blinkRate > 0)
  }

  @Test func wordsAloneMoveTheLipsToo() throws {
    let words = Rehearsal.speech(Rehearsal.sentence, from: 1, phones: false)
    #expect(words.allSatisfy { $0.kind == .word })
    let track = try Rehearsal.track(SpeechBehavior.self, words, seconds: 5)
    let spoken = track.aperture[60..<180]
    #expect((spoken.max() ?? 0) > 0.2 && (spoken.min() ?? 1) < 0.02)
    #expect(track.largestLipStep <= 0.30)
  }

  @Test func interruptedSpeechCloses() throws {
    var cut = records
    // Everything from 1.9 s on is taken back at that time, in the middle of a vowel.
    for record in records where record.kind != .turn && (record.end ?? .zero) > Rehearsal.time(1.9) {
      cut.append(
        KnownRecord(
          id: record.id, kind: record.kind, operation: .cancel, arrival: Rehearsal.time(1.9),
          end: Rehearsal.time(1.9)))
    }
    let whole = try Rehearsal.track(SpeechBehavior.self, records, seconds: 4)
    let track = try Rehearsal.track(SpeechBehavior.self, cut, seconds: 4)
    #expect(whole.aperture[126..<160].contains { $0 > 0.2 })
    #expect(track.aperture[Int(2.2 * 60)...].allSatisfy { $0 < 0.05 })
    #expect(track.largestLipStep <= 0.30)
  }

  @Test func lateWordsAreSaidWithoutAJump() throws {
    let late = Rehearsal.speech(Rehearsal.sentence, from: 1, lead: -0.5)
    let track = try Rehearsal.track(SpeechBehavior.self, late, seconds: 5)
    #expect(track.largestLipStep <= 0.30 && track.faults.isEmpty)
    #expect((track.aperture.max() ?? 0) > 0.2)
  }

  @Test func stressMovesTheHead() throws {
    func energy(_ accent: Double) throws -> Float {
      var sum: Float = 0
      for seed in 1...6 as ClosedRange<UInt64> {
        let track = try Rehearsal.track(
          SpeechBehavior.self, records, seconds: 4, seed: seed, parameters: ["accent": accent])
        let facing = track.facing
        sum += zip(facing, facing.dropFirst()).reduce(0) { $0 + $1.0.angle(to: $1.1) }
      }
      return sum
    }
    #expect(try energy(1) > 1.15 * energy(0))
  }

  @Test func cuesShowWhatTheyMean() throws {
    let cue = KnownRecord(
      id: 1, kind: .cue, arrival: .zero, start: Rehearsal.time(1), text: "😢", cue: .emoji, value: 0.8)
    let track = try Rehearsal.track(SpeechBehavior.self, [cue], seconds: 5)
    let brow = try #require(track.curve("browInnerUp"))
    #expect((brow[150..<180].min() ?? 0) > 0.5 && (brow[0..<50].max() ?? 1) < 0.2)
    let none = try Rehearsal.track(
      SpeechBehavior.self, [cue], seconds: 5, parameters: ["emotionScale": 0])
    #expect((none.curve("browInnerUp")?[150..<180].max() ?? 1) < 0.2)
  }

  @Test func aCueGetsItsTimesLater() throws {
    // As an agent tells it: the mark first, then when it begins, then when it ends.
    func cue(
      _ arrival: Double, _ operation: KnownRecord.Operation, start: Double? = nil, end: Double? = nil,
      text: String? = nil
    ) -> KnownRecord {
      KnownRecord(
        id: 1, kind: .cue, operation: operation, arrival: Rehearsal.time(arrival),
        start: start.map(Rehearsal.time), end: end.map(Rehearsal.time), turn: 7, text: text,
        cue: text == nil ? nil : .emotion, value: text == nil ? nil : 0.8)
    }
    let told = [
      cue(0, .announce, text: "sadness"), cue(0.5, .revise, start: 2), cue(2.5, .revise, end: 8),
      cue(6, .revise, end: 6),
    ]
    let track = try Rehearsal.track(SpeechBehavior.self, told, seconds: 9)
    let brow = try #require(track.curve("browInnerUp"))
    #expect((brow[..<115].max() ?? 1) < 0.2)
    #expect((brow[250..<340].min() ?? 0) > 0.25)
    #expect((brow[440...].max() ?? 1) < 0.2)
  }

  @Test func looseRatesAndGarbageDoNoHarm() throws {
    let rate = try #require(FrameRate(numerator: 30_000, denominator: 1001))
    var odd = records
    odd.append(
      KnownRecord(id: 5, kind: .phone, start: Rehearsal.time(1.2), end: Rehearsal.time(0.2), text: "??"))
    odd.append(KnownRecord(id: 6, kind: .word, start: Rehearsal.time(2), end: Rehearsal.time(2), text: ""))
    odd.append(KnownRecord(id: 7, kind: .word, operation: .revise, text: "x"))
    odd.append(KnownRecord(id: 8, kind: .cue, text: "…", cue: .stage))
    odd.append(KnownRecord(id: 9, kind: .turn, operation: .cancel))
    odd.append(KnownRecord(id: 10, kind: .parameter, text: "nonsense", value: 3))
    let track = try Rehearsal.track(SpeechBehavior.self, odd, seconds: 5, rate: rate)
    #expect(track.faults.isEmpty)
  }
}
