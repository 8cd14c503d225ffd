import Motion
import Rigging

/// Turns the face function into meshes with sparse morph targets.
struct MorphBuilder {
  let scale: RigScale
  /// Displacements below this many head heights are left out: a third of a millimetre on a head of 0.28 m.
  private static let positionThreshold = 1.2e-3
  /// Changes of a unit normal below this are left out when the vertex itself stays.
  private static let normalThreshold = 5e-2

  /// Names of all targets: ARKit's 52, then the visemes.
  static let names = ARKit.names + VisemeTable.names

  /// A mesh with all targets: f(1) - f(0), positions and normals.
  ///
  /// `mouthClose` follows ARKit: it is f(jawOpen, mouthClose) - f(jawOpen), so that equal weights of both
  /// leave the lips shut over the open jaw.
  func mesh(_ name: String, _ face: (FaceWeights) -> [FaceModel.Part]) -> Mesh {
    let rest = face(.neutral)
    let normals = rest.map { smoothNormals($0.patch.positions, $0.patch.triangles, $0.patch.welds) }
    var primitives = rest.map { scale.primitive($0.patch, $0.material) }
    var opened: [FaceModel.Part] = []
    for shape in Self.names {
      let isClose = shape == "mouthClose"
      if isClose { opened = face(FaceWeights(["jawOpen": 1])) }
      let viseme = VisemeTable.weights(of: shape)
      let weights = isClose ? ["jawOpen": 1, "mouthClose": 1] : viseme.isEmpty ? [shape: 1] : viseme
      let parts = face(FaceWeights(weights))
      for (k, part) in parts.enumerated() {
        let from = isClose ? opened[k].patch : rest[k].patch
        let fromNormals =
          isClose ? smoothNormals(from.positions, from.triangles, from.welds) : normals[k]
        primitives[k].morphs.append(target(from: from, fromNormals, to: part.patch, exact: part.exact))
      }
    }
    return Mesh(name: name, primitives: primitives, morphNames: Self.names)
  }

  private func target(from: Patch, _ fromNormals: [Vector], to: Patch, exact: Set<Int>) -> MorphTarget {
    var target = MorphTarget(vertices: [], positions: [], normals: [])
    guard from.positions != to.positions else { return target }
    let normals = smoothNormals(to.positions, to.triangles, to.welds)
    for i in from.positions.indices {
      let d = to.positions[i] - from.positions[i]
      let n = normals[i] - fromNormals[i]
      let threshold = exact.contains(i) ? 1e-7 : Self.positionThreshold
      guard d.length > threshold || n.length > Self.normalThreshold else { continue }
      target.vertices.append(UInt32(i))
      target.positions.append(scale.displacement(d))
      target.normals.append(SIMD3<Float>(n))
    }
    return target
  }
}
