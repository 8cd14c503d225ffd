/// Quantises frames within the bound and codes them; packets and clips are made with it.
final class FrameEncoder {
  private let state: ModelState
  private let plan: ComponentPlan
  private let coder: FrameCoder
  private let keeper: DisplacementGuard
  private let quantizer: FrameQuantizer
  private let hasBody: Bool

  /// Frames whose lattice had to be refined to hold the bound.
  private(set) var refinedFrames = 0
  /// Numbers that lay outside their channel's range and were held at its edge.
  private(set) var clampedValues = 0
  /// Numbers that were not finite and were replaced by rest.
  private(set) var replacedValues = 0
  /// Values moved to hold the displacement, and frames in which that happened.
  var repairs: (values: Int, frames: Int) { (keeper.movedValues, keeper.repairedFrames) }

  init(schema: TrackSchema, bound: ErrorBound, skeleton: ReachSkeleton) {
    plan = ComponentPlan(schema)
    state = ModelState(plan)
    coder = FrameCoder(state: state, plan: plan)
    let body = BodyPlan(layout: schema.layout, skeleton: skeleton, bound: bound)
    hasBody = !body.bones.isEmpty
    keeper = DisplacementGuard(plan: body, schema: schema, displacement: bound.displacement)
    quantizer = FrameQuantizer(schema: schema)
  }

  /// Most bytes that `frames` frames take.
  static func room(frames: Int, schema: TrackSchema) -> Int { 64 + 64 * (schema.componentCount + 1) * frames }

  /// The next frame is a first one: nothing before it counts.
  func reset() {
    state.reset()
    quantizer.forget()
  }

  /// As ``reset()``, but what the first block taught stays.
  func restore() {
    if state.isPrimed { state.restore() } else { state.reset() }
    quantizer.forget()
  }

  /// Keeps what was learnt for later blocks.
  func prime() { state.prime() }

  /// Codes one frame.
  func encode(_ frame: UnsafePointer<Float>, first: Bool, into range: inout RangeEncoder) {
    quantize(frame, first: first)
    _ = coder.frame(
      quantizer.values, fine: quantizer.fine, refinement: quantizer.refinement, first: first, coder: &range)
    quantizer.settle()
  }

  /// Lattice values of a frame, within the bound.
  private func quantize(_ frame: UnsafePointer<Float>, first: Bool) {
    quantizer.refinement = 0
    quantizer.take(frame)
    clampedValues += quantizer.clamped
    replacedValues += quantizer.repaired
    if first { quantizer.expectNothing() } else { quantizer.expect(coder) }
    quantizer.round(lean: !first)
    if hasBody {
      keeper.watch(quantizer.clean)
      if !keeper.hold(quantizer.values, expected: quantizer.expected) {
        refinedFrames += 1
        var halvings: Int32 = 0
        repeat {
          halvings += 1
          quantizer.refine(halvings)
        } while halvings < 3 && keeper.displacement(of: quantizer.fine, refinement: halvings) > keeper.limit
        return
      }
    }
    quantizer.unrefined()
  }
}
