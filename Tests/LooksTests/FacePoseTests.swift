import Motion
import Testing

@testable import Looks

@Suite struct FacePoseTests {
  private static let nova = Result { () throws(LookError) in try FacePose(.nova) }

  /// Triangles of the front of the face that look into the head.
  private func flippedCount(_ weights: [String: Double]) throws -> Int {
    let pose = try Self.nova.get()
    let positions = pose.posed(FaceWeights(weights)).positions
    var count = 0
    let triangles = pose.grid.triangles
    for t in stride(from: 0, to: triangles.count, by: 3) {
      let corners = (0..<3).map { Int(triangles[t + $0]) }
      guard corners.allSatisfy({ pose.grid.positions[$0].z > 0.12 }) else { continue }
      let p = corners.map { positions[$0] }
      let normal = cross(p[1] - p[0], p[2] - p[0])
      let outwards = pose.surface.normal((p[0] + p[1] + p[2]) / 3)
      if dot(normal, outwards) < 0 { count += 1 }
    }
    return count
  }

  @Test func noTriangleOfTheFrontIsFlippedAtRest() throws {
    #expect(try flippedCount([:]) == 0)
  }

  @Test(arguments: [
    ["eyeWideLeft": 1.0, "eyeWideRight": 1], ["eyeBlinkLeft": 1, "eyeBlinkRight": 1],
    ["mouthSmileLeft": 1, "mouthSmileRight": 1], ["cheekPuff": 1], ["browInnerUp": 1],
  ])
  func strongShapesDoNotFold(weights: [String: Double]) throws {
    #expect(try flippedCount(weights) == 0)
  }

  @Test func restingFaceIsSymmetric() throws {
    let pose = try Self.nova.get()
    let positions = pose.posed(.neutral).positions
    for i in positions.indices {
      #expect((positions[pose.grid.twins[i]] - positions[i].mirrored).length < 1e-9)
    }
  }

  @Test(arguments: ["mouthSmile", "browDown", "eyeBlink", "noseSneer", "mouthStretch", "eyeLookIn"])
  func sidesMirrorEachOther(shape: String) throws {
    let pose = try Self.nova.get()
    let left = pose.posed(FaceWeights([shape + "Left": 1])).positions
    let right = pose.posed(FaceWeights([shape + "Right": 1])).positions
    for i in left.indices {
      #expect((right[pose.grid.twins[i]] - left[i].mirrored).length < 1e-9)
    }
  }
}
