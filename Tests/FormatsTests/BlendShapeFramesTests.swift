import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Blend-shape frames as JSON")
struct BlendShapeFramesTests {
  private static func document(_ times: [Double], names: [String] = ["jawOpen", "mouthClose"]) -> Data {
    let frames = times.enumerated().map { index, time in
      "{\"weights\": [\(index), 0.5], \"time\": \(time), \"rotation\": []}"
    }
    let list = names.map { "\"\($0)\"" }.joined(separator: ",")
    return Data("{\"names\": [\(list)], \"frames\": [\(frames.joined(separator: ","))]}".utf8)
  }

  @Test("frames on a grid of 60 stay as they are")
  func grid() throws {
    let frames = try BlendShapeFrames(Self.document((0..<30).map { Double($0) / 60 }), file: "a.json")
    let (track, notes) = try frames.resampled(TrackTiming(seconds: 0.5))
    #expect(track.rate == .fps60)
    #expect(track.frameCount == 30)
    #expect(track.curve("jawOpen") == (0..<30).map(Float.init))
    #expect(track.curve("mouthClose")?.allSatisfy { $0 == 0.5 } == true)
    #expect(notes.contains { $0.sort == .missing && $0.text.contains("tongueOut") })
  }

  @Test("frames that begin late or were lost lie at their own times")
  func gaps() throws {
    let frames = try BlendShapeFrames(Self.document([1.0, 1.5, 1.6]), file: "a.json")
    let (track, _) = try frames.resampled(TrackTiming(given: FrameRate(frames: 10)))
    let jaw = try #require(track.curve("jawOpen"))
    #expect(jaw[0] == 0 && jaw[10] == 0)
    #expect(abs(jaw[12] - 0.4) < 1e-5)
    #expect(abs(jaw[15] - 1) < 1e-4)
    #expect(abs(jaw[16] - 2) < 1e-4)
  }

  @Test("names are bound to ARKit's, and two of one meaning are refused")
  func names() throws {
    let frames = try BlendShapeFrames(
      Self.document([0, 0.1], names: ["JawOpen", "ownShape"]), file: "a.json")
    #expect(try frames.resampled(TrackTiming()).0.layout.channels.map(\.name) == ["jawOpen", "ownShape"])
    #expect(throws: FormatsError.self) {
      try BlendShapeFrames(Self.document([0], names: ["JawOpen", "jawOpen"]), file: "a.json")
    }
  }

  @Test("faults are told with line and column")
  func faults() {
    for text in [
      "{\"names\":[\"a\"],\n\"frames\":[{\"weights\":[1,2],\"time\":0}]}",
      "{\"names\":[\"a\"],\n\"frames\":[{\"time\":0}]}",
      "{\"names\":[\"a\"],\n\"frames\":[{\"weights\":[1],\"time\":-1}]}",
      "{\"names\":[\"a\"],\n\"frames\":[{\"weights\":[\"x\"],\"time\":0}]}",
    ] {
      let error = #expect(throws: FormatsError.self) { try BlendShapeFrames(Data(text.utf8), file: "a.json") }
      #expect(error?.description.hasPrefix("a.json: line 2, column") == true, "\(String(describing: error))")
    }
    for text in [
      "{}", "[]", "{\"names\":[],\"frames\":[]}", "{\"names\":[\"a\"]}", "{\"names\":[\"a\"],\"frames\":[]}",
    ] {
      #expect(throws: FormatsError.self) { try BlendShapeFrames(Data(text.utf8), file: "a.json") }
    }
  }

  @Test("a BEAT folder pairs frames with audio and TextGrid and leaves BVH to be imported as a take")
  func beat() throws {
    let folder = try TakeFolder([
      "1/1_wayne_0_1_1.json": Self.document((0..<60).map { Double($0) / 60 }),
      "1/1_wayne_0_1_1.wav": ArrayFixtures.wav(seconds: 1), "1/1_wayne_0_1_1.TextGrid": Data(),
      "1/1_wayne_0_1_1.bvh": Data(), "1/1_wayne_0_1_1.csv": Data("neutral\n".utf8),
    ])
    let handle = try #require(try MotionFolder.takes(at: folder.url).handles.first)
    #expect(handle.form == .blendShapes)
    let take = try handle.read()
    #expect(take.participants.map(\.id) == ["wayne"])
    #expect(take.participants[0].performance?.frameCount == 60)
    #expect(take.notes.contains { $0.sort == .leftOut && $0.place.hasSuffix(".bvh") })
  }
}
