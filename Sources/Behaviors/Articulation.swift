#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lips in speech, as a blend of phone targets: plateau dominance with anticipation.
///
/// A weighted mean after Cohen and Massaro (1993) in which every phone is dominant over 25–70 % of its length
/// and fades in and out, rounding earliest. Closed and critical phones override it later, see ``LipConstraints``.
public struct Articulation: Sendable {
  /// A blended lip shape.
  public struct Shape: Sendable {
    /// `jawOpen`.
    public var jaw: Float = 0
    /// Funnel and pucker.
    public var round = SIMD2<Float>(0, 0)
    /// Lower lip down, upper lip up, stretch, smile.
    public var spread = SIMD4<Float>(0, 0, 0, 0)
    /// `tongueOut`.
    public var tongue: Float = 0

    /// Closed lips at rest.
    public init() {}

    func mixed(_ other: Shape, _ t: Float) -> Shape {
      var result = self
      result.jaw += (other.jaw - jaw) * t
      result.round += (other.round - round) * t
      result.spread += (other.spread - spread) * t
      result.tongue += (other.tongue - tongue) * t
      return result
    }
  }

  private struct Segment: Sendable {
    var coreStart: Double
    var coreEnd: Double
    var target: LipTarget
    /// Squared pulls on jaw, round, spread, tongue.
    var weight: SIMD4<Float>
    var isSilence: Bool
  }

  private var segments: [Segment] = []
  private var first = 0
  private var stretch: Float = 1
  private var isEmpty = true
  private var one = Shape()
  private var two = Shape()
  private var held = Shape()
  private var releaseStart = -Double.infinity
  private let poleSeconds: Float

  /// Reach of the flanks in seconds: the furthest that a phone shows before or after its core.
  public static let reach = 0.42

  /// Makes lips at rest; `poleSeconds` is the time constant of the two causal poles that smooth the blend.
  public init(poleSeconds: Float = 0.012) {
    self.poleSeconds = poleSeconds
    segments.reserveCapacity(512)
  }

  /// Makes room for a number of phones: called where allocation is allowed.
  public mutating func reserve(_ phones: Int) { segments.reserveCapacity(phones * 3 + 8) }

  /// Takes the planned phones anew; does not allocate within the capacity reserved.
  public mutating func plan(_ phones: PhonePlan, jaw: Float) {
    segments.removeAll(keepingCapacity: true)
    first = 0
    isEmpty = phones.items.isEmpty
    guard let opening = phones.items.first else { return }
    stretch = Curve.clamp(phones.meanDuration / 0.082, 0.62, 1.25)
    silence(from: -.infinity, to: opening.start - 0.2)
    var previousEnd = opening.start
    for (index, phone) in phones.items.enumerated() {
      if phone.start - previousEnd > 0.25 { silence(from: previousEnd + 0.1, to: phone.start - 0.2) }
      add(phone, isAfterVowel: index > 0 && phones.items[index - 1].code.symbol.isVowel, jaw, phones.rate)
      previousEnd = max(previousEnd, phone.end)
    }
    silence(from: previousEnd + 0.1, to: .infinity)
  }

  /// Lets what was shown last fade out over 200 ms from a time on: speech was cut off.
  public mutating func release(at time: Double) {
    held = two
    releaseStart = time
  }

  private mutating func silence(from start: Double, to end: Double) {
    guard end > start else { return }
    segments.append(
      Segment(
        coreStart: start, coreEnd: end, target: LipTarget(jaw: 0),
        weight: SIMD4(0.25, 0.1225, 0.1225, 0.25), isSilence: true))
  }

