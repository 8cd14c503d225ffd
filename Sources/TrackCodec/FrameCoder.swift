/// Whether a frame is the first after the models were set back, known when the loop is compiled.
protocol FrameStage {
  static var first: Bool { get }
}

/// The first frame.
enum FirstFrame: FrameStage {
  @inline(__always) static var first: Bool { true }
}

/// Any other.
enum LaterFrame: FrameStage {
  @inline(__always) static var first: Bool { false }
}

/// Predicts and codes the integers of frames; the same steps write and read.
struct FrameCoder {
  private let count: Int
  private let components: UnsafeMutablePointer<ComponentState>
  private let bits: UnsafeMutablePointer<AdaptiveBit>
  private let mixers: UnsafeMutablePointer<Int32>
  private let traits: UnsafePointer<ComponentTraits>
  private let stretch: UnsafePointer<Int16>
  private let knots: UnsafePointer<Int32>
  private let rates: UnsafePointer<Int32>

  init(state: ModelState, plan: ComponentPlan) {
    count = state.count
    components = state.components
    bits = state.bits
    mixers = state.mixers
    traits = UnsafePointer(plan.traits)
    stretch = Logistic.tables.stretch
    knots = Logistic.tables.knots
    rates = Logistic.tables.rates
  }

  /// Codes one frame.
  ///
  /// - Parameters:
  ///   - values: the components on the lattice, within their ranges; written when decoding.
  ///   - fine: the components on the lattice divided by `2^refinement`; written when decoding.
  ///   - refinement: halvings of the lattice in this frame, 0…3; its value when decoding is returned.
  ///   - first: whether this is the first frame after the state was set back.
  @inline(__always)
  func frame<C: BitCoder>(
    _ values: UnsafeMutablePointer<Int32>, fine: UnsafeMutablePointer<Int32>, refinement: Int32, first: Bool,
    coder: inout C
  ) -> Int32 {
    var halvings: Int32 = 0
    while halvings < 3 {
      if coder.code(refinement > halvings ? 1 : 0, 512) == 0 { break }
      halvings += 1
    }
    if first {
      for index in 0..<count {
        values[index] = component(index, values[index], FirstFrame.self, coder: &coder)
      }
      for index in 0..<count { settle(index) }
    } else {
      for index in 0..<count {
        values[index] = component(index, values[index], LaterFrame.self, coder: &coder)
      }
    }
    if halvings == 0 {
      for index in 0..<count { fine[index] = values[index] }
    } else {
      let half = Int32(1) << (halvings - 1)
      for index in 0..<count {
        guard traits[index].vector != 0 else {
          fine[index] = values[index] << halvings
          continue
        }
        let base = (values[index] << halvings) - half
        let part = UInt32(truncatingIfNeeded: fine[index] &- base)
        let value = base + Int32(bitPattern: coder.codeRaw(part, count: UInt32(halvings)))
        fine[index] = min(
          traits[index].maximum << halvings, max(traits[index].minimum << halvings, value))
      }
    }
    return halvings
  }

  /// What the predictor expects of a component before its neighbours are known, in 16ths of a step.
  @inline(__always)
  func expectation(_ index: Int) -> Int32 {
    let c = components + index
    let sum =
      c.pointee.w0 &* c.pointee.f0 &+ c.pointee.w1 &* c.pointee.f1 &+ c.pointee.w2 &* c.pointee.f2
    return (c.pointee.x0 << 4) &+ sum >> 16
  }

  @inline(__always)
  private static func clamp(_ value: Int32, _ limit: Int32) -> Int32 { min(limit, max(-limit, value)) }

  /// Magnitude, without the check for the smallest number, which nothing here reaches.
  @inline(__always)
  private static func size(_ value: Int32) -> Int32 {
    let mask = value >> 31
    return (value ^ mask) &- mask
  }

  /// 0, 1 positive, 2 negative.
  @inline(__always)
  private static func sign(_ value: Int32) -> Int {
    let bits = UInt32(bitPattern: value)
    return Int(truncatingIfNeeded: (bits >> 31) &* 2 | ((0 &- bits) & ~bits) >> 31)
  }

