import Motion
import Rigging
import Testing
import TrackCodec

@Suite struct SkinReachTests {
  private static let places = [SIMD3<Float>(0, 1, 0), SIMD3<Float>(0, 1.3, 0)]

  /// Two bones in a box of skin whose corners lie 40 cm out; the middle hangs on both.
  private static let positions: [SIMD3<Float>] = [Float(0.8), 1.15, 1.6].flatMap { height in
    [(Float(-0.4), Float(-0.3)), (0.4, -0.3), (0.4, 0.3), (-0.4, 0.3)].map { SIMD3($0.0, height, $0.1) }
  }
  private static let weights: [SIMD4<Float>] =
    [SIMD4(1, 0, 0, 0), SIMD4(0.5, 0.5, 0, 0), SIMD4(0, 1, 0, 0)].flatMap { Array(repeating: $0, count: 4) }

  private static let rig: Rig = {
    let joints = Array(repeating: SIMD4<UInt16>(0, 1, 0, 0), count: positions.count)
    let box = Primitive(positions: positions, joints: joints, weights: weights, indices: [])
    return Rig(
      nodes: [
        Rig.Node(name: "hips", translation: places[0]),
        Rig.Node(name: "spine", parent: 0, translation: places[1] - places[0]),
        Rig.Node(name: "skin", mesh: 0, skin: 0),
      ], meshes: [Mesh(name: "skin", primitives: [box])],
      skins: [
        Rig.Skin(
          name: "skin", joints: [0, 1],
          inverseBindMatrices: places.map {
            Matrix4(translation: -$0, rotation: .identity, scale: SIMD3(1, 1, 1))
          })
      ], humanoid: [.hips: 0, .spine: 1])
  }()

  /// The vertices of a frame by linear blend skinning.
  private static func skin(_ frame: [Float]) -> [SIMD3<Float>] {
    let hips = Quaternion(x: frame[0], y: frame[1], z: frame[2], w: frame[3]).normalized
    let own = Quaternion(x: frame[4], y: frame[5], z: frame[6], w: frame[7]).normalized
    let spine = places[0] + hips.act(places[1] - places[0])
    return zip(positions, weights).map { position, weight in
      let first = places[0] + hips.act(position - places[0])
      let second = spine + hips.act(own.act(position - places[1]))
      return weight.x * first + weight.y * second
    }
  }

  private static func largestDisplacement(_ bound: ErrorBound) throws -> Float {
    let layout = ChannelLayout([Channel.rotation(of: .hips), .rotation(of: .spine)])
    let track = SyntheticTake.track(frames: 240, layout: layout)
    let skeleton = ReachSkeleton(rig)
    let (schema, packets) = try SyntheticTake.packets(track, bound: bound, skeleton: skeleton)
    let decoder = TrackDecoder(schema: schema)
    var worst: Float = 0
    var count = 0
    for packet in packets {
      guard case .decoded(let range) = decoder.receive(packet) else { continue }
      for frame in range {
        count += 1
        let there = skin(SyntheticTake.frame(track, Int(frame)))
        for (a, b) in zip(skin(try #require(decoder.pose(frame: frame))), there) {
          worst = max(worst, ((a - b) * (a - b)).sum().squareRoot())
        }
      }
    }
    #expect(count == 240)
    return worst
  }

  @Test("a bound that covers the skin of a rig holds for its vertices, the plain one does not")
  func vertices() throws {
    let covering = ErrorBound.visual.covering(skinOf: Self.rig)
    #expect((covering.reach["hips"] ?? 0) > 0.5 && (covering.reach["spine"] ?? 0) > 0.5)
    #expect(try Self.largestDisplacement(covering) <= ErrorBound.visual.displacement)
    #expect(try Self.largestDisplacement(.visual) > ErrorBound.visual.displacement)
  }
}
