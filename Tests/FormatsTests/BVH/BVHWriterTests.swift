import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

@Suite("BVH files are written and read again")
struct BVHWriterTests {
  private func body() throws -> SkeletalMotionFile.Content {
    let bytes = [UInt8](try SeedFolder.beside("BVH").bytes("readable/body.bvh"))
    return try SkeletalMotionFile.read(bytes, file: "body.bvh")
  }

  @Test("a motion comes back within its digits, in either order", arguments: BVHWriter.Order.allCases)
  func motion(_ order: BVHWriter.Order) throws {
    let content = try body()
    let options = BVHWriter.Options(order: order, scale: 1, largestError: 0.0005)
    #expect(options.decimals == 3)
    let written = try BVHWriter.write(content.motion, file: "out.bvh", options)
    let again = try SkeletalMotionFile.read(written.bytes, file: "out.bvh")
    #expect(again.motion.rate == content.motion.rate)
    #expect(again.motion.nodes.count == content.motion.nodes.count)
    let difference = Retargeting.difference(content.track, again.track)
    #expect(difference.bones == content.motion.humanoid.count)
    #expect(difference.largestDegrees < 0.006)
    #expect(difference.hipsRMS < 0.0001)
    let twice = try BVHWriter.write(again.motion, file: "out.bvh", options)
    #expect(try BVHFile(twice.bytes, file: "a").joints == BVHFile(written.bytes, file: "a").joints)
  }

  @Test("a track on a rig: zero is the T-pose, lengths are centimetres, bones that lack are told")
  func rig() throws {
    let content = try body()
    let rig = Rig(
      nodes: content.motion.nodes.map { node in
        var node = node
        node.translation *= 0.01
        return node
      }, humanoid: content.motion.humanoid)
    var bare = rig
    bare.humanoid[.head] = nil
    let written = try BVHWriter.write(content.track, rig: rig, file: "out.bvh")
    let again = try SkeletalMotionFile.read(written.bytes, file: "out.bvh")
    #expect(abs(again.rest.metresPerUnit - 0.01) < 1e-9)
    #expect(Retargeting.difference(content.track, again.track).largestDegrees < 0.01)
    #expect(try BVHWriter.write(content.track, rig: bare, file: "b").dropped == ["head.rotation"])
    #expect(throws: FormatsError.self) {
      try BVHWriter.write(content.track, rig: Rig(nodes: rig.nodes), file: "b")
    }
  }

  @Test("rest rotations are written by the world's axes")
  func restRotations() throws {
    var motion = NodeMotion(
      nodes: [
        Rig.Node(
          name: "a b", translation: SIMD3(0, 1, 0), rotation: Quaternion(axis: SIMD3(1, 0, 0), angle: 1)),
        Rig.Node(name: "tip", parent: 0, translation: SIMD3(0, 0, 2)),
      ], humanoid: [:], rate: FrameRate(numerator: 30000, denominator: 1001) ?? .fps60, frameCount: 1)
    motion.rotated = [.init(0)]
    motion.rotations = [motion.nodes[0].rotation]
    let written = try BVHWriter.write(motion, file: "a", .init(scale: 1))
    let bvh = try BVHFile(written.bytes, file: "a")
    #expect(bvh.joints.map(\.name) == ["a b", ""])
    #expect(bvh.values.dropFirst(3).allSatisfy { abs($0) < 1e-3 })
    #expect(abs(bvh.joints[1].offset.y + 2 * sin(1)) < 1e-5)
    #expect(bvh.rate == FrameRate(numerator: 30000, denominator: 1001))
  }
}
