import Characters
import Motion
import Testing

@testable import StrategyHost

@Suite("Layers are laid over each other")
struct StackBlenderTests {
  typealias Layer = StackPlan.Layer

  private func blend(
    _ layers: [Layer], _ tracks: [Track], _ activities: [[Float]]? = nil
  ) throws -> StackTake {
    let plan = try StackPlan(id: "test", layers: layers, rate: tracks[0].rate)
    return plan.blend(tracks: tracks, activities: activities ?? tracks.map(StackStage.held))
  }

  private func layer(_ label: String, _ track: Track, _ change: (inout Layer) -> Void = { _ in }) -> Layer {
    var layer = Layer(label: label, channels: track.layout.channels)
    change(&layer)
    return layer
  }

  private func wander(_ channels: [Channel], seed: UInt64, frames: Int = 60) -> Track {
    StackStage.wild(ChannelLayout(channels), frames: frames, seed: seed, size: 0.6, pace: 0.1)
  }

  private func activity(_ track: Track, seed: UInt64) -> [Float] {
    var lots = Lots(seed)
    return (0..<track.frameCount).flatMap { frame in
      track.layout.channels.map { _ in
        switch frame / 15 % 4 {
        case 0: 1
        case 1: lots.next(0...1)
        case 2: 0
        default: lots.next(-0.5...1.5)
        }
      }
    }
  }

  @Test("a stack of one strategy gives that strategy's own take, bit for bit", arguments: [UInt64(1), 2, 3])
  func alone(_ seed: UInt64) throws {
    let wild = wander(StackStage.everything.channels, seed: seed)
    let held = activity(wild, seed: seed + 40)
    var released = wild
    LayerRelease.apply(held, to: &released)
    for mode in StackDescription.Mode.allCases {
      let take = try blend([layer("a", wild) { $0.mode = mode }], [wild], [held])
      for (index, (own, before)) in zip(take.track.bitPatterns, released.bitPatterns).enumerated()
      where own != before {
        let column = index % wild.layout.width
        Issue.record("frame \(index / wild.layout.width), column \(column): \(own), not \(before)")
        break
      }
      #expect(take.activity == held.map { min(1, max(0, $0)) })
    }
    #expect(try blend([layer("a", wild)], [wild]).track.bitPatterns == wild.bitPatterns)
  }

