import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Times of rows count from session time zero")
struct RowTimesTests {
  /// Sixty rows whose jaw opens by a hundredth each, at the times given.
  private static func table(_ times: [Double]) -> Data {
    Data(("time,jawOpen\n" + times.enumerated().map { "\($1),\(Double($0) / 100)\n" }.joined()).utf8)
  }

  private static func arrays(_ times: [Double], fps: Double?) -> Data {
    let jaw = times.indices.map { Float($0) / 100 }
    var members: [(name: String, bytes: Data)] = [
      ("channels", ArrayFixtures.texts(["jawOpen"])), ("kinds", ArrayFixtures.texts(["weight"])),
      ("keys", ArrayFixtures.texts(["jawOpen"])), ("times", ArrayFixtures.doubles(times, [times.count])),
      ("jawOpen", ArrayFixtures.floats(jaw, [jaw.count])),
    ]
    if let fps { members.append(("fps", ArrayFixtures.doubles([fps], []))) }
    return ArrayFixtures.archive(members)
  }

  private static func read(_ bytes: Data, _ layout: TakeReader, _ stated: Int32? = nil) throws -> TakeFile {
    try TakeFile(
      URL(fileURLWithPath: "/take.\(layout.id)"), bytes: bytes, layout: .take(layout),
      options: .init(statedRate: stated.map { FrameRate(frames: $0) }))
  }

  private static func times(from start: Double, _ count: Int = 60, rate: Double = 30) -> [Double] {
    (0..<count).map { start + Double($0) / rate }
  }

  private static func bytes(_ times: [Double], _ reader: TakeReader) -> Data {
    reader == .csv ? table(times) : arrays(times, fps: 30)
  }

  @Test("before a later start the first frame is held, and it is told", arguments: [TakeReader.csv, .npz])
  func later(_ reader: TakeReader) throws {
    let take = try Self.read(Self.bytes(Self.times(from: 20), reader), reader)
    let jaw = try #require(take.track.curve("jawOpen"))
    #expect(jaw.count == 660)
    #expect(jaw[0] == 0 && jaw[600] == 0 && jaw[601] == 0.01 && jaw[659] == 0.59)
    let note = try #require(take.notes.first { $0.sort == .assumed })
    #expect(note.text.contains("begins at 20.0 s"))
    #expect(note.text.hasPrefix(reader == .csv ? "line 2: " : "array 'times', row 0: "))
  }

