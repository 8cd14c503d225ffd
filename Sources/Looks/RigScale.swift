import Foundation
import Motion
import Rigging

/// From head heights and doubles to the rig's metres and floats.
struct RigScale {
  let headHeight: Double
  let floor: Double
  let skeleton: Skeleton
  /// What hangs on the character.
  let springs: Springs
  private let jointNumbers: [HumanoidBone: UInt16]

  /// - Parameter hanging: the patches that may bring chains.
  init(headHeight: Double, skeleton: Skeleton, hanging: [Patch] = []) {
    self.headHeight = headHeight
    floor = skeleton.floor
    self.skeleton = skeleton
    springs = Springs(hanging, after: skeleton.bones.count)
    jointNumbers = Dictionary(
      uniqueKeysWithValues: skeleton.bones.enumerated().map { ($1.bone, UInt16($0)) })
  }

  /// A point in metres above the floor.
  func point(_ p: Vector) -> SIMD3<Float> {
    SIMD3<Float>((p - Vector(0, floor, 0)) * headHeight)
  }

  /// A displacement in metres.
  func displacement(_ d: Vector) -> SIMD3<Float> { SIMD3<Float>(d * headHeight) }

  /// Surfaces as primitives without morphs; what has no triangle is left out.
  func primitives(_ parts: [(patch: Patch, material: Surfacing)]) -> [Primitive] {
    parts.filter { !$0.patch.triangles.isEmpty }.map { primitive($0.patch, $0.material) }
  }

  /// A surface as a primitive without morphs.
  func primitive(_ patch: Patch, _ material: Surfacing) -> Primitive {
    let normals = smoothNormals(patch.positions, patch.triangles, patch.welds)
    var joints: [SIMD4<UInt16>] = []
    var weights: [SIMD4<Float>] = []
    for (binding, hang) in zip(patch.bindings, patch.hangs) {
      var pulls = zip(binding.bones, binding.weights).map { (joint: jointNumbers[$0] ?? 0, weight: $1) }
      if let hang, let first = springs.firstJoint(of: patch.chains[hang.chain]) {
        let swinging = patch.chains[hang.chain].weights(at: hang.share)
        let left = 1 - swinging.map(\.weight).reduce(0, +)
        pulls = pulls.map { ($0.joint, $0.weight * left) }.filter { $0.weight > 1e-4 }
        pulls = Array(pulls.prefix(2)) + swinging.map { (UInt16(first + $0.joint), $0.weight) }
      }
      var j = SIMD4<UInt16>.zero
      var w = SIMD4<Float>.zero
      for (i, pull) in pulls.prefix(4).enumerated() {
        j[i] = pull.joint
        w[i] = Float(pull.weight)
      }
      joints.append(j)
      weights.append(whole(w / w.sum()))
    }
    return Primitive(
      positions: patch.positions.map(point), normals: normals.map { SIMD3<Float>($0) },
      colors: patch.colors.map { SIMD4<Float>(linear($0), 1) }, joints: joints, weights: weights,
      indices: patch.triangles, material: material.rawValue)
  }

  /// Nodes, one skin for all meshes, humanoid map, expressions, gaze and springs.
  func rig(of look: LookParameters, meshes: [Mesh]) -> Rig {
    let name = look.name
    var nodes = [Rig.Node(name: name)]
    var humanoid: [HumanoidBone: Int] = [:]
    for (bone, parent) in skeleton.bones {
      let place = point(skeleton.place(bone))
      let origin = parent.map { point(skeleton.place($0)) } ?? .zero
      humanoid[bone] = nodes.count
      nodes.append(
        Rig.Node(
          name: bone.rawValue, parent: parent.flatMap { humanoid[$0] } ?? 0, translation: place - origin))
    }
    let joints = skeleton.bones.compactMap { humanoid[$0.bone] }
    let inverses = skeleton.bones.map {
      Matrix4(
        translation: -point(skeleton.place($0.bone)), rotation: .identity, scale: SIMD3(1, 1, 1))
    }
    var meshNodes: [Int] = []
    for (i, mesh) in meshes.enumerated() {
      meshNodes.append(nodes.count)
      nodes.append(Rig.Node(name: mesh.name, parent: 0, mesh: i, skin: 0))
    }
    var rig = Rig(
      nodes: nodes, meshes: meshes,
      skins: [Rig.Skin(name: name, joints: joints, inverseBindMatrices: inverses)],
      materials: Surfacing.allCases.map(\.material), humanoid: humanoid,
      expressions: ExpressionTable(meshes: meshes, nodes: meshNodes).expressions)
    let eyes = skeleton.place(.leftEye) - skeleton.place(.head)
    rig.lookAt = Rig.LookAt(offsetFromHeadBone: displacement(Vector(0, eyes.y, eyes.z)))
    springs.attach(to: &rig, look: look, scale: self)
    return rig
  }
}

/// Linear light of an sRGB colour (IEC 61966-2-1).
private func linear(_ c: Vector) -> SIMD3<Float> {
  var out = SIMD3<Float>.zero
  for i in 0..<3 {
    let v = min(max(c[i], 0), 1)
    out[i] = Float((v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)) * 65535).rounded() / 65535
  }
  return out
}

/// Weights in 65535ths, which files hold in half the bytes; the strongest takes what is left.
private func whole(_ w: SIMD4<Float>) -> SIMD4<Float> {
  var parts = SIMD4<Int>.zero
  var strongest = 0
  for i in 0..<4 {
    parts[i] = Int((w[i] * 65535).rounded())
    if parts[i] > parts[strongest] { strongest = i }
  }
  parts[strongest] += 65535 - parts.wrappedSum()
  var out = SIMD4<Float>.zero
  for i in 0..<4 { out[i] = Float(parts[i]) / 65535 }
  return out
}