  @Test("a channel that one layer holds wholly has that layer's bits, whatever lies below or beside")
  func wholly() throws {
    let top = wander(StackStage.face, seed: 5)
    let low = wander(StackStage.everything.channels, seed: 6)
    let take = try blend([layer("top", top), layer("low", low)], [top, low])
    for channel in take.track.layout.channels {
      let owner = top.layout[channel.name] == nil ? low : top
      #expect(
        take.track.bitPatterns(of: channel.name) == owner.bitPatterns(of: channel.name), "\(channel.name)")
    }
  }

  @Test("a layer that brings no channel of its own changes nothing")
  func nothingAdded() throws {
    let top = wander(StackStage.face + [StackStage.head], seed: 7)
    let low = wander(StackStage.face + [StackStage.arm], seed: 8)
    let alone = try blend([layer("top", top)], [top])
    let below = try blend(
      [layer("top", top), layer("low", low) { $0.mask = ChannelMask(["face"]) }], [top, low])
    #expect(below == alone)
    let held = activity(top, seed: 9)
    let masked = [layer("top", top), layer("low", low) { $0.mask = ChannelMask(["legs"]) }]
    #expect(
      try blend(masked, [top, low], [held, StackStage.held(low)]) == blend([masked[0]], [top], [held]))
    // The same above: an additive layer that holds nothing.
    let silent = [Float](repeating: 0, count: low.frameCount * low.layout.channels.count)
    let above = try blend(
      [
        layer("low", low) {
          $0.mode = .additive; $0.mask = ChannelMask(["face"])
        }, layer("top", top),
      ],
      [low, top], [silent, StackStage.held(top)])
    #expect(above.track.bitPatterns(of: "jawOpen") == alone.track.bitPatterns(of: "jawOpen"))
    #expect(above.track.bitPatterns(of: "head.rotation") == alone.track.bitPatterns(of: "head.rotation"))
  }

  @Test("where a layer lets go, the one below shows in proportion")
  func proportions() throws {
    let jaw = [Channel.weight("jawOpen"), StackStage.head, StackStage.hips]
    let q = Quaternion(axis: SIMD3(0, 1, 0), angle: 1)
    let p = Quaternion(axis: SIMD3(0, 1, 0), angle: 0.2)
    let top = StackStage.still(jaw, [0.75, q.x, q.y, q.z, q.w, 1, 0, 0], frames: 3)
    let low = StackStage.still(jaw, [0.25, p.x, p.y, p.z, p.w, 0, 1, 0], frames: 3)
    let held: [Float] = [1, 1, 1, 0.5, 0.5, 0.5, 0, 0, 0]
    let take = try blend([layer("top", top), layer("low", low)], [top, low], [held, StackStage.held(low)])
    #expect(take.track.column(0) == [0.75, 0.5, 0.25])
    #expect(take.track.column(5) == [1, 0.5, 0] && take.track.column(6) == [0, 0.5, 1])
    for (turn, angle) in zip(take.track.rotations("head.rotation")!, [1, 0.6, 0.2] as [Float]) {
      #expect(abs(2 * turn.y - 2 * sinHalf(angle)) < 1e-5)
    }
    #expect(take.activity == Array(repeating: 1, count: 9))
    let half: [Float] = Array(repeating: 0.5, count: 9)
    #expect(
      try blend([layer("top", top), layer("low", low)], [top, low], [half, half]).activity[0] == 0.75)
  }

  private func sinHalf(_ angle: Float) -> Float { Quaternion(axis: SIMD3(0, 1, 0), angle: angle).y }

  @Test("additive layers add their deviation from rest, in any order")
  func additive() throws {
    let channels = [Channel.weight("jawOpen"), .gazeYaw, StackStage.head]
    func still(_ weight: Float, _ yaw: Float, _ turn: Float) -> Track {
      let q = Quaternion(axis: SIMD3(0, 1, 0), angle: turn)
      return StackStage.still(channels, [weight, yaw, q.x, q.y, q.z, q.w], frames: 2)
    }
    let low = still(0.25, 0.125, 0.3)
    let a = still(0.5, -0.25, 0.2)
    let b = still(0.375, 0.5, 0.1)
    let held: [Float] = [1, 0.5, 1, 0.5, 0.5, 0.5]
    func stack(_ first: Track, _ second: Track) throws -> Track {
      try blend(
        [
          layer("1", first) { $0.mode = .additive }, layer("2", second) { $0.mode = .additive },
          layer("low", low),
        ], [first, second, low], [held, held, StackStage.held(low)]
      ).track
    }
    let one = try stack(a, b)
    let two = try stack(b, a)
    #expect(one.column(0) == [1.125, 0.6875] && one.column(1) == [0.25, 0.25])
    #expect(one.column(0) == two.column(0) && one.column(1) == two.column(1))
    for (turn, angle) in zip(one.rotations("head.rotation")!, [0.6, 0.45] as [Float]) {
      #expect(abs(turn.y - sinHalf(angle)) < 1e-5 && abs(turn.length - 1) < 1e-6)
    }
  }

  @Test("gain scales the deviation from rest, up to twice")
  func gain() throws {
    let q = Quaternion(axis: SIMD3(1, 0, 0), angle: 0.4)
    let one = StackStage.still([.weight("jawOpen"), StackStage.head], [0.3, q.x, q.y, q.z, q.w], frames: 1)
    for (gain, expected) in [(0, 0), (0.5, 0.2), (1.5, 0.6), (2, 0.8)] as [(Double, Float)] {
      let take = try blend([layer("a", one) { $0.gain = gain }], [one])
      #expect(abs(take.track[0, 0] - 0.3 * Float(gain)) < 1e-6)
      #expect(abs(take.track[0, 1] - sinHalf(expected)) < 1e-5)
    }
  }

  @Test("weights rise and fall no faster than the blend, begin where they are, and hold what was last meant")
  func blends() throws {
    let jaw = [Channel.weight("jawOpen")]
    // Holds 0.8 in frames 3...9; elsewhere its row says 9, which nobody means.
    let top = Track(
      layout: ChannelLayout(jaw), rate: .fps60, samples: (0..<20).map { (3..<10).contains($0) ? 0.8 : 9 })
    let held: [Float] = (0..<20).map { (3..<10).contains($0) ? 1 : 0 }
    let low = StackStage.still(jaw, [0], frames: 20)
    let layers = [
      layer("top", top) {
        $0.blendIn = 4.0 / 60
        $0.blendOut = 5.0 / 60
      }, layer("low", low),
    ]
    let jaws = try blend(layers, [top, low], [held, StackStage.held(low)]).track.column(0)
    let expected: [Float] = [0, 0, 0, 0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.8, 0.64, 0.48, 0.32, 0.16, 0, 0]
    for (frame, value) in expected.enumerated() { #expect(abs(jaws[frame] - value) < 1e-6, "frame \(frame)") }
    // A layer that is there from the start does not fade in.
    let whole = StackStage.still(jaw, [0.5], frames: 3)
    #expect(try blend([layer("a", whole) { $0.blendIn = 3 }], [whole]).track.column(0) == [0.5, 0.5, 0.5])
  }

  @Test("rotations keep to one hemisphere through hand-overs between layers")
  func hemisphere() throws {
    for seed in UInt64(1)...6 {
      let top = wander([StackStage.head], seed: seed, frames: 240)
      let low = wander([StackStage.head], seed: seed + 50, frames: 240)
      let held = activity(top, seed: seed + 70)
      let take = try blend(
        [layer("top", top) { $0.blendIn = 0.05 }, layer("low", low)], [top, low],
        [held, StackStage.held(low)])
      let turns = take.track.rotations("head.rotation")!
      // Up to frame 15 the top layer holds all: its own bits.
      for (before, now) in zip(turns[14...], turns[15...]) {
        #expect((before.vector * now.vector).sum() >= 0)
        #expect(abs(now.length - 1) < 1e-5)
      }
    }
  }

  @Test("one frame at a time, in blocks, or all at once: the same bits", arguments: [1, 7, 60, 100])
  func blocks(_ block: Int) throws {
    let tracks = [
      wander(StackStage.face + [StackStage.head], seed: 11, frames: 100),
      wander(StackStage.everything.channels, seed: 12, frames: 100),
      wander([StackStage.head, StackStage.arm, StackStage.hips], seed: 13, frames: 100),
    ]
    let held = tracks.enumerated().map { activity($0.element, seed: UInt64(20 + $0.offset)) }
    let plan = try StackPlan(
      id: "x",
      layers: [
        layer("a", tracks[0]) {
          $0.blendIn = 0.1
          $0.blendOut = 0.3
        }, layer("b", tracks[1]) { $0.blendOut = 0.2 },
        layer("c", tracks[2]) {
          $0.mode = .additive
          $0.gain = 1.3
        },
      ], rate: .fps60)
    var limits = try StackStage.nova()
    limits.never = ["tongueOut"]
    let fresh = Guard(limits, layout: plan.layout, rate: .fps60)
    let whole = plan.blend(tracks: tracks, activities: held, guarding: fresh)
    #expect(limits.violations(in: whole.track).isEmpty)
    #expect(whole.guardReport?.frames == 100)

    var blender = StackBlender(plan, guarding: fresh)
    let width = plan.layout.width + 3
    let count = plan.layout.channels.count + 1
    var rows = [Float](repeating: .nan, count: block * width)
    var shares = [Float](repeating: .nan, count: block * count)
    for start in stride(from: 0, to: 100, by: block) {
      let frames = min(block, 100 - start)
      func part(
        _ index: Int, _ then: ([StackBlender.LayerRows]) -> Void, _ got: [StackBlender.LayerRows] = []
      ) {
        guard index < tracks.count else { return then(got) }
        let own = tracks[index].layout
        tracks[index].samples.withUnsafeBufferPointer { samples in
          held[index].withUnsafeBufferPointer { activity in
            let rows = StackBlender.LayerRows(
              rows: samples.baseAddress! + start * own.width, rowStride: own.width,
              activity: activity.baseAddress! + start * own.channels.count, activityStride: own.channels.count
            )
            part(index + 1, then, got + [rows])
          }
        }
      }
      part(
        0,
        { layers in
          layers.withUnsafeBufferPointer {
            blender.blend(
              frames: frames, layers: $0, into: &rows, rowStride: width, activity: &shares,
              activityStride: count)
          }
        })
      for frame in 0..<frames {
        for column in 0..<plan.layout.width {
          #expect(rows[frame * width + column].bitPattern == whole.track[start + frame, column].bitPattern)
        }
        for channel in plan.layout.channels.indices {
          #expect(shares[frame * count + channel] == whole.activity[(start + frame) * (count - 1) + channel])
        }
      }
    }
    #expect(blender.guardReport == whole.guardReport)
  }

  @Test("stacks without layers, channels or frames are empty takes")
  func empty() throws {
    let none = try StackPlan(id: "x", layers: [], rate: .fps60).blend(tracks: [], activities: [])
    #expect(none.track.frameCount == 0 && none.activity.isEmpty)
    let bare = Track(layout: ChannelLayout(StackStage.face), rate: .fps60, samples: [])
    #expect(try blend([layer("a", bare)], [bare]).track == bare)
    let mute = Track(layout: ChannelLayout([]), rate: .fps60, frameCount: 5)
    let low = wander(StackStage.face, seed: 1, frames: 5)
    #expect(try blend([layer("mute", mute), layer("low", low)], [mute, low]).track == low)
  }
}
