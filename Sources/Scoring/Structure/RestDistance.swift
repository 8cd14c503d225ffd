import Conversation
import Foundation
import Motion

/// How far a character is from rest while it is silent and calm.
///
/// Two distances from the rig's rest pose: of the face (root of the summed squares of its weights, without blinks and
/// looks) and of trunk and head (root of the summed squares of their turns, in radians). Arms are left out: the
/// T-pose, in which they are stretched out, is no rest of theirs.
enum RestDistance {
  /// Seconds of silence after which a character is expected to be at rest.
  static let silence = 3.0
  /// Share of the reference's calm frames that are nearer to rest than the limit.
  static let quantile = 0.95
  /// Fewest calm stretches of the reference that make a limit.
  static let fewest = 3

  /// A distance.
  enum Part: String, CaseIterable {
    case face, trunk
  }

  static let trunkBones: [HumanoidBone] = [.hips, .spine, .chest, .upperChest, .neck, .head]

  /// Stretches of frames that begin ``silence`` after the performer's last sound, end with the next, and in which no
  /// feeling but a neutral one is stated. None where nothing is known of anyone's speech.
  static func calm(_ take: TakeEvidence) -> [Range<Int>] {
    let happened = take.happened
    guard !(happened.voice.isEmpty && happened.words.isEmpty && happened.turns.isEmpty) else { return [] }
    let count = take.track.frameCount
    let wait = Int((silence * take.framesPerSecond).rounded(.up))
    var isBusy = [Bool](repeating: false, count: count)
    for span in happened.speech(of: take.participant) {
      let frames = take.frames(of: span)
      for frame in frames.lowerBound..<min(count, frames.upperBound + wait) { isBusy[frame] = true }
    }
    // What was before the take is not known: it begins as if someone had just stopped.
    for frame in 0..<min(count, wait) { isBusy[frame] = true }
    for feeling in EmotionLabels.feelings(of: take) where feeling.emotion != .neutral {
      for frame in feeling.frames where frame < count { isBusy[frame] = true }
    }
    var stretches: [Range<Int>] = []
    var first: Int?
    for frame in 0...count {
      let busy = frame == count || isBusy[frame]
      if busy, let start = first {
        stretches.append(start..<frame)
        first = nil
      } else if !busy, first == nil {
        first = frame
      }
    }
    return stretches
  }

  /// The distance of one part in some frames; `nil` where the track has no channel of it.
  static func values(_ part: Part, _ track: Track, _ frames: Range<Int>) -> [Double]? {
    var columns: [(column: Int, isRotation: Bool)] = []
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
      switch part {
      case .face:
        guard channel.kind == .weight, let name = ARKit.canonicalName(for: channel.name), name == channel.name,
          !name.hasPrefix("eyeBlink"), !name.hasPrefix("eyeLook")
        else { continue }
        columns.append((column, false))
      case .trunk:
        guard channel.kind == .rotation, let bone = channel.bone, trunkBones.contains(bone) else { continue }
        columns.append((column, true))
      }
    }
    guard !columns.isEmpty else { return nil }
    let width = track.layout.width
    return track.samples.withUnsafeBufferPointer { samples in
      frames.map { frame in
        var sum = 0.0
        for entry in columns {
          let at = frame * width + entry.column
          if entry.isRotation {
            let (x, y, z) = (Double(samples[at]), Double(samples[at + 1]), Double(samples[at + 2]))
            let angle = 2 * asin(min(1, (x * x + y * y + z * z).squareRoot()))
            sum += angle * angle
          } else {
            sum += Double(samples[at]) * Double(samples[at])
          }
        }
        return sum.squareRoot()
      }
    }
  }

  /// The limits that reference sessions show, by part; absent where they are calm too seldom.
  static func limits(of sessions: [TakeEvidence]) -> [String: Double]? {
    var pooled: [Part: [Double]] = [:]
    var stretches = 0
    for session in sessions {
      let calm = calm(session)
      stretches += calm.count
      for stretch in calm {
        for part in Part.allCases {
          if let values = values(part, session.track, stretch) { pooled[part, default: []] += values }
        }
      }
    }
    guard stretches >= fewest else { return nil }
    var result: [String: Double] = [:]
    for part in Part.allCases {
      guard var values = pooled[part], !values.isEmpty else { continue }
      values.sort()
      // Type 7, as everywhere.
      let place = quantile * Double(values.count - 1)
      let below = Int(place)
      let above = min(below + 1, values.count - 1)
      result[part.rawValue] = values[below] + (values[above] - values[below]) * (place - Double(below))
    }
    return result
  }

  /// Notes calm stretches through which a take stays away from rest: half of their frames lie beyond the limit.
  ///
  /// A single frame beyond it is nothing: one of twenty of the reference's own is. Gives the stretches looked at.
  static func check(
    _ take: TakeEvidence, _ limits: [String: Double], _ faults: inout FaultList
  ) -> Int {
    let calm = calm(take)
    for part in Part.allCases {
      guard let limit = limits[part.rawValue] else { continue }
      faults.beginChannel()
      for stretch in calm {
        guard let values = values(part, take.track, stretch) else { break }
        let sorted = values.sorted()
        // Room for what is no more than rounding where the reference never moves.
        let room = limit + Double(RigRule.rangeTolerance)
        guard sorted[(sorted.count - 1) / 2] > room, let most = sorted.last else { continue }
        let worst = stretch.lowerBound + (values.firstIndex(of: most) ?? 0)
        faults.note(
          .restReturn, frames: stretch.lowerBound...stretch.upperBound - 1, worst: worst, part.rawValue,
          value: most, limit: limit, unit: part == .trunk ? "rad" : nil, excess: most - limit)
      }
    }
    return calm.count
  }
}
