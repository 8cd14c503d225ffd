import Motion

/// Pairs of channels that exclude each other: both are active often enough to meet by chance, and do not.
///
/// Time is cut into windows of half a second, for neighbouring frames say nothing new. With shares p and q of
/// windows in which each is active, p·q·n windows would hold both; a pair is forbidden where at least twelve would
/// and not one in twenty of them does. (By chance a Poisson count of mean 12 is 0 once in 160,000 pairs.) Its
/// limit is the largest product seen, and a fiftieth more.
enum PairLearning {
  static let leastExpected = 12.0
  static let largestShare = 0.05
  static let active: Float = 0.1
  static let most = 40

  static func pairs(_ tracks: [Track]) -> [CharacterLimits.ForbiddenPair] {
    let names = LimitLearning.channels(of: tracks).filter { $0.kind == .weight }.map(\.name)
      .filter { name in tracks.allSatisfy { $0.layout[name]?.kind == .weight } }
    guard names.count > 1, names.count <= 512 else { return [] }
    let curves = names.map { name in tracks.map { $0.curve(name) ?? [] } }
    let lengths = tracks.map { max(1, Int(($0.rate.framesPerSecond / 2).rounded())) }
    let windows = zip(tracks, lengths).reduce(0) { $0 + ($1.0.frameCount + $1.1 - 1) / $1.1 }
    let alone = curves.map { curve in
      zip(curve, lengths).reduce(0) { $0 + count($1.0, $1.0, window: $1.1).windows }
    }
    var found: [(excess: Double, pair: CharacterLimits.ForbiddenPair)] = []
    for i in names.indices {
      for j in names.indices where j > i {
        let expected = Double(alone[i]) * Double(alone[j]) / Double(max(1, windows))
        guard expected >= leastExpected else { continue }
        var both = 0
        var product: Float = 0
        for (take, length) in lengths.enumerated() {
          let met = count(curves[i][take], curves[j][take], window: length)
          both += met.windows
          product = max(product, met.product)
        }
        guard Double(both) <= largestShare * expected else { continue }
        let limit = ((Double(product) + 0.02) * 1000).rounded(.up) / 1000
        found.append((expected - Double(both), .init(names[i], names[j], limit: limit)))
      }
    }
    // The surest first; the order of the names settles the rest.
    return found.enumerated().sorted { ($1.element.excess, $0.offset) < ($0.element.excess, $1.offset) }
      .prefix(most).map(\.element.pair)
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
