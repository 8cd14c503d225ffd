import Motion

/// Puts the floats of a frame on the lattice.
final class FrameQuantizer {
  private struct Part {
    var kind: Int
    var component: Int
    var column: Int
  }

  /// The lattice values, coarse and refined, and what the coder expects, in 16ths.
  let values: UnsafeMutablePointer<Int32>
  let fine: UnsafeMutablePointer<Int32>
  let expected: UnsafeMutablePointer<Int32>
  /// The frame with rest where it was not finite.
  let clean: UnsafeMutablePointer<Float>
  /// Halvings of the lattice.
  var refinement: Int32 = 0
  /// Of the last frame: numbers held at the edge of their range, numbers replaced.
  private(set) var clamped = 0
  private(set) var repaired = 0

  private let count: Int
  private let parts: UnsafeMutableBufferPointer<Part>
  private let exact: UnsafeMutablePointer<Float>
  private let last: UnsafeMutablePointer<SIMD3<Float>>
  private let steps: UnsafeMutablePointer<Float>
  private let plan: ComponentPlan
  private let traits: UnsafePointer<ComponentTraits>

  init(schema: TrackSchema) {
    count = schema.componentCount
    plan = ComponentPlan(schema)
    traits = UnsafePointer(plan.traits)
    let room = max(1, count)
    values = .allocate(capacity: room)
    values.initialize(repeating: 0, count: room)
    fine = .allocate(capacity: room)
    fine.initialize(repeating: 0, count: room)
    expected = .allocate(capacity: room)
    expected.initialize(repeating: 0, count: room)
    exact = .allocate(capacity: room)
    exact.initialize(repeating: 0, count: room)
    steps = .allocate(capacity: room)
    clean = .allocate(capacity: max(1, schema.layout.width))
    clean.initialize(repeating: 0, count: max(1, schema.layout.width))
    last = .allocate(capacity: max(1, schema.entries.count))
    last.initialize(repeating: .zero, count: max(1, schema.entries.count))
    var parts: [Part] = []
    var component = 0
    for (entry, column) in zip(schema.entries, schema.layout.offsets) {
      let kind = entry.channel.kind == .rotation ? 2 : entry.components.count == 1 ? 0 : 1
      parts.append(Part(kind: kind, component: component, column: column))
      for (axis, part) in entry.components.enumerated() { steps[component + axis] = part.step.value }
      component += entry.components.count
    }
    self.parts = .allocate(capacity: parts.count)
    _ = self.parts.initialize(from: parts)
  }

  deinit {
    parts.deallocate()
    values.deallocate()
    fine.deallocate()
    expected.deallocate()
    clean.deallocate()
    exact.deallocate()
    last.deallocate()
    steps.deallocate()
  }

  /// The past no longer counts: of the two parameter sets of a rotation the smaller one is taken next.
  func forget() { for index in parts.indices { last[index] = .zero } }

  /// Takes a frame.
  func take(_ frame: UnsafePointer<Float>) {
    clamped = 0
    repaired = 0
    for index in parts.indices {
      let part = parts[index]
      let at = part.column
      switch part.kind {
      case 2:
        var q = SIMD4(frame[at], frame[at + 1], frame[at + 2], frame[at + 3])
        let square = (q * q).sum()
        if !(square > 1e-12 && square < 1e12) {
          q = SIMD4(0, 0, 0, 1)
          repaired += 4
        }
        for axis in 0..<4 { clean[at + axis] = q[axis] }
        let p = Rodrigues.parameters(q, near: last[index])
        for axis in 0..<3 { exact[part.component + axis] = p[axis] / steps[part.component + axis] }
      default:
        for axis in 0..<(part.kind == 0 ? 1 : 3) {
          var value = frame[at + axis]
          if !value.isFinite {
            value = 0
            repaired += 1
          }
          let component = part.component + axis
          let scaled = value / steps[component]
          let held = min(
            Float(traits[component].maximum), max(Float(traits[component].minimum), scaled))
          if abs(held - scaled) > 0.5 { clamped += 1 }
          exact[component] = held
          // Bodies are checked against what the range allows.
          clean[at + axis] = abs(held - scaled) > 0.5 ? held * steps[component] : value
        }
      }
    }
  }

  /// Takes from the coder what it expects.
  func expect(_ coder: FrameCoder) {
    for index in 0..<count { expected[index] = coder.expectation(index) }
  }

  /// Nothing is known: what is there is expected.
  func expectNothing() {
    for index in 0..<count { expected[index] = Self.nearest(exact[index]) << 4 }
  }

  /// The nearest whole number, even where two are as near, within ±2²²: adding 1.5 · 2²³ leaves no room for less.
  @inline(__always)
  private static func nearest(_ value: Float) -> Int32 {
    let held = min(4_194_304, max(-4_194_304, value)) + 12_582_912
    return Int32(bitPattern: held.bitPattern &- Float(12_582_912).bitPattern)
  }

  /// How far beyond half a step a body value may lie from the expected one and still be taken for it.
  private static let lean: Float = 0.1

  /// Rounds to the nearest lattice value; body values lean towards what is expected.
  func round(lean: Bool) {
    for index in 0..<count {
      let trait = traits + index
      var result = Self.nearest(exact[index])
      if lean && trait.pointee.vector != 0 {
        let wanted = (expected[index] &+ 8) >> 4
        if abs(exact[index] - Float(wanted)) <= 0.5 + Self.lean { result = wanted }
      }
      values[index] = min(trait.pointee.maximum, max(trait.pointee.minimum, result))
    }
  }

  /// The coarse lattice does.
  func unrefined() {
    refinement = 0
    fine.update(from: values, count: count)
  }

  /// Rounds on a lattice halved `halvings` times.
  func refine(_ halvings: Int32) {
    refinement = halvings
    let scale = Float(Int32(1) << halvings)
    let half = Int32(1) << (halvings - 1)
    for index in 0..<count {
      guard traits[index].vector != 0 else {
        fine[index] = values[index] << halvings
        continue
      }
      let wanted = (exact[index] * scale).rounded(.toNearestOrEven)
      let value = Int32(min(4_194_304 * scale, max(-4_194_304 * scale, wanted)))
      let held = min(
        traits[index].maximum << halvings, max(traits[index].minimum << halvings, value))
      let coarse = (held + half) >> halvings
      values[index] = min(traits[index].maximum, max(traits[index].minimum, coarse))
      let base = (values[index] << halvings) - half
      fine[index] = min(base + 2 * half - 1, max(base, held))
    }
  }

  /// The frame is coded: its rotations are the past of the next.
  func settle() {
    for index in parts.indices where parts[index].kind == 2 {
      let at = parts[index].component
      last[index] = SIMD3(
        Float(values[at]) * steps[at], Float(values[at + 1]) * steps[at + 1],
        Float(values[at + 2]) * steps[at + 2])
    }
  }
}