  /// Level of a running mean in 256ths: twice its logarithm.
  @inline(__always)
  private static func level(_ mean: Int32) -> Int {
    let v = mean >> 2 &+ 2
    let length = 32 - v.leadingZeroBitCount
    let half = Int(v >> Int32(truncatingIfNeeded: length - 2)) & 1
    return min(ModelState.levels - 1, 2 * length - 4 + half)
  }

  /// After the first frame of a key packet: its values are the whole past, and nothing is known of movement.
  @inline(__always)
  private func settle(_ index: Int) {
    let c = components + index
    c.pointee.f0 = 0
    c.pointee.f1 = 0
    c.pointee.f2 = 0
    c.pointee.last = 0
    c.pointee.before = 0
    c.pointee.activity = c.pointee.start
    c.pointee.error = 0
    c.pointee.residual = 0
  }

  @inline(__always)
  private func component<C: BitCoder, S: FrameStage>(
    _ index: Int, _ target: Int32, _ stage: S.Type, coder: inout C
  ) -> Int32 {
    let first = S.first
    let c = components + index
    let trait = traits + index
    let vector = Int(trait.pointee.vector)
    let kind = first ? 2 + vector : vector
    let minimum = trait.pointee.minimum
    let maximum = trait.pointee.maximum
    let n0 = Int(trait.pointee.near0)
    let n1 = Int(trait.pointee.near1)
    let n2 = Int(trait.pointee.near2)

    // What is expected.
    let x0 = c.pointee.x0
    var f0: Int32 = 0
    var f1: Int32 = 0
    var f2: Int32 = 0
    var f3: Int32 = 0
    var f4: Int32 = 0
    var expected = x0 << 4
    var around: Int32 = 0
    var nearSign = 0
    if n0 >= 0 {
      let other = components + n0
      let residual = other.pointee.residual
      around = 2 &* Self.size(residual)
      nearSign = Self.sign(residual)
      f3 = other.pointee.error
    }
    if n1 >= 0 {
      around &+= Self.size(components[n1].residual)
      f4 = components[n1].error
    }
    if n2 >= 0 { around &+= Self.size(components[n2].residual) }
    if !first {
      f0 = c.pointee.f0
      f1 = c.pointee.f1
      f2 = c.pointee.f2
      let sum =
        c.pointee.w0 &* f0 &+ c.pointee.w1 &* f1 &+ c.pointee.w2 &* f2 &+ c.pointee.w3 &* f3
        &+ c.pointee.w4 &* f4
      expected = min(maximum << 4, max(minimum << 4, expected &+ sum >> 16))
    } else {
      var sum: Int64 = 0
      if n0 >= 0 { sum &+= pull(trait.pointee.pull0, n0) }
      if n1 >= 0 { sum &+= pull(trait.pointee.pull1, n1) }
      if n2 >= 0 { sum &+= pull(trait.pointee.pull2, n2) }
      let wanted = Int64(trait.pointee.reference) << 4 &+ sum >> 4
      expected = Int32(truncatingIfNeeded: min(Int64(maximum) << 4, max(Int64(minimum) << 4, wanted)))
    }
    let rounded = (expected &+ 8) >> 4
    let part = expected &- rounded << 4

    // Where all stands still one bit mostly says that it goes on so.
    let own = bits + (ModelState.shared + index * ModelState.own)
    var residual = target &- rounded
    let energy = f0 &* f0 &+ f1 &* f1 &+ f2 &* f2 &+ f3 &* f3 &+ f4 &* f4
    let quiet = !first && energy == 0 && around == 0 && c.pointee.last == 0 && c.pointee.before == 0
    if quiet && plain(residual != 0 ? 1 : 0, own + 11, &coder) == 0 {
      c.pointee.activity &+= (-c.pointee.activity &* 77) >> 8
      c.pointee.residual = 0
      c.pointee.error = 0
      return x0
    }

    // What is left, under what is known around it.
    let level = first ? Int(trait.pointee.spread) : Self.level(c.pointee.activity)
    let nearLevel =
      around < 4
      ? Int(around) : around <= 5 ? 4 : around <= 8 ? 5 : around <= 16 ? 6 : 7
    let moved = Self.size(expected &- x0 << 4)
    let movedLevel = moved < 1 ? 0 : min(7, 30 - (moved | 4).leadingZeroBitCount)
    let partLevel = Int(min(3, Self.size(part) >> 1))
    let history = Int(min(Self.size(c.pointee.last), 2) &* 3 &+ min(Self.size(c.pointee.before), 2))
    let nonzero =
      quiet
      ? 1
      : mixed(
        residual != 0 ? 1 : 0,
        bits + (ModelState.zeroByActivity + (kind * ModelState.levels + level) * 8 + nearLevel),
        own + history,
        bits
          + (ModelState.zeroByPrediction + kind * 128 + (partLevel * 4 + min(3, level >> 2)) * 8 + movedLevel),
        mixers + (ModelState.zeroMixers + (kind * ModelState.levels + level) * 3), &coder)
    if nonzero == 0 {
      residual = 0
    } else {
      let side = part > 1 ? 1 : part < -1 ? 2 : 0
      let lastSign = Self.sign(c.pointee.last)
      let positive = plain(
        residual > 0 ? 1 : 0,
        bits + (ModelState.sign + kind * 27 + side * 9 + lastSign * 3 + nearSign), &coder)
      let size = magnitude(
        Self.size(residual), kind: kind, level: level, nearLevel: nearLevel, own: own + 9, coder: &coder)
      residual = positive != 0 ? size : -size
    }
    let value = min(maximum, max(minimum, rounded &+ residual))

    // What is learnt.
    let size = min(4095, Self.size(residual))
    if !first {
      let error = Self.clamp(value << 4 &- expected, 4095)
      if energy != 0 && error != 0 {
        let length = UInt32(truncatingIfNeeded: 32 &- (energy &+ 256).leadingZeroBitCount)
        // In quarters, so that one formula does for short energies too.
        let half = ((Int32(1) &<< Int32(bitPattern: length)) >> 12) << 2
        let four = error << 2
        let down = Int32(bitPattern: length &- 9)
        c.pointee.w0 = learn(c.pointee.w0, four &* f0 &+ half, down)
        c.pointee.w1 = learn(c.pointee.w1, four &* f1 &+ half, down)
        c.pointee.w2 = learn(c.pointee.w2, four &* f2 &+ half, down)
        c.pointee.w3 = learn(c.pointee.w3, four &* f3 &+ half, down)
        c.pointee.w4 = learn(c.pointee.w4, four &* f4 &+ half, down)
      }
      c.pointee.error = error
      c.pointee.activity &+= ((size << 8 &- c.pointee.activity) &* 77) >> 8
      c.pointee.before = c.pointee.last
      c.pointee.last = residual
    }
    c.pointee.residual = first ? min(4095, max(-4095, residual)) : residual
    c.pointee.f2 = f1
    c.pointee.f1 = f0
    c.pointee.f0 = Self.clamp((value &- x0) << 4, 4095)
    c.pointee.x0 = value
    return value
  }

