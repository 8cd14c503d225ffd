import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

private let hasShared: ConditionTrait = .enabled(
  if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset")

/// Two seconds at 30 fps: a face, a head, hips and gaze that move smoothly.
func sampleTake(rate: FrameRate = FrameRate(frames: 30), frames: Int = 60) -> Track {
  let layout = ChannelLayout([
    .weight("jawOpen"), .weight("mouthSmileLeft"), .weight("tongueOut"), .weight("happy"), .gazeYaw,
    .gazePitch,
    .rotation(of: .head), .rotation(of: .leftUpperArm), .rotation(of: .jaw), .translation(of: .hips),
  ])
  var track = Track(layout: layout, rate: rate, frameCount: frames)
  for frame in 0..<frames {
    let t = Float(frame) / 30
    track[frame, 0] = 0.5 + 0.5 * sinf(t * 9)
    track[frame, 1] = 0.25
    track[frame, 2] = 1
    track[frame, 3] = 0.2
    track[frame, 4] = 0.3 * sinf(t * 2)
    track[frame, 5] = 0.2 * cosf(t * 3)
    let head = Quaternion(yaw: 0.5 * sinf(t * 3), pitch: 0.2 * t, roll: 0.1).vector
    let arm = Quaternion(axis: SIMD3(0, 0, 1), angle: -1.2 * t).vector
    for part in 0..<4 {
      track[frame, 6 + part] = head[part]
      track[frame, 10 + part] = arm[part]
    }
    track[frame, 18] = 0.1 * t
    track[frame, 19] = -0.05
  }
  return track
}

@Suite struct TakeExportTests {
  private func values(_ animation: GLTFAnimation, node: Int, _ path: GLTFAnimation.Path) throws -> [Float] {
    let channel = try #require(animation.channels.first { $0.node == node && $0.path == path })
    #expect(channel.interpolation == "LINEAR")
    return animation.samplers[channel.sampler].values
  }

  @Test func `the file says what the track says, in the rig's own frames`() throws {
    let rig = writableRig()
    let track = sampleTake()
    let export = try TakeExport(character: sampleWriter.bytes(rig), file: "sample.vrm")
    let (bytes, report) = try export.glb(track: track, name: "take")
    let document = try GLTFDocument(bytes, file: "out.glb")
    let animation = try GLTFAnimation(0, of: document)
    #expect(animation.name == "take")
    let head = try #require(rig.humanoid[.head])
    let rotations = try values(animation, node: head, .rotation)

    // World rest rotation of the parent, by multiplying down from the root.
    var parent = Quaternion.identity
    var at = rig.nodes[head].parent
    while let number = at {
      parent = rig.nodes[number].rotation * parent
      at = rig.nodes[number].parent
    }
    let wanted = try #require(track.rotations("head.rotation"))
    for frame in 0..<60 {
      let q = Quaternion(SIMD4(rotations[4 * frame..<4 * frame + 4]))
      let expected = parent.conjugate * wanted[frame] * parent * rig.nodes[head].rotation
      #expect(abs((q.vector * expected.vector).sum()) > 0.999_999)
    }
    let hips = try #require(rig.humanoid[.hips])
    let moves = try values(animation, node: hips, .translation)
    let root = rig.nodes[0]
    for frame in 0..<60 {
      let local = SIMD3(moves[3 * frame..<3 * frame + 3]) - rig.nodes[hips].translation
      let world = root.rotation.act(local * root.scale)
      let d = world - SIMD3(track[frame, 18], track[frame, 19], track[frame, 20])
      #expect((d * d).sum() < 1e-12)
    }

    // Face: jawOpen, MouthSmileLeft, glow. The preset "happy" binds the smile by 0.75, nothing binds glow.
    let face = try #require(rig.nodes.firstIndex { $0.name == "FaceNode" })
    let weights = try values(animation, node: face, .weights)
    #expect(weights.count == 60 * 3)
    for frame in 0..<60 {
      #expect(weights[3 * frame] == track[frame, 0])
      #expect(abs(weights[3 * frame + 1] - (0.25 + 0.2 * 0.75)) < 1e-6)
      #expect(weights[3 * frame + 2] == 0)
    }
    // Lids: eyeLookUpLeft from the gaze, jawOpen, eyeBlink_L driven by nothing.
    let lids = try #require(rig.nodes.firstIndex { $0.name == "LidsNode" })
    let lidWeights = try values(animation, node: lids, .weights)
    for frame in 0..<60 {
      let up = max(0, min(1, track[frame, 5] / EyeLook().up))
      #expect(abs(lidWeights[3 * frame] - up) < 1e-6)
      #expect(lidWeights[3 * frame + 1] == track[frame, 0])
    }
    let eye = try #require(rig.humanoid[.leftEye])
    #expect(try values(animation, node: eye, .rotation).count == 240)

    #expect(report.dropped == ["tongueOut", "jaw.rotation"])
    #expect(report.frames == 60)
    #expect(report.rotations.count == 60 * 4)
    #expect(report.rotations.largest < 1e-6)
    #expect(report.translations.largest == 0)
    #expect(report.weights.largest == 0)
    #expect(report.weightsOutsideUnit == 0)
  }

  @Test func `times are those of the frame rate, with bounds`() throws {
    let rate = try #require(FrameRate(numerator: 30000, denominator: 1001))
    let export = try TakeExport(character: sampleWriter.bytes(writableRig()), file: "a")
    let (bytes, _) = try export.glb(track: sampleTake(rate: rate), name: "take")
    let document = try GLTFDocument(bytes, file: "b")
    let times = try GLTFAnimation(0, of: document).samplers[0].times
    #expect(times.count == 60)
    #expect(times[59] == Float(59.0 * 1001 / 30000))
    let input = try #require(document.json["animations"]?.array?[0]["samplers"]?.array?[0]["input"]?.integer)
    let accessor = try #require(document.json["accessors"]?.array?[input])
    #expect(accessor["min"] == .array([0]))
    #expect(accessor["max"]?.array?[0].double.map { Float($0) } == times[59])
  }

  @Test func `neighbouring keys lie on one hemisphere`() throws {
    var track = sampleTake()
    for part in 6..<10 { track[30, part] = -track[30, part] }
    let rig = writableRig()
    let export = try TakeExport(character: sampleWriter.bytes(rig), file: "a")
    let (bytes, report) = try export.glb(track: track, name: "take")
    let animation = try GLTFAnimation(0, of: GLTFDocument(bytes, file: "b"))
    let r = try values(animation, node: try #require(rig.humanoid[.head]), .rotation)
    for k in 1..<60 { #expect((0..<4).reduce(Float(0)) { $0 + r[4 * k + $1] * r[4 * k - 4 + $1] } > 0) }
    #expect(report.rotations.largest < 1e-6)
  }

  @Test func `everything the character file holds is still there`() throws {
    var glb = try GLB(sampleWriter.bytes(writableRig()), file: "a")
    glb.json["extensions"]?["VENDOR_thing"] = .object(["deep": .array([1, "two", .null])])
    glb.json["scenes"] = .array([.object(["nodes": .array([0]), "extras": "note"])])
    glb.json["animations"] = .array([
      .object(["name": "idle", "channels": .array([]), "samplers": .array([])])
    ])
    let (bytes, report) = try TakeExport(character: glb.bytes(file: "a"), file: "a")
      .glb(track: sampleTake(), name: "take")
    let out = try GLB(bytes, file: "b")
    for key in ["meshes", "nodes", "materials", "skins", "extensions", "extensionsUsed", "asset"] {
      #expect(out.json[key] == glb.json[key], "\(key)")
    }
    let before = glb.json["accessors"]?.array ?? []
    #expect(Array((out.json["accessors"]?.array ?? []).prefix(before.count)) == before)
    let binary = try #require(glb.binary)
    #expect(out.binary?.starts(with: binary) == true)
    #expect(report.replacedAnimations == ["idle"])
    #expect(out.json["scenes"]?.array?[0]["extras"]?["original"] == "note")
    let again = try GLTFReader.read(bytes, file: "b").rig
    #expect(again == writableRig())
  }

  @Test func `markers and the take's own words are in the extras`() throws {
    let markers = [
      TakeMarker(time: 0.25, end: 0.5, kind: "word", text: "hello"),
      TakeMarker(time: 1, kind: "cue", text: "😀"),
    ]
    let export = try TakeExport(character: sampleWriter.bytes(writableRig()), file: "a")
    let json = try GLB(export.glb(track: sampleTake(), markers: markers, name: "t").bytes, file: "b").json
    let written = try #require(json["animations"]?.array?[0]["extras"]?["markers"]?.array)
    #expect(written.map { $0["text"]?.string } == ["hello", "😀"])
    #expect(written[0]["end"]?.double == 0.5)
    #expect(written[1]["end"] == nil)
    let take = try #require(json["scenes"]?.array?[0]["extras"]?["mien"])
    #expect(take["frameRate"]?["numerator"] == 30)
    #expect(take["dropped"] == .array(["tongueOut", "jaw.rotation"]))
    #expect(take["channels"]?.array?.count == 10)
  }

  @Test func `a document of several buffers becomes one file`() throws {
    var json = triangleJSON()
    let target: JSONValue = .object(["POSITION": 1])
    json["meshes"] = .array([
      .object([
        "primitives": .array([
          .object(["attributes": .object(["POSITION": 0]), "targets": .array([target])])
        ]), "extras": .object(["targetNames": .array(["jawOpen"])]),
      ])
    ])
    let odd = Data([Float](repeating: 2, count: 9).withUnsafeBytes { Array($0) } + [1])
    json["buffers"] = .array([
      .object(["byteLength": 37, "uri": .string("data:;base64,\(odd.base64EncodedString())")]),
      json["buffers"]?.array?[0] ?? .null,
    ])
    json["bufferViews"] = .array([
      .object(["buffer": 0, "byteLength": 36]), .object(["buffer": 1, "byteLength": 36]),
    ])
    let accessor = json["accessors"]?.array?[0] ?? .null
    var second = accessor
    second["bufferView"] = 1
    json["accessors"] = .array([accessor, second])
    let before = try readJSON(json).rig
    let export = try TakeExport(character: json.text, file: "t.gltf")
    let (bytes, report) = try export.glb(track: sampleTake(), name: "take")
    #expect(try GLTFReader.read(bytes, file: "b").rig == before)
    #expect(try GLB(bytes, file: "b").json["buffers"]?.array?.count == 1)
    #expect(report.weights.count == 60)
  }

  @Test func `what cannot be written is refused by place`() throws {
    let export = try TakeExport(character: sampleWriter.bytes(writableRig()), file: "a")
    var track = sampleTake()
    track[7, 12] = .nan
    let error = #expect(throws: FormatsError.self) { try export.glb(track: track, name: "take") }
    #expect(error?.description.contains("frame 7 of leftUpperArm.rotation") == true)
    let empty = Track(layout: track.layout, rate: track.rate, frameCount: 0)
    #expect(throws: FormatsError.self) { try export.glb(track: empty, name: "take") }
    let foreign = Track(layout: ChannelLayout([.weight("x")]), rate: track.rate, frameCount: 2)
    #expect(throws: FormatsError.self) { try export.glb(track: foreign, name: "take") }
  }

  @Test func `weights beyond one are written as they are and counted`() throws {
    var track = sampleTake()
    track[3, 0] = 1.5
    let export = try TakeExport(character: sampleWriter.bytes(writableRig()), file: "a")
    #expect(try export.glb(track: track, name: "t").report.weightsOutsideUnit == 1)
  }

  @Test func `rotations that are not unit are counted`() throws {
    var track = sampleTake()
    for part in 6..<10 { track[5, part] *= 2 }
    let export = try TakeExport(character: sampleWriter.bytes(writableRig()), file: "a")
    let report = try export.glb(track: track, name: "t").report
    #expect(report.rotationsNotUnit == 1)
    #expect(report.rotations.largest < 1e-6)
  }

  @Test(hasShared) func `Ready Player Me takes the face, and eyeballs turn once`() throws {
    let bytes = try sharedBytes("rig-rpm-arkit/brunette-t.glb")
    let export = try TakeExport(character: bytes, file: "brunette-t.glb")
    let (out, report) = try export.glb(track: sampleTake(), name: "take")
    #expect(report.dropped == ["jaw.rotation"])
    #expect(report.morphedNodes == 4)
    #expect(report.rotations.largest < 1e-6)
    let animation = try GLTFAnimation(0, of: GLTFDocument(out, file: "out"))
    let rig = try GLTFReader.read(out, file: "out").rig
    let look = try #require(rig.meshes[0].morphNames.firstIndex(of: "eyeLookUpLeft"))
    func weight(_ name: String) throws -> Float {
      let node = try #require(rig.nodes.firstIndex { $0.name == name })
      return try values(animation, node: node, .weights)[look]
    }
    #expect(try weight("EyeLeft") == 0)
    #expect(try weight("Wolf3D_Head") > 0.4)
  }
}
