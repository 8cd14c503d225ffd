import Formats
import Foundation
import Motion
import Testing

@Suite("Live Link tables")
struct LiveLinkTakeTests {
  private static let seeds = SeedFolder("LiveLink")
  private static let says: [String: String] = [
    "bad-timecode.csv": "line 2: '0:0.1' is not a timecode",
    "empty.csv": "line 1: there is no header row",
    "frame-61.csv": "line 2: '00:00:00:61.000' is not a timecode",
    "nan.csv": "line 2: JawOpen 'nan' is not a finite number",
    "no-header.csv": "line 1: the header does not begin with Timecode",
    "no-rows.csv": "line 2: there are no rows",
    "not-a-number.csv": "line 3: JawOpen 'open' is not a finite number",
    "ragged-row.csv": "line 3: it has 3 fields and the header 4",
    "reserved-name.csv": "line 1: column 'head.rotation' means a channel",
    "standing-still.csv": "line 3: timecode 00:00:00:00.000 does not come after the one before",
    "twice.csv": "line 1: column 'jawopen' occurs twice",
    "wrong-count.csv": "line 2: BlendShapeCount is '61' and there are 2 columns",
  ]

  @Test("a broken table is refused with line, reason and cure", arguments: seeds.names)
  func refuses(_ name: String) throws {
    let says = try #require(Self.says[name], "say here what \(name) must be refused with")
    let bytes = try Self.seeds.bytes(name)
    let error = #expect(throws: FormatsError.self) { try LiveLinkTake(bytes, file: name) }
    #expect(error?.description.hasPrefix("\(name): \(says)") == true, "\(error?.description ?? "")")
  }

