import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

@Suite("Files of takes are found, read as their layout says, and laid together")
struct TakeShelfTests {
  /// A folder that is gone when the test ends.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("mien-takes-\(UUID().uuidString)")
    init(_ files: [String: Data]) throws {
      for (name, bytes) in files {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
      }
    }
    deinit { try? FileManager.default.removeItem(at: url) }
  }

  /// A face whose jaw opens, with a head that stays or turns.
  private static func face(_ frames: Int, headTurns: Bool) -> Data {
    let layout = ChannelLayout([.weight("jawOpen"), .rotation(of: .head)])
    var track = Track(layout: layout, rate: FrameRate(frames: 30), frameCount: frames)
    for frame in 0..<frames {
      track[frame, 0] = Float(frame) / Float(frames)
      let turn = Quaternion(yaw: headTurns ? Float(frame) * 0.01 : 0.05, pitch: 0, roll: 0)
      for part in 0..<4 { track[frame, 1 + part] = turn.vector[part] }
    }
    return LiveLinkWriter.write(track).bytes
  }

  /// Arrays of a head that nods, by an own layout.
  private static func body(_ frames: Int) -> Data {
    let rows = (0..<frames).map { "[\(Float($0) * 0.01), 0, 0]" }.joined(separator: ", ")
    return Data(#"{"r": [\#(rows)], "fps": 30}"#.utf8)
  }

  private static let layout = Data(
    #"""
    {"schema": "mien.motion-layout/1", "id": "own", "rate": {"keys": ["fps"]},
     "rotations": [{"keys": ["r"], "joints": ["head"], "form": "axis-angle"}]}
    """#.utf8)

  @Test("words, shipped names and paths choose layouts; anything else is refused with all that there are")
  func layouts() throws {
    let folder = try Folder(["own.json": Self.layout])
    #expect(try TakeFileLayout("livelink") == .livelink)
    #expect(try TakeFileLayout("beat-arkit-json") == .arkitJSON)
    let shipped = try #require(MotionLayout.shipped("beat2-smplx"))
    #expect(try TakeFileLayout("beat2-smplx") == .arrays(shipped, folder: nil))
    guard case .arrays(let own, _) = try TakeFileLayout(folder.url.appendingPathComponent("own.json").path)
    else {
      Issue.record("no layout of arrays")
      return
    }
    #expect(own.id == "own")
    let error = #expect(throws: FormatsError.self) { try TakeFileLayout("nothing") }
    let words = "livelink-packets, arkit-json, bvh, vrma, gltf, json, csv, npz, arkit-51"
    #expect(error?.description.contains(words) == true)
  }

  @Test("face and body of one name become one take; the head is the body's, for the face's stays still")
  func merged() throws {
    let folder = try Folder([
      "own.json": Self.layout, "takes/joke.csv": Self.face(30, headTurns: false),
      "takes/joke.json": Self.body(28),
      "takes/other/nova.csv": Self.face(30, headTurns: true), "takes/readme.txt": Data(),
    ])
    let layouts = [
      try TakeFileLayout("livelink"), try TakeFileLayout(folder.url.appendingPathComponent("own.json").path),
    ]
    var shelf = try TakeShelf([folder.url.appendingPathComponent("takes").path], layouts: layouts)
    let none = shelf.take(["joke_nova"])
    #expect(none == nil)
    let found = shelf.take(["joke_nova", "joke/nova", "joke"])
    let items = try #require(found)
    #expect(items.map(\.file.pathExtension) == ["csv", "json"])
    let again = shelf.take(["joke"])
    #expect(again == nil)
    #expect(shelf.all.map(\.file.lastPathComponent) == ["nova.csv"])
    let (take, bytes) = try TakeShelf.read(items, options: .init(rate: .fps60))
    #expect(bytes.count > Self.body(28).count)
    #expect(take.track.rate == .fps60 && take.track.frameCount == 60)
    let jaw = try #require(take.track.curve("jawOpen"))
    #expect(abs(jaw[40] - 20.0 / 30) < 1e-4)
    let head = try #require(take.track.rotations("head.rotation"))
    #expect(head[40].angle(to: Quaternion(yaw: 0, pitch: 0.2, roll: 0)) < 2e-3)
    #expect(take.notes.contains { $0.text.contains("'head.rotation', which") })
    #expect(take.notes.contains { $0.text.contains("held for 4 frames") })
    #expect(take.notes.contains { $0.text.contains("resampled from 30 to 60") })
  }

  /// A face with a gaze, and a body with eye joints; either may move.
  private static func eyes(gaze: Bool, joints: Bool) throws -> (face: TakeFile, body: TakeFile) {
    let rate = FrameRate(frames: 30)
    var face = Track(layout: ChannelLayout([.gazeYaw, .gazePitch]), rate: rate, frameCount: 4)
    let bones = ChannelLayout([.rotation(of: .head), .rotation(of: .leftEye), .rotation(of: .rightEye)])
    var body = Track(layout: bones, rate: rate, frameCount: 4)
    for frame in 0..<4 {
      if gaze { face[frame, 0] = Float(frame) * 0.1 }
      for part in 0..<12 { body[frame, part] = bones.restFrame[part] }
      // A joint that rests trembles in the last digits, as retargeting leaves it.
      let turn = Quaternion(yaw: Float(frame) * (joints ? 0.1 : 1e-6), pitch: 0, roll: 0)
      for part in 0..<4 { body[frame, 4 + part] = turn.vector[part] }
    }
    func file(_ track: Track, _ form: TakeForm) throws -> Data {
      Data(try form.write(ExportMaterial([.init(name: "a/b", track: track)])).bytes)
    }
    return (
      try TakeFile(URL(fileURLWithPath: "f.json"), bytes: file(face, .json), layout: TakeFileLayout("json")),
      try TakeFile(URL(fileURLWithPath: "b.json"), bytes: file(body, .json), layout: TakeFileLayout("json"))
    )
  }

  @Test("eye joints that never turn give way to a gaze, and a gaze to eye joints that do; a note tells")
  func gazeOrJoints() throws {
    let still = try Self.eyes(gaze: true, joints: false)
    let gaze = try TakeFile.merged([("f.csv", still.face), ("b.bvh", still.body)])
    #expect(gaze.track.layout.channels.map(\.name) == ["gaze.yaw", "gaze.pitch", "head.rotation"])
    #expect(abs(try #require(gaze.track.curve("gaze.yaw"))[3] - 0.3) < 1e-6)
    #expect(
      gaze.notes.contains { $0.text == "'leftEye.rotation', which never turns, for f.csv brings the gaze" })
    let both = try Self.eyes(gaze: true, joints: true)
    let turning = try TakeFile.merged([("b.bvh", both.body), ("f.csv", both.face)])
    #expect(turning.track.layout["gaze.yaw"] == nil && turning.track.layout["leftEye.rotation"] != nil)
    #expect(turning.notes.contains { $0.text == "'gaze.yaw', for the eye joints of b.bvh turn" })
  }

  @Test("files that were not recorded together are refused")
  func lengths() throws {
    let folder = try Folder([
      "own.json": Self.layout, "a.csv": Self.face(30, headTurns: true), "a.json": Self.body(90),
    ])
    let own = try TakeFileLayout(folder.url.appendingPathComponent("own.json").path)
    var shelf = try TakeShelf(
      ["a.csv", "a.json"].map { folder.url.appendingPathComponent($0).path }, layouts: [.livelink, own])
    let found = shelf.take(["a"])
    let items = try #require(found)
    #expect(throws: FormatsError.self) { try TakeShelf.read(items, options: .init(rate: .fps60)) }
  }

  @Test("a map names joints and weights")
  func mapped() throws {
    let layout = Data(
      #"""
      {"schema": "mien.motion-layout/1", "id": "own", "rate": {"value": 30},
       "rotations": [{"keys": ["r"], "joints": ["Kopf"], "form": "axis-angle"}],
       "weights": [{"keys": ["w"], "names": ["Kiefer"]}]}
      """#.utf8)
    let folder = try Folder(["own.json": layout])
    let own = try TakeFileLayout(folder.url.appendingPathComponent("own.json").path)
    let bytes = Data(#"{"r": [[0, 0, 0]], "w": [[0.5]]}"#.utf8)
    let file = URL(fileURLWithPath: "a.json")
    let plain = try TakeFile(file, bytes: bytes, layout: own).track
    #expect(plain.layout.channels.map(\.name) == ["Kopf.rotation", "Kiefer"])
    let map = RigMap(bones: [.head: "Kopf"], channels: ["jawOpen": ["Kiefer": 1]])
    let mapped = try TakeFile(file, bytes: bytes, layout: own, options: .init(map: map)).track
    #expect(mapped.layout.channels == [.rotation(of: .head), .weight("jawOpen")])
  }

  @Test("a BVH on twos stays on twos, whatever the rate")
  func stepped() throws {
    var text = "HIERARCHY\nROOT Hips\n{\nOFFSET 0 90 0\nCHANNELS 3 Zrotation Xrotation Yrotation\n"
    text += "JOINT Spine\n{\nOFFSET 0 10 0\nCHANNELS 3 Zrotation Xrotation Yrotation\n"
    text += "JOINT Head\n{\nOFFSET 0 50 0\nCHANNELS 3 Zrotation Xrotation Yrotation\n"
    text += "End Site\n{\nOFFSET 0 20 0\n}\n}\n}\n}\nMOTION\nFrames: 24\nFrame Time: 0.0416667\n"
    for frame in 0..<24 { text += "0 0 0 0 0 0 0 \(frame / 2 * (frame / 2 % 3)) 0\n" }
    let bytes = Data(text.utf8)
    let take = try TakeFile(
      URL(fileURLWithPath: "twos.bvh"), bytes: bytes, layout: .bvh, options: .init(rate: .fps60))
    let head = try #require(take.track.rotations("head.rotation"))
    let poses = Set((0..<24).map { $0 / 2 * ($0 / 2 % 3) })
    for turn in head {
      let angle = turn.angle(to: .identity) * 180 / .pi
      #expect(poses.contains { abs(Float($0) - angle) < 0.1 }, "\(angle) lies between poses")
    }
  }

  @Test("paths that are not there, and endings that nothing reads, are refused")
  func refused() throws {
    let folder = try Folder(["a.txt": Data()])
    #expect(throws: FormatsError.self) { try TakeShelf(["/nowhere/at/all"], layouts: [.bvh]) }
    let error = #expect(throws: FormatsError.self) {
      try TakeShelf([folder.url.appendingPathComponent("a.txt").path], layouts: [.livelink, .bvh])
    }
    #expect(error?.description.contains("csv, livelink, bvh") == true)
  }
}
