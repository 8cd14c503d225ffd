import Motion
import Rigging

/// Vertices of a face in the place where they rest in the world, moved by morph weights alone.
///
/// A face rides on its head as a whole, so that what its parts do to each other can be seen without turning it.
struct MorphedSurface: Sendable {
  /// Where the vertices rest, all weights 0.
  private(set) var rest: [SIMD3<Float>] = []
  /// Unit normals at rest; zero where no triangle says.
  private(set) var normals: [SIMD3<Float>] = []
  /// Vertex numbers, three per triangle.
  private(set) var triangles: [SIMD3<Int32>] = []

  /// One morph target of the mesh at a node: entries `range` of `moved` and `moves`.
  private struct Target: Sendable {
    let node: Int
    let target: Int
    let range: Range<Int>
  }
  private var targets: [Target] = []
  private var moved: [Int32] = []
  private var moves: [SIMD3<Float>] = []

  /// A part of a rig: a primitive of the mesh at a node.
  struct Part: Hashable, Sendable {
    let node: Int
    let primitive: Int
  }

  private init() {}

  /// Gathers the vertices of some parts that a rule lets through, and the triangles between them.
  init(
    _ posed: PosedRig, _ parts: [Part], where isWanted: (_ rest: SIMD3<Float>, _ normal: SIMD3<Float>) -> Bool
  ) {
    for part in parts {
      let source = RestedPart(posed, part)
      var place = [Int32](repeating: -1, count: source.positions.count)
      for vertex in source.positions.indices where isWanted(source.positions[vertex], source.normals[vertex])
      {
        place[vertex] = Int32(rest.count)
        rest.append(source.positions[vertex])
        normals.append(source.normals[vertex])
      }
      for triangle in source.triangles {
        let t = SIMD3(place[Int(triangle.x)], place[Int(triangle.y)], place[Int(triangle.z)])
        if t.x >= 0, t.y >= 0, t.z >= 0 { triangles.append(t) }
      }
      for (number, morph) in source.primitive.morphs.enumerated() {
        let first = moved.count
        for (vertex, move) in zip(morph.vertices, morph.positions) where place[Int(vertex)] >= 0 {
          moved.append(place[Int(vertex)])
          moves.append(source.direction(move, at: Int(vertex)))
        }
        if moved.count > first {
          targets.append(Target(node: part.node, target: number, range: first..<moved.count))
        }
      }
    }
  }

  /// The same surface without what a shape moves, such as a tongue that is part of the mesh of the teeth.
  func without(movedBy shape: String, _ posed: PosedRig) -> MorphedSurface {
    var posed = posed
    posed.apply(RigPose(weights: [shape: 1]))
    var positions: [SIMD3<Float>] = []
    follow(posed, into: &positions)
    return restricted(to: zip(positions, rest).map { $0 == $1 })
  }

  /// The same surface without the triangles that look backwards at rest.
  func facingForward() -> MorphedSurface {
    var result = self
    result.triangles = triangles.filter { t in
      let (u, v) = (rest[Int(t.y)] - rest[Int(t.x)], rest[Int(t.z)] - rest[Int(t.x)])
      return u.x * v.y - u.y * v.x > 0
    }
    return result
  }

  /// The same surface with some of its vertices and the triangles between them.
  func restricted(to kept: [Bool]) -> MorphedSurface {
    var result = MorphedSurface()
    var place = [Int32](repeating: -1, count: rest.count)
    for vertex in rest.indices where kept[vertex] {
      place[vertex] = Int32(result.rest.count)
      result.rest.append(rest[vertex])
      result.normals.append(normals[vertex])
    }
    for triangle in triangles {
      let t = SIMD3(place[Int(triangle.x)], place[Int(triangle.y)], place[Int(triangle.z)])
      if t.x >= 0, t.y >= 0, t.z >= 0 { result.triangles.append(t) }
    }
    for target in targets {
      let first = result.moved.count
      for entry in target.range where place[Int(moved[entry])] >= 0 {
        result.moved.append(place[Int(moved[entry])])
        result.moves.append(moves[entry])
      }
      guard result.moved.count > first else { continue }
      result.targets.append(
        Target(node: target.node, target: target.target, range: first..<result.moved.count))
    }
    return result
  }

  /// Writes the vertices under the morph weights of a posed rig.
  func follow(_ posed: PosedRig, into positions: inout [SIMD3<Float>]) {
    if positions.count != rest.count { positions = rest }
    positions.withUnsafeMutableBufferPointer { positions in
      rest.withUnsafeBufferPointer { _ = positions.update(fromContentsOf: $0) }
      moved.withUnsafeBufferPointer { moved in
        moves.withUnsafeBufferPointer { moves in
          var node = -1
          var weights: ArraySlice<Float> = []
          for target in targets {
            if target.node != node {
              node = target.node
              weights = posed.morphWeights(of: node)
            }
            let weight = weights[weights.startIndex + target.target]
            guard weight != 0 else { continue }
            for entry in target.range { positions[Int(moved[entry])] += moves[entry] * weight }
          }
        }
      }
    }
  }

  /// Corners of the box around vertices, seen from the front.
  static func frame(of positions: [SIMD3<Float>]) -> (low: SIMD2<Float>, high: SIMD2<Float>) {
    var low = SIMD2<Float>(repeating: .infinity)
    var high = SIMD2<Float>(repeating: -.infinity)
    for p in positions {
      low = SIMD2(min(low.x, p.x), min(low.y, p.y))
      high = SIMD2(max(high.x, p.x), max(high.y, p.y))
    }
    return (low, high)
  }
}
