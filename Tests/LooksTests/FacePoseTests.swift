import Motion
import Testing

@testable import Looks

@Suite struct FacePoseTests {
  /// Triangles of the front of the face that look against the surface round them.
  private func flippedCount(_ pose: FacePose, _ weights: [String: Double]) -> Int {
    let positions = pose.posed(FaceWeights(weights)).positions
    let triangles = pose.grid.triangles
    let normals = smoothNormals(positions, triangles, Array(positions.indices))
    var count = 0
    for t in stride(from: 0, to: triangles.count, by: 3) {
      let corners = (0..<3).map { Int(triangles[t + $0]) }
      guard corners.allSatisfy({ pose.grid.positions[$0].z > 0.12 }) else { continue }
      let p = corners.map { positions[$0] }
      let normal = cross(p[1] - p[0], p[2] - p[0])
      // Slivers on closed rims have no direction worth the name.
      guard normal.length > 1e-6 else { continue }
      if dot(normal, normals[corners[0]] + normals[corners[1]] + normals[corners[2]]) < 0 { count += 1 }
    }
    return count
  }

  private func pose(_ design: String) throws -> FacePose { try #require(Fixtures.faces[design]).pose }

  @Test(arguments: Fixtures.designs)
  func noTriangleOfTheFrontIsFlippedAtRest(design: String) throws {
    #expect(flippedCount(try pose(design), [:]) == 0)
  }

  @Test(arguments: Fixtures.designs)
  func noShapeAtFullWeightFoldsTheFront(design: String) throws {
    let pose = try pose(design)
    for shape in ARKit.names {
      let count = flippedCount(pose, shape == "mouthClose" ? [shape: 1, "jawOpen": 1] : [shape: 1])
      #expect(count == 0, "\(count) at \(shape)")
    }
  }

  @Test(arguments: Fixtures.designs)
  func noVisemeFoldsTheFront(design: String) throws {
    let pose = try pose(design)
    for viseme in VisemeTable.names {
      let count = flippedCount(pose, VisemeTable.weights(of: viseme))
      #expect(count == 0, "\(count) at \(viseme)")
    }
  }

  @Test(arguments: [
    ["eyeWideLeft": 1.0, "eyeWideRight": 1], ["eyeBlinkLeft": 1, "eyeBlinkRight": 1],
    ["mouthSmileLeft": 1, "mouthSmileRight": 1], ["cheekPuff": 1], ["browInnerUp": 1],
  ])
  func strongShapesOnBothSidesDoNotFold(weights: [String: Double]) throws {
    for design in Fixtures.designs { #expect(flippedCount(try pose(design), weights) == 0) }
  }

  @Test(arguments: 1...20)
  func drawnDesignsBuildWithoutFolds(seed: Int) throws {
    let look = LookParameters(drawnBy: seed)
    try look.validate()
    let pose = try FacePose(look)
    for weights in [
      [:], ["eyeWideLeft": 1.0, "eyeWideRight": 1, "jawOpen": 1],
      ["mouthSmileLeft": 1, "mouthSmileRight": 1, "cheekSquintLeft": 1, "cheekSquintRight": 1],
    ] {
      let count = flippedCount(pose, weights)
      #expect(count == 0, "\(count) at \(weights)")
    }
  }

  @Test func restingFaceIsSymmetric() throws {
    let pose = try pose("nova")
    let positions = pose.posed(.neutral).positions
    for i in positions.indices {
      #expect((positions[pose.grid.twins[i]] - positions[i].mirrored).length < 1e-9)
    }
  }

  @Test(arguments: ["mouthSmile", "browDown", "eyeBlink", "noseSneer", "mouthStretch", "eyeLookIn"])
  func sidesMirrorEachOther(shape: String) throws {
    let pose = try pose("nova")
    let left = pose.posed(FaceWeights([shape + "Left": 1])).positions
    let right = pose.posed(FaceWeights([shape + "Right": 1])).positions
    for i in left.indices {
      #expect((right[pose.grid.twins[i]] - left[i].mirrored).length < 1e-9)
    }
  }

  @Test func aFullBeardRaisesTheSkinOfJawAndLeavesLipsAlone() throws {
    let bram = try pose("bram")
    var shaven = LookParameters.bundled("bram")
    shaven.beard.style = .none
    let bare = try FacePose(shaven)
    let raised = zip(bram.posed(.neutral).positions, bare.posed(.neutral).positions).map { ($0 - $1).length }
    #expect((raised.max() ?? 0) > 0.02)
    for (vertex, rise) in zip(bram.vertices, raised) where vertex.lipDistance < 0.9 { #expect(rise < 1e-3) }
  }
}
