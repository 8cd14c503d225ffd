import Motion

/// What is known of one component (one coded integer of a frame): its past, its predictor, how it moves.
struct ComponentState {
  /// The last value.
  var x0: Int32 = 0
  /// The last three steps in 16ths, held in ±4095, newest first: what the predictor works with.
  var f0: Int32 = 0
  var f1: Int32 = 0
  var f2: Int32 = 0
  /// Weights of the predictor in 65536ths: three past steps, errors of two neighbours in this frame.
  var w0: Int32 = 0
  var w1: Int32 = 0
  var w2: Int32 = 0
  var w3: Int32 = 0
  var w4: Int32 = 0
  /// Running mean of residual magnitudes in 256ths.
  var activity: Int32 = 0
  /// The last two residuals.
  var last: Int32 = 0
  var before: Int32 = 0
  /// This frame's residual, and its exact error in 16ths of a step.
  var residual: Int32 = 0
  var error: Int32 = 0
  /// Activity with which it goes on after a first frame.
  var start: Int32 = 0
}

/// All that encoder and decoder learn: probabilities, mixing weights, components.
///
/// A key frame sets it back to the beginning, so that its packet needs nothing before it.
final class ModelState {
  /// Levels of activity.
  static let levels = 28
  /// Classes of contexts: scalars and vectors, each also in the first frame of a key packet.
  static let classes = 4
  /// Unary steps of a magnitude before it is escaped.
  static let unary = 14

  /// Places of the tables in ``bits``.
  static let zeroByActivity = 0
  static let zeroByPrediction = zeroByActivity + classes * levels * 8
  static let sign = zeroByPrediction + classes * 128
  static let moreByActivity = sign + classes * 27
  static let moreByNeighbour = moreByActivity + classes * levels * (unary + 1)
  static let low = moreByNeighbour + classes * 8 * 2
  static let escape = low + classes * 16
  static let shared = escape + classes * 24
  /// Probabilities of each component's own.
  static let own = 12

  /// Places of the weight sets (three numbers each) in ``mixers``.
  static let zeroMixers = 0
  static let moreMixers = classes * levels * 3
  static let mixerCount = moreMixers + classes * 2 * 3

  let count: Int
  let components: UnsafeMutablePointer<ComponentState>
  let bits: UnsafeMutablePointer<AdaptiveBit>
  let mixers: UnsafeMutablePointer<Int32>

  private let plan: ComponentPlan
  private var saved: (bits: [AdaptiveBit], mixers: [Int32], components: [ComponentState])?

  init(_ plan: ComponentPlan) {
    count = plan.count
    self.plan = plan
    components = .allocate(capacity: max(1, count))
    components.initialize(repeating: ComponentState(), count: max(1, count))
    bits = .allocate(capacity: Self.shared + count * Self.own)
    bits.initialize(repeating: AdaptiveBit(), count: Self.shared + count * Self.own)
    mixers = .allocate(capacity: Self.mixerCount)
    mixers.initialize(repeating: 0, count: Self.mixerCount)
    reset()
  }

  deinit {
    components.deallocate()
    bits.deallocate()
    mixers.deallocate()
  }

  /// Back to the beginning: nothing is known.
  func reset() {
    Prior.fill(bits: bits, plan: plan)
    for index in 0..<Self.mixerCount { mixers[index] = Prior.mixerWeight }
    for index in 0..<count {
      var state = ComponentState()
      let rest = plan.traits[index].reference
      state.x0 = rest
      state.w0 = 39322
      state.w1 = 13107
      state.w3 = 4000
      state.activity = plan.traits[index].motion
      state.start = state.activity
      components[index] = state
    }
  }
}

extension ModelState {
  /// Whether ``prime()`` was called.
  var isPrimed: Bool { saved != nil }

