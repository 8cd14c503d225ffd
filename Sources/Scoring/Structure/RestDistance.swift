import Conversation
import Foundation
import Motion

/// How far a face is from rest while the character is silent and calm: the root of the summed squares of its weights,
/// without blinks and looks.
///
/// Calm is where nobody speaks: a listener's face answers what is said, and that is no failure to come to rest.
///
/// The body is left out: the T-pose is no rest of arms, and where head and trunk point while someone listens is a matter
/// of gaze.
enum RestDistance {
  /// Seconds of silence after which a character is expected to be at rest.
  static let silence = 3.0
  /// Share of the reference's calm frames that are nearer to rest than the limit.
  static let quantile = 0.95
  /// Seconds before the next sound of anyone in which a face already prepares for it.
  static let preparation = 0.5
  /// Shortest calm stretch that is looked at, in seconds.
  static let shortest = 1.0
  /// Fewest calm stretches of the reference that make a limit.
  static let fewest = 3

  /// Stretches of frames that begin ``silence`` after the last sound of anyone and the performer's last stated feeling (a
  /// neutral one is none) and end ``preparation`` before the next, ``shortest`` or longer. None where nothing is known of
  /// anyone's speech.
  static func calm(_ take: TakeEvidence) -> [Range<Int>] {
    let happened = take.happened
    guard !(happened.voice.isEmpty && happened.words.isEmpty && happened.turns.isEmpty) else { return [] }
    let count = take.track.frameCount
    let wait = Int((silence * take.framesPerSecond).rounded(.up))
    var isBusy = [Bool](repeating: false, count: count)
    let ahead = Int((preparation * take.framesPerSecond).rounded(.up))
    let everyone = Set((happened.voice + happened.words + happened.turns).map(\.participant)).sorted()
    for participant in everyone {
      for span in happened.speech(of: participant) {
        let frames = take.frames(of: span)
        let first = max(0, frames.lowerBound - ahead)
        for frame in first..<max(first, min(count, frames.upperBound + wait)) { isBusy[frame] = true }
      }
    }
    // What was before the take is not known: it begins as if someone had just stopped.
    for frame in 0..<min(count, wait) { isBusy[frame] = true }
    for feeling in EmotionLabels.feelings(of: take) where feeling.emotion != .neutral {
      let frames = feeling.frames
      for frame in frames.lowerBound..<min(count, frames.upperBound + wait) { isBusy[frame] = true }
    }
    let least = Int((shortest * take.framesPerSecond).rounded(.up))
    var stretches: [Range<Int>] = []
    var first: Int?
    for frame in 0...count {
      let busy = frame == count || isBusy[frame]
      if busy, let start = first {
        if frame - start >= least { stretches.append(start..<frame) }
        first = nil
      } else if !busy, first == nil {
        first = frame
      }
    }
    return stretches
  }

  /// The distance in some frames; `nil` where the track has no face.
  static func values(_ track: Track, _ frames: Range<Int>) -> [Double]? {
    let columns = zip(track.layout.channels, track.layout.offsets).compactMap { channel, column -> Int? in
      guard channel.kind == .weight, ARKit.canonicalName(for: channel.name) == channel.name,
        !channel.name.hasPrefix("eyeBlink"), !channel.name.hasPrefix("eyeLook")
      else { return nil }
      return column
    }
    guard !columns.isEmpty else { return nil }
    let width = track.layout.width
    return track.samples.withUnsafeBufferPointer { samples in
      frames.map { frame in
        var sum = 0.0
        for column in columns {
          let weight = Double(samples[frame * width + column])
          sum += weight * weight
        }
        return sum.squareRoot()
      }
    }
  }

  /// The limit that reference sessions show; `nil` where they are calm too seldom.
  static func limit(of sessions: [TakeEvidence]) -> Double? {
    var pooled: [Double] = []
    var stretches = 0
    for session in sessions {
      for stretch in calm(session) {
        guard let values = values(session.track, stretch) else { break }
        pooled += values
        stretches += 1
      }
    }
    guard stretches >= fewest, !pooled.isEmpty else { return nil }
    pooled.sort()
    // Type 7, as everywhere.
    let place = quantile * Double(pooled.count - 1)
    let below = Int(place)
    let above = min(below + 1, pooled.count - 1)
    return pooled[below] + (pooled[above] - pooled[below]) * (place - Double(below))
  }

  /// Notes calm stretches in which a take never comes as near to rest as the reference does in 95 of 100 calm frames.
  ///
  /// A single frame beyond the limit is nothing: one of twenty of the reference's own is. Gives the stretches looked at.
  static func check(_ take: TakeEvidence, _ limit: Double, _ faults: inout FaultList) -> Int {
    var count = 0
    faults.beginChannel()
    for stretch in calm(take) {
      guard let values = values(take.track, stretch) else { break }
      count += 1
      // Room for what is no more than rounding where the reference never moves.
      let room = limit + Double(RigRule.rangeTolerance)
      guard let nearest = values.min(), nearest > room, let most = values.max() else { continue }
      let worst = stretch.lowerBound + (values.firstIndex(of: most) ?? 0)
      faults.note(
        .restReturn, frames: stretch.lowerBound...stretch.upperBound - 1, worst: worst, "face", value: most,
        limit: limit, excess: most - limit)
    }
    return count
  }
}
