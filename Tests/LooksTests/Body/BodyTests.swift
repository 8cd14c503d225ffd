import Motion
import Rigging
import Testing

@testable import Looks

@Suite struct BodyTests {
  private typealias Outfit = LookParameters.Outfit

  private func parts(_ look: LookParameters) throws -> [(patch: Patch, material: Surfacing)] {
    let skeleton = Skeleton(look, eyeCenter: try FaceModel(look).pose.surface.eyeCenter)
    return Body(look: look, skeleton: skeleton).parts()
  }

  private static let outfits: [(Outfit.Top, Outfit.Bottom)] = Outfit.Top.allCases.flatMap { top in
    Outfit.Bottom.allCases.map { (top, $0) }
  }

  @Test(arguments: outfits)
  func everyOutfitIsSound(top: LookParameters.Outfit.Top, bottom: LookParameters.Outfit.Bottom) throws {
    var look = LookParameters.nova
    look.outfit.top = top
    look.outfit.bottom = bottom
    look.outfit.shoes = bottom == .shorts ? .flats : .boots
    look.outfit.pattern = .stripes
    for (patch, material) in try parts(look) {
      #expect(patch.triangles.allSatisfy { Int($0) < patch.positions.count }, "\(material)")
      #expect(patch.positions.allSatisfy { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite })
      for binding in patch.bindings {
        #expect(binding.bones.count <= 4 && abs(binding.weights.reduce(0, +) - 1) < 1e-9)
      }
    }
  }

  @Test func bodyIsTheSameOnBothSides() throws {
    for (patch, material) in try parts(.nova) where material != .accent {
      let places = Set(patch.positions.map(rounded))
      #expect(patch.positions.allSatisfy { places.contains(rounded($0.mirrored)) }, "\(material)")
    }
  }

  /// Equal for places that differ by rounding alone.
  private func rounded(_ p: Vector) -> SIMD3<Int> {
    SIMD3(Int((p.x * 1e5).rounded()), Int((p.y * 1e5).rounded()), Int((p.z * 1e5).rounded()))
  }

  @Test func clothOfTheTrunkHasNoGaps() throws {
    var edges: [SIMD2<Int>: Int] = [:]
    let cloth = try #require(try parts(.nova).first).patch.welded()
    for t in stride(from: 0, to: cloth.triangles.count - 2, by: 3) {
      let corners = (0..<3).map { cloth.welds[Int(cloth.triangles[t + $0])] }
      for k in 0..<3 {
        let (a, b) = (corners[k], corners[(k + 1) % 3])
        edges[SIMD2(min(a, b), max(a, b)), default: 0] += 1
      }
    }
    // Open edges are where cloth ends inside: neck, hem, cuffs, waist, turn-ups, socks. A hole at an arm or between
    // the legs would add many.
    let open = edges.values.filter { $0 == 1 }.count
    #expect(open <= 2 * TrunkCloth.columns + 2 * Arm.columns + TrunkCloth.columns + 8 * 20)
    #expect(!edges.values.contains { $0 > 2 })
  }

  @Test func buildsDiffer() throws {
    func extent(_ change: (inout LookParameters) -> Void) throws -> Vector {
      var look = LookParameters.nova
      change(&look)
      let p = try #require(try parts(look).first).patch.positions
      let belly = p.filter { $0.y < -1.1 && $0.y > -1.4 }
      return Vector(
        belly.map(\.x).max() ?? 0, (p.map(\.y).max() ?? 0) - (p.map(\.y).min() ?? 0),
        belly.map(\.z).max() ?? 0)
    }
    let usual = try extent { _ in }
    let round = try extent { $0.build.belly = 1.4 }
    let tall = try extent {
      $0.build.legLength = 1.8
      $0.build.trunkLength = 1.15
    }
    #expect(round.x > 1.2 * usual.x && round.z > 1.3 * usual.z)
    #expect(tall.y > 1.2 * usual.y)
  }
}