  /// What a neighbour's distance from its rest says about a component in a key frame, in 256ths of a step.
  @inline(__always)
  private func pull(_ weight: Int32, _ other: Int) -> Int64 {
    Int64(weight) &* Int64(components[other].x0 &- traits[other].reference)
  }

  /// A weight moved towards less error: the product over the energy, in powers of two.
  @inline(__always)
  private func learn(_ weight: Int32, _ product: Int32, _ down: Int32) -> Int32 {
    min(98304, max(-98304, weight &+ product &>> down))
  }

  /// One bit under one probability.
  @inline(__always)
  private func plain<C: BitCoder>(
    _ bit: UInt32, _ a: UnsafeMutablePointer<AdaptiveBit>, _ coder: inout C
  ) -> UInt32 {
    let p = a.pointee.state & 0xFFFF
    let result = coder.code(bit, min(65504, max(32, p)))
    adapt(a, result)
    return result
  }

  /// One bit under three probabilities, weighed in the logistic domain.
  @inline(__always)
  private func mixed<C: BitCoder>(
    _ bit: UInt32, _ a: UnsafeMutablePointer<AdaptiveBit>, _ b: UnsafeMutablePointer<AdaptiveBit>,
    _ c: UnsafeMutablePointer<AdaptiveBit>, _ weights: UnsafeMutablePointer<Int32>, _ coder: inout C
  ) -> UInt32 {
    let x0 = Int32(stretch[Int((a.pointee.state >> 4) & 0xFFF)])
    let x1 = Int32(stretch[Int((b.pointee.state >> 4) & 0xFFF)])
    let x2 = Int32(stretch[Int((c.pointee.state >> 4) & 0xFFF)])
    let dot = (weights[0] &* x0 &+ weights[1] &* x1 &+ weights[2] &* x2) >> 16
    let p = min(65504, max(32, Logistic.squash(min(2047, max(-2047, dot)), knots)))
    let result = coder.code(bit, UInt32(bitPattern: p))
    let miss = (Int32(bitPattern: result) << 16) &- p
    weights[0] = weigh(weights[0], x0 &* miss)
    weights[1] = weigh(weights[1], x1 &* miss)
    weights[2] = weigh(weights[2], x2 &* miss)
    adapt(a, result)
    adapt(b, result)
    adapt(c, result)
    return result
  }

