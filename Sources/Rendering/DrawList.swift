import Motion
import Rigging

/// All triangles of a character in one list, with vertices that follow its pose.
struct DrawList: Sendable {
  /// The part of a material that shading needs.
  struct Surface: Sendable {
    let emissive: SIMD3<Float>
    let roughness: Float
    let metallic: Float
    let isUnlit: Bool
  }

  /// World positions in metres.
  private(set) var positions: [SIMD3<Float>]
  /// Unit normals.
  private(set) var normals: [SIMD3<Float>]
  /// Linear colours: vertex colour times base colour.
  let colors: [SIMD3<Float>]
  /// Vertex numbers, three per triangle.
  let triangles: [SIMD3<UInt32>]
  /// Material of each triangle.
  let surfaceOf: [UInt16]
  /// Which side of each triangle is seen (see ``Rasterizer/draw(_:vertices:sides:)``).
  private(set) var sides: [Int8]
  let surfaces: [Surface]

  private struct Part: Sendable {
    let node: Int
    let primitive: Int
    let vertices: Range<Int>
    let triangles: Range<Int>
    let hasNormals: Bool
    let isDoubleSided: Bool
    let isSkinned: Bool
  }
  private let parts: [Part]
  private var scratch: [DeformedVertices]

  /// Lays out the triangles of every node that carries a mesh, except see-through ones (alpha below ½).
  init(_ rig: Rig) {
    var colors: [SIMD3<Float>] = []
    var triangles: [SIMD3<UInt32>] = []
    var surfaceOf: [UInt16] = []
    var parts: [Part] = []
    let materials = rig.materials + [Material(name: "plain")]
    for (number, node) in rig.nodes.enumerated() {
      guard let mesh = node.mesh else { continue }
      for (index, primitive) in rig.meshes[mesh].primitives.enumerated() {
        let surface = primitive.material ?? rig.materials.count
        let material = materials[surface]
        guard material.baseColor.w >= 0.5 else { continue }
        let firstVertex = colors.count
        let firstTriangle = triangles.count
        let base = SIMD3(material.baseColor.x, material.baseColor.y, material.baseColor.z)
        for vertex in primitive.positions.indices {
          let c = primitive.colors.isEmpty ? SIMD4(1, 1, 1, 1) : primitive.colors[vertex]
          colors.append(SIMD3(c.x, c.y, c.z) * base)
        }
        let offset = UInt32(firstVertex)
        for at in stride(from: 0, to: primitive.indices.count, by: 3) {
          triangles.append(
            SIMD3(primitive.indices[at], primitive.indices[at + 1], primitive.indices[at + 2]) &+ offset)
          surfaceOf.append(UInt16(truncatingIfNeeded: surface))
        }
        parts.append(
          Part(
            node: number, primitive: index, vertices: firstVertex..<colors.count,
            triangles: firstTriangle..<triangles.count, hasNormals: !primitive.normals.isEmpty,
            isDoubleSided: material.isDoubleSided, isSkinned: node.skin != nil))
      }
    }
    self.colors = colors
    self.triangles = triangles
    self.surfaceOf = surfaceOf
    self.parts = parts
    surfaces = materials.map {
      Surface(
        emissive: $0.emissive, roughness: min(1, max(0.05, $0.roughness)),
        metallic: min(1, max(0, $0.metallic)), isUnlit: $0.isUnlit)
    }
    positions = Array(repeating: .zero, count: colors.count)
    normals = Array(repeating: SIMD3(0, 1, 0), count: colors.count)
    sides = Array(repeating: 1, count: triangles.count)
    scratch = Array(repeating: DeformedVertices(), count: parts.count)
  }

  /// Takes on the pose of the rig it was laid out for.
  mutating func follow(_ posed: PosedRig) {
    for (number, part) in parts.enumerated() {
      posed.deform(primitive: part.primitive, of: part.node, into: &scratch[number])
      let start = part.vertices.lowerBound
      for (k, p) in scratch[number].positions.enumerated() { positions[start + k] = p }
      if part.hasNormals {
        for (k, n) in scratch[number].normals.enumerated() { normals[start + k] = n }
      } else {
        smoothNormals(part)
      }
      var side: Int8 = part.isDoubleSided ? 0 : 1
      if !part.isSkinned, side != 0, isMirrored(posed.worldMatrices[part.node]) { side = -1 }
      for triangle in part.triangles { sides[triangle] = side }
    }
  }

  /// Normals of a part that brings none: the mean of its triangles' normals, weighted by area.
  private mutating func smoothNormals(_ part: Part) {
    for vertex in part.vertices { normals[vertex] = .zero }
    for triangle in part.triangles {
      let t = triangles[triangle]
      let a = positions[Int(t.x)]
      let n = cross(positions[Int(t.y)] - a, positions[Int(t.z)] - a)
      normals[Int(t.x)] += n
      normals[Int(t.y)] += n
      normals[Int(t.z)] += n
    }
    for vertex in part.vertices { normals[vertex] = unit(normals[vertex], orElse: SIMD3(0, 1, 0)) }
  }

  private func isMirrored(_ m: Matrix4) -> Bool {
    let (a, b, c) = (m.direction(SIMD3(1, 0, 0)), m.direction(SIMD3(0, 1, 0)), m.direction(SIMD3(0, 0, 1)))
    return dot(a, cross(b, c)) < 0
  }
}
