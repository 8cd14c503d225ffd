import Foundation
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

  @Test func `a foreign morph target and a node outside the humanoid move by channels of their name`() throws
  {
    var rig = sampleRig()
    rig.nodes.append(
      .init(name: "Antenna", parent: 2, rotation: Quaternion(axis: SIMD3(1, 0, 0), angle: 0.4)))
    var posed = try PosedRig(rig)
    let turn = Quaternion(axis: SIMD3(0, 1, 0), angle: 0.6)
    let layout = ChannelLayout([
      .weight("smile"), Channel("Antenna.rotation", kind: .rotation),
      Channel("Tail.rotation", kind: .rotation),
    ])
    let binding = TrackBinding(layout: layout, posed: posed)
    let row: [Float] = [0.4, turn.x, turn.y, turn.z, turn.w, 0, 0, 0, 1]
    row.withUnsafeBufferPointer { posed.apply(binding, $0) }
    #expect(posed.morphWeights(of: 5)[1] == 0.4)
    #expect(posed.localRotations[7].angle(to: rig.nodes[7].rotation * turn) < 1e-3)
    #expect(binding.rotatedNodes == [7])
    #expect(binding.unbound.map(\.name) == ["Tail.rotation"])
  }

  /// A head with five foreign vowels, blinks, and looks by expression: what many VRMs have.
  private func presetRig() -> Rig {
    let names = ["ah", "blinkBoth", "grin", "up", "left"]
    let morphs = names.indices.map { MorphTarget(vertices: [UInt32($0 % 3)], positions: [SIMD3(0, 0.01, 0)]) }
    let face = Primitive(
      positions: [SIMD3(0, 0, 0), SIMD3(1, 0, 0), SIMD3(0, 1, 0)], indices: [0, 1, 2], morphs: morphs)
    func expression(_ name: String, _ target: Int, _ weight: Float = 1) -> Rig.Expression {
      .init(name: name, isPreset: true, morphBinds: [.init(node: 0, target: target, weight: weight)])
    }
    return Rig(
      nodes: [.init(name: "Face", mesh: 0)],
      meshes: [Mesh(name: "Face", primitives: [face], morphNames: names)],
      expressions: [
        expression("aa", 0, 0.5), expression("blink", 1), expression("happy", 2), expression("lookUp", 3),
        expression("lookLeft", 4),
      ], lookAt: .init(type: .expression, horizontalOuter: .init(inputMaxValue: 45, outputScale: 0.5)))
  }

  private func weights(_ rig: Rig, _ values: KeyValuePairs<String, Float>) throws -> [Float] {
    var posed = try PosedRig(rig)
    let layout = ChannelLayout(
      values.map { $0.key.hasPrefix("gaze") ? Channel($0.key, kind: .angle) : .weight($0.key) })
    let binding = TrackBinding(layout: layout, posed: posed)
    values.map(\.value).withUnsafeBufferPointer { posed.apply(binding, $0) }
    return Array(posed.morphWeights(of: 0))
  }

  @Test func `a take of ARKit weights moves a rig that has presets only`() throws {
    let rig = presetRig()
    let open = try weights(rig, ["jawOpen": 0.5, "eyeBlinkLeft": 1, "eyeBlinkRight": 1])
    #expect(open[0] > 0.2 && open[0] <= 0.5 && open[1] == 1 && open[2] == 0)
    // A rounded mouth is no A.
    #expect(try weights(rig, ["jawOpen": 0.3, "mouthPucker": 0.8])[0] == 0)
    // Derived weights never leave 0 to 1.
    #expect(try weights(rig, ["mouthSmileLeft": 1, "mouthSmileRight": 1])[2] == 1)
    let layout = ChannelLayout([.weight("jawOpen"), .weight("tongueOut")])
    let binding = TrackBinding(layout: layout, posed: try PosedRig(rig))
    #expect(binding.unbound.map(\.name) == ["tongueOut"])
    #expect(binding.derived.inputs == ["jawOpen"])
  }

  @Test func `visemes move it too and what the take brings itself is not derived`() throws {
    let rig = presetRig()
    #expect(try weights(rig, ["viseme_aa": 1])[0] == 0.5)
    #expect(try weights(rig, ["aa": 0.2, "viseme_aa": 1, "jawOpen": 1])[0] == 0.1)
    #expect(try weights(rig, ["joy": 0.25])[2] == 0.25)
  }

  @Test func `gaze moves look expressions by their map and is not shown twice`() throws {
    let rig = presetRig()
    let left = try weights(rig, ["gaze.yaw": .pi / 4])
    #expect(abs(left[4] - 0.5) < 1e-6)
    let both = try weights(rig, ["gaze.yaw": .pi / 4, "eyeLookOutLeft": 0.4, "eyeLookInRight": 0.4])
    #expect(abs(both[4] - 0.4) < 1e-6)
  }

  @Test func `gaze that weights of the take show is not left over`() throws {
    let rig = presetRig()
    func binding(_ channels: [Channel]) throws -> TrackBinding {
      TrackBinding(layout: ChannelLayout(channels), posed: try PosedRig(rig))
    }
    let gaze: [Channel] = [.gazeYaw, .gazePitch]
    let shown = try binding(gaze + [.weight("lookLeft")])
    #expect(shown.gazeIsByWeights && shown.unbound.isEmpty)
    #expect(try !binding(gaze).gazeIsByWeights)
    var blind = rig
    blind.expressions.removeAll { $0.name.hasPrefix("look") }
    let lost = TrackBinding(
      layout: ChannelLayout(gaze + [.weight("eyeLookUpLeft")]), posed: try PosedRig(blind))
    #expect(!lost.gazeIsByWeights && lost.unbound.map(\.name) == ["gaze.yaw", "gaze.pitch", "eyeLookUpLeft"])
  }

  @Test func `expressions override blinks and binary ones know on and off only`() throws {
    var rig = presetRig()
    rig.expressions[2].overrideBlink = .blend
    rig.expressions[0].isBinary = true
    #expect(try weights(rig, ["happy": 0.75, "blink": 1])[1] == 0.25)
    rig.expressions[2].overrideBlink = .block
    #expect(try weights(rig, ["happy": 0.1, "blink": 1])[1] == 0)
    #expect(try weights(rig, ["aa": 0.5])[0] == 0)
    #expect(try weights(rig, ["aa": 0.6])[0] == 0.5)
  }

  @Test func `eye bones follow eyeLook weights where there is nothing else`() throws {
    var posed = try PosedRig(sampleRig())
    let layout = ChannelLayout([.weight("eyeLookOutLeft"), .weight("eyeLookInRight")])
    var rig = posed.rig
    rig.meshes[0].morphNames[2] = "other"
    rig.meshes[1].morphNames[0] = "other"
    posed = try PosedRig(rig)
    let binding = TrackBinding(layout: layout, posed: posed)
    #expect(binding.unbound.isEmpty && Set(binding.rotatedNodes) == [3, 4])
    [Float(0.5), 0.5].withUnsafeBufferPointer { posed.apply(binding, $0) }
    let turned = posed.rotationSinceRest(of: 3).act(SIMD3(0, 0, 1))
    #expect(abs(turned.x - sin(EyeLook().side / 2)) < 1e-4)
  }

  @Test func `nodes that are no bones are displaced in metres and the axes of the node above`() throws {
    var rig = sampleRig()
    rig.nodes.append(.init(name: "Tail", parent: 0, translation: SIMD3(0, 0.5, 0)))
    rig.nodes.append(.init(name: "jaw", parent: 0))
    var posed = try PosedRig(rig)
    let layout = ChannelLayout([
      Channel("Tail.translation", kind: .translation), Channel("node.jaw.translation", kind: .translation),
      Channel("Nobody.translation", kind: .translation),
    ])
    let binding = TrackBinding(layout: layout, posed: posed)
    #expect(binding.translatedNodes == [7, 8] && binding.unbound.map(\.name) == ["Nobody.translation"])
    let before = posed.position(of: 7)
    [Float(0), 0, 0.1, 0, 0.2, 0, 1, 1, 1].withUnsafeBufferPointer { posed.apply(binding, $0) }
    // The armature above is turned by 0.5 about +Y and twice as large.
    let moved = posed.position(of: 7) - before
    #expect(distance([moved], [Quaternion(axis: SIMD3(0, 1, 0), angle: 0.5).act(SIMD3(0, 0, 0.1))]) < 1e-6)
    #expect(distance([posed.localTranslations[8]], [SIMD3(0, 0.1, 0)]) < 1e-6)
    let reserved = TrackBinding(layout: layout, posed: posed, reserved: ["Tail.translation"])
    #expect(reserved.translatedNodes == [8])
    var single = posed
    single.apply(RigPose(nodeTranslations: ["Tail": SIMD3(0, 0, 0.1)]))
    #expect(distance([single.position(of: 7)], [before + moved]) < 1e-6)
  }

  @Test func `targets that nothing drives keep their default weight`() throws {
    var rig = sampleRig()
    rig.nodes[5].defaultWeights = [0.5, 0.25, 0]
    var posed = try PosedRig(rig)
    #expect(Array(posed.morphWeights(of: 5)) == [0.5, 0.25, 0])
    let layout = ChannelLayout([.weight("jawOpen")])
    let binding = TrackBinding(layout: layout, posed: posed)
    [Float(0)].withUnsafeBufferPointer { posed.apply(binding, $0) }
    #expect(Array(posed.morphWeights(of: 5)) == [0, 0.25, 0])
    posed.apply(LocalPose())
    #expect(Array(posed.morphWeights(of: 5)) == [0.5, 0.25, 0])
    rig.nodes[5].defaultWeights = [1]
    #expect(throws: RigError.self) { try rig.validate() }
  }
}