  private mutating func add(_ phone: PhonePlan.Item, isAfterVowel: Bool, _ jaw: Float, _ rate: Float) {
    let symbol = phone.code.symbol
    let isReduced = symbol == .AH && phone.code.stress == 0
    guard let shape = isReduced ? PhoneShape.reduced : PhoneShape.of(symbol) else { return }
    let length = phone.end - phone.start
    var scale: Float = 1
    if symbol.isVowel {
      let unstressed: Float = phone.code.stress == 0 && !isReduced ? 0.85 : 1
      let stress: Float = phone.isFunctionWord ? 0.75 : phone.code.stress == 1 ? 1.10 : unstressed
      let short = Curve.clamp(Float(length) / 0.09, 0.55, 1).squareRoot()
      scale = stress * (phone.isPhraseFinal ? 1.05 : 1) * short
      scale *= Curve.clamp(1 - 0.045 * (rate - 11), 0.7, 1.08) * jaw
    }
    func put(_ target: LipTarget, _ pull: SIMD4<Float>, _ start: Double, _ end: Double) {
      var target = target
      target.jaw *= scale
      if symbol == .R && isAfterVowel { target.round *= 0.5 }
      let part = end - start
      segments.append(
        Segment(
          coreStart: start + 0.25 * part, coreEnd: start + 0.7 * part, target: target, weight: pull * pull,
          isSilence: false))
    }
    if let second = shape.second {
      let middle = phone.start + length * second.from
      put(shape.target, shape.pull, phone.start, middle)
      put(second.target, second.pull, middle, phone.end)
    } else {
      put(shape.target, shape.pull, phone.start, phone.end)
    }
  }

  /// The lips in a frame, before constraints.
  public mutating func advance(at time: Double, step: Float) -> Shape {
    let goal = blend(at: time)
    let k = 1 - expf(-step / poleSeconds)
    one = one.mixed(goal, k)
    two = two.mixed(one, k)
    let since = Float(time - releaseStart)
    guard since >= 0, since < 0.2 else { return two }
    return held.mixed(two, Curve.minimumJerk(since / 0.2))
  }

  private mutating func blend(at time: Double) -> Shape {
    guard !isEmpty else { return Shape() }
    while first < segments.count, segments[first].coreEnd < time - Self.reach * Double(stretch) { first += 1 }
    // Flanks in seconds: jaw, round, spread, tongue.
    let before = SIMD4<Float>(0.055, 0.100, 0.065, 0.040) * stretch
    let after = SIMD4<Float>(0.060, 0.070, 0.070, 0.035) * stretch
    let quietBefore = SIMD4<Float>(repeating: 0.090)
    let quietAfter = SIMD4<Float>(repeating: 0.120)
    var total = SIMD4<Float>(repeating: 0.001)
    var shape = Shape()
    segments.withUnsafeBufferPointer { segments in
      var index = first
      while index < segments.count {
        let segment = segments[index]
        index += 1
        let ahead = segment.coreStart - time
        if ahead > Self.reach { break }
        let behind = time - segment.coreEnd
        var weight = segment.weight
        if ahead > 0 {
          weight *= Self.bell(Float(ahead), segment.isSilence ? quietBefore : before)
        } else if behind > 0 {
          weight *= Self.bell(Float(behind), segment.isSilence ? quietAfter : after)
        }
        total += weight
        shape.jaw += weight.x * segment.target.jaw
        shape.round += weight.y * segment.target.round
        shape.spread += weight.z * segment.target.spread
        shape.tongue += weight.w * segment.target.tongue
      }
    }
    shape.jaw /= total.x
    shape.round /= total.y
    shape.spread /= total.z
    shape.tongue /= total.w
    return shape
  }

  /// exp(−½ (d/s)²), as (1 − q/16)^16: within 0.02 of the Gaussian, exactly zero from 5.7 deviations on.
  @inline(__always)
  private static func bell(_ distance: Float, _ s: SIMD4<Float>) -> SIMD4<Float> {
    let u = SIMD4(repeating: distance) / s
    var v = 1 - u * u * (0.5 / 16)
    v = v.replacing(with: 0, where: v .< 0)
    v *= v
    v *= v
    v *= v
    return v * v
  }
}