  @Test("what lies before time zero is left out, and it is told", arguments: [TakeReader.csv, .npz])
  func earlier(_ reader: TakeReader) throws {
    let take = try Self.read(Self.bytes(Self.times(from: -1), reader), reader)
    let jaw = try #require(take.track.curve("jawOpen"))
    #expect(jaw.count == 30 && jaw[0] == 0.3 && jaw[29] == 0.59)
    #expect(
      take.notes.contains { $0.sort == .leftOut && $0.text.contains("30 rows before session time zero") })
    let error = #expect(throws: FormatsError.self) {
      try Self.read(Self.bytes(Self.times(from: -9), reader), reader)
    }
    #expect(error?.description.contains("before session time zero") == true)
  }

  @Test("from time zero the rows are the frames and nothing is told", arguments: [TakeReader.csv, .npz])
  func zero(_ reader: TakeReader) throws {
    let take = try Self.read(Self.bytes(Self.times(from: 0), reader), reader, 30)
    #expect(take.track.curve("jawOpen") == (0..<60).map { Float($0) / 100 })
    #expect(take.notes.allSatisfy { $0.sort == .read })
  }

  @Test(
    "descending and shuffled rows are refused, whatever rate is stated", arguments: [TakeReader.csv, .npz],
    [nil, 30, 60] as [Int32?])
  func order(_ reader: TakeReader, _ stated: Int32?) {
    var shuffled = Self.times(from: 0)
    shuffled.swapAt(20, 40)
    for times in [Array(Self.times(from: 0).reversed()), shuffled] {
      let error = #expect(throws: FormatsError.self) {
        try Self.read(Self.bytes(times, reader), reader, stated)
      }
      let text = error?.description ?? ""
      #expect(text.contains("does not come after") && !text.contains("--fps"), "\(text)")
      #expect(text.contains(reader == .csv ? "line " : "row "))
    }
  }

  @Test("a stated rate that the times do not keep is refused", arguments: [TakeReader.csv, .npz])
  func disagreement(_ reader: TakeReader) {
    let error = #expect(throws: FormatsError.self) {
      try Self.read(Self.bytes(Self.times(from: 0), reader), reader, 60)
    }
    #expect(error?.description.contains("at 30.0 a second by their times, and --fps says 60") == true)
  }

  @Test("an array's own rate must be that of its times, and is found from them where it is missing")
  func ownRate() throws {
    let error = #expect(throws: FormatsError.self) {
      try Self.read(Self.arrays(Self.times(from: 0), fps: 24), .npz)
    }
    #expect(error?.description.contains("its fps says 24") == true)
    let take = try Self.read(Self.arrays(Self.times(from: 0), fps: nil), .npz)
    #expect(take.track.rate == FrameRate(frames: 30))
  }

  @Test("uneven rows under a stated rate come to its grid along their times")
  func uneven() throws {
    // A linear ramp stays one, whatever the times it is sampled at; one row of the middle is lost.
    var times: [Double] = []
    for row in 0..<300 {
      let late: Double = row % 3 == 1 ? 0.02 : 0
      times.append(Double(row) / 30 + late)
    }
    times.remove(at: 150)
    let rows: [String] = times.map { "\($0),\($0 / 20)\n" }
    let text = "time,jawOpen\n" + rows.joined()
    #expect(throws: FormatsError.self) { try Self.read(Data(text.utf8), .csv) }
    let take = try Self.read(Data(text.utf8), .csv, 30)
    let jaw = try #require(take.track.curve("jawOpen"))
    #expect(jaw.count == 300)
    let furthest = (0..<299).map { abs(jaw[$0] - Float($0) / 600) }.max() ?? 1
    #expect(furthest < 1e-5)
    #expect(take.notes.contains { $0.text.contains("along their times") })
  }

  @Test("times that are no seconds of a session are refused in words")
  func beyond() {
    for (times, reason) in [
      (Self.times(from: 1.7e9), "more than 14400 s from time zero"),
      (Self.times(from: 0, 30, rate: 0.06), "at 0.06 a second"),
      ([0, Double.nan, 1], "more than 14400 s"),
    ] {
      let error = #expect(throws: FormatsError.self) { try Self.read(Self.arrays(times, fps: nil), .npz) }
      #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
  }

  @Test("times rounded to milliseconds agree with the rate that they are of")
  func rounded() throws {
    for count in [2, 3, 60] {
      let times = Self.times(from: 0, count).map { ($0 * 1000).rounded() / 1000 }
      #expect(try Self.read(Self.table(times), .csv, 30).track.frameCount == count)
    }
  }

  @Test("blend-shape frames that begin later say so, and those out of order are refused")
  func blendShapes() throws {
    func document(_ times: [Double]) -> Data {
      let frames = times.map { "{\"weights\":[0.5],\"time\":\($0)}" }.joined(separator: ",")
      return Data("{\"names\":[\"jawOpen\"],\"frames\":[\(frames)]}".utf8)
    }
    func read(_ times: [Double]) throws -> TakeFile {
      try TakeFile(
        URL(fileURLWithPath: "/a.json"), bytes: document(times), layout: .arkitJSON,
        options: .init(statedRate: FrameRate(frames: 24)))
    }
    let take = try read(Self.times(from: 2))
    #expect(take.track.frameCount == 120)
    #expect(take.notes.contains { $0.text.contains("begins at 2.0 s") })
    #expect(take.notes.contains { $0.text.contains("--fps 24 is not used") })
    for (times, reason) in [
      ([-5, -4.9], "before session time zero"), ([0, 0.2, 0.1], "does not come after"),
    ] {
      let error = #expect(throws: FormatsError.self) { try read(times) }
      #expect(error?.description.contains(reason) == true)
    }
  }
}
