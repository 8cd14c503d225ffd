import Motion
import Provenance
import Testing

@testable import StrategyHost

@Suite("A layer that lets go of a channel blends towards rest")
struct LayerReleaseTests {
  private let layout = ChannelLayout([
    Channel("jawOpen", kind: .weight), Channel("head.rotation", kind: .rotation),
    Channel("hips.translation", kind: .translation),
  ])

  private func track(_ rotation: Quaternion, frames: Int = 1) -> Track {
    let row: [Float] = [0.8, rotation.x, rotation.y, rotation.z, rotation.w, 1, 2, 3]
    return Track(layout: layout, rate: .fps60, samples: (0..<frames).flatMap { _ in row })
  }

  @Test("weights and metres shrink, rotations turn back along the shortest way")
  func half() {
    let turned = Quaternion(axis: SIMD3(0, 1, 0), angle: 1)
    var take = track(turned)
    LayerRelease.apply([0.5, 0.5, 0.25], to: &take)
    #expect(take[0, 0] == 0.4)
    let halfway = take.rotations("head.rotation")![0]
    #expect(halfway.angle(to: Quaternion(axis: SIMD3(0, 1, 0), angle: 0.5)) < 1e-3)
    #expect([take[0, 5], take[0, 6], take[0, 7]] == [0.25, 0.5, 0.75])
  }

  @Test("held is held, bit for bit; let go is rest; beyond 0…1 is held at the bound")
  func ends() {
    let turned = Quaternion(axis: SIMD3(0, 1, 0), angle: 1)
    var held = track(turned)
    LayerRelease.apply([1, 1, 7], to: &held)
    #expect(held == track(turned))
    var free = track(turned)
    LayerRelease.apply([0, 0, -3], to: &free)
    #expect(free.samples.map(abs) == [0, 0, 0, 0, 1, 0, 0, 0])
  }

  @Test("a rotation past 180 degrees stays on its hemisphere through the hand-over")
  func hemisphere() {
    var take = track(Quaternion(x: 0, y: 0.8660254, z: 0, w: -0.5), frames: 8)
    let held: [Float] = [1, 0.75, 0.5, 0.25, 0, 0, 0, 0]
    let activity: [Float] = held.flatMap { [Float(1), $0, Float(1)] }
    LayerRelease.apply(activity, to: &take)
    let rotations = take.rotations("head.rotation")!
    for (before, now) in zip(rotations, rotations.dropFirst()) {
      #expect((before.vector * now.vector).sum() > 0)
    }
    #expect(rotations[7].angle(to: .identity) < 1e-3)
  }

  @Test("through the plugin contract: held channels of the ledger fall to the activity it names")
  func throughThePlugin() throws {
    let track = try Built.ledger(["activity": 0.25]).render(Stage.scene(arrivals: []), seed: Seed(1)).track
    #expect(track.ledger("held")[9] == 1)
    #expect(track.ledger("held")[10] == 0.25)
    #expect(track.ledger("frame")[10] == 10)
    let head = track.rotations("head.rotation")!
    let own = Quaternion(x: 0, y: 0.8660254, z: 0, w: -0.5)
    #expect(head[9] == own)
    #expect(abs(head[10].angle(to: .identity) - own.angle(to: .identity) * 0.25) < 2e-3)
  }
}
