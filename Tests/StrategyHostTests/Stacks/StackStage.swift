import Characters
import Foundation
import Motion

@testable import StrategyHost

/// Numbers from a seed, for tracks that no one would perform.
struct Lots {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// Evenly in a range (SplitMix64).
  mutating func next(_ range: ClosedRange<Float>) -> Float {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    z ^= z >> 31
    return range.lowerBound + (range.upperBound - range.lowerBound) * Float(z >> 40) / Float(1 << 24)
  }

  mutating func rotation() -> Quaternion {
    var q = SIMD4<Float>.zero
    for lane in 0..<4 { q[lane] = next(-1...1) }
    return Quaternion(q).normalized
  }
}

/// What tests of stacks are made of.
enum StackStage {
  static let face: [Channel] = ["jawOpen", "mouthClose", "mouthSmileLeft", "browInnerUp"].map { .weight($0) }
  static let head = Channel.rotation(of: .head)
  static let arm = Channel.rotation(of: .leftUpperArm)
  static let hips = Channel.translation(of: .hips)

  /// All that a character's sheet speaks of.
  static let everything = ChannelLayout(
    ARKit.names.map { .weight($0) } + [.gazeYaw, .gazePitch]
      + [
        HumanoidBone.head, .neck, .spine, .leftEye, .leftUpperArm, .leftLowerArm, .leftHand, .rightUpperArm,
        .leftIndexProximal,
      ].map { Channel.rotation(of: $0) } + [hips])

  /// The bundled character's limits.
  static func nova() throws -> CharacterLimits {
    var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let file = root.appendingPathComponent("Corpora/Characters/nova/character.json")
    return try JSONDecoder().decode(CharacterSheet.self, from: Data(contentsOf: file)).limits
  }

  /// A track that wanders smoothly or jumps, far out of range by `size`.
  static func wild(
    _ layout: ChannelLayout, frames: Int, rate: FrameRate = .fps60, seed: UInt64, size: Float, pace: Float
  ) -> Track {
    var lots = Lots(seed)
    var track = Track(layout: layout, rate: rate, frameCount: frames)
    for (channel, offset) in zip(layout.channels, layout.offsets) {
      if channel.kind == .rotation {
        var from = lots.rotation()
        var to = lots.rotation()
        var share: Float = 0
        var last = from
        for frame in 0..<frames {
          share += pace
          if share >= 1 {
            (from, to, share) = (to, lots.rotation(), 0)
          }
          var q = Quaternion.identity.slerp(to: from.slerp(to: to, share), min(1, size))
          if (q.vector * last.vector).sum() < 0 { q = Quaternion(-q.vector) }
          last = q
          for lane in 0..<4 { track[frame, offset + lane] = q.vector[lane] }
        }
        continue
      }
      for column in offset..<offset + channel.kind.width {
        let phase = lots.next(0...6)
        let speed = pace * lots.next(0.5...2)
        for frame in 0..<frames {
          let value = 0.5 + size * (sinf(phase + speed * Float(frame)) + lots.next(-0.3...0.3) * pace)
          track[frame, column] = channel.kind == .weight ? value : value - 0.5
        }
      }
    }
    return track
  }

  /// Activity 1 throughout.
  static func held(_ track: Track) -> [Float] {
    Array(repeating: 1, count: track.frameCount * track.layout.channels.count)
  }

  /// A track of channels that hold still.
  static func still(_ channels: [Channel], _ row: [Float], frames: Int) -> Track {
    Track(layout: ChannelLayout(channels), rate: .fps60, samples: (0..<frames).flatMap { _ in row })
  }
}

extension Track {
  /// Bit patterns, which tell −0 from 0.
  var bitPatterns: [UInt32] { samples.map(\.bitPattern) }

  /// Bit patterns of one channel.
  func bitPatterns(of name: String) -> [UInt32]? {
    guard let channel = layout[name], let offset = layout.offset(of: name) else { return nil }
    return (0..<frameCount).flatMap { frame in
      (0..<channel.kind.width).map { self[frame, offset + $0].bitPattern }
    }
  }
}
