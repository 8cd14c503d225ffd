import Motion

/// What is known of one component (one coded integer of a frame): its past, its predictor, how it moves.
struct ComponentState {
  /// The last four values, newest first.
  var x0: Int32 = 0
  var x1: Int32 = 0
  var x2: Int32 = 0
  var x3: Int32 = 0
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
  static let own = 11

  /// Places of the weight sets (three numbers each) in ``mixers``.
  static let zeroMixers = 0
  static let moreMixers = classes * levels * 3
  static let mixerCount = moreMixers + classes * 2 * 3

  let count: Int
  let components: UnsafeMutablePointer<ComponentState>
  let bits: UnsafeMutablePointer<AdaptiveBit>
  let mixers: UnsafeMutablePointer<Int32>
  /// Running mean of magnitudes over the components of a key frame, by class.
  var spread0: Int32 = 0
  var spread1: Int32 = 0

  private let references: [Int32]

  init(_ plan: ComponentPlan) {
    count = plan.count
    references = plan.references
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
    Prior.fill(bits: bits, components: count)
    for index in 0..<Self.mixerCount { mixers[index] = Prior.mixerWeight }
    for index in 0..<count {
      var state = ComponentState()
      let rest = references[index]
      state.x0 = rest
      state.x1 = rest
      state.x2 = rest
      state.x3 = rest
      state.w0 = 39322
      state.w1 = 13107
      state.activity = 180
      components[index] = state
    }
    spread0 = 1024
    spread1 = 1024
  }
}

/// The parts of a schema that the frame loop reads, one entry a component, in plain memory.
final class ComponentPlan {
  let count: Int
  let references: [Int32]
  let minimum: UnsafeMutablePointer<Int32>
  let maximum: UnsafeMutablePointer<Int32>
  /// 1 where the component belongs to a rotation or translation.
  let vector: UnsafeMutablePointer<Int32>
  /// Three neighbours of each component, earlier in the frame; −1 where there is none.
  let neighbours: UnsafeMutablePointer<Int32>

  init(_ schema: TrackSchema) {
    let entries = schema.entries
    count = schema.componentCount
    var references: [Int32] = []
    minimum = .allocate(capacity: max(1, count))
    maximum = .allocate(capacity: max(1, count))
    vector = .allocate(capacity: max(1, count))
    neighbours = .allocate(capacity: max(1, 3 * count))
    var firsts: [Int] = []
    for entry in entries {
      let first = references.count
      firsts.append(first)
      for (axis, component) in entry.components.enumerated() {
        let at = references.count
        minimum[at] = component.minimum
        maximum[at] = component.maximum
        vector[at] = entry.components.count > 1 ? 1 : 0
        references.append(component.reference)
        var near: [Int] = []
        for back in stride(from: 1, through: axis, by: 1) { near.append(at - back) }
        for link in [entry.firstLink, entry.secondLink] {
          guard let link else { continue }
          near.append(firsts[link] + (entries[link].components.count > 1 ? min(axis, 2) : 0))
        }
        for place in 0..<3 { neighbours[3 * at + place] = place < near.count ? Int32(near[place]) : -1 }
      }
    }
    self.references = references
  }

  deinit {
    minimum.deallocate()
    maximum.deallocate()
    vector.deallocate()
    neighbours.deallocate()
  }
}
