/// Animation: frames × channels at a rational frame rate, frame-major Float32.
///
/// Frame k samples the performance at `rate.time(ofFrame: k)`; frame 0 is session time zero. Joint
/// channels hold VRM normalised humanoid local rotations (T-pose = identity, xyzw).
public struct Track: Sendable, Equatable {
  /// Channels and their columns.
  public let layout: ChannelLayout
  /// Frames per second.
  public let rate: FrameRate
  /// Number of frames.
  public let frameCount: Int
  /// `frameCount × layout.width` samples, frame after frame.
  public var samples: [Float]

  /// Wraps samples that are already in order.
  ///
  /// - Precondition: `samples.count` is a whole number of frames of `layout.width` columns.
  public init(layout: ChannelLayout, rate: FrameRate, samples: [Float]) {
    precondition(
      layout.width > 0 ? samples.count % layout.width == 0 : samples.isEmpty,
      "samples are not whole frames")
    self.layout = layout
    self.rate = rate
    frameCount = layout.width > 0 ? samples.count / layout.width : 0
    self.samples = samples
  }

  /// A track of the rest pose.
  public init(layout: ChannelLayout, rate: FrameRate, frameCount: Int) {
    self.layout = layout
    self.rate = rate
    self.frameCount = frameCount
    let rest = layout.restFrame
    var samples: [Float] = []
    samples.reserveCapacity(rest.count * frameCount)
    for _ in 0..<frameCount { samples.append(contentsOf: rest) }
    self.samples = samples
  }

  /// Length of the track.
  public var duration: MediaTime { rate.time(ofFrame: frameCount) }

  /// One sample.
  public subscript(frame: Int, column: Int) -> Float {
    get { samples[frame * layout.width + column] }
    set { samples[frame * layout.width + column] = newValue }
  }

  /// The frames of one column.
  public func column(_ column: Int) -> [Float] {
    let width = layout.width
    return samples.withUnsafeBufferPointer { all in
      (0..<frameCount).map { all[$0 * width + column] }
    }
  }

  /// The frames of a one-column channel (a weight or an angle); `nil` when it is absent or wider.
  public func curve(_ name: String) -> [Float]? {
    guard let channel = layout[name], channel.kind.width == 1, let offset = layout.offset(of: name) else {
      return nil
    }
    return column(offset)
  }

  /// The frames of a rotation channel; `nil` when it is absent or of another kind.
  public func rotations(_ name: String) -> [Quaternion]? {
    guard layout[name]?.kind == .rotation, let offset = layout.offset(of: name) else { return nil }
    return (0..<frameCount).map { frame in
      let at = frame * layout.width + offset
      return Quaternion(x: samples[at], y: samples[at + 1], z: samples[at + 2], w: samples[at + 3])
    }
  }
}
