import Foundation
import Motion
import Provenance

@testable import Scoring

/// A made-up character and its decoys, each with habits of its own, over the same made-up scripts.
enum SyntheticCast {
  /// How somebody moves.
  struct Habits {
    /// Level of the smile, share by which its left side is stronger, strength of motion, slowness.
    var level = 0.2
    var lean = 0.15
    var size = 1.0
    var pace = 1.0
  }

  static let layout = ChannelLayout(
    [
      "jawOpen", "mouthSmileLeft", "mouthSmileRight", "browDownLeft", "browDownRight", "eyeBlinkLeft",
      "eyeBlinkRight",
    ].map(Channel.weight)
      + [.gazeYaw, .rotation(of: .head), .rotation(of: .leftUpperArm), .rotation(of: .rightUpperArm)])

  static let character = Habits()
  static let decoys: [(String, Habits)] = [
    ("amy", Habits(level: 0.35, lean: -0.2, size: 0.8, pace: 1.3)),
    ("ben", Habits(level: 0.1, lean: 0.3, size: 1.3, pace: 0.7)),
    ("eve", Habits(level: 0.25, lean: 0, size: 0.6, pace: 1)),
    ("nova-double", Habits(level: 0.2, lean: 0.15, size: 1.03, pace: 1.02)),
  ]

  /// A performance of a script; the same seed gives the same.
  static func track(
    _ habits: Habits, script: UInt64, seed: UInt64, seconds: Double = 40, fps: Int32 = 30
  ) -> Track {
    var script = SeededGenerator(seed: Seed(script &* 6_364_136 &+ 1_442))
    var own = SeededGenerator(seed: Seed(seed &* 7_919 &+ 31))
    let rate = FrameRate(frames: fps)
    let count = Int(seconds * Double(fps))
    var track = Track(layout: layout, rate: rate, frameCount: count)
    for (index, channel) in layout.channels.enumerated() {
      let waves = (0..<10).map { _ in
        (
          frequency: 0.3 + 1.5 * own.unit(), phase: 6.28 * own.unit(),
          amplitude: (0.5 + own.unit()) * (0.8 + 0.4 * script.unit()) / 8
        )
      }
      let side =
        channel.name.lowercased().contains("left")
        ? 1 + habits.lean : channel.name.lowercased().contains("right") ? 1 - habits.lean : 1
      for frame in 0..<count {
        let time = Double(frame) / Double(fps) / habits.pace
        var sway = 0.0
        for wave in waves { sway += wave.amplitude * sin(6.28 * wave.frequency * time + wave.phase) }
        let value = side * (habits.level + 0.25 * habits.size * sway)
        let at = layout.offsets[index]
        guard channel.kind == .rotation else {
          track[frame, at] = Float(value)
          continue
        }
        let q = Quaternion(yaw: Float(0.2 * value), pitch: Float(value), roll: 0)
        for lane in 0..<4 { track[frame, at + lane] = q.vector[lane] }
      }
    }
    return track
  }

  /// A held-out session, or another take of the same script.
  static func session(
    _ performer: String, _ habits: Habits, script: UInt64, seed: UInt64
  ) -> StyleCast.Session {
    StyleCast.Session(
      performer: performer, id: "\(seed)", recording: "stage:script\(script)/\(performer)",
      track: track(habits, script: script, seed: seed))
  }

  /// Eight sessions of the character, four of each decoy.
  static let cast: StyleCast = {
    var sessions = (0..<8).map { session("nova", character, script: $0, seed: 100 + $0) }
    for (index, (name, habits)) in decoys.enumerated() {
      sessions += (0..<4).map { session(name, habits, script: $0, seed: UInt64(1000 * (index + 1)) + $0) }
    }
    return StyleCast(character: "nova", sessions: sessions)
  }()

  /// What is learnt from it.
  static let reference: ScoringReference = {
    var reference = ScoringReference()
    reference.style = StyleReference(cast, hash: "synthetic")
    return reference
  }()

  /// A fresh take.
  static func take(
    _ habits: Habits = character, seed: UInt64 = 7, seconds: Double = 40, fps: Int32 = 30,
    recording: String = "fresh", reference: ScoringReference = reference
  ) -> TakeEvidence {
    evidence(
      track(habits, script: 50 + seed, seed: 5_000 + seed, seconds: seconds, fps: fps),
      recording: recording, reference: reference)
  }

  static func evidence(
    _ track: Track, recording: String = "fresh", reference: ScoringReference = reference
  ) -> TakeEvidence {
    let clip = SyntheticClip(seed: 1)
    return TakeEvidence(
      key: TakeKey(recording: recording, participant: "nova", seed: 1), track: track,
      happened: clip.evidence().happened, duration: track.duration, reference: reference)
  }

  /// A reference among decoys that are made by spoiling the character's own tracks.
  static func style(of sessions: [TakeEvidence]) -> StyleReference {
    var all: [StyleCast.Session] = []
    for take in sessions {
      func add(_ name: String, _ track: Track) {
        all.append(
          StyleCast.Session(
            performer: name, id: take.key.recording, recording: take.key.recording, track: track))
      }
      add("nova", take.track)
      let reference = ScoringReference(curvesOf: take.track)
      let weights = take.track.columns { $0.kind == .weight }
      add("grin", take.track.mapFrames { _, _, row in for column in weights { row[column] += 0.2 } })
      add("sleepy", Corruption.underacted.apply(to: take.track, reference: reference, seed: Seed(1)))
    }
    return StyleReference(StyleCast(character: "nova", sessions: all), hash: "stage")
  }
}
