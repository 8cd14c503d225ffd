import Motion

/// Keeps every point around the body's joints within the bound: checks lattice values by forward kinematics of the whole
/// skeleton and, where a point is too far off, moves the values that cost least.
///
/// Works in memory of its own and allocates nothing per frame. Vectors have a fourth number that stays 0: four go
/// through memory in one piece.
final class DisplacementGuard {
  /// A bone without its name, in plain memory.
  private struct Joint {
    var offset: SIMD4<Float>
    var parent: Int
    var component: Int
    var column: Int
    var shiftComponent: Int
    var shiftColumn: Int
    var end: Int
    var reach: Float
  }

  private let bones: UnsafeMutablePointer<Joint>
  private let count: Int
  /// The bound less what floats round.
  let limit: Float
  private let steps: UnsafeMutablePointer<Float>
  private let minimum: UnsafeMutablePointer<Int32>
  private let maximum: UnsafeMutablePointer<Int32>
  private let trueBasis: UnsafeMutablePointer<JointFrame>
  private let truePlace: UnsafeMutablePointer<SIMD4<Float>>
  private let basis: UnsafeMutablePointer<JointFrame>
  private let place: UnsafeMutablePointer<SIMD4<Float>>
  private let errors: UnsafeMutablePointer<RigidError>
  /// The largest squared error of each bone, and whether it must be placed anew.
  private let peaks: UnsafeMutablePointer<Float>
  private let moved: UnsafeMutablePointer<Bool>
  private let candidates: UnsafeMutablePointer<Candidate>
  /// Values moved so far and frames that needed it, for reports.
  private(set) var movedValues = 0
  private(set) var repairedFrames = 0

  private struct Candidate {
    var component: Int
    var bone: Int
    var direction: Int32
    var turn: SIMD4<Float>
    var shifts: Bool
    var score: Float
  }

  init(plan: BodyPlan, schema: TrackSchema, displacement: Float) {
    count = plan.bones.count
    bones = .allocate(capacity: max(1, count))
    for (index, bone) in plan.bones.enumerated() {
      (bones + index).initialize(
        to: Joint(
          offset: SIMD4(bone.offset, 0), parent: bone.parent, component: bone.component, column: bone.column,
          shiftComponent: bone.shiftComponent, shiftColumn: bone.shiftColumn, end: bone.end, reach: bone.reach
        ))
    }
    // Room for the rounding of floats.
    limit = displacement * 0.998
    let total = max(1, schema.componentCount)
    steps = .allocate(capacity: total)
    minimum = .allocate(capacity: total)
    maximum = .allocate(capacity: total)
    var index = 0
    for entry in schema.entries {
      for component in entry.components {
        steps[index] = component.step.value
        minimum[index] = component.minimum
        maximum[index] = component.maximum
        index += 1
      }
    }
    let room = max(1, count)
    trueBasis = .allocate(capacity: room)
    trueBasis.initialize(repeating: .identity, count: room)
    truePlace = .allocate(capacity: room)
    truePlace.initialize(repeating: .zero, count: room)
    basis = .allocate(capacity: room)
    basis.initialize(repeating: .identity, count: room)
    place = .allocate(capacity: room)
    place.initialize(repeating: .zero, count: room)
    errors = .allocate(capacity: room)
    errors.initialize(repeating: .none, count: room)
    peaks = .allocate(capacity: room)
    peaks.initialize(repeating: 0, count: room)
    moved = .allocate(capacity: room)
    moved.initialize(repeating: false, count: room)
    candidates = .allocate(capacity: 6 * room)
    candidates.initialize(
      repeating: Candidate(component: 0, bone: 0, direction: 0, turn: .zero, shifts: false, score: 0),
      count: 6 * room)
  }

  deinit {
    bones.deallocate()
    steps.deallocate()
    minimum.deallocate()
    maximum.deallocate()
    trueBasis.deallocate()
    truePlace.deallocate()
    basis.deallocate()
    place.deallocate()
    errors.deallocate()
    peaks.deallocate()
    moved.deallocate()
    candidates.deallocate()
  }

