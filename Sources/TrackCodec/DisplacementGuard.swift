import Motion

/// Keeps every watched point of the body within the bound: checks lattice values by forward kinematics of the whole
/// skeleton and, where a point is too far off, moves the values that cost least.
///
/// Works in memory of its own and allocates nothing per frame.
final class DisplacementGuard {
  /// A bone without its name, in plain memory.
  private struct Joint {
    var offset: SIMD3<Float>
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
  private let trueBasis: UnsafeMutablePointer<Basis>
  private let truePlace: UnsafeMutablePointer<SIMD3<Float>>
  private let basis: UnsafeMutablePointer<Basis>
  private let place: UnsafeMutablePointer<SIMD3<Float>>
  /// Errors of the three points of each bone.
  private let errors: UnsafeMutablePointer<SIMD3<Float>>
  private let candidates: UnsafeMutablePointer<Candidate>
  /// Values moved so far and frames that needed it, for reports.
  private(set) var movedValues = 0
  private(set) var repairedFrames = 0

  private struct Candidate {
    var component: Int
    var bone: Int
    var direction: Int32
    var turn: SIMD3<Float>
    var shifts: Bool
    var score: Float
  }

  init(plan: BodyPlan, schema: TrackSchema, displacement: Float) {
    count = plan.bones.count
    bones = .allocate(capacity: max(1, count))
    for (index, bone) in plan.bones.enumerated() {
      (bones + index).initialize(
        to: Joint(
          offset: bone.offset, parent: bone.parent, component: bone.component, column: bone.column,
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
    errors = .allocate(capacity: 3 * room)
    errors.initialize(repeating: .zero, count: 3 * room)
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
    candidates.deallocate()
  }

  /// Takes the frame that the values stand for.
  func watch(_ frame: UnsafePointer<Float>) {
    for index in 0..<count {
      let bone = bones[index]
      var local = SIMD3<Float>.zero
      if bone.shiftColumn >= 0 {
        let at = bone.shiftColumn
        local = SIMD3(frame[at], frame[at + 1], frame[at + 2])
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
        trueBasis[index] = bone.column >= 0 ? parent.times(Basis(q)) : parent
      } else {
        truePlace[index] = bone.offset + local
        trueBasis[index] = bone.column >= 0 ? Basis(q) : .identity
      }
    }
  }

  /// Largest displacement of the values, divided by `2^refinement`, from the watched frame; metres.
  func displacement(of values: UnsafePointer<Int32>, refinement: Int32) -> Float {
    let scale = 1 / Float(Int32(1) << refinement)
    var worst: Float = 0
    for index in 0..<count {
      let bone = bones[index]
      var local = SIMD3<Float>.zero
      if bone.shiftComponent >= 0 { local = vector(values, bone.shiftComponent) * scale }
      if bone.parent >= 0 {
        let parent = basis[bone.parent]
        place[index] = place[bone.parent] + parent.act(bone.offset + local)
        basis[index] =
          bone.component >= 0
          ? parent.times(Basis(Rodrigues.quaternion(vector(values, bone.component) * scale))) : parent
      } else {
        place[index] = bone.offset + local
        basis[index] =
          bone.component >= 0
          ? Basis(Rodrigues.quaternion(vector(values, bone.component) * scale)) : .identity
      }
      let away = place[index] - truePlace[index]
      let x = away + bone.reach * (basis[index].x - trueBasis[index].x)
      let y = away + bone.reach * (basis[index].y - trueBasis[index].y)
      let z = away + bone.reach * (basis[index].z - trueBasis[index].z)
      errors[3 * index] = x
      errors[3 * index + 1] = y
      errors[3 * index + 2] = z
      worst = max(worst, max((x * x).sum(), max((y * y).sum(), (z * z).sum())))
    }
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
        guard let worst = worstPoint() else { break }
        guard improve(worst, values, expected) else { break }
      }
      // The moves were linear steps; what counts is the true place.
      if displacement(of: values, refinement: 0) <= limit { return true }
    }
    return false
  }

  @inline(__always)
  private func vector(_ values: UnsafePointer<Int32>, _ at: Int) -> SIMD3<Float> {
    SIMD3(
      Float(values[at]) * steps[at], Float(values[at + 1]) * steps[at + 1],
      Float(values[at + 2]) * steps[at + 2])
  }

  /// The point that is farthest beyond the bound.
  private func worstPoint() -> Int? {
    var worst = limit * limit * 0.998
    var found: Int?
    for index in 0..<3 * count {
      let square = (errors[index] * errors[index]).sum()
      if square > worst {
        worst = square
        found = index
      }
    }
    return found
  }

  @inline(__always)
  private func point(_ index: Int) -> SIMD3<Float> {
    let bone = index / 3
    let axis = index - 3 * bone
    let direction = axis == 0 ? basis[bone].x : axis == 1 ? basis[bone].y : basis[bone].z
    return place[bone] + bones[bone].reach * direction
  }

  /// Moves one value by one so that less lies outside; false when no value can.
  private func improve(
    _ worst: Int, _ values: UnsafeMutablePointer<Int32>, _ expected: UnsafePointer<Int32>
  ) -> Bool {
    let error = errors[worst]
    let square = (error * error).sum()
    let weight = limit * limit * Self.price
    let spot = point(worst)
    var found = 0
    var at = worst / 3
    while at >= 0 {
      let bone = bones[at]
      let parent = bone.parent >= 0 ? basis[bone.parent] : .identity
      if bone.component >= 0 {
        let parameters = vector(values, bone.component)
        let arm = spot - place[at]
        for axis in 0..<3 {
          let component = bone.component + axis
          let turn = parent.act(Rodrigues.slope(parameters, axis: axis)) * steps[component]
          add(component, at, turn, false, cross(turn, arm))
        }
      }
      if bone.shiftComponent >= 0 {
        for axis in 0..<3 {
          let component = bone.shiftComponent + axis
          let turn = (axis == 0 ? parent.x : axis == 1 ? parent.y : parent.z) * steps[component]
          add(component, at, turn, true, turn)
        }
      }
      at = bone.parent
    }
    func add(_ component: Int, _ bone: Int, _ turn: SIMD3<Float>, _ shifts: Bool, _ move: SIMD3<Float>) {
      let direction: Int32 = (error * move).sum() > 0 ? -1 : 1
      let value = values[component] + direction
      guard value >= minimum[component], value <= maximum[component] else { return }
      let after = error + Float(direction) * move
      let gain = (after * after).sum() - square
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
      let reach = bones[index].reach
      let arm = place[index] - centre
      for axis in 0..<3 {
        let old = errors[3 * index + axis]
        var new = old + candidate.turn
        if !candidate.shifts {
          let direction = axis == 0 ? basis[index].x : axis == 1 ? basis[index].y : basis[index].z
          new = old + cross(candidate.turn, arm + reach * direction)
        }
        change += max(0, (new * new).sum() - room) - max(0, (old * old).sum() - room)
      }
    }
    return change
  }

  private func apply(_ candidate: Candidate) {
    let centre = place[candidate.bone]
    for index in candidate.bone..<bones[candidate.bone].end {
      let reach = bones[index].reach
      if candidate.shifts {
        for axis in 0..<3 { errors[3 * index + axis] += candidate.turn }
        place[index] += candidate.turn
        continue
      }
      let arm = place[index] - centre
      let old = basis[index]
      errors[3 * index] += cross(candidate.turn, arm + reach * old.x)
      errors[3 * index + 1] += cross(candidate.turn, arm + reach * old.y)
      errors[3 * index + 2] += cross(candidate.turn, arm + reach * old.z)
      place[index] += cross(candidate.turn, arm)
      basis[index] = Basis(
        x: old.x + cross(candidate.turn, old.x), y: old.y + cross(candidate.turn, old.y),
        z: old.z + cross(candidate.turn, old.z))
    }
  }
}
