import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The moments at which a performance is sampled.
struct FrameClock {
  /// Seconds of each frame.
  let times: [Double]
  /// Seconds between frames.
  let step: Double

  init(rate: FrameRate, frameCount: Int) {
    times = (0..<frameCount).map { rate.time(ofFrame: $0).seconds }
    step = 1 / rate.framesPerSecond
  }

  /// Frames at or after `start` and before `end`.
  func frames(from start: Double, until end: Double) -> Range<Int> {
    let low = min(times.count, max(0, Int((start / step).rounded(.up))))
    let high = min(times.count, max(low, Int((end / step).rounded(.up))))
    return low..<high
  }
}

/// A rise, a stay and a fall.
struct Envelope {
  /// When it begins to rise, is full, begins to fall and is gone, in seconds and in this order.
  var start: Double
  var full: Double
  var release: Double
  var end: Double

  func value(at t: Double) -> Double {
    let rise = full > start ? minimumJerk((t - start) / (full - start)) : (t >= start ? 1 : 0)
    let fall = end > release ? minimumJerk((t - release) / (end - release)) : (t >= release ? 1 : 0)
    return rise * (1 - fall)
  }
}

/// One value per frame.
struct Curve {
  var values: [Double]
  let clock: FrameClock

  init(_ clock: FrameClock) {
    self.clock = clock
    values = Array(repeating: 0, count: clock.times.count)
  }

  subscript(frame: Int) -> Double {
    get { values[frame] }
    set { values[frame] = newValue }
  }

  /// Adds an envelope.
  mutating func add(_ envelope: Envelope, _ gain: Double) {
    for k in clock.frames(from: envelope.start, until: envelope.end) {
      values[k] += gain * envelope.value(at: clock.times[k])
    }
  }

  /// Raises the curve to an envelope where that is higher.
  mutating func cover(_ envelope: Envelope, _ gain: Double = 1) {
    for k in clock.frames(from: envelope.start, until: envelope.end) {
      values[k] = max(values[k], gain * envelope.value(at: clock.times[k]))
    }
  }

  /// Adds a bell with its top at `peak`, `before` seconds wide on the near and `after` on the far side.
  mutating func add(peak: Double, before: Double, after: Double, _ gain: Double) {
    add(Envelope(start: peak - before, full: peak, release: peak, end: peak + after), gain)
  }

  /// Adds noise around 0 whose turns come at about twice `frequency` a second, with about this deviation.
  mutating func addNoise(frequency: Double, deviation: Double, _ dice: inout Dice) {
    var keys = KeyCurve()
    var t = -dice.between(0, 0.5 / frequency)
    let end = (clock.times.last ?? 0) + 1 / frequency
    while t < end + 0.5 / frequency {
      keys.add(t, dice.normal() * deviation * 1.15)
      t += 0.5 / frequency * dice.between(0.65, 1.4)
    }
    let noise = keys.sampled(clock)
    for k in values.indices { values[k] += noise[k] }
  }

  /// Convolves with a Gaussian, forwards and backwards in time alike; the ends hold their values.
  mutating func smooth(seconds sigma: Double) {
    let reach = Int((sigma * 3.2 / clock.step).rounded(.up))
    guard reach > 0, values.count > 1 else { return }
    var kernel = (-reach...reach).map { k in
      let x = Double(k) * clock.step / sigma
      return exp(-0.5 * x * x)
    }
    let sum = kernel.reduce(0, +)
    for k in kernel.indices { kernel[k] /= sum }
    let source = values
    let last = source.count - 1
    for k in source.indices {
      var total = 0.0
      for (j, weight) in kernel.enumerated() { total += weight * source[min(last, max(0, k + j - reach))] }
      values[k] = total
    }
  }
}

/// Keys in time with a smooth, overshoot-free curve through them: cubic Hermite pieces with the slopes of Fritsch
/// and Carlson (1980).
struct KeyCurve {
  private(set) var keys: [(time: Double, value: Double)] = []

  /// Adds a key. Keys may come in any order; of two within a millisecond the first stays.
  mutating func add(_ time: Double, _ value: Double) { keys.append((time, value)) }

  /// The curve at each frame; flat before the first and after the last key.
  func sampled(_ clock: FrameClock) -> [Double] {
    var points: [(time: Double, value: Double)] = []
    for (_, key) in keys.enumerated().sorted(by: {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }) {
      if let last = points.last, key.time - last.time < 1e-3 { continue }
      points.append(key)
    }
    guard points.count > 1 else {
      return Array(repeating: points.first?.value ?? 0, count: clock.times.count)
    }
    let slopes = Self.slopes(points)
    var result: [Double] = []
    result.reserveCapacity(clock.times.count)
    var at = 0
    for t in clock.times {
      while at < points.count - 2, points[at + 1].time <= t { at += 1 }
      let (a, b) = (points[at], points[at + 1])
      let h = b.time - a.time
      let x = min(1, max(0, (t - a.time) / h))
      let (x2, x3) = (x * x, x * x * x)
      let ends = (2 * x3 - 3 * x2 + 1) * a.value + (3 * x2 - 2 * x3) * b.value
      result.append(ends + h * ((x3 - 2 * x2 + x) * slopes[at] + (x3 - x2) * slopes[at + 1]))
    }
    return result
  }

  private static func slopes(_ p: [(time: Double, value: Double)]) -> [Double] {
    let n = p.count
    let secants = (0..<(n - 1)).map { (p[$0 + 1].value - p[$0].value) / (p[$0 + 1].time - p[$0].time) }
    var slopes = Array(repeating: 0.0, count: n)
    for k in 1..<max(1, n - 1) where secants[k - 1] * secants[k] > 0 {
      let before = p[k].time - p[k - 1].time
      let after = p[k + 1].time - p[k].time
      let w1 = 2 * after + before
      let w2 = after + 2 * before
      // The weighted harmonic mean stays inside the region without overshoot.
      slopes[k] = (w1 + w2) / (w1 / secants[k - 1] + w2 / secants[k])
    }
    return slopes
  }
}
