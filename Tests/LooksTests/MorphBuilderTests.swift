import Looks
import Motion
import Rigging
import Testing

@Suite struct MorphBuilderTests {
  @Test func bothMorphedMeshesCarryShapesAndVisemesInTheSameOrder() {
    for name in ["Face", "Eyes"] {
      let mesh = Fixtures.nova.mesh(name)
      #expect(mesh.morphNames == ARKit.names + VisemeTable.names)
      for primitive in mesh.primitives { #expect(primitive.morphs.count == 67) }
    }
  }

  @Test(arguments: ARKit.names)
  func shapeMovesTheFace(shape: String) throws {
    let mesh = Fixtures.nova.mesh("Face")
    let k = try #require(mesh.morphNames.firstIndex(of: shape))
    let moved = mesh.primitives.flatMap { $0.morphs[k].positions }
    #expect(moved.contains { length($0) > 0.0005 })
  }

  @Test func targetsAreSparseAscendingAndCarryNormals() {
    for primitive in Fixtures.nova.mesh("Face").primitives {
      for morph in primitive.morphs {
        #expect(morph.positions.count == morph.vertices.count)
        #expect(morph.normals.count == morph.vertices.count)
        #expect(zip(morph.vertices, morph.vertices.dropFirst()).allSatisfy { $0 < $1 })
      }
    }
    let skin = Fixtures.nova.mesh("Face").primitives[0]
    let moved = skin.morphs.map(\.vertices.count).reduce(0, +)
    #expect(moved < skin.positions.count * 67 / 2)
  }

  @Test func normalsFollowTheMovedSurface() throws {
    let mesh = Fixtures.nova.mesh("Face")
    let skin = mesh.primitives[0]
    let k = try #require(mesh.morphNames.firstIndex(of: "cheekPuff"))
    for (vertex, change) in zip(skin.morphs[k].vertices, skin.morphs[k].normals) {
      #expect(abs(length(skin.normals[Int(vertex)] + change) - 1) < 1e-4)
    }
  }
}
