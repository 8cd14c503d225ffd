import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

/// The sample take on the rig that can be written, with markers and rights.
func sampleMaterial(_ track: Track = sampleTake()) throws -> ExportMaterial {
  let model = try GLTFReader.read(sampleWriter.bytes(writableRig()), file: "sample.vrm")
  let markers = [
    TakeMarker(time: 0.25, end: 0.5, kind: "word", text: "naïve \"quote\", comma"),
    TakeMarker(time: 1, kind: "emoji", text: "😀 <b> & --> \n line"),
  ]
  return ExportMaterial(
    [.init(name: "joke/nova", track: track, markers: markers, audio: "take.wav")], character: model,
    rights: Rights([.init(source: "corpus", name: "parlör", licence: "CC0-1.0", credit: ["Zoë, \"Z\""])]))
}

/// Channels with names that formats may stumble over.
func hostileTake(frames: Int = 3) -> Track {
  let names = [
    "jawOpen", "Ünïcødé 表情", "a,b", "say \"x\"", "../../etc", "head.rotation.x", "time", "samples",
    "line\nfeed",
    "null\u{0}byte", "-", "fps", "back\\slash", "{brace}", "@at@",
  ]
  let layout = ChannelLayout(names.map { .weight($0) } + [.rotation(of: .head)])
  var track = Track(layout: layout, rate: FrameRate(frames: 24), frameCount: frames)
  for frame in 0..<frames {
    for column in names.indices { track[frame, column] = Float(column) / 16 + Float(frame) / 1000 }
  }
  return track
}

@Suite struct TakeFormTests {
  @Test(arguments: TakeForm.all.map(\.id))
  func `a take reads back as it was, less what is said to be dropped`(_ id: String) throws {
    let exported = try TakeForm.named(id).write(try sampleMaterial())
    let report = exported.report
    #expect(!exported.bytes.isEmpty)
    #expect(report.frames == 60)
    #expect(abs(report.seconds - 2) < 1e-9)
    #expect(report.rotations.largest < 2e-4)
    #expect(report.translations.largest < 2e-5)
    #expect(report.weights.largest < 1e-6)
    #expect(report.gaze.largest < 1e-6)
    #expect(report.rotations.count + report.weights.count > 0)
  }

  @Test(arguments: TakeForm.all.map(\.id))
  func `the same take gives the same bytes`(_ id: String) throws {
    let form = try TakeForm.named(id)
    #expect(try form.write(try sampleMaterial()).bytes == form.write(try sampleMaterial()).bytes)
  }

  @Test(arguments: TakeForm.all.map(\.id))
  func `a single frame is a take, none is refused by name`(_ id: String) throws {
    let form = try TakeForm.named(id)
    #expect(try form.write(try sampleMaterial(sampleTake(frames: 1))).report.frames == 1)
    let error = #expect(throws: FormatsError.self) {
      try form.write(try sampleMaterial(sampleTake(frames: 0)))
    }
    #expect(error?.description.contains("joke/nova: track: has no frames") == true)
  }

  @Test(arguments: TakeForm.all.map(\.id))
  func `hostile names break no file`(_ id: String) throws {
    var material = try sampleMaterial(hostileTake())
    material.performances[0].name = "a\"b\\c/d\ne"
    let exported = try TakeForm.named(id).write(material)
    #expect(exported.report.frames == 3)
    #expect(exported.report.weights.largest == 0)
  }

  @Test(arguments: ["glb", "vrma", "usda", "bvh"])
  func `bones that a rig lacks turn those below them`(_ id: String) throws {
    var track = sampleTake()
    let channels = track.layout.channels + [.rotation(of: .upperChest)]
    let layout = ChannelLayout(channels)
    var wider = Track(layout: layout, rate: track.rate, frameCount: track.frameCount)
    let width = track.layout.width
    for frame in 0..<track.frameCount {
      for column in 0..<width { wider[frame, column] = track[frame, column] }
      let turn = Quaternion(yaw: 0, pitch: 0.01 * Float(frame), roll: 0).vector
      for part in 0..<4 { wider[frame, width + part] = turn[part] }
    }
    track = wider
    let report = try TakeForm.named(id).write(try sampleMaterial(track)).report
    #expect(!report.dropped.contains("upperChest.rotation"))
    #expect(report.notices.contains("turned together with the bones below: upperChest"))
    #expect(report.rotations.largest < 2e-4)
  }

  @Test func `an ending that is another form's is known`() throws {
    #expect(try TakeForm.named("glb").owner(ofEnding: "vrma") == "vrma")
    #expect(try TakeForm.named("glb").owner(ofEnding: "glb") == nil)
    #expect(try TakeForm.named("glb").owner(ofEnding: "vrm") == nil)
    #expect(try TakeForm.named("livelink").owner(ofEnding: "csv") == nil)
    #expect(try TakeForm.named("arkit-json").owner(ofEnding: "json") == nil)
  }

  @Test(arguments: ["json", "npz"])
  func `every name survives where a form has room for any`(_ id: String) throws {
    let exported = try TakeForm.named(id).write(try sampleMaterial(hostileTake()))
    #expect(exported.report.dropped == (id == "npz" ? [] : []))
    #expect(exported.report.weights.count == 45)
  }

  @Test(arguments: TakeForm.all.map(\.id))
  func `numbers that are not finite are refused with frame and channel`(_ id: String) throws {
    var track = sampleTake()
    track[7, 12] = .infinity
    let error = #expect(throws: FormatsError.self) { try TakeForm.named(id).write(try sampleMaterial(track)) }
    #expect(error?.description.contains("frame 7 of leftUpperArm.rotation") == true)
  }

  @Test func `a form refuses what it cannot hold and names those that can`() throws {
    var two = try sampleMaterial()
    two.performances.append(two.performances[0])
    let error = #expect(throws: FormatsError.self) { try TakeForm.named("csv").write(two) }
    #expect(error?.description.contains("choose one of glb, json, usda") == true)
    var relative = try sampleMaterial()
    relative.additive = .first
    #expect(throws: FormatsError.self) { try TakeForm.named("vrma").write(relative) }
    var thin = try sampleMaterial()
    thin.keyBound = KeyBound(weight: 0.01, radians: 0.01, metres: 0.01)
    #expect(throws: FormatsError.self) { try TakeForm.named("npz").write(thin) }
    var bare = try sampleMaterial()
    bare.character = nil
    #expect(throws: FormatsError.self) { try TakeForm.named("usda").write(bare) }
    #expect(throws: FormatsError.self) { try TakeForm.named("fbx") }
  }

  @Test func `captions lie beside every file, tables and rights where the form has no place`() throws {
    let csv = try TakeForm.named("csv").write(try sampleMaterial()).sideFiles
    #expect(csv.map(\.ending) == ["vtt", "markers.csv", "rights.csv"])
    let glb = try TakeForm.named("glb").write(try sampleMaterial()).sideFiles
    #expect(glb.map(\.ending) == ["vtt"])
    let captions = try WebVTT.transcript(Data(glb[0].bytes), file: "take.vtt")
    #expect(captions.turns.map(\.speaker) == ["nova", "nova"])
    #expect(captions.turns.first?.text == "naïve \"quote\", comma")
    let rights = String(decoding: csv[2].bytes, as: UTF8.self)
    #expect(rights.contains("corpus,parlör,CC0-1.0,\"Zoë, \"\"Z\"\"\",,no"))
  }
}