  /// Takes the frame that the values stand for.
  func watch(_ frame: UnsafePointer<Float>) {
    for index in 0..<count {
      let bone = bones[index]
      var local = SIMD4<Float>.zero
      if bone.shiftColumn >= 0 {
        let at = bone.shiftColumn
        local = SIMD4(frame[at], frame[at + 1], frame[at + 2], 0)
      }
      var q = SIMD4<Float>(0, 0, 0, 1)
      if bone.column >= 0 {
        let at = bone.column
        q = SIMD4(frame[at], frame[at + 1], frame[at + 2], frame[at + 3])
        let square = (q * q).sum()
        q = square > 1e-12 && square < 1e12 ? q * (1 / square.squareRoot()) : SIMD4(0, 0, 0, 1)
      }
      if bone.parent >= 0 {
        let parent = trueBasis[bone.parent]
        truePlace[index] = truePlace[bone.parent] + parent.act(bone.offset + local)
        trueBasis[index] = bone.column >= 0 ? parent.times(JointFrame(q)) : parent
      } else {
        truePlace[index] = bone.offset + local
        trueBasis[index] = bone.column >= 0 ? JointFrame(q) : .identity
      }
    }
  }

  /// Largest displacement of the values, divided by `2^refinement`, from the watched frame; metres.
  func displacement(of values: UnsafePointer<Int32>, refinement: Int32) -> Float {
    for index in 0..<count { moved[index] = true }
    return measure(values, refinement)
  }

  /// Largest displacement; only bones that were moved, and those below them, are placed anew.
  private func measure(_ values: UnsafePointer<Int32>, _ refinement: Int32) -> Float {
    let scale = 1 / Float(Int32(1) << refinement)
    var worst: Float = 0
    for index in 0..<count {
      let bone = bones + index
      let parent = bone.pointee.parent
      guard moved[index] || (parent >= 0 && moved[parent]) else {
        worst = max(worst, peaks[index])
        continue
      }
      moved[index] = true
      var spot = bone.pointee.offset
      if bone.pointee.shiftComponent >= 0 {
        spot += vector(values, bone.pointee.shiftComponent) * scale
      }
      var turned = JointFrame.identity
      if bone.pointee.component >= 0 {
        turned = JointFrame(parameters: vector(values, bone.pointee.component) * scale)
      }
      if parent >= 0 {
        let above = basis[parent]
        spot = place[parent] + above.act(spot)
        turned = bone.pointee.component >= 0 ? above.times(turned) : above
      }
      place[index] = spot
      basis[index] = turned
      let error = RigidError(shift: spot - truePlace[index], frame: turned, truth: trueBasis[index])
      errors[index] = error
      peaks[index] = error.peak(reach: bone.pointee.reach)
      worst = max(worst, peaks[index])
    }
    for index in 0..<count { moved[index] = false }
    return worst.squareRoot()
  }

  /// Brings the values within the bound; false when that takes a finer lattice.
  ///
  /// - Parameter expected: what the coder expects of each component, in 16ths of a step: near it values cost little.
  func hold(_ values: UnsafeMutablePointer<Int32>, expected: UnsafePointer<Int32>) -> Bool {
    if displacement(of: values, refinement: 0) <= limit { return true }
    repairedFrames += 1
    for _ in 0..<3 {
      for _ in 0..<60 {
        guard let worst = worstBone() else { break }
        guard improve(worst, values, expected) else { break }
      }
      // The moves were linear steps; what counts is the true place.
      if measure(values, 0) <= limit { return true }
    }
    return false
  }

  @inline(__always)
  private func vector(_ values: UnsafePointer<Int32>, _ at: Int) -> SIMD4<Float> {
    SIMD4(
      Float(values[at]) * steps[at], Float(values[at + 1]) * steps[at + 1],
      Float(values[at + 2]) * steps[at + 2], 0)
  }

  /// The bone that is farthest beyond the bound.
  private func worstBone() -> Int? {
    var worst = limit * limit * 0.998
    var found = -1
    for index in 0..<count where peaks[index] > worst {
      worst = peaks[index]
      found = index
    }
    return found >= 0 ? found : nil
  }

