import Motion

/// Pairs of channels that exclude each other: both are active often enough to meet by chance, and do not.
///
/// Time is cut into windows of half a second, for neighbouring frames say nothing new, and these into blocks of ten
/// seconds, for only channels that are used together can be seen to shun each other: exercises that go through one shape
/// after the other, or takes of different moods, tell nothing. With p and q of a block's n windows in which each is
/// active, p·q/n windows would hold both. A pair is forbidden where over all blocks at least twelve would, in at least
/// six blocks with both, and not one in twenty of them does. (By chance a Poisson count of mean 12 is 0 once in 160,000
/// pairs.) Its limit is half as much again as the largest product seen, and never below ``leastLimit``.
enum PairLearning {
  static let leastExpected = 12.0
  static let leastBlocks = 6
  static let largestShare = 0.05
  static let active: Float = 0.1
  static let most = 40
  /// Two weights of a third each may always meet.
  static let leastLimit = 0.1
  /// Windows of a block.
  static let blockLength = 20

  static func pairs(_ tracks: [Track]) -> [CharacterLimits.ForbiddenPair] {
    let names = LimitLearning.channels(of: tracks).filter { $0.kind == .weight }.map(\.name)
      .filter { name in tracks.allSatisfy { $0.layout[name]?.kind == .weight } }
    guard names.count > 1, names.count <= 512 else { return [] }
    let curves = names.map { name in tracks.map { $0.curve(name) ?? [] } }
    let lengths = tracks.map { max(1, Int(($0.rate.framesPerSecond / 2).rounded())) }
    let sizes = zip(tracks, lengths).flatMap { blocks($0.0.frameCount, window: $0.1) }
    let alone = curves.map { curve in
      zip(curve, lengths).flatMap { activity($0.0, window: $0.1) }
    }
    var found: [(excess: Double, pair: CharacterLimits.ForbiddenPair)] = []
    for i in names.indices {
      for j in names.indices where j > i {
        var expected = 0.0
        var shared = 0
        for block in sizes.indices where alone[i][block] > 0 && alone[j][block] > 0 {
          expected += Double(alone[i][block] * alone[j][block]) / Double(sizes[block])
          shared += 1
        }
        guard expected >= leastExpected, shared >= leastBlocks else { continue }
        var both = 0
        var product: Float = 0
        for (take, length) in lengths.enumerated() {
          let met = count(curves[i][take], curves[j][take], window: length)
          both += met.windows
          product = max(product, met.product)
        }
        guard Double(both) <= largestShare * expected else { continue }
        let limit = max(leastLimit, (Double(product) * 1500).rounded(.up) / 1000)
        found.append((expected - Double(both), .init(names[i], names[j], limit: limit)))
      }
    }
    // The surest first; the order of the names settles the rest.
    return found.enumerated().sorted { ($1.element.excess, $0.offset) < ($0.element.excess, $1.offset) }
      .prefix(most).map(\.element.pair)
  }

  /// Windows of each block of a track.
  private static func blocks(_ frames: Int, window: Int) -> [Int] {
    let windows = (frames + window - 1) / window
    return stride(from: 0, to: windows, by: blockLength).map { min(blockLength, windows - $0) }
  }

  /// In how many windows of each block a curve is active.
  private static func activity(_ curve: [Float], window: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: blocks(curve.count, window: window).count)
    var last = -1
    for (frame, value) in curve.enumerated() where value > active && frame / window != last {
      last = frame / window
      counts[last / blockLength] += 1
    }
    return counts
  }

  /// In how many windows two curves are active at once, and their largest product.
  private static func count(_ a: [Float], _ b: [Float], window: Int) -> (windows: Int, product: Float) {
    var windows = 0
    var product: Float = 0
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var last = -1
        for frame in 0..<min(a.count, b.count) {
          let (x, y) = (a[frame], b[frame])
          if x > 0, y > 0 { product = max(product, x * y) }
          if x > active, y > active, frame / window != last {
            last = frame / window
            windows += 1
          }
        }
      }
    }
    return (windows, product)
  }
}
