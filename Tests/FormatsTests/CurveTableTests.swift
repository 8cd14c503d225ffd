import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Curves in arrays")
struct CurveTableTests {
  private static func read(_ bytes: Data, names: [String]? = nil, seconds: Double? = 2) throws -> (
    Track, [ImportNote]
  ) {
    try CurveTable.track(
      NPYArray(bytes, file: "c.npy"), names: names, source: names == nil ? "" : "n.npy", file: "c.npy",
      timing: TrackTiming(seconds: seconds))
  }

  @Test("values keep their frame and curve, and what lies outside 0 to 1 is counted and kept")
  func values() throws {
    let (track, notes) = try Self.read(
      ArrayFixtures.doubles((0..<120).map { Double($0) / 60 }, [60, 2]), names: ["a", "b"])
    #expect(track.curve("a")?[30] == 1)
    #expect(abs((track.curve("b")?[59] ?? 0) - 119.0 / 60) < 1e-6)
    #expect(notes.contains { $0.text.hasPrefix("59 weights lie outside") })
  }

  @Test("names stay as the file has them, ARKit's look-alikes too")
  func names() throws {
    let (track, _) = try Self.read(
      ArrayFixtures.floats([Float](repeating: 0, count: 120), [60, 2]), names: ["cheek_puff_l", "jaw_open"])
    #expect(track.layout.channels == [.weight("cheek_puff_l"), .weight("jaw_open")])
  }

  @Test("what is no table of finite numbers under as many names is refused")
  func faults() {
    let zeros = ArrayFixtures.floats([Float](repeating: 0, count: 120), [60, 2])
    #expect(throws: FormatsError.self) { try Self.read(zeros, names: ["a"]) }
    #expect(throws: FormatsError.self) { try Self.read(zeros, names: ["a", ""]) }
    #expect(throws: FormatsError.self) { try Self.read(zeros, names: ["a", "a"]) }
    #expect(throws: FormatsError.self) { try Self.read(zeros, seconds: nil) }
    #expect(throws: FormatsError.self) { try Self.read(zeros, seconds: 7.3) }
    #expect(throws: FormatsError.self) { try Self.read(ArrayFixtures.floats([], [0, 2])) }
    #expect(throws: FormatsError.self) { try Self.read(ArrayFixtures.floats([1], [1])) }
    #expect(throws: FormatsError.self) { try Self.read(ArrayFixtures.texts(["a"])) }
    let error = #expect(throws: FormatsError.self) {
      try Self.read(
        ArrayFixtures.doubles([0, 0, 0, 1e300] + Array(repeating: 0, count: 116), [60, 2]), names: ["a", "b"])
    }
    #expect(error?.description.contains("frame 1: 'b' is not a finite number") == true)
  }

  @Test("a take longer than four hours is refused")
  func tooLong() {
    let bytes = ArrayFixtures.header(ArrayFixtures.dictionary("|u1", [500_000, 1])) + Data(count: 500_000)
    #expect(throws: FormatsError.self) {
      try CurveTable.track(
        NPYArray(bytes, file: "c"), names: ["a"], source: "n", file: "c",
        timing: TrackTiming(given: FrameRate(frames: 30)))
    }
  }
}