  /// Moves one value by one so that less lies outside; false when no value can.
  private func improve(
    _ worst: Int, _ values: UnsafeMutablePointer<Int32>, _ expected: UnsafePointer<Int32>
  ) -> Bool {
    let arm = errors[worst].farthestPoint(reach: bones[worst].reach)
    let error = errors[worst].displacement(of: arm)
    let before = JointFrame.square(error)
    let weight = limit * limit * Self.price
    let spot = place[worst] + arm
    var found = 0
    var at = worst
    while at >= 0 {
      let bone = bones[at]
      let parent = bone.parent >= 0 ? basis[bone.parent] : .identity
      if bone.component >= 0 {
        let parameters = vector(values, bone.component)
        let arm = spot - place[at]
        for axis in 0..<3 {
          let component = bone.component + axis
          let turn = parent.act(JointFrame.slope(parameters, axis: axis)) * steps[component]
          add(&found, component, at, turn, false, JointFrame.cross(turn, arm))
        }
      }
      if bone.shiftComponent >= 0 {
        for axis in 0..<3 {
          let component = bone.shiftComponent + axis
          let turn = parent.column(axis) * steps[component]
          add(&found, component, at, turn, true, turn)
        }
      }
      at = bone.parent
    }
    func add(
      _ found: inout Int, _ component: Int, _ bone: Int, _ turn: SIMD4<Float>, _ shifts: Bool,
      _ move: SIMD4<Float>
    ) {
      let direction: Int32 = JointFrame.dot(error, move) > 0 ? -1 : 1
      let value = values[component] + direction
      guard value >= minimum[component], value <= maximum[component] else { return }
      let after = error + Float(direction) * move
      let gain = JointFrame.square(after) - before
      guard gain < 0 else { return }
      let from = abs(values[component] << 4 - expected[component])
      let to = abs(value << 4 - expected[component])
      let bits = Float(to - from) / (8 + Float(min(to, from)))
      candidates[found] = Candidate(
        component: component, bone: bone, direction: direction, turn: turn * Float(direction), shifts: shifts,
        score: gain + weight * bits)
      found += 1
    }
    for _ in 0..<min(found, 8) {
      var best = 0
      for index in 1..<max(1, found) where candidates[index].score < candidates[best].score { best = index }
      let candidate = candidates[best]
      if candidate.score == .infinity { return false }
      candidates[best].score = .infinity
      if excessChange(candidate) < 0 {
        apply(candidate)
        values[candidate.component] += candidate.direction
        movedValues += 1
        moved[candidate.bone] = true
        return true
      }
    }
    return false
  }

  /// What a bit is worth: share of the squared bound.
  private static let price: Float = 0.15

  /// By how much the squares beyond the bound would grow.
  private func excessChange(_ candidate: Candidate) -> Float {
    let room = limit * limit * 0.96
    var change: Float = 0
    let centre = place[candidate.bone]
    for index in candidate.bone..<bones[candidate.bone].end {
      let after = errors[index].moved(
        by: candidate.turn, shifts: candidate.shifts, arm: place[index] - centre)
      change += max(0, after.peak(reach: bones[index].reach) - room) - max(0, peaks[index] - room)
    }
    return change
  }

  private func apply(_ candidate: Candidate) {
    let centre = place[candidate.bone]
    for index in candidate.bone..<bones[candidate.bone].end {
      let arm = place[index] - centre
      errors[index] = errors[index].moved(by: candidate.turn, shifts: candidate.shifts, arm: arm)
      peaks[index] = errors[index].peak(reach: bones[index].reach)
      if candidate.shifts {
        place[index] += candidate.turn
        continue
      }
      let old = basis[index]
      place[index] += JointFrame.cross(candidate.turn, arm)
      basis[index] = JointFrame(
        x: old.x + JointFrame.cross(candidate.turn, old.x),
        y: old.y + JointFrame.cross(candidate.turn, old.y),
        z: old.z + JointFrame.cross(candidate.turn, old.z))
    }
  }
}
