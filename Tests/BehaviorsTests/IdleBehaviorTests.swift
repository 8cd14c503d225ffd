import Foundation
import Motion
import StrategySDK
import Testing

@testable import Behaviors

@Suite struct IdleBehaviorTests {
  private func voice(of participant: Int) -> [KnownRecord] {
    [
      KnownRecord(
        id: 1, kind: .voice, participant: participant, start: .zero, end: Rehearsal.time(600))
    ]
  }

  @Test func outputIsValidAndTheMouthStaysShut() throws {
    let track = try Rehearsal.track(
      IdleBehavior.self, Rehearsal.speech(Rehearsal.sentence, from: 1), seconds: 60)
    #expect(track.faults.isEmpty)
    #expect(track.curve("jawOpen")?.allSatisfy { $0 == 0 } == true)
  }

  @Test(arguments: [1, 7])
  func groupingOfFramesChangesNothing(block: Int) throws {
    let records = Rehearsal.speech(Rehearsal.sentence, from: 2, participant: 1)
    let a = try Rehearsal.track(IdleBehavior.self, records, seconds: 20, block: 60)
    let b = try Rehearsal.track(IdleBehavior.self, records, seconds: 20, block: block)
    #expect(a == b)
  }

  @Test func seedsDifferAndRepeat() throws {
    let a = try Rehearsal.track(IdleBehavior.self, seconds: 10, seed: 1)
    #expect(try a == Rehearsal.track(IdleBehavior.self, seconds: 10, seed: 1))
    #expect(try a != Rehearsal.track(IdleBehavior.self, seconds: 10, seed: 2))
  }

  @Test func whatArrivesLaterChangesNothingBefore() throws {
    let records = Rehearsal.speech(Rehearsal.sentence, from: 5, lead: 0.2)
    let a = try Rehearsal.track(IdleBehavior.self, records, seconds: 10)
    let b = try Rehearsal.track(IdleBehavior.self, seconds: 10)
    let width = a.layout.width
    let frames = Int(4.8 * 60)
    #expect(a.samples[..<(frames * width)] == b.samples[..<(frames * width)])
    #expect(a != b)
  }

  // Blinks of unbroken voice, which has no ends of phrases to blink at: below the rates of conversation.
  @Test(arguments: [(nil, 0.58, 15.0), (0, 0.60, 20.0), (1, 0.83, 18.0)] as [(Int?, Double, Double)])
  func gazeAndBlinksHaveTheirShares(speaker: Int?, share: Double, blinks: Double) throws {
    let records = speaker.map(voice) ?? []
    var on = 0.0
    var rate = 0.0
    let seeds: [UInt64] = [3, 4, 5]
    for seed in seeds {
      let track = try Rehearsal.track(IdleBehavior.self, records, seconds: 400, seed: seed)
      // 8° as the metrics have it.
      on += Double(track.gaze.filter { $0.z > 0.990_27 }.count) / Double(track.frameCount)
      rate += track.blinkRate
    }
    let count = Double(seeds.count)
    #expect(abs(on / count / share - 1) < 0.15, "share \(on / count)")
    #expect(abs(rate / count / blinks - 1) < 0.2, "rate \(rate / count)")
  }

  @Test func theHeadNeverFreezesAndKeepsItsLimits() throws {
    let track = try Rehearsal.track(IdleBehavior.self, voice(of: 0), seconds: 60)
    let facing = track.facing
    for start in stride(from: 0, to: facing.count - 120, by: 30) {
      let window = facing[start..<(start + 120)]
      let moved = window.map { $0.angle(to: facing[start]) }.max() ?? 0
      #expect(moved > 0.1 * .pi / 180, "frozen at \(start)")
    }
    let fastest = zip(facing, facing.dropFirst()).map { $0.angle(to: $1) * 60 * 180 / .pi }.max() ?? 0
    #expect(fastest < 250)
  }

  @Test func eyesCounterTheHead() throws {
    // Gaze holds still in the world between saccades, whatever the head does: no slow drift beyond 0.5°.
    let track = try Rehearsal.track(
      IdleBehavior.self, voice(of: 1), seconds: 60, parameters: ["blinkRate": 0])
    let gaze = track.gaze
    var worst: Float = 0
    for frame in 1..<gaze.count {
      let step = acos(min(1, dot(gaze[frame], gaze[frame - 1]))) * 180 / .pi
      if step < 0.2 { worst = max(worst, step) }
    }
    #expect(worst < 0.2)
    let still = zip(gaze, gaze.dropFirst()).filter { dot($0, $1) > 0.999_999_9 }.count
    #expect(Double(still) > 0.85 * Double(gaze.count), "\(still) of \(gaze.count)")
  }

  @Test func aParameterTurnsBlinksOff() throws {
    let track = try Rehearsal.track(IdleBehavior.self, seconds: 60, parameters: ["blinkRate": 0])
    #expect(track.blinkRate == 0)
    #expect(try Rehearsal.track(IdleBehavior.self, seconds: 60).blinkRate > 5)
  }
}