  /// Keeps what was learnt: later blocks of a clip start from it.
  func prime() {
    var components = Array(UnsafeBufferPointer(start: components, count: count))
    for index in 0..<count {
      var state = components[index]
      let rest = plan.traits[index].reference
      state.x0 = rest
      state.f0 = 0
      state.f1 = 0
      state.f2 = 0
      state.last = 0
      state.before = 0
      state.residual = 0
      state.error = 0
      state.start = state.activity
      components[index] = state
    }
    saved = (
      Array(UnsafeBufferPointer(start: bits, count: Self.shared + count * Self.own)),
      Array(UnsafeBufferPointer(start: mixers, count: Self.mixerCount)), components
    )
  }

  /// Back to what ``prime()`` kept.
  func restore() {
    guard let saved else { return reset() }
    saved.bits.withUnsafeBufferPointer {
      if let from = $0.baseAddress { bits.update(from: from, count: $0.count) }
    }
    saved.mixers.withUnsafeBufferPointer { from in
      if let base = from.baseAddress { mixers.update(from: base, count: from.count) }
    }
    saved.components.withUnsafeBufferPointer { from in
      if let base = from.baseAddress { components.update(from: base, count: from.count) }
    }
  }
}

/// What the frame loop reads of one component of a schema.
struct ComponentTraits {
  var minimum: Int32 = 0
  var maximum: Int32 = 0
  var reference: Int32 = 0
  /// 1 where the component belongs to a rotation or translation.
  var vector: Int32 = 0
  /// Neighbours earlier in the frame; −1 where there is none.
  var near0: Int32 = -1
  var near1: Int32 = -1
  var near2: Int32 = -1
  /// What the neighbours' distances from rest say about this one's in a key frame, in 256ths.
  var pull0: Int32 = 0
  var pull1: Int32 = 0
  var pull2: Int32 = 0
  /// Level of what key frames leave to code.
  var spread: Int32 = 0
  /// Activity with which a key packet goes on after its first frame.
  var motion: Int32 = 0
}

/// The components of a schema in plain memory.
final class ComponentPlan {
  let count: Int
  let traits: UnsafeMutablePointer<ComponentTraits>

  init(_ schema: TrackSchema) {
    let entries = schema.entries
    count = schema.componentCount
    traits = .allocate(capacity: max(1, count))
    traits.initialize(repeating: ComponentTraits(), count: max(1, count))
    var firsts: [Int] = []
    var at = 0
    for entry in entries {
      firsts.append(at)
      for (axis, component) in entry.components.enumerated() {
        let links = [entry.firstLink, entry.secondLink].compactMap(\.self).map { link in
          (first: firsts[link], single: entries[link].components.count == 1)
        }
        let near = Self.neighbours(at: at, axis: axis, links: links)
        let places = near.map { Int32($0) } + [-1, -1, -1]
        traits[at] = ComponentTraits(
          minimum: component.minimum, maximum: component.maximum, reference: component.reference,
          vector: entry.components.count > 1 ? 1 : 0, near0: places[0], near1: places[1], near2: places[2],
          pull0: Int32(component.pull[0]), pull1: Int32(component.pull[1]), pull2: Int32(component.pull[2]),
          spread: Int32(component.spread), motion: ComponentPlan.mean(ofLevel: Int32(component.motion)))
        at += 1
      }
    }
  }

  deinit { traits.deallocate() }

  /// Up to three earlier components that tell about one: the channel's own, then those of linked channels.
  static func neighbours(at: Int, axis: Int, links: [(first: Int, single: Bool)]) -> [Int] {
    let own = (0..<axis).map { at - 1 - $0 }
    return Array((own + links.map { $0.single ? $0.first : $0.first + axis }).prefix(3))
  }

  /// The smallest running mean (256ths) of a level.
  static func mean(ofLevel level: Int32) -> Int32 {
    let length = (level + 4) / 2
    let v = (Int32(1) << (length - 1)) | (level & 1) << (length - 2)
    return (v - 2) << 2
  }

  /// The level of a mean magnitude in steps.
  static func level(ofMean mean: Float) -> UInt8 {
    let scaled = Int32(min(65535, max(0, mean.isFinite ? mean : 0)) * 64) + 2
    let length = 32 - scaled.leadingZeroBitCount
    return UInt8(min(ModelState.levels - 1, 2 * length - 4 + Int(scaled >> Int32(length - 2)) & 1))
  }
}
