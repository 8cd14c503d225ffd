import Foundation
import Motion
import TrackCodec

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next() >> 32) }
  mutating func below(_ limit: Int) -> Int { Int((next() >> 11) % UInt64(max(1, limit))) }
  mutating func unit() -> Float { Float(next() >> 40) / Float(1 << 24) }
}

/// A person who moves: sums of slow waves with pauses, made from numbers alone.
enum SyntheticTake {
  static let layout = ChannelLayout(
    ARKit.names.map { Channel.weight($0) } + [.gazeYaw, .gazePitch, Channel.weight("ears twitch ü")]
      + HumanoidBone.allCases.map { Channel.rotation(of: $0) } + [.translation(of: .hips)])

  static func track(frames: Int, fps: Int32 = 60, seed: UInt64 = 7, layout: ChannelLayout = layout) -> Track {
    var numbers = SeededNumbers(seed)
    var track = Track(layout: layout, rate: FrameRate(frames: fps), frameCount: frames)
    for (channel, column) in zip(layout.channels, layout.offsets) {
      let waves = (0..<3).map { _ in
        (rate: 0.2 + 2 * numbers.unit(), phase: 6 * numbers.unit(), size: numbers.unit())
      }
      let still = numbers.unit() < 0.3
      let axis = SIMD3(numbers.unit() - 0.5, numbers.unit() - 0.5, numbers.unit() - 0.5)
      for frame in 0..<frames {
        let time = Float(frame) / Float(fps)
        var value: Float = 0
        if !still { for wave in waves { value += 0.2 * wave.size * sinf(wave.rate * 3 * time + wave.phase) } }
        switch channel.kind {
        case .weight: track[frame, column] = min(1, max(0, value + 0.1))
        case .angle: track[frame, column] = value
        case .translation: for at in 0..<3 { track[frame, column + at] = value * axis[at] * 0.3 }
        case .rotation:
          let length = (axis * axis).sum().squareRoot() + 0.001
          let turn = Quaternion(axis: axis / length, angle: value * 1.5)
          for at in 0..<4 { track[frame, column + at] = turn.vector[at] }
        }
      }
    }
    return track
  }

  static func frame(_ track: Track, _ index: Int) -> [Float] {
    Array(track.samples[index * track.layout.width..<(index + 1) * track.layout.width])
  }

  /// All packets of a take.
  static func packets(
    _ track: Track, bound: ErrorBound, skeleton: ReachSkeleton = .standard,
    profile: TrackEncoder.Profile = .reliable, schema: TrackSchema? = nil
  ) throws -> (schema: TrackSchema, packets: [[UInt8]]) {
    let schema = try schema ?? SchemaDesign(bound: bound, skeleton: skeleton).schema(for: track)
    let encoder = TrackEncoder(
      schema: schema, bound: bound, skeleton: skeleton, profile: profile, session: 77)
    var packets: [[UInt8]] = []
    for index in 0..<track.frameCount {
      if let packet = encoder.append(frame(track, index)) { packets.append(packet) }
    }
    if let packet = encoder.flush() { packets.append(Array(packet)) }
    return (schema, packets)
  }
}

/// Largest errors of decoded frames.
struct TakeErrors {
  var weight: Float = 0
  var displacement: Float = 0

  init(_ decoded: [[Float]], _ track: Track, skeleton: ReachSkeleton = .standard) {
    let meter = DisplacementMeter(layout: track.layout, skeleton: skeleton)
    for (index, frame) in decoded.enumerated() {
      let truth = SyntheticTake.frame(track, index)
      for (channel, column) in zip(track.layout.channels, track.layout.offsets)
      where channel.kind == .weight || channel.kind == .angle {
        weight = max(weight, abs(frame[column] - truth[column]))
      }
      displacement = max(displacement, meter.displacement(of: frame, from: truth))
    }
  }
}
