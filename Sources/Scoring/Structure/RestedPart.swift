import Motion
import Rigging

/// The vertices of one primitive where they stand in the rest pose, all morph weights 0.
struct RestedPart {
  let primitive: Primitive
  /// World positions in metres.
  private(set) var positions: [SIMD3<Float>] = []
  /// Unit normals made of the triangles; zero where there are none.
  private(set) var normals: [SIMD3<Float>] = []
  /// Vertex numbers, three per triangle.
  private(set) var triangles: [SIMD3<UInt32>] = []
  private let world: Matrix4
  private let joints: [Matrix4]

  init(_ posed: PosedRig, _ part: MorphedSurface.Part) {
    let rig = posed.rig
    let node = rig.nodes[part.node]
    guard let mesh = node.mesh else { preconditionFailure("node without a mesh") }
    primitive = rig.meshes[mesh].primitives[part.primitive]
    world = posed.worldMatrices[part.node]
    joints =
      node.skin.map { skin in
        zip(rig.skins[skin].joints, rig.skins[skin].inverseBindMatrices).map {
          posed.worldMatrices[$0] * $1
        }
      } ?? []
    positions = primitive.positions.indices.map { blend($0, SIMD4(primitive.positions[$0], 1)) }
    var sums = [SIMD3<Float>](repeating: .zero, count: positions.count)
    for at in stride(from: 0, to: primitive.indices.count - 2, by: 3) {
      let t = SIMD3(primitive.indices[at], primitive.indices[at + 1], primitive.indices[at + 2])
      triangles.append(t)
      let a = positions[Int(t.x)]
      let (u, v) = (positions[Int(t.y)] - a, positions[Int(t.z)] - a)
      let n = SIMD3(u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x)
      for corner in 0..<3 { sums[Int(t[corner])] += n }
    }
    normals = sums.map { n in
      let length = (n * n).sum().squareRoot()
      return length > 0 ? n / length : .zero
    }
  }

  /// A displacement of a vertex in the axes of the world.
  func direction(_ move: SIMD3<Float>, at vertex: Int) -> SIMD3<Float> { blend(vertex, SIMD4(move, 0)) }

  private func blend(_ vertex: Int, _ v: SIMD4<Float>) -> SIMD3<Float> {
    var sum = SIMD4<Float>.zero
    if joints.isEmpty || primitive.joints.isEmpty {
      sum = world * v
    } else {
      for k in 0..<4 where primitive.weights[vertex][k] != 0 {
        sum += joints[Int(primitive.joints[vertex][k])] * v * primitive.weights[vertex][k]
      }
    }
    return SIMD3(sum.x, sum.y, sum.z)
  }
}
