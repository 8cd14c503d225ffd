import Motion
import Testing

@testable import Rigging

@Suite("Retargeting between skeletons of different rest poses")
struct RetargetingTests {
  /// Turns about each bone's own axis and others, so that no local axis is the world's.
  private static let rolls: [HumanoidBone: Quaternion] = Dictionary(
    uniqueKeysWithValues: BodySample.places.map(\.0).enumerated().map { k, bone in
      (bone, BodySample.about(k % 3, Float(20 + 13 * k % 150)))
    })

  private func rest(
    _ nodes: [Rig.Node], _ map: [HumanoidBone: Int], tpose: [Quaternion]
  ) throws -> SkeletonRest {
    var rest = try SkeletonRest(declared: nodes, humanoid: map)
    rest.rotations = tpose
    return rest
  }

  @Test("there and back over a skeleton whose bones are rolled is exact to a thousandth of a degree")
  func rolledBones() throws {
    let plain = BodySample.nodes()
    let rolled = BodySample.nodes(resting: Self.rolls)
    // Whatever this skeleton's rest pose looks like, it is declared to be the T-pose.
    let still = try #require(SkeletonWalk(rolled.nodes))
    let there = try rest(rolled.nodes, rolled.humanoid, tpose: still.rotations)
    let here = try SkeletonRest(declared: plain.nodes, humanoid: plain.humanoid)
    let track = BodySample.track()
    let (onto, outcome) = Retargeting.motion(of: track, on: there)
    #expect(outcome.dropped.isEmpty && outcome.folded.isEmpty)
    try onto.validate()
    let (again, _) = Retargeting.track(of: onto, at: there)
    let difference = Retargeting.difference(track, again)
    #expect(difference.bones == BodySample.places.count)
    #expect(difference.rmsDegrees < 0.001)
    #expect(difference.hipsRMS < 1e-5)
    let (back, _) = Retargeting.track(of: Retargeting.motion(of: again, on: here).motion, at: here)
    #expect(Retargeting.difference(track, back).rmsDegrees < 0.001)
  }

  @Test("local rotations and hips agree with those of a posed rig")
  func agreesWithPosedRig() throws {
    var body = BodySample.nodes(resting: Self.rolls)
    body.nodes.append(
      Rig.Node(name: "armature", translation: SIMD3(0.1, 0, 0.2), rotation: BodySample.about(1, 40)))
    body.nodes[body.humanoid[.hips] ?? 0].parent = body.nodes.count - 1
    let track = BodySample.track()
    let rest = try SkeletonRest(declared: body.nodes, humanoid: body.humanoid)
    let motion = Retargeting.motion(of: track, on: rest).motion
    var posed = try PosedRig(Rig(nodes: body.nodes, humanoid: body.humanoid))
    let binding = TrackBinding(layout: track.layout, posed: posed)
    let hips = try #require(body.humanoid[.hips])
    for frame in [0, 7, 39] {
      let row = Array(track.samples[(frame * track.layout.width)..<((frame + 1) * track.layout.width)])
      row.withUnsafeBufferPointer { posed.apply(binding, $0) }
      for (bone, node) in body.humanoid {
        let ours = try #require(motion.rotations(of: node))[frame]
        #expect(ours.degrees(to: posed.localRotations[node]) < 0.01, "\(bone) in frame \(frame)")
      }
      #expect((motion.translations[frame] - posed.localTranslations[hips]).norm < 1e-4)
    }
  }

