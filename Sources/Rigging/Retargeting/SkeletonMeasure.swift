import Motion

/// Places and lengths of a standing skeleton, in the file's unit.
struct SkeletonMeasure {
  private let places: [SIMD3<Float>]
  private let nodes: [Rig.Node]
  private let children: [[Int]]
  let humanoid: [HumanoidBone: Int]

  init(_ walk: SkeletonWalk, _ humanoid: [HumanoidBone: Int], axes: Quaternion) {
    places = walk.positions.map { axes.act($0) }
    nodes = walk.nodes
    self.humanoid = humanoid
    var children: [[Int]] = Array(repeating: [], count: nodes.count)
    for (number, node) in nodes.enumerated() {
      if let parent = node.parent { children[parent].append(number) }
    }
    self.children = children
  }

  /// Where a bone begins.
  func place(_ bone: HumanoidBone) -> SIMD3<Float>? { humanoid[bone].map { places[$0] } }

  func distance(_ a: HumanoidBone, _ b: HumanoidBone) -> Float {
    guard let from = place(a), let to = place(b) else { return 0 }
    return (to - from).norm
  }

  /// From a bone's beginning to where it ends: the next bone, else the middle of the nodes that hang on it.
  func vector(of bone: HumanoidBone) -> SIMD3<Float>? {
    guard let node = humanoid[bone] else { return nil }
    let side = bone.rawValue.hasPrefix("right") ? "right" : "left"
    let next: [HumanoidBone]
    switch bone {
    case .hips: next = [.spine, .chest, .upperChest, .neck, .head]
    case .spine: next = [.chest, .upperChest, .neck, .head]
    case .chest: next = [.upperChest, .neck, .head]
    case .upperChest: next = [.neck, .head]
    case .head, .leftEye, .rightEye, .jaw: next = []
    case .leftHand, .rightHand:
      next = ["Middle", "Index", "Ring", "Little"].compactMap {
        HumanoidBone(rawValue: side + $0 + "Proximal")
      }
    default: next = TPose.children(of: bone)
    }
    for other in next {
      if let there = place(other), (there - places[node]).norm > 1e-5 * max(1, extent) {
        return there - places[node]
      }
    }
    var sum = SIMD3<Float>.zero
    for child in children[node] { sum += places[child] - places[node] }
    return sum.norm > 1e-5 * max(1, extent) ? sum : nil
  }

  /// From the knuckle of the little finger, or the last that is known, to that of the index finger, or the first.
  func knuckles(of hand: HumanoidBone) -> SIMD3<Float>? {
    let side = hand == .leftHand ? "left" : "right"
    let known = ["Index", "Middle", "Ring", "Little"].compactMap { finger in
      HumanoidBone(rawValue: side + finger + "Proximal").flatMap { place($0) }
    }
    guard known.count > 1, let first = known.first, let last = known.last else { return nil }
    return (first - last).norm > 1e-5 * max(1, extent) ? (first - last).direction : nil
  }

  /// Largest distance of a node from the middle of all.
  var extent: Float {
    guard !places.isEmpty else { return 0 }
    var low = places[0]
    var high = places[0]
    for place in places {
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
    return (high - low).max()
  }

  /// Length of upper and lower leg, the mean of both sides; 0 without legs.
  var leg: Float {
    mean([
      distance(.leftUpperLeg, .leftLowerLeg) + distance(.leftLowerLeg, .leftFoot),
      distance(.rightUpperLeg, .rightLowerLeg) + distance(.rightLowerLeg, .rightFoot),
    ])
  }

  /// Length of upper and lower arm, the mean of both sides.
  var arm: Float {
    mean([
      distance(.leftUpperArm, .leftLowerArm) + distance(.leftLowerArm, .leftHand),
      distance(.rightUpperArm, .rightLowerArm) + distance(.rightLowerArm, .rightHand),
    ])
  }

  /// Height of the hips above the ankles with straight legs.
  var hipsToAnkle: Float {
    guard leg > 0, let hips = place(.hips), let up = up else { return leg }
    let joints = [HumanoidBone.leftUpperLeg, .rightUpperLeg].compactMap { place($0) }
    guard !joints.isEmpty else { return leg }
    let drop = joints.reduce(Float(0)) { $0 + dot(hips - $1, up) } / Float(joints.count)
    return leg + (abs(drop) < leg * 0.4 ? drop : 0)
  }

  /// From the hips toward the head.
  var up: SIMD3<Float>? {
    guard let hips = place(.hips), let top = place(.neck) ?? place(.head) ?? place(.spine) else { return nil }
    return (top - hips).direction
  }

  /// An ankle stands about a tenth of the leg's length above the sole.
  var ankleHeight: Float { leg * 0.1 }

  private func mean(_ lengths: [Float]) -> Float {
    let known = lengths.filter { $0 > 0 }
    return known.isEmpty ? 0 : known.reduce(0, +) / Float(known.count)
  }
}

/// The body's own axes, where a pose shows them: legs below, head above, arms at their sides.
struct BodyFrame {
  let left: SIMD3<Float>
  let up: SIMD3<Float>
  var forward: SIMD3<Float> { cross(left, up) }

  /// The rotation that carries the body's axes to +X, +Y and +Z.
  var toUpright: Quaternion { Quaternion(columns: left, up, forward).conjugate }

  /// `nil` when the pose is none that a body could stand in.
  init?(_ measure: SkeletonMeasure) {
    guard let rawUp = measure.up, let frame = Self.axes(measure, up: rawUp) else { return nil }
    let (left, up) = frame
    for (upper, foot) in [
      (HumanoidBone.leftUpperLeg, HumanoidBone.leftFoot), (.rightUpperLeg, .rightFoot),
    ] {
      guard let from = measure.place(upper), let to = measure.place(foot) else { continue }
      guard let leg = (to - from).direction, dot(leg, up) < -0.5 else { return nil }
    }
    for (upper, hand, side) in [
      (HumanoidBone.leftUpperArm, HumanoidBone.leftHand, Float(1)), (.rightUpperArm, .rightHand, -1),
    ] {
      guard let from = measure.place(upper), let to = measure.place(hand) else { continue }
      guard let arm = (to - from).direction, dot(arm, left) * side > -0.3, dot(arm, up) < 0.8 else {
        return nil
      }
    }
    if let a = measure.place(.leftUpperArm), let b = measure.place(.rightUpperArm),
      let shoulders = (a - b).direction, dot(shoulders, left) < 0.7
    {
      return nil
    }
    self.left = left
    self.up = up
  }

  /// The axes of a body that stands in any pose, by its hips.
  init?(standing measure: SkeletonMeasure) {
    guard let rawUp = measure.up, let (left, up) = Self.axes(measure, up: rawUp) else { return nil }
    self.left = left
    self.up = up
  }

  private static func axes(_ measure: SkeletonMeasure, up: SIMD3<Float>)
    -> (left: SIMD3<Float>, up: SIMD3<Float>)?
  {
    let pairs: [(HumanoidBone, HumanoidBone)] = [
      (.leftUpperLeg, .rightUpperLeg), (.leftUpperArm, .rightUpperArm), (.leftShoulder, .rightShoulder),
    ]
    for (a, b) in pairs {
      guard let a = measure.place(a), let b = measure.place(b) else { continue }
      if let across = (a - b).direction, let left = (across - up * dot(across, up)).direction {
        return (left, up)
      }
    }
    return nil
  }
}
