public import Rigging

import Motion

/// How much of a character a picture shows.
public enum Framing: String, Sendable, Hashable, CaseIterable {
  /// The head from chin to crown.
  case face
  /// Head and shoulders.
  case bust
  /// The whole figure on its ground.
  case body

  /// A camera that shows this much of a character.
  ///
  /// The frame is laid by the rest pose, so that it stands still while the character moves. A rig without a
  /// head bone is shown whole.
  ///
  /// - Parameters:
  ///   - posed: The character.
  ///   - aspect: Width of the picture over its height.
  ///   - yaw: Radians by which the camera stands towards the character's left.
  ///   - pitch: Radians by which it stands above the middle of the frame.
  /// - Throws: ``RigError`` when the rig is broken.
  public func camera(
    for posed: PosedRig, aspect: Float = 1, yaw: Float = -0.21, pitch: Float = 0.06
  ) throws(RigError) -> Camera {
    let stature = try Stature(posed.rig)
    let (low, high, middle) = extent(of: stature)
    let height = max(high - low, 1e-3)
    // A frame narrower than the subject is tall must step back: figures are about half as wide as tall.
    let width: Float = self == .body ? 0.5 : 0.92
    let shown = max(height, height * width / max(aspect, 0.05))
    let camera = Camera(target: middle, distance: 1, yaw: yaw, pitch: pitch)
    let distance = shown / camera.visibleHeight + (self == .body ? 0 : stature.headDepth / 2)
    return Camera(target: middle, distance: distance, yaw: yaw, pitch: pitch)
  }

  private func extent(of s: Stature) -> (low: Float, high: Float, middle: SIMD3<Float>) {
    let low: Float
    let high: Float
    guard let head = s.head else {
      let margin = (s.high.y - s.low.y) * 0.06
      return (s.low.y - margin, s.high.y + margin, (s.low + s.high) / 2)
    }
    let crown = s.crown - head.y
    switch self {
    case .face:
      low = head.y - crown * 0.16
      high = s.crown + crown * 0.10
    case .bust:
      low = head.y - max(crown * 0.55, s.trunk * 0.42)
      high = s.crown + crown * 0.14
    case .body:
      low = s.low.y - (s.high.y - s.low.y) * 0.07
      high = s.high.y + (s.high.y - s.low.y) * 0.06
    }
    return (low, high, SIMD3(head.x, (low + high) / 2, head.z))
  }
}

/// The measures of a character in its rest pose, in metres.
struct Stature {
  /// Lower and upper corner of the box round all vertices.
  private(set) var low = SIMD3<Float>(repeating: .infinity)
  private(set) var high = SIMD3<Float>(repeating: -.infinity)
  /// Where the head bone stands; `nil` when there is none or nothing hangs on it.
  private(set) var head: SIMD3<Float>?
  /// Height of the highest vertex that follows the head.
  private(set) var crown: Float = 0
  /// Depth of what follows the head.
  private(set) var headDepth: Float = 0
  /// Height of the head bone above the hips.
  private(set) var trunk: Float = 0

  init(_ rig: Rig) throws(RigError) {
    let posed = try PosedRig(rig)
    let bone = rig.humanoid[.head]
    var vertices = DeformedVertices()
    var headLow = SIMD3<Float>(repeating: .infinity)
    var headHigh = SIMD3<Float>(repeating: -.infinity)
    for (number, node) in rig.nodes.enumerated() {
      guard let mesh = node.mesh else { continue }
      let hangs = bone.map { rig.isBelow(number, $0) } ?? false
      let follows = node.skin.map { skin in
        rig.skins[skin].joints.map { joint in bone.map { rig.isBelow(joint, $0) } ?? false }
      }
      for (part, primitive) in rig.meshes[mesh].primitives.enumerated() {
        posed.deform(primitive: part, of: number, into: &vertices)
        for (vertex, p) in vertices.positions.enumerated() {
          low = pointwiseMin(low, p)
          high = pointwiseMax(high, p)
          var isHead = hangs
          if let follows {
            let joints = primitive.joints[vertex]
            let weights = primitive.weights[vertex]
            isHead = (0..<4).contains { weights[$0] > 0.6 && follows[Int(joints[$0])] }
          }
          guard isHead else { continue }
          headLow = pointwiseMin(headLow, p)
          headHigh = pointwiseMax(headHigh, p)
        }
      }
    }
    guard low.x <= high.x else { throw .missing(what: "every mesh") }
    guard let bone, headLow.x <= headHigh.x else { return }
    let place = posed.position(of: bone)
    guard headHigh.y > place.y else { return }
    head = place
    crown = headHigh.y
    headDepth = headHigh.z - headLow.z
    if let hips = rig.humanoid[.hips] { trunk = max(0, place.y - posed.position(of: hips).y) }
  }
}

extension Rig {
  /// Whether a node is `root` or hangs below it.
  fileprivate func isBelow(_ node: Int, _ root: Int) -> Bool {
    var at: Int? = node
    for _ in nodes.indices {
      guard let number = at else { return false }
      if number == root { return true }
      at = nodes[number].parent
    }
    return false
  }
}
