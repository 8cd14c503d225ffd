public import Motion

/// Turns a layout and a bound into a schema: lattice, range, rest and neighbours of every channel.
public struct SchemaDesign: Sendable {
  /// How wrong a frame may be.
  public var bound: ErrorBound
  /// Where the joints are.
  public var skeleton: ReachSkeleton
  /// Frames of a full packet.
  public var framesPerPacket: Int
  /// Samples per second of the audio that packets name; 0 for none.
  public var audioRate: Int
  /// Ranges of single channels in their own unit, by name; a value outside is held at the edge.
  ///
  /// Where nothing is said, weights take −0.25…1.25, angles ±π, translations ±16 m.
  public var ranges: [String: ClosedRange<Float>]

  /// Makes a design.
  public init(
    bound: ErrorBound, skeleton: ReachSkeleton = .standard, framesPerPacket: Int = 3, audioRate: Int = 48_000,
    ranges: [String: ClosedRange<Float>] = [:]
  ) {
    self.bound = bound
    self.skeleton = skeleton
    self.framesPerPacket = framesPerPacket
    self.audioRate = audioRate
    self.ranges = ranges
  }

  /// How much larger the steps are than rounding alone would allow; the encoder's check of every frame pays for it.
  static let boldness: Float = 1.7

  /// A schema for frames of a layout.
  ///
  /// - Parameter poses: frames that are typical of what comes; key packets expect their mean. Without any, a person
  ///   standing with arms down and one with bent arms.
  public func schema(
    for layout: ChannelLayout, rate: FrameRate, poses: [[Float]] = []
  ) throws(TrackCodecError) -> TrackSchema {
    try schema(for: layout, rate: rate, poses: poses, habits: nil)
  }

  private func schema(
    for layout: ChannelLayout, rate: FrameRate, poses: [[Float]], habits: Habits?
  ) throws(TrackCodecError) -> TrackSchema {
    let given = poses.filter { $0.count == layout.width && $0.allSatisfy(\.isFinite) }
    let typical = given.isEmpty ? Self.standing(layout) : given
    let plan = BodyPlan(layout: layout, skeleton: skeleton, bound: bound)
    let componentCount = layout.channels.reduce(0) { $0 + TrackSchema.componentCount(of: $1.kind) }
    let displacement = bound.displacement.isFinite && bound.displacement > 0 ? bound.displacement : 0.0011
    let allocation = StepAllocation(
      plan: plan, componentCount: componentCount, poses: typical, displacement: displacement,
      boldness: Self.boldness)
    let links = NeighbourLinks(layout: layout, plan: plan)
    var entries: [TrackSchema.Entry] = []
    var component = 0
    var firsts: [Int] = []
    var steps: [Float] = []
    for (index, channel) in layout.channels.enumerated() {
      firsts.append(component)
      var parts: [TrackSchema.Component] = []
      for axis in 0..<TrackSchema.componentCount(of: channel.kind) {
        let single = channel.kind == .weight || channel.kind == .angle
        let wanted = single ? 2 * bound.bound(of: channel) : allocation.steps[component]
        let step = TrackSchema.Step(notAbove: wanted)
        let rest = given.isEmpty && single ? 0 : Self.rest(typical, layout.offsets[index], channel.kind, axis)
        var part = part(channel, step: step, rest: rest)
        steps.append(step.value)
        let near = ComponentPlan.neighbours(
          at: component, axis: axis,
          links: [links.first[index], links.second[index]].compactMap(\.self).map { link in
            (first: firsts[link], single: entries[link].components.count == 1)
          })
        let way = habits?.way(component, near: near) ?? Habits.Way.usual(single: single)
        part.spread = ComponentPlan.level(ofMean: way.spread / step.value)
        part.motion = ComponentPlan.level(ofMean: way.motion / step.value)
        for (place, other) in near.enumerated() {
          part.pull[place] = Habits.weight(way.pull[place] * steps[other] / step.value)
        }
        parts.append(part)
        component += 1
      }
      entries.append(
        TrackSchema.Entry(
          channel: channel, components: parts, firstLink: links.first[index], secondLink: links.second[index])
      )
    }
    return try TrackSchema(
      entries: entries, rate: rate, framesPerPacket: framesPerPacket, audioRate: audioRate)
  }