  @Test("every seed is still there")
  func complete() { #expect(Self.seeds.names == Self.says.keys.sorted()) }

  private func take(_ codes: [String], values: [String]? = nil) throws -> LiveLinkTake {
    var text = "Timecode,BlendShapeCount,JawOpen,Happy\n"
    for (index, code) in codes.enumerated() { text += "\(code),2,\(values?[index] ?? "0"),\(index)\n" }
    return try LiveLinkTake(Data(text.utf8), file: "t")
  }

  @Test("both timecode dialects are told apart by their steps")
  func dialects() throws {
    let fraction = try take(["10:13:39:58.936", "10:13:39:59.938", "10:13:40:00.939"])
    #expect(fraction.dialect == .frameFraction)
    #expect(abs(fraction.times[2] - 2.003 / 60) < 1e-9)
    let milliseconds = try take(["00:00:00:59.983", "00:00:01:00.000", "00:00:01:01.017"])
    #expect(milliseconds.dialect == .milliseconds)
    #expect(abs(milliseconds.times[2] - 0.034) < 1e-9)
  }

  @Test("midnight is counted on")
  func midnight() throws {
    let take = try take(["23:59:59:58.000", "23:59:59:59.000", "00:00:00:00.000"])
    #expect(abs(take.times[2] - 2.0 / 60) < 1e-9)
  }

  @Test("rows are joined by straight lines on the time axis and held to the end")
  func resampling() throws {
    let take = try take(["00:00:00:00.000", "00:00:00:02.000", "00:00:00:06.000"], values: ["0", "1", "3"])
    let made = try take.resampled(to: .fps60)
    #expect(made.track.curve("jawOpen") == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3])
    #expect(made.track.curve("Happy")?.last == 2)
    #expect(made.notes.contains("the largest gap between rows is 66.667 ms; bridged by straight lines"))
    #expect(made.notes.contains("1 weights lie outside 0 to 1; kept as they are"))
    #expect(made.notes.contains("further columns kept as channels: Happy"))
  }

  @Test("a clock that jumps is refused with the row, a slow one is not")
  func jumps() throws {
    func refusal(_ codes: [String]) -> String {
      let error = #expect(throws: FormatsError.self) { _ = try take(codes) }
      return error?.description ?? ""
    }
    let jump = refusal(["00:00:00:00.000", "00:00:00:01.000", "00:00:00:02.000", "01:00:00:00.000"])
    #expect(jump.contains("line 5: timecode 01:00:00:00.000 comes 3599 s after 00:00:00:02.000"), "\(jump)")
    #expect(
      refusal(["00:00:00:00.000", "11:59:59:59.000"]).contains(
        "line 3: timecode 11:59:59:59.000 comes 43199 s"))
    #expect(
      refusal(["00:00:00:00.000", "13:00:00:00.000", "00:00:00:00.000", "13:00:00:00.000"]).contains("line 3")
    )
    #expect(try take(["00:00:00:00.000", "00:00:20:00.000", "00:00:40:00.000"]).times.last == 40)
  }

  @Test("rows a minute apart are joined by a straight line")
  func slow() throws {
    let made = try take(["00:00:00:00.000", "00:01:00:00.000"], values: ["0", "1"]).resampled(
      to: FrameRate(frames: 1))
    #expect(made.track.frameCount == 120)
    #expect(made.track.curve("jawOpen")?[30] == 0.5)
  }

  @Test("a value far beyond any weight and angle names its line and column")
  func overflows() throws {
    let error = #expect(throws: FormatsError.self) {
      _ = try take(["00:00:00:00.000", "00:00:00:01.000"], values: ["3e38", "-3e38"])
    }
    #expect(error?.description.contains("line 2: JawOpen '3e38' is neither") == true)
  }

  @Test("one row gives one frame")
  func single() throws {
    #expect(try take(["00:00:00:00.000"]).resampled(to: .fps60).track.frameCount == 1)
  }

  @Test("head and gaze come in the house's signs")
  func signs() throws {
    let text = """
      Timecode,BlendShapeCount,HeadYaw,HeadPitch,HeadRoll,LeftEyeYaw,LeftEyePitch,LeftEyeRoll,RightEyeYaw,RightEyePitch,RightEyeRoll
      00:00:00:00.000,9,0.3,0.2,0.1,0.2,0.1,0,0.1,0.3,0

      """
    let track = try LiveLinkTake(Data(text.utf8), file: "t").resampled(to: .fps60).track
    let head = try #require(track.rotations("head.rotation")?.first)
    // HeadYaw + is the character's left (+X), HeadPitch + is up.
    let facing = head.act(SIMD3(0, 0, 1))
    #expect(facing.x > 0.28 && facing.y > 0.19)
    #expect(abs((track.curve("gaze.yaw")?.first ?? 0) + 0.15) < 1e-6)
    #expect(abs((track.curve("gaze.pitch")?.first ?? 0) + 0.2) < 1e-6)
  }

  @Test("angles that are zero throughout were not captured and give no channel", arguments: [0.0, 0.3])
  func uncaptured(_ yaw: Double) throws {
    let text = """
      Timecode,BlendShapeCount,JawOpen,HeadYaw,HeadPitch,HeadRoll,LeftEyeYaw,LeftEyePitch,LeftEyeRoll,RightEyeYaw,RightEyePitch,RightEyeRoll
      00:00:00:00.000,10,0.1,0,0,0,0,0,0,0,0,0
      00:00:00:01.000,10,0.2,\(yaw),0,0,0,\(yaw),0,0,0,0

      """
    let made = try LiveLinkTake(Data(text.utf8), file: "t").resampled(to: .fps60)
    let names = made.track.layout.channels.map(\.name)
    #expect(names == (yaw == 0 ? ["jawOpen"] : ["jawOpen", "head.rotation", "gaze.yaw", "gaze.pitch"]))
    #expect(made.notes.contains { $0.contains("the head was not captured") } == (yaw == 0))
    #expect(made.notes.contains { $0.contains("the gaze was not captured") } == (yaw == 0))
  }

  @Test(
    "real takes have the dialect, rate and length that they are known for",
    .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"),
    arguments: [
      ("face-speech-livelink/take_first10s.csv", TimecodeDialect.frameFraction, 609, 61, 59.904),
      ("face-speech-livelink/generated_shapes.csv", .milliseconds, 610, 68, 60.0),
      ("arkit-livelink/alex_rom_3.csv", .frameFraction, 4030, 61, 30.0),
      ("arkit-livelink-emotion/sad_MySlate_167_iPhone_cal.csv", .frameFraction, 1825, 61, 59.904),
    ])
  func real(_ path: String, _ dialect: TimecodeDialect, _ rows: Int, _ columns: Int, _ rate: Double) throws {
    let take = try LiveLinkTake(SharedSamples.bytes(path), file: path)
    #expect(take.dialect == dialect)
    #expect(take.times.count == rows && take.columns.count == columns)
    #expect(abs(take.rowRate - rate) < 0.1, "\(take.rowRate)")
    let track = try take.resampled(to: .fps60).track
    #expect(abs(track.duration.seconds - Double(rows) / take.rowRate) < 0.1)
    // Columns bind by name: the jaw moves in every take.
    #expect((track.curve("jawOpen")?.max() ?? 0) > 0.003)
  }

  @Test(
    "eyes in real takes follow the shapes that name their direction",
    .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func gazeSigns() throws {
    let path = "arkit-livelink/alex_rom_3.csv"
    let track = try LiveLinkTake(SharedSamples.bytes(path), file: path).resampled(to: FrameRate(frames: 30))
      .track
    func curve(_ name: String) throws -> [Double] { try #require(track.curve(name)).map(Double.init) }
    #expect(correlation(try curve("gaze.yaw"), try curve("eyeLookOutLeft")) > 0.6)
    #expect(correlation(try curve("gaze.yaw"), try curve("eyeLookOutRight")) < -0.6)
    #expect(correlation(try curve("gaze.pitch"), try curve("eyeLookUpLeft")) > 0.6)
  }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (ma, mb) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    let ab = zip(a, b).reduce(0.0) { $0 + ($1.0 - ma) * ($1.1 - mb) }
    let aa = a.reduce(0.0) { $0 + ($1 - ma) * ($1 - ma) }
    let bb = b.reduce(0.0) { $0 + ($1 - mb) * ($1 - mb) }
    return ab / (aa * bb).squareRoot()
  }
}
