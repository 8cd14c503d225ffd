import Motion
import Rigging

/// A small rig with everything: turned rest poses, a skinned face with morphs, eye bones, an expression.
func sampleRig() -> Rig {
  let tilt = Quaternion(axis: SIMD3(1, 0, 0), angle: 0.3)
  let turn = Quaternion(axis: SIMD3(0, 0, 1), angle: -1.2)
  let nodes: [Rig.Node] = [
    .init(name: "Armature", rotation: Quaternion(axis: SIMD3(0, 1, 0), angle: 0.5), scale: SIMD3(2, 2, 2)),
    .init(name: "Hips", parent: 0, translation: SIMD3(0, 1, 0), rotation: tilt),
    .init(name: "Head", parent: 1, translation: SIMD3(0, 0.5, 0), rotation: turn),
    .init(name: "LeftEye", parent: 2, translation: SIMD3(0.03, 0.1, 0.06), rotation: tilt),
    .init(name: "RightEye", parent: 2, translation: SIMD3(-0.03, 0.1, 0.06), rotation: tilt),
    .init(name: "Face", mesh: 0, skin: 0),
    .init(name: "Eye", mesh: 1, skin: 0),
  ]
  let face = Primitive(
    positions: [SIMD3(0, 1, 0), SIMD3(1, 1, 0), SIMD3(0, 2, 0)],
    normals: Array(repeating: SIMD3(0, 0, 1), count: 3),
    joints: Array(repeating: SIMD4(1, 0, 0, 0), count: 3),
    weights: [SIMD4(1, 0, 0, 0), SIMD4(0.25, 0.75, 0, 0), SIMD4(0.5, 0.5, 0, 0)],
    indices: [0, 1, 2],
    morphs: [
      MorphTarget(vertices: [1], positions: [SIMD3(0, -1, 0)]),
      MorphTarget(vertices: [0, 2], positions: [SIMD3(0, 0, 1), SIMD3(0, 0, 2)]),
      MorphTarget(vertices: [2], positions: [SIMD3(0, 1, 0)]),
    ])
  let eye = Primitive(
    positions: [SIMD3(0, 0, 0), SIMD3(0, 0.1, 0), SIMD3(0.1, 0, 0)],
    joints: Array(repeating: SIMD4(2, 0, 0, 0), count: 3),
    weights: Array(repeating: SIMD4(1, 0, 0, 0), count: 3), indices: [0, 1, 2],
    morphs: [MorphTarget(vertices: [0], positions: [SIMD3(0, 0.01, 0)])])
  var rig = Rig(
    nodes: nodes,
    meshes: [
      Mesh(name: "Face", primitives: [face], morphNames: ["jawOpen", "smile", "eyeLookUpLeft"]),
      Mesh(name: "Eye", primitives: [eye], morphNames: ["EyeLookUp_L"]),
    ],
    humanoid: [.hips: 1, .head: 2, .leftEye: 3, .rightEye: 4],
    expressions: [
      .init(name: "happy", isPreset: true, morphBinds: [.init(node: 5, target: 1, weight: 0.5)])
    ])
  let worlds = restMatrices(rig)
  rig.skins = [
    Rig.Skin(
      name: "skin", joints: [1, 2, 3],
      inverseBindMatrices: [1, 2, 3].map { worlds[$0].affineInverse })
  ]
  return rig
}

/// World matrices at rest, by walking up from each node.
func restMatrices(_ rig: Rig) -> [Matrix4] {
  rig.nodes.indices.map { start in
    var matrix = Matrix4.identity
    var at: Int? = start
    while let number = at {
      let node = rig.nodes[number]
      matrix =
        Matrix4(translation: node.translation, rotation: node.rotation, scale: node.scale) * matrix
      at = node.parent
    }
    return matrix
  }
}

/// Largest distance between two lists of points; infinite when their lengths differ.
func distance(_ a: [SIMD3<Float>], _ b: [SIMD3<Float>]) -> Float {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { (($0 - $1) * ($0 - $1)).sum().squareRoot() }.max() ?? 0
}