  @inline(__always)
  private func weigh(_ weight: Int32, _ product: Int32) -> Int32 {
    min(262_143, max(-262_143, weight &+ (product &+ 16384) >> 15))
  }

  @inline(__always)
  private func adapt(_ a: UnsafeMutablePointer<AdaptiveBit>, _ bit: UInt32) {
    let state = a.pointee.state
    let p = Int32(bitPattern: state & 0xFFFF)
    let goal = Int32(bitPattern: (0 &- bit) & 0xFFFF)
    let move = ((goal &- p) &* rates[Int(state >> 16)]) >> 15
    let counted: UInt32 = state < UInt32(Logistic.slowest) << 16 ? 0x10000 : 0
    a.pointee.state = state &+ counted &+ UInt32(bitPattern: move)
  }

  /// A magnitude of at least 1: unary over its high part, then its low bits; above the unary part escaped.
  @inline(__always)
  private func magnitude<C: BitCoder>(
    _ size: Int32, kind: Int, level: Int, nearLevel: Int, own: UnsafeMutablePointer<AdaptiveBit>,
    coder: inout C
  ) -> Int32 {
    let shift = level >= 14 ? Int32(truncatingIfNeeded: (level - 12) >> 1) : 0
    let high = (size &- 1) >> shift
    let byActivity =
      bits + (ModelState.moreByActivity + (kind * ModelState.levels + level) * (ModelState.unary + 1))
    var count: Int32 = 0
    while count < Int32(ModelState.unary) {
      let more: UInt32 = high > count ? 1 : 0
      let bit: UInt32
      if count < 2 {
        bit = mixed(
          more, byActivity + Int(count),
          bits + (ModelState.moreByNeighbour + (kind * 8 + nearLevel) * 2 + Int(count)),
          own + Int(count), mixers + (ModelState.moreMixers + (kind * 2 + Int(count)) * 3), &coder)
      } else {
        bit = plain(more, byActivity + Int(count), &coder)
      }
      if bit == 0 { break }
      count &+= 1
    }
    if count == Int32(ModelState.unary) {
      let rest = UInt32(truncatingIfNeeded: high &- count &+ 1)
      let wanted = UInt32(truncatingIfNeeded: 31 - (rest | 1).leadingZeroBitCount)
      var exponent: UInt32 = 0
      while exponent < 23 {
        let bit = plain(
          wanted > exponent ? 1 : 0, bits + (ModelState.escape + kind * 24 + Int(exponent)), &coder)
        if bit == 0 { break }
        exponent &+= 1
      }
      let tail = coder.codeRaw(rest & ((1 << exponent) &- 1), count: exponent)
      count &+= Int32(bitPattern: (1 << exponent | tail) &- 1)
    }
    if shift == 0 { return count &+ 1 }
    let low = UInt32(bitPattern: (size &- 1) & ((1 << shift) &- 1))
    let top = plain(
      (low >> UInt32(shift - 1)) & 1, bits + (ModelState.low + kind * 16 + Int(shift)), &coder)
    let rest = coder.codeRaw(low & ((1 << UInt32(shift - 1)) - 1), count: UInt32(shift - 1))
    let found = Int32(bitPattern: top << UInt32(shift - 1) | rest)
    return Int32(truncatingIfNeeded: min(1 << 24, (Int64(count) << shift) | Int64(found))) &+ 1
  }
}
