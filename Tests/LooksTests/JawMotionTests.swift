import Motion
import Rigging
import Testing

@testable import Looks

@Suite struct JawMotionTests {
  private func rimDistance(_ weights: [String: Float]) throws -> Float {
    let grid = try SlitGrid(.nova, surface: HeadSurface(.nova))
    let positions = Fixtures.nova.mesh("Face").positions(0, weights)
    return zip(grid.mouth.upper, grid.mouth.lower).map { length(positions[$0] - positions[$1]) }.max()
      ?? .infinity
  }

  @Test(arguments: [Float(0.3), 0.6, 1])
  func lipsMeetAtEqualWeightsOfJawOpenAndMouthClose(weight: Float) throws {
    #expect(try rimDistance(["jawOpen": weight, "mouthClose": weight]) < 1e-5)
  }

  @Test(arguments: Fixtures.designs)
  func lipsOfEveryDesignMeetOverTheOpenJaw(design: String) throws {
    let pose = try #require(Fixtures.faces[design]).pose
    let rest = pose.posed(.neutral).positions
    let sealed = pose.posed(FaceWeights(["jawOpen": 1, "mouthClose": 1])).positions
    for weight in [0.3, 0.6, 1] {
      // Linear morphs: jawOpen is open - rest, mouthClose is sealed - open; together sealed - rest.
      func place(_ i: Int) -> Vector { mix(rest[i], sealed[i], weight) }
      for (a, b) in zip(pose.grid.mouth.upper, pose.grid.mouth.lower) {
        #expect((place(a) - place(b)).length < 1e-9)
      }
    }
  }

  @Test func jawOpensTheLips() throws {
    #expect(try rimDistance([:]) < 1e-6)
    let open = try rimDistance(["jawOpen": 1])
    #expect(open > 0.15 * 0.28 && open < 0.3 * 0.28)
  }

  @Test func closeKeepsTheChinDown() throws {
    let face = Fixtures.nova.mesh("Face")
    let chin = try #require(
      face.primitives[0].positions.indices.filter { face.primitives[0].positions[$0].z > 0.06 }
        .min { face.primitives[0].positions[$0].y < face.primitives[0].positions[$1].y })
    let open = face.positions(0, ["jawOpen": 1])[chin].y
    let sealed = face.positions(0, ["jawOpen": 1, "mouthClose": 1])[chin].y
    #expect(abs(open - sealed) < 0.004)
    #expect(face.positions(0, [:])[chin].y - open > 0.01)
  }
}