  /// A schema for one take: poses and ranges come from its frames.
  public func schema(for track: Track) throws(TrackCodecError) -> TrackSchema {
    var design = self
    let width = track.layout.width
    let stride = max(1, track.frameCount / 24)
    var poses: [[Float]] = []
    var frame = 0
    while frame < track.frameCount {
      poses.append(Array(track.samples[frame * width..<(frame + 1) * width]))
      frame += stride
    }
    for (channel, column) in zip(track.layout.channels, track.layout.offsets)
    where channel.kind != .rotation && design.ranges[channel.name] == nil {
      var low: Float = 0
      var high: Float = channel.kind == .weight ? 1 : 0
      for at in column..<column + channel.kind.width {
        for frame in 0..<track.frameCount where track.samples[frame * width + at].isFinite {
          low = min(low, track.samples[frame * width + at])
          high = max(high, track.samples[frame * width + at])
        }
      }
      design.ranges[channel.name] = low...high
    }
    return try design.schema(
      for: track.layout, rate: track.rate, poses: poses, habits: Habits(track, around: poses))
  }

  private func part(_ channel: Channel, step: TrackSchema.Step, rest: Float) -> TrackSchema.Component {
    let range: ClosedRange<Float>
    switch channel.kind {
    case .weight: range = ranges[channel.name] ?? -0.25...1.25
    case .angle: range = ranges[channel.name] ?? -3.2...3.2
    case .translation: range = ranges[channel.name] ?? -16...16
    case .rotation: range = -1.5...1.5
    }
    let limit = Float(TrackSchema.largestInteger)
    func lattice(_ value: Float, _ rule: FloatingPointRoundingRule) -> Int32 {
      let scaled = (value / step.value).rounded(rule)
      return scaled.isFinite ? Int32(min(limit, max(-limit, scaled))) : 0
    }
    let low = lattice(range.lowerBound, .toNearestOrAwayFromZero)
    let high = lattice(range.upperBound, .toNearestOrAwayFromZero)
    return TrackSchema.Component(
      step: step, minimum: low, maximum: max(low, high),
      reference: min(max(low, high), max(low, lattice(rest, .toNearestOrEven))))
  }

  /// Mean of a component over the poses.
  static func rest(_ poses: [[Float]], _ column: Int, _ kind: Channel.Kind, _ axis: Int) -> Float {
    var sum: Float = 0
    for pose in poses {
      if kind == .rotation {
        let q = SIMD4(pose[column], pose[column + 1], pose[column + 2], pose[column + 3])
        sum += Rodrigues.parameters(q, near: .zero)[axis]
      } else {
        sum += pose[column + axis]
      }
    }
    return poses.isEmpty ? 0 : sum / Float(poses.count)
  }

  /// Two poses of a person who stands and talks.
  static func standing(_ layout: ChannelLayout) -> [[Float]] {
    [(Float(1.2), Float(0.3)), (Float(1.0), Float(1.4))].map { (down, bend) in
      var frame = layout.restFrame
      func turn(_ bone: HumanoidBone, _ axis: SIMD3<Float>, _ angle: Float) {
        guard let at = layout.offset(of: Channel.rotation(of: bone).name) else { return }
        let q = Quaternion(axis: axis, angle: angle)
        for (offset, value) in [q.x, q.y, q.z, q.w].enumerated() { frame[at + offset] = value }
      }
      turn(.leftUpperArm, SIMD3(0, 0, 1), -down)
      turn(.rightUpperArm, SIMD3(0, 0, 1), down)
      turn(.leftLowerArm, SIMD3(0, 1, 0), -bend)
      turn(.rightLowerArm, SIMD3(0, 1, 0), bend)
      return frame
    }
  }
}
