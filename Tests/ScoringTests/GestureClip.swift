import Conversation
import Foundation
import Motion
import Provenance

@testable import Scoring

/// A speaker whose left arm makes strokes of stated size and length, from a seed.
struct GestureClip {
  var seed: UInt64 = 1
  var seconds = 40.0
  var fps: Int32 = 30
  /// Radians of a stroke.
  var size = 0.7
  /// Seconds of a stroke.
  var length = 0.5
  /// Seconds from stroke to stroke.
  var pause = 2.0
  /// Strokes in a row, 0.2 s apart.
  var row = 1
  /// Radians of trembling.
  var jitter = 0.0
  var arms = ["left", "right"]
  /// Seconds of speech.
  var speech = 40.0

  var track: Track {
    let channels = arms.flatMap { side in
      ["UpperArm", "LowerArm"].map { Channel("\(side)\($0).rotation", kind: .rotation) }
    }
    var generator = SeededGenerator(seed: Seed(seed))
    var strokes: [(start: Double, length: Double, size: Double)] = []
    var time = 1.0
    while time < seconds - 2 {
      for place in 0..<row {
        let start = time + Double(place) * (length + 0.2)
        strokes.append(
          (start, length * (0.8 + 0.4 * generator.unit()), size * (0.8 + 0.4 * generator.unit())))
      }
      time += pause * (0.9 + 0.2 * generator.unit())
    }
    var track = Track(
      layout: ChannelLayout(channels), rate: FrameRate(frames: fps),
      frameCount: Int(seconds * Double(fps)))
    guard !arms.isEmpty else { return track }
    for frame in 0..<track.frameCount {
      let time = Double(frame) / Double(fps)
      var angle = -1.2
      for (index, stroke) in strokes.enumerated() {
        let x = min(1, max(0, (time - stroke.start) / stroke.length))
        angle += (index % 2 == 0 ? 1 : -1) * stroke.size * x * x * x * (10 - 15 * x + 6 * x * x)
      }
      angle += jitter * (generator.unit() - 0.5)
      let q = Quaternion(axis: SIMD3(0, 0, 1), angle: Float(angle))
      for lane in 0..<4 { track[frame, lane] = q.vector[lane] }
    }
    return track
  }

  func take(_ reference: ScoringReference = ScoringReference()) -> TakeEvidence {
    let voice = Record(
      id: "v", kind: .voice, participant: "nova", start: .zero, end: MediaTime(seconds: speech))
    let recording = Recording(
      id: "r\(seed)", participants: [.init(id: "nova", role: .character)],
      duration: MediaTime(seconds: seconds) ?? .zero, log: speech > 0 ? [voice] : [])
    return TakeEvidence(
      key: TakeKey(recording: recording.id, participant: "nova", seed: 1), track: track,
      happened: Happened(recording), duration: recording.duration, reference: reference)
  }

  static let reference = ScoringReference(sessions: (10..<15).map { GestureClip(seed: $0).take() })
}
