#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Motion
import Rigging

/// How far trunk and head reach from their middles: skin and clothes as they rest, without hair.
struct BodyProfile: Sendable {
  /// A stretch of the trunk that turns with one bone.
  private struct Slab: Sendable {
    let bone: Int
    let low: Float
    let high: Float
  }
  private let slabs: [Slab]
  private let chain: BodyChain
  /// Radius over the angle about the upright axis and the height.
  private let trunk: DepthField
  /// The trunk's axis: where it begins and where it ends.
  private let axis: (low: SIMD3<Float>, high: SIMD3<Float>)
  /// Radius over azimuth and elevation.
  private let head: DepthField?
  private let headBone: Int?
  private let headMiddle: SIMD3<Float>
  /// Greatest radius of trunk and head.
  let reach: Float

  private static let trunkBones: [HumanoidBone] = [.hips, .spine, .chest, .upperChest, .neck]
  private static let hairWords = ["hair", "glass", "lash", "hat", "hood", "headwear"]

  /// Measures a rig; `nil` where nothing of the trunk can be told.
  init?(_ posed: PosedRig, _ chain: BodyChain, _ share: BoneShare) {
    guard let hips = chain.number(of: .hips), let top = chain.number(of: .neck) ?? chain.number(of: .head)
    else { return nil }
    let axis = (low: chain.rest[hips], high: chain.rest[top])
    guard axis.high.y > axis.low.y else { return nil }
    let bones = Self.trunkBones.compactMap { chain.number(of: $0) }.filter { chain.rest[$0].y < axis.high.y }
    let slabs = bones.indices.map { k in
      Slab(
        bone: bones[k], low: chain.rest[bones[k]].y,
        high: k + 1 < bones.count ? chain.rest[bones[k + 1]].y : axis.high.y)
    }
    var trunk = DepthField(columns: 48, rows: 32)
    trunk.reset(from: SIMD2(-1.5 * .pi, axis.low.y), to: SIMD2(1.5 * .pi, axis.high.y))
    var head = DepthField(columns: 72, rows: 24)
    head.reset(from: SIMD2(-1.5 * .pi, -.pi / 2), to: SIMD2(1.5 * .pi, .pi / 2))
    let parts = Self.parts(of: posed.rig)
    var low = SIMD3<Float>(repeating: .infinity)
    var high = SIMD3<Float>(repeating: -.infinity)
    var heads: [(RestedPart, [HumanoidBone?])] = []
    var reach: Float = 0
    for part in parts {
      let bones = share.bones(of: part, in: posed.rig)
      guard bones.contains(where: { $0 == .head || $0.map(Self.trunkBones.contains) == true }) else {
        continue
      }
      let source = RestedPart(posed, part)
      for t in source.triangles
      where (0..<3).allSatisfy({ bones[Int(t[$0])].map(Self.trunkBones.contains) == true }) {
        let corners = (0..<3).map { Self.around(source.positions[Int(t[$0])], axis) }
        for corner in corners { reach = max(reach, corner.z) }
        Self.add(corners, to: &trunk)
      }
      if bones.contains(.head) {
        heads.append((source, bones))
        for (p, bone) in zip(source.positions, bones) where bone == .head {
          for k in 0..<3 {
            low[k] = min(low[k], p[k])
            high[k] = max(high[k], p[k])
          }
        }
      }
    }
    guard reach > 0 else { return nil }
    let headMiddle = (low + high) / 2
    let headBone = heads.isEmpty ? nil : chain.number(of: .head)
    for (source, bones) in heads {
      for t in source.triangles where (0..<3).allSatisfy({ bones[Int(t[$0])] == .head }) {
        let corners = (0..<3).map { Self.about(source.positions[Int(t[$0])], headMiddle) }
        for corner in corners { reach = max(reach, corner.z) }
        // Near the poles all azimuths meet.
        if corners.allSatisfy({ abs($0.y) < 1.4 }) { Self.add(corners, to: &head) }
      }
    }
    self.chain = chain
    self.axis = axis
    self.slabs = slabs
    self.headMiddle = headMiddle
    self.headBone = headBone
    self.trunk = trunk
    self.head = headBone == nil ? nil : head
    self.reach = reach
  }

