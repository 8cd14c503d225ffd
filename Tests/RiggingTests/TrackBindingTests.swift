import Motion
import Rigging
import Testing

@Suite struct TrackBindingTests {
  @Test func `a bound frame poses the rig as the same frame read by name`() throws {
    let layout = ChannelLayout([
      .weight("JawOpen"), .weight("happy"), .gazeYaw, .gazePitch, .rotation(of: .head),
      .translation(of: .hips),
    ])
    let turn = Quaternion(yaw: 0.3, pitch: 0.2, roll: -0.1).vector
    let samples: [Float] = [0.7, 0.5, 0.1, -0.2, turn.x, turn.y, turn.z, turn.w, 0.1, 0.2, 0.3]
    let track = Track(layout: layout, rate: .fps60, samples: samples)
    var bound = try PosedRig(sampleRig())
    var named = bound
    let binding = TrackBinding(layout: layout, posed: bound)
    #expect(binding.unbound.isEmpty)
    samples.withUnsafeBufferPointer { bound.apply(binding, $0) }
    named.apply(RigPose(track: track, frame: 0))
    #expect(bound.worldMatrices == named.worldMatrices)
    #expect(Array(bound.morphWeights(of: 5)) == Array(named.morphWeights(of: 5)))
    #expect(bound.morphWeights(of: 5).first == 0.7)
  }

  @Test func `channels that move nothing are named in order`() throws {
    let posed = try PosedRig(sampleRig())
    let layout = ChannelLayout([
      .weight("tongueOut"), .weight("jawOpen"), .rotation(of: .leftHand), .translation(of: .head), .gazeYaw,
      .weight("glow"),
    ])
    let names = TrackBinding(layout: layout, posed: posed).unbound.map(\.name)
    #expect(names == ["tongueOut", "leftHand.rotation", "head.translation", "glow"])
  }

  @Test func `the exact spelling goes before another spelling of the shape`() throws {
    var posed = try PosedRig(sampleRig())
    let layout = ChannelLayout([.weight("JawOpen"), .weight("jawOpen")])
    let binding = TrackBinding(layout: layout, posed: posed)
    [Float(1), 0.25].withUnsafeBufferPointer { posed.apply(binding, $0) }
    #expect(posed.morphWeights(of: 5).first == 0.25)
    #expect(binding.unbound.map(\.name) == ["JawOpen"])
  }
}
