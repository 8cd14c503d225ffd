import Motion
import Rigging

/// A rig for the tests: a ball on a head bone, and a bump on it as a morph target.
enum BallRig {
  /// - Parameters:
  ///   - color: Linear colour of the ball.
  ///   - hasNormals: Whether the mesh brings normals of its own.
  static func make(color: SIMD3<Float> = SIMD3(0.8, 0.5, 0.4), hasNormals: Bool = true) -> Rig {
    var positions: [SIMD3<Float>] = []
    var indices: [UInt32] = []
    let rings = 24
    let columns = 32
    for ring in 0...rings {
      let q = Quaternion(axis: SIMD3(1, 0, 0), angle: Float(ring) / Float(rings) * .pi)
      for column in 0...columns {
        let turn = Quaternion(axis: SIMD3(0, 1, 0), angle: Float(column) / Float(columns) * 2 * .pi)
        positions.append((turn * q).act(SIMD3(0, 1, 0)))
      }
    }
    for ring in 0..<rings {
      for column in 0..<columns {
        let a = UInt32(ring * (columns + 1) + column)
        let d = a + UInt32(columns + 1)
        indices += [a, d, a + 1, a + 1, d, d + 1]
      }
    }
    let bump = MorphTarget(
      vertices: [0], positions: [SIMD3(0, 0.5, 0)], normals: [.zero])
    let primitive = Primitive(
      positions: positions.map { $0 * 0.15 }, normals: hasNormals ? positions : [],
      colors: Array(repeating: SIMD4(color, 1), count: positions.count), indices: indices, morphs: [bump],
      material: 0)
    return Rig(
      nodes: [
        Rig.Node(name: "hips", translation: SIMD3(0, 0.5, 0)),
        Rig.Node(name: "head", parent: 0, translation: SIMD3(0, 0.35, 0)),
        Rig.Node(name: "ball", parent: 1, translation: SIMD3(0, 0.15, 0), mesh: 0),
      ],
      meshes: [Mesh(name: "ball", primitives: [primitive], morphNames: ["cheekPuff"])],
      materials: [Material(name: "matte")], humanoid: [.hips: 0, .head: 1])
  }
}