  private static func parts(of rig: Rig) -> [MorphedSurface.Part] {
    rig.nodes.indices.flatMap { number -> [MorphedSurface.Part] in
      guard let mesh = rig.nodes[number].mesh else { return [] }
      return rig.meshes[mesh].primitives.indices.compactMap { index in
        let material = rig.meshes[mesh].primitives[index].material.map { rig.materials[$0].name } ?? ""
        let label = "\(rig.nodes[number].name) \(rig.meshes[mesh].name) \(material)".lowercased()
        return hairWords.contains { label.contains($0) }
          ? nil : MorphedSurface.Part(node: number, primitive: index)
      }
    }
  }

  /// Angle about the trunk's axis (0 forward, in radians), height, and radius.
  private static func around(
    _ p: SIMD3<Float>, _ axis: (low: SIMD3<Float>, high: SIMD3<Float>)
  ) -> SIMD3<Float> {
    let t = min(1, max(0, (p.y - axis.low.y) / (axis.high.y - axis.low.y)))
    let d = p - (axis.low + (axis.high - axis.low) * t)
    return SIMD3(atan2f(d.x, d.z), p.y, (d.x * d.x + d.z * d.z).squareRoot())
  }

  /// Azimuth, elevation and radius about the middle of the head.
  private static func about(_ p: SIMD3<Float>, _ middle: SIMD3<Float>) -> SIMD3<Float> {
    let d = p - middle
    let flat = (d.x * d.x + d.z * d.z).squareRoot()
    return SIMD3(atan2f(d.x, d.z), atan2f(d.y, flat), (d * d).sum().squareRoot())
  }

  /// Adds a triangle whose corners' angles may lie on both sides of the back, once for each turn it shows in.
  private static func add(_ corners: [SIMD3<Float>], to field: inout DepthField) {
    var c = corners
    for k in 1..<3 {
      while c[k].x - c[0].x > .pi { c[k].x -= 2 * .pi }
      while c[k].x - c[0].x < -.pi { c[k].x += 2 * .pi }
    }
    for turn in -1...1 {
      let shift = SIMD3<Float>(Float(turn) * 2 * .pi, 0, 0)
      field.add(c[0] + shift, c[1] + shift, c[2] + shift)
    }
  }

  /// How deep a point lies inside trunk or head in a stance, in metres; below 0 outside.
  func depth(of point: SIMD3<Float>, in stance: BodyChain.Stance) -> Float {
    var deepest = -Float.infinity
    for slab in slabs {
      let p = atRest(point, slab.bone, stance)
      guard p.y >= slab.low, p.y < slab.high else { continue }
      let place = Self.around(p, axis)
      deepest = max(deepest, trunk.height(place.x, place.y) - place.z)
    }
    if let head, let headBone {
      let place = Self.about(atRest(point, headBone, stance), headMiddle)
      deepest = max(deepest, head.height(place.x, place.y) - place.z)
    }
    return deepest
  }

  /// Whether a point is nearer to trunk and head than a distance; cheaper than its depth.
  func isNear(_ point: SIMD3<Float>, within distance: Float, in stance: BodyChain.Stance) -> Bool {
    let most = (distance + reach) * (distance + reach)
    for slab in slabs {
      let p = atRest(point, slab.bone, stance)
      guard p.y >= slab.low - distance, p.y < slab.high + distance else { continue }
      let place = Self.around(p, axis)
      if place.z * place.z < most { return true }
    }
    guard let headBone else { return false }
    let d = atRest(point, headBone, stance) - headMiddle
    return (d * d).sum() < most
  }

  /// Where a point would be if the bone that carries it were brought back to rest.
  @inline(__always)
  private func atRest(_ point: SIMD3<Float>, _ bone: Int, _ stance: BodyChain.Stance) -> SIMD3<Float> {
    chain.rest[bone] + stance.rotations[bone].conjugate.act(point - stance.positions[bone])
  }
}