  @Test("rotations of bones that the target lacks go into the bones below; those at the end are listed")
  func missingBones() throws {
    let bare: Set<HumanoidBone> = [
      .upperChest, .neck, .leftShoulder, .leftIndexProximal, .leftMiddleProximal, .rightToes,
    ]
    let body = BodySample.nodes(without: bare)
    let rest = try SkeletonRest(declared: body.nodes, humanoid: body.humanoid)
    let track = BodySample.track()
    let (motion, outcome) = Retargeting.motion(of: track, on: rest)
    #expect(Set(outcome.folded) == [.upperChest, .neck, .leftShoulder])
    #expect(
      Set(outcome.dropped)
        == ["leftIndexProximal.rotation", "leftMiddleProximal.rotation", "rightToes.rotation"])
    // Every bone that is left stands in the world as it did.
    let again = Retargeting.track(of: motion, at: rest).track
    let difference = Retargeting.difference(track, again)
    #expect(difference.bones == BodySample.places.count - bare.count)
    #expect(difference.largestDegrees < 0.01)
  }

  @Test("rotations of nodes between bones are part of the bones below")
  func nodesBetween() throws {
    var body = BodySample.nodes()
    let chest = try #require(body.humanoid[.chest])
    let spine = try #require(body.humanoid[.spine])
    body.nodes.append(Rig.Node(name: "Spine1b", parent: spine))
    body.nodes[chest].parent = body.nodes.count - 1
    let turn = BodySample.about(0, 25)
    var motion = NodeMotion(
      nodes: body.nodes, humanoid: body.humanoid, rate: .fps60, frameCount: 2)
    motion.rotated = [.init(body.nodes.count - 1)]
    motion.rotations = [turn, turn]
    let rest = try SkeletonRest(declared: body.nodes, humanoid: body.humanoid)
    let track = Retargeting.track(of: motion, at: rest).track
    #expect(track.layout.channels.map(\.name) == ["chest.rotation"])
    #expect(try #require(track.rotations("chest.rotation"))[1].degrees(to: turn) < 0.001)
  }

  @Test("nodes that are no bones keep their rotation since rest, and come back")
  func customNodes() throws {
    var body = BodySample.nodes()
    body.nodes.append(
      Rig.Node(name: "tail", parent: body.humanoid[.hips], rotation: BodySample.about(1, 70)))
    let tail = body.nodes.count - 1
    var motion = NodeMotion(nodes: body.nodes, humanoid: body.humanoid, rate: .fps60, frameCount: 1)
    motion.rotated = [.init(tail)]
    motion.rotations = [body.nodes[tail].rotation * BodySample.about(0, 33)]
    let rest = try SkeletonRest(declared: body.nodes, humanoid: body.humanoid)
    let track = Retargeting.track(of: motion, at: rest).track
    #expect(try #require(track.rotations("tail.rotation"))[0].degrees(to: BodySample.about(0, 33)) < 0.001)
    let back = Retargeting.motion(of: track, on: rest).motion
    #expect(try #require(back.rotations(of: tail))[0].degrees(to: motion.rotations[0]) < 0.001)
  }

  @Test("the hips' displacement is scaled by the height of the hips")
  func hipScale() throws {
    let small = BodySample.nodes(scale: 0.5)
    let rest = try SkeletonRest(declared: small.nodes, humanoid: small.humanoid)
    #expect(abs(rest.hipHeight - 0.475) < 1e-4)
    let track = BodySample.track()
    let (motion, outcome) = Retargeting.motion(of: track, on: rest, hipHeight: 0.95)
    #expect(abs(outcome.hipScale - 0.5) < 1e-4)
    let back = Retargeting.track(of: motion, at: rest).track
    let column = try #require(back.layout.offset(of: "hips.translation"))
    #expect(abs(back[30, column] - 0.15) < 1e-4)
  }

  @Test("frames that are equal stay exactly equal")
  func heldFrames() throws {
    let body = BodySample.nodes(resting: Self.rolls)
    let rest = try SkeletonRest(declared: body.nodes, humanoid: body.humanoid)
    let source = BodySample.track(frames: 12)
    var track = source
    for frame in 0..<12 {
      for column in 0..<track.layout.width { track[frame, column] = source[frame / 2 * 2, column] }
    }
    let motion = Retargeting.motion(of: track, on: rest).motion
    #expect(motion.holds == NodeMotion.Holds(runs: 6, heldRuns: 6))
    let again = Retargeting.track(of: motion, at: rest).track
    for frame in stride(from: 1, to: 12, by: 2) {
      for column in 0..<again.layout.width { #expect(again[frame, column] == again[frame - 1, column]) }
    }
  }
}
