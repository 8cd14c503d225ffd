import Motion

/// Which frames of which take become which session.
///
/// With four takes or more, whole takes are held out, drawn by the seed until their share is reached. With fewer, or
/// where takes are so unequal that whole ones would miss the share by more than ``farthest``, each take is parted in
/// time, and the seed says whether its beginning or its end is held out. Between the parts
/// of one take a gap is left out. Long parts are cut into equal sessions, short ones dropped.
struct SessionSplit {
  struct Part: Equatable {
    let take: Int
    let frames: Range<Int>
    let role: ReferenceSession.Role
  }
  let parts: [Part]
  /// Seconds that are in no session.
  let leftOut: Double
  /// Whether whole takes are held out.
  let isByTake: Bool

  /// How far from the share that is asked for the held-out takes may be.
  static let farthest = 0.05

  init(_ takes: [CapturedTake], _ options: LearningOptions) {
    let lengths = takes.map(\.seconds)
    let total = lengths.reduce(0, +)
    var whole: [Part] = []
    var held = 0.0
    var roles = [ReferenceSession.Role](repeating: .rehearsal, count: takes.count)
    if takes.count >= 4 {
      for take in Self.order(takes.count, options.seed) {
        // A take is held out when that brings the share nearer.
        let wanted = options.heldOutShare * total
        guard abs(held + lengths[take] - wanted) < abs(held - wanted) else { continue }
        held += lengths[take]
        roles[take] = .heldOut
      }
    }
    isByTake = takes.count >= 4 && abs(held - options.heldOutShare * total) <= Self.farthest * total
    if isByTake {
      whole = takes.indices.map { Part(take: $0, frames: 0..<takes[$0].track.frameCount, role: roles[$0]) }
    } else {
      for (number, take) in takes.enumerated() {
        whole += Self.cut(take, number, options, heldFirst: Self.mix(options.seed, UInt64(number)) & 1 == 1)
      }
    }
    let kept = whole.flatMap { Self.sessions($0, takes[$0.take].track.rate, options) }
    parts = kept.sorted { ($0.take, $0.frames.lowerBound) < ($1.take, $1.frames.lowerBound) }
    let used = kept.reduce(0.0) {
      $0 + Double($1.frames.count) / takes[$1.take].track.rate.framesPerSecond
    }
    leftOut = max(0, total - used)
  }

  /// One take in two parts with the gap between them.
  private static func cut(
    _ take: CapturedTake, _ number: Int, _ options: LearningOptions, heldFirst: Bool
  ) -> [Part] {
    let count = take.track.frameCount
    let gap = Int((options.gap * take.track.rate.framesPerSecond).rounded(.up))
    let left = max(0, count - gap)
    let held = Int((Double(left) * options.heldOutShare).rounded())
    let first = heldFirst ? held : left - held
    let last = left - first
    return [
      Part(take: number, frames: 0..<first, role: heldFirst ? .heldOut : .rehearsal),
      Part(take: number, frames: (count - last)..<count, role: heldFirst ? .rehearsal : .heldOut),
    ]
  }

  private static func sessions(_ part: Part, _ rate: FrameRate, _ options: LearningOptions) -> [Part] {
    let seconds = Double(part.frames.count) / rate.framesPerSecond
    // The rounding of a frame does not cost a session.
    guard seconds >= options.shortestSession - 0.05 else { return [] }
    let pieces = max(1, Int((seconds / options.longestSession - 1e-6).rounded(.up)))
    let bounds = (0...pieces).map { part.frames.lowerBound + part.frames.count * $0 / pieces }
    return (0..<pieces).map { Part(take: part.take, frames: bounds[$0]..<bounds[$0 + 1], role: part.role) }
  }

  /// The numbers below `count` in an order that the seed settles.
  private static func order(_ count: Int, _ seed: UInt64) -> [Int] {
    (0..<count).sorted { (mix(seed, UInt64($0)), $0) < (mix(seed, UInt64($1)), $1) }
  }

  /// SplitMix64 (S. Vigna) of the seed and a number.
  private static func mix(_ seed: UInt64, _ number: UInt64) -> UInt64 {
    var z = seed &+ (number &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Track {
  /// The frames of a range as a track that begins at zero.
  func cut(_ frames: Range<Int>) -> Track {
    let width = layout.width
    return Track(
      layout: layout, rate: rate,
      samples: Array(samples[(frames.lowerBound * width)..<(frames.upperBound * width)]))
  }

  /// The track less the named channels.
  func without(_ names: Set<String>) -> Track {
    guard layout.channels.contains(where: { names.contains($0.name) }) else { return self }
    let kept = layout.channels.filter { !names.contains($0.name) }
    let columns = layout.channels.indices.filter { !names.contains(layout.channels[$0].name) }.flatMap {
      index in
      (0..<layout.channels[index].kind.width).map { layout.offsets[index] + $0 }
    }
    var samples: [Float] = []
    samples.reserveCapacity(frameCount * columns.count)
    for frame in 0..<frameCount { for column in columns { samples.append(self[frame, column]) } }
    return Track(layout: ChannelLayout(kept), rate: rate, samples: samples)
  }
}
