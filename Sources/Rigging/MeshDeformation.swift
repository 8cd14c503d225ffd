/// Vertices of one primitive in world space, owned by the caller and kept from frame to frame.
public struct DeformedVertices: Sendable, Equatable {
  /// Positions in metres.
  public var positions: [SIMD3<Float>]
  /// Unit normals; empty when the primitive has none.
  public var normals: [SIMD3<Float>]

  /// Makes empty buffers; the first frame sizes them.
  public init() {
    positions = []
    normals = []
  }
}

extension PosedRig {
  /// Writes the deformed vertices of one primitive: morph targets, then linear-blend skinning or the node's matrix.
  ///
  /// A skinned mesh ignores the transform of its own node (glTF 2.0, 3.7.3.3). Normals go through the linear part
  /// of the blended matrices and are made unit again. Allocates only while `output` is of another size.
  ///
  /// - Parameters:
  ///   - primitive: Index within the mesh of the node.
  ///   - node: Index of a node that carries a mesh.
  ///   - output: Receives positions and normals in world space.
  /// - Precondition: The node has a mesh with that primitive.
  public func deform(primitive: Int, of node: Int, into output: inout DeformedVertices) {
    guard let mesh = rig.nodes[node].mesh else { preconditionFailure("node without a mesh") }
    let source = rig.meshes[mesh].primitives[primitive]
    Self.copy(source.positions, into: &output.positions)
    Self.copy(source.normals, into: &output.normals)
    let range = morphs.ranges[node]
    for (target, slot) in range.enumerated() where weights[slot] != 0 {
      Self.add(source.morphs[target], weight: weights[slot], to: &output)
    }
    if let skin = rig.nodes[node].skin {
      Self.skin(source, matrices: skinMatrices[skin], &output)
    } else {
      Self.transform(worldMatrices[node], &output)
    }
  }

  private static func copy(_ source: [SIMD3<Float>], into target: inout [SIMD3<Float>]) {
    guard target.count == source.count else {
      target = Array(unsafeUninitializedCapacity: source.count) { buffer, count in
        count = buffer.initialize(fromContentsOf: source)
      }
      return
    }
    target.withUnsafeMutableBufferPointer { out in
      source.withUnsafeBufferPointer { _ = out.update(fromContentsOf: $0) }
    }
  }

  private static func add(_ morph: MorphTarget, weight: Float, to output: inout DeformedVertices) {
    let hasNormals = !morph.normals.isEmpty && !output.normals.isEmpty
    morph.vertices.withUnsafeBufferPointer { vertices in
      output.positions.withUnsafeMutableBufferPointer { positions in
        morph.positions.withUnsafeBufferPointer { moves in
          for k in vertices.indices { positions[Int(vertices[k])] += moves[k] * weight }
        }
      }
      guard hasNormals else { return }
      output.normals.withUnsafeMutableBufferPointer { normals in
        morph.normals.withUnsafeBufferPointer { moves in
          for k in vertices.indices { normals[Int(vertices[k])] += moves[k] * weight }
        }
      }
    }
  }

  private static func skin(_ source: Primitive, matrices: [Matrix4], _ output: inout DeformedVertices) {
    let hasNormals = !output.normals.isEmpty
    output.positions.withUnsafeMutableBufferPointer { positions in
      output.normals.withUnsafeMutableBufferPointer { normals in
        matrices.withUnsafeBufferPointer { matrices in
          source.joints.withUnsafeBufferPointer { joints in
            source.weights.withUnsafeBufferPointer { weights in
              for v in positions.indices {
                let joint = joints[v]
                let weight = weights[v]
                let position = SIMD4(positions[v], 1)
                var sum = SIMD4<Float>.zero
                var turned = SIMD4<Float>.zero
                for k in 0..<4 where weight[k] != 0 {
                  let matrix = matrices[Int(joint[k])]
                  sum += (matrix * position) * weight[k]
                  if hasNormals { turned += (matrix * SIMD4(normals[v], 0)) * weight[k] }
                }
                positions[v] = SIMD3(sum.x, sum.y, sum.z)
                if hasNormals { normals[v] = unit(SIMD3(turned.x, turned.y, turned.z)) }
              }
            }
          }
        }
      }
    }
  }

  private static func transform(_ matrix: Matrix4, _ output: inout DeformedVertices) {
    // Normals need the transposed inverse where the scale differs along the axes.
    let inverse = matrix.affineInverse
    output.positions.withUnsafeMutableBufferPointer { positions in
      for v in positions.indices { positions[v] = matrix.point(positions[v]) }
    }
    output.normals.withUnsafeMutableBufferPointer { normals in
      for v in normals.indices {
        let n = SIMD4(normals[v], 0)
        let c = inverse.columns
        normals[v] = unit(SIMD3((c.0 * n).sum(), (c.1 * n).sum(), (c.2 * n).sum()))
      }
    }
  }

  private static func unit(_ v: SIMD3<Float>) -> SIMD3<Float> {
    let length = (v * v).sum().squareRoot()
    return length > 0 ? v / length : v
  }
}
