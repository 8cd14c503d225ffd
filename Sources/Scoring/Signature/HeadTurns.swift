import Foundation
import Motion

/// Angles of the head against the chest in degrees, frame by frame: neck and head together.
struct HeadTurns {
  /// Positive to the left.
  var yaw: [Double] = []
  /// Positive downwards.
  var pitch: [Double] = []
  /// Positive when the crown leans to the left shoulder.
  var roll: [Double] = []

  /// Reads the head of a track; `nil` when it has no head joint.
  init?(_ track: Track) {
    guard let head = track.rotations("head.rotation") else { return nil }
    let neck = track.rotations("neck.rotation")
    yaw.reserveCapacity(head.count)
    pitch.reserveCapacity(head.count)
    roll.reserveCapacity(head.count)
    for frame in head.indices {
      let turn = neck.map { $0[frame] * head[frame] } ?? head[frame]
      let facing = turn.act(SIMD3(0, 0, 1))
      let crown = turn.act(SIMD3(0, 1, 0))
      yaw.append(Self.degrees(atan2(Double(facing.x), Double(facing.z))))
      pitch.append(Self.degrees(-asin(min(1, max(-1, Double(facing.y))))))
      roll.append(Self.degrees(asin(min(1, max(-1, Double(crown.x))))))
    }
  }

  private static func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
}
