import Motion
import Testing

@testable import Looks

@Suite struct VisemeTableTests {
  @Test func fifteenVisemesStandInTheirOrder() {
    #expect(
      VisemeTable.names.map { $0.dropFirst("viseme_".count) } == [
        "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U",
      ])
  }

  @Test func visemesAreMadeOfShapesThatExist() {
    for viseme in VisemeTable.names where viseme != "viseme_sil" {
      let weights = VisemeTable.weights(of: viseme)
      #expect(!weights.isEmpty)
      for (shape, weight) in weights { #expect(ARKit.names.contains(shape) && weight > 0 && weight <= 1) }
    }
    #expect(VisemeTable.weights(of: "viseme_sil").isEmpty && VisemeTable.weights(of: "viseme_XX").isEmpty)
  }

  @Test(arguments: Fixtures.designs)
  func teethStayBehindTheLips(design: String) throws {
    let model = try #require(Fixtures.faces[design])
    for viseme in VisemeTable.names {
      let weights = FaceWeights(VisemeTable.weights(of: viseme))
      let skin = model.pose.posed(weights).positions
      let parts = model.face(weights)
      let teeth = try #require(parts.first { $0.material == .teeth }).patch.positions
      let triangles = model.pose.grid.triangles
      var deepest = 0.0
      for t in stride(from: 0, to: triangles.count, by: 3) {
        let p = (0..<3).map { skin[Int(triangles[t + $0])] }
        guard p[0].z > 0.2, abs(p[0].x) < 0.25 else { continue }
        let area = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[2].x - p[0].x) * (p[1].y - p[0].y)
        guard area > 1e-9 else { continue }
        for tooth in teeth where abs(tooth.x - p[0].x) < 0.06 && abs(tooth.y - p[0].y) < 0.06 {
          let v = ((tooth.x - p[0].x) * (p[2].y - p[0].y) - (p[2].x - p[0].x) * (tooth.y - p[0].y)) / area
          let w = ((p[1].x - p[0].x) * (tooth.y - p[0].y) - (tooth.x - p[0].x) * (p[1].y - p[0].y)) / area
          guard v >= 0, w >= 0, v + w <= 1 else { continue }
          let z = p[0].z + (p[1].z - p[0].z) * v + (p[2].z - p[0].z) * w
          deepest = max(deepest, tooth.z - z)
        }
      }
      #expect(deepest == 0, "teeth stand \(deepest) before the skin at \(viseme)")
    }
  }
}
