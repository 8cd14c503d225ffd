import Motion
import Testing

@testable import Rigging

@Suite("Rotations of bones that a rig lacks go into the bones below")
struct TrackFoldingTests {
  private func turn(_ axis: Int, _ degrees: Float) -> Quaternion {
    var vector = SIMD3<Float>.zero
    vector[axis] = 1
    return Quaternion(axis: vector, angle: degrees * .pi / 180)
  }

  /// Two frames: rest, and the turns.
  private func track(_ turns: [(HumanoidBone, Quaternion)]) -> Track {
    var track = Track(
      layout: ChannelLayout([.weight("jawOpen")] + turns.map { .rotation(of: $0.0) }), rate: .fps60,
      frameCount: 2)
    track[1, 0] = 0.5
    for (number, entry) in turns.enumerated() {
      for part in 0..<4 { track[1, 1 + 4 * number + part] = entry.1.vector[part] }
    }
    return track
  }

  private let rig: [HumanoidBone: Int] = [
    .hips: 0, .spine: 1, .neck: 2, .head: 3, .leftShoulder: 4, .leftUpperArm: 5,
  ]

  @Test("what hangs below turns as far as before, through several missing bones, with or without a channel")
  func folds() throws {
    let (chest, upper, neck) = (turn(0, 10), turn(1, 20), turn(2, 30))
    let given = track([(.spine, turn(0, 5)), (.upperChest, upper), (.neck, neck), (.chest, chest)])
    let folded = TrackFolding.fold(given, onto: rig)
    #expect(folded.bones == [.upperChest, .chest])
    let track = folded.track
    #expect(
      track.layout.channels.map(\.name)
        == ["jawOpen", "spine.rotation", "neck.rotation", "leftShoulder.rotation"])
    #expect(try #require(track.rotations("spine.rotation"))[1].angle(to: turn(0, 5)) < 1e-3)
    #expect(try #require(track.rotations("neck.rotation"))[1].angle(to: chest * upper * neck) < 1e-3)
    #expect(try #require(track.rotations("leftShoulder.rotation"))[1].angle(to: chest * upper) < 1e-3)
    #expect(try #require(track.rotations("neck.rotation"))[0].angle(to: .identity) < 1e-3)
    #expect(track.curve("jawOpen") == [0, 0.5])
  }

  @Test("what has nothing below it, or lies on a rig that is no humanoid, stays as it is")
  func stays() {
    let given = track([(.jaw, turn(0, 10)), (.head, turn(1, 5))])
    #expect(TrackFolding.fold(given, onto: rig) == .init(track: given, bones: []))
    let chest = track([(.upperChest, turn(0, 10))])
    #expect(TrackFolding.fold(chest, onto: [:]) == .init(track: chest, bones: []))
    #expect(TrackFolding.fold(chest, onto: [.hips: 0]) == .init(track: chest, bones: []))
  }
}
