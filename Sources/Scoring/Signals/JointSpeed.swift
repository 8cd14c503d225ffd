import Motion

/// Summed speed of the joints of a track.
enum JointSpeed {
  /// Bones whose motion belongs to speech or gaze and not to gesture.
  static let left: Set<HumanoidBone> = [.jaw, .leftEye, .rightEye]

  /// Joint channels that are summed: rotations and translations but those of ``left``.
  static func channels(of layout: ChannelLayout) -> [Channel] {
    layout.channels.filter { channel in
      guard channel.kind == .rotation || channel.kind == .translation else { return false }
      return channel.bone.map { !left.contains($0) } ?? true
    }
  }

  /// Joints that carry a gesture: those of ``channels(of:)`` without the fingers, which are thirty and would drown the
  /// rest, and which most takes lack.
  static func carrying(of layout: ChannelLayout) -> [Channel] {
    channels(of: layout).filter { channel in channel.bone.map { !fingers.contains($0) } ?? true }
  }

  private static let fingers = Set(
    HumanoidBone.allCases.filter { bone in
      ["Thumb", "Index", "Middle", "Ring", "Little"].contains { bone.rawValue.contains($0) }
    })

  /// Σ over the joints of ``carrying(of:)`` of speed, frame by frame.
  static func summed(_ track: Track) -> [Double] {
    var result = [Double](repeating: 0, count: track.frameCount)
    walk(track, carrying(of: track.layout)) { _, frame, speed in result[frame] += speed }
    return result
  }

  /// Speeds of several joints, frame by frame, in the order of the channels.
  static func each(_ channels: [Channel], in track: Track) -> [[Double]] {
    let count = track.frameCount
    var all = [Double](repeating: 0, count: count * channels.count)
    walk(track, channels) { joint, frame, speed in all[joint * count + frame] = speed }
    return channels.indices.map { Array(all[$0 * count..<($0 + 1) * count]) }
  }

  /// Speed: forward difference on the first frame, central between, backward on the last.
  ///
  /// Rotations count by 2·|Δq| per second with the nearer sign, which is the angular speed in radians for
  /// the small steps between frames; translations in metres per second.
  @inline(__always)
  private static func walk(_ track: Track, _ channels: [Channel], _ visit: (Int, Int, Double) -> Void) {
    let count = track.frameCount
    guard count > 1 else { return }
    let joints = channels.compactMap { channel in
      track.layout.offset(of: channel.name).map { (offset: $0, isRotation: channel.kind == .rotation) }
    }
    track.samples.withUnsafeBufferPointer {
      walk(
        $0, count: count, width: track.layout.width, rate: track.rate.framesPerSecond, joints: joints, visit)
    }
  }

  /// Speeds of points in rows of numbers, frame-major: three columns per point.
  static func points<Number: BinaryFloatingPoint & SIMDScalar>(
    _ samples: [Number], width: Int, framesPerSecond: Double
  ) -> [[Double]] {
    let count = width > 0 ? samples.count / width : 0
    let joints = stride(from: 0, to: width - 2, by: 3).map { (offset: $0, isRotation: false) }
    var all = [[Double]](repeating: [Double](repeating: 0, count: count), count: joints.count)
    guard count > 1 else { return all }
    samples.withUnsafeBufferPointer {
      walk($0, count: count, width: width, rate: framesPerSecond, joints: joints) { joint, frame, speed in
        all[joint][frame] = speed
      }
    }
    return all
  }

  @inline(__always)
  private static func walk<Number: BinaryFloatingPoint & SIMDScalar>(
    _ samples: UnsafeBufferPointer<Number>, count: Int, width: Int, rate: Double,
    joints: [(offset: Int, isRotation: Bool)], _ visit: (Int, Int, Double) -> Void
  ) {
    guard let x = samples.baseAddress else { return }
    for frame in 0..<count {
      let before = max(0, frame - 1)
      let after = min(count - 1, frame + 1)
      let perSecond = rate / Double(after - before)
      for (index, joint) in joints.enumerated() {
        let a = x + (before * width + joint.offset)
        let b = x + (after * width + joint.offset)
        if joint.isRotation {
          let q = SIMD4(a[0], a[1], a[2], a[3])
          let p = SIMD4(b[0], b[1], b[2], b[3])
          let step = (q * p).sum() < 0 ? p + q : p - q
          visit(index, frame, 2 * Double((step * step).sum().squareRoot()) * perSecond)
        } else {
          let x = Double(b[0]) - Double(a[0])
          let y = Double(b[1]) - Double(a[1])
          let z = Double(b[2]) - Double(a[2])
          visit(index, frame, (x * x + y * y + z * z).squareRoot() * perSecond)
        }
      }
    }
  }
}
