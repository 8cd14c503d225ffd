import Foundation
import Motion
import Rigging
import Testing

@Suite struct MeshDerivationTests {
  /// A face whose `viseme_aa` is 0.7 of jawOpen and 0.2 of mouthFunnel, whose `aa` binds jawOpen at a half, and
  /// whose `viseme_PP` is like nothing else.
  private func rig() -> Rig {
    let names = ["jawOpen", "mouthFunnel", "browInnerUp", "viseme_aa", "viseme_PP", "viseme_sil"]
    let moves: [[SIMD3<Float>]] = [
      [SIMD3(0, -1, 0), SIMD3(0, -0.5, 0), .zero, .zero], [SIMD3(0, 0, 1), .zero, SIMD3(0.3, 0, 0), .zero],
      [.zero, .zero, .zero, SIMD3(0, 1, 0)], [], [.zero, SIMD3(1, 0, 0), .zero, .zero], [],
    ]
    let mixed = (0..<4).map { moves[0][$0] * 0.7 + moves[1][$0] * 0.2 }
    let morphs = names.indices.map { number in
      let all = number == 3 ? mixed : moves[number]
      let kept = all.indices.filter { all[$0] != .zero }
      return MorphTarget(vertices: kept.map { UInt32($0) }, positions: kept.map { all[$0] })
    }
    let face = Primitive(
      positions: (0..<4).map { SIMD3(Float($0), 0, 0) }, indices: [0, 1, 2], morphs: morphs)
    return Rig(
      nodes: [.init(name: "Face", mesh: 0), .init(name: "Twin", mesh: 0)],
      meshes: [Mesh(name: "Face", primitives: [face], morphNames: names)],
      expressions: [
        .init(name: "aa", isPreset: true, morphBinds: [.init(node: 0, target: 0, weight: 0.5)])
      ])
  }

  @Test func `a viseme is made up of the shapes that displace alike`() throws {
    let solved = MeshDerivation.solve(rig())
    let found = try #require(solved.first { $0.channel == "viseme_aa" && $0.source == .arkit })
    #expect(found.parts.map(\.channel) == ["jawOpen", "mouthFunnel"])
    #expect(zip(found.parts, [Float(0.7), 0.2]).allSatisfy { abs($0.factor - $1) < 1e-4 })
    #expect(found.residual < 1e-4 && found.isAccepted)
  }

  @Test func `what is like nothing else is not accepted and what moves nothing is left out`() throws {
    let solved = MeshDerivation.solve(rig())
    let closed = try #require(solved.first { $0.channel == "viseme_PP" && $0.source == .arkit })
    #expect(closed.residual > 0.9 && !closed.isAccepted)
    #expect(
      !solved.contains { $0.channel == "viseme_sil" || $0.parts.contains { $0.channel == "viseme_sil" } })
  }

  @Test func `it goes both ways and through expressions`() throws {
    let solved = MeshDerivation.solve(rig())
    let aa = try #require(solved.first { $0.channel == "aa" && $0.source == .arkit })
    #expect(aa.parts.count == 1 && abs(aa.parts[0].factor - 0.5) < 1e-5)
    let jaw = try #require(solved.first { $0.channel == "jawOpen" && $0.source == .preset })
    #expect(jaw.parts == [.init(channel: "aa", factor: 1)])
    #expect(abs(jaw.residual - 0.5) < 1e-5)
  }

  @Test func `a rig without faces has nothing to derive`() {
    #expect(MeshDerivation.solve(Rig()).isEmpty)
  }
}
