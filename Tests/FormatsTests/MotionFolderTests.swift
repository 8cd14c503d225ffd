import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Folders of motion beside speech")
struct MotionFolderTests {
  private static let grid = Data(
    """
    File type = "ooTextFile"
    Object class = "TextGrid"
    0 2 <exists> 1 "IntervalTier" "words" 0 2 1 0 2 "hello"

    """.utf8)

  private static func smpl(frames: Int = 60, rate: Double? = 30) -> Data {
    var arrays = [
      (
        name: "poses", bytes: ArrayFixtures.floats([Float](repeating: 0, count: frames * 165), [frames, 165])
      ),
      (
        name: "expressions",
        bytes: ArrayFixtures.floats([Float](repeating: 0, count: frames * 100), [frames, 100])
      ),
      (name: "trans", bytes: ArrayFixtures.floats([Float](repeating: 0, count: frames * 3), [frames, 3])),
      (name: "betas", bytes: ArrayFixtures.floats([Float](repeating: 0, count: 300), [300])),
      (name: "gender", bytes: ArrayFixtures.header(ArrayFixtures.dictionary("<U7", [])) + Data(count: 28)),
    ]
    if let rate { arrays.append((name: "mocap_frame_rate", bytes: ArrayFixtures.doubles([rate], []))) }
    return ArrayFixtures.archive(arrays, isDeflated: true)
  }

  private static func table(rows: Int, extra: [String] = []) -> Data {
    let columns = ["JawOpen", "EyeBlinkLeft", "HeadYaw", "HeadPitch", "HeadRoll"] + extra
    var text = "Timecode,BlendShapeCount,\(columns.joined(separator: ","))\n"
    for row in 0..<rows {
      let code = "00:00:0\(row / 60):\(row % 60 < 10 ? "0" : "")\(row % 60).000"
      text += "\(code),\(columns.count)," + columns.map { _ in "0.1" }.joined(separator: ",") + "\n"
    }
    return Data(text.utf8)
  }

  @Test("BEAT2's folders by sort and a flat folder give the same take")
  func beat2() throws {
    let name = "2_scott_0_1_1"
    let sound = ArrayFixtures.wav(seconds: 2, rate: 16_000)
    let folders = try TakeFolder([
      "beat_english_v2.0.0/smplxflame_30/\(name).npz": Self.smpl(),
      "beat_english_v2.0.0/wave16k/\(name).wav": sound,
      "beat_english_v2.0.0/textgrid/\(name).TextGrid": Self.grid,
      "beat_english_v2.0.0/sem/\(name).txt": Data("01_beat_align\t0.5\t1\t0.5\t0.1\t\n".utf8),
      "beat_english_v2.0.0/footcontact/\(name).npy": ArrayFixtures.floats([0, 0, 0, 0], [1, 4]),
    ])
    let flat = try TakeFolder([
      "\(name).npz": Self.smpl(), "\(name).wav": sound, "\(name).TextGrid": Self.grid,
    ])
    for folder in [folders, flat] {
      let listing = try MotionFolder.takes(at: folder.url)
      #expect(listing.handles.map(\.id) == [name])
      #expect(listing.notes.isEmpty)
      let handle = try #require(listing.handles.first)
      #expect(handle.form == .smpl)
      let take = try handle.read()
      let person = try #require(take.participants.first)
      #expect(person.id == "scott")
      #expect(person.role == nil)
      #expect(person.sound?.seconds == 2)
      #expect(person.performance?.frameCount == 60)
      #expect(person.performance?.rate == FrameRate(frames: 30))
      #expect(person.performance?.layout.channels.count == 55 + 1 + 100)
      guard case .textGrid(let url)? = person.words else {
        Issue.record("no TextGrid")
        continue
      }
      #expect(url.lastPathComponent == "\(name).TextGrid")
      #expect(take.notes.filter(\.isFault).isEmpty)
    }
    let notes = try MotionFolder.takes(at: folders.url).handles[0].read().notes
    #expect(notes.contains { $0.place.hasSuffix("sem/\(name).txt") })
    #expect(notes.contains { $0.place.hasSuffix("footcontact/\(name).npy") })
  }

  @Test("one file names its take; a file of no take is refused")
  func singleFile() throws {
    let folder = try TakeFolder([
      "a.npz": Self.smpl(), "a.wav": ArrayFixtures.wav(seconds: 2), "b.npz": Self.smpl(),
      "b.wav": ArrayFixtures.wav(seconds: 2), "c.wav": ArrayFixtures.wav(seconds: 1),
    ])
    #expect(try MotionFolder.takes(at: folder.url.appendingPathComponent("b.wav")).handles.map(\.id) == ["b"])
    #expect(throws: FormatsError.self) {
      try MotionFolder.takes(at: folder.url.appendingPathComponent("c.wav"))
    }
    let listing = try MotionFolder.takes(at: folder.url)
    #expect(listing.handles.map(\.id) == ["a", "b"])
    #expect(listing.notes.map(\.description) == ["left out: c.wav: skipped, without motion of their name"])
  }

  @Test("one file of a folder by sort names its take too")
  func singleSortedFile() throws {
    let folder = try TakeFolder([
      "npz/a.npz": Self.smpl(), "wav/a.wav": ArrayFixtures.wav(seconds: 2), "npz/b.npz": Self.smpl(),
      "wav/b.wav": ArrayFixtures.wav(seconds: 2),
    ])
    #expect(
      try MotionFolder.takes(at: folder.url.appendingPathComponent("wav/b.wav")).handles.map(\.id) == ["b"])
  }

  @Test("a table whose two rows lie hours apart takes no memory for what is between")
  func sparseTable() throws {
    let columns = (0..<3000).map { "c\($0)" }
    let values = columns.map { _ in "0" }.joined(separator: ",")
    let text =
      "Timecode,BlendShapeCount,\(columns.joined(separator: ","))\n00:00:00:00.000,3000,\(values)\n03:50:00:00.000,3000,\(values)\n"
    let folder = try TakeFolder(["a.csv": Data(text.utf8), "a.wav": ArrayFixtures.wav(seconds: 1)])
    let handle = try #require(try MotionFolder.takes(at: folder.url).handles.first)
    #expect(throws: FormatsError.self) { try handle.read() }
  }

  @Test("equal names in unlike folders are unlike takes")
  func equalNames() throws {
    let sound = ArrayFixtures.wav(seconds: 2)
    let folder = try TakeFolder([
      "one/take.npz": Self.smpl(), "one/take.wav": sound, "two/take.npz": Self.smpl(), "two/take.wav": sound,
    ])
    #expect(try MotionFolder.takes(at: folder.url).handles.map(\.id) == ["one/take", "two/take"])
  }

  @Test("a broken take is an error of its own, the others are read")
  func brokenTake() throws {
    let folder = try TakeFolder([
      "a.npz": Data("nonsense".utf8), "a.wav": ArrayFixtures.wav(seconds: 2), "b.npz": Self.smpl(),
      "b.wav": ArrayFixtures.wav(seconds: 2),
    ])
    let handles = try MotionFolder.takes(at: folder.url).handles
    let error = #expect(throws: FormatsError.self) { try handles[0].read() }
    #expect(error?.description.hasPrefix("a.npz") == true)
    #expect(try handles[1].read().participants.count == 1)
  }

  @Test("Live Link tables with other endings of name pair, and columns of emotion stay channels")
  func liveLink() throws {
    let folder = try TakeFolder([
      "generated_shapes.csv": Self.table(rows: 120, extra: ["Angry", "Happy"]),
      "generated_audio.wav": ArrayFixtures.wav(seconds: 2), "notes.csv": Data("a,b\n1,2\n".utf8),
    ])
    let listing = try MotionFolder.takes(at: folder.url)
    #expect(listing.handles.map(\.form) == [.liveLink])
    let take = try #require(listing.handles.first).read()
    let track = try #require(take.participants.first?.performance)
    #expect(track.frameCount == 120)
    #expect(track.layout["Angry"]?.kind == .weight)
    #expect(track.layout["jawOpen"]?.kind == .weight)
    #expect(take.notes.contains { $0.sort == .missing && $0.text.hasPrefix("without shapes") })
  }

  @Test("curves find names of as many beside them, or number themselves")
  func curves() throws {
    let values = ArrayFixtures.floats([Float](repeating: 0.5, count: 180), [60, 3])
    let folder = try TakeFolder([
      "bs_value_t_1.npy": values, "t_1.wav": ArrayFixtures.wav(seconds: 2),
      "rig_names.npy": ArrayFixtures.texts(["jaw", "lip_l", "lip_r"]),
      "other.npy": ArrayFixtures.texts(["x"]),
    ])
    let listing = try MotionFolder.takes(at: folder.url)
    #expect(listing.handles.map(\.id) == ["t_1"])
    #expect(listing.notes.isEmpty)
    let take = try #require(listing.handles.first).read()
    let track = try #require(take.participants.first?.performance)
    #expect(track.layout.channels.map(\.name) == ["jaw", "lip_l", "lip_r"])
    #expect(track.rate == FrameRate(frames: 30))
    #expect(take.notes.contains { $0.sort == .assumed && $0.text.contains("60 frames in 2.0 s of sound") })

    try folder.add("given.txt", Data("a\nb\nc\n".utf8))
    var options = MotionFolder.Options(
      rate: FrameRate(frames: 60), names: folder.url.appendingPathComponent("given.txt"))
    let given = try MotionFolder.takes(at: folder.url, options: options).handles[0].read()
    #expect(given.participants[0].performance?.layout.channels.map(\.name) == ["a", "b", "c"])
    #expect(given.participants[0].performance?.rate == .fps60)
    try folder.add("given.txt", Data("a\nb\na\n".utf8))
    #expect(throws: FormatsError.self) {
      try MotionFolder.takes(at: folder.url, options: options).handles[0].read()
    }
    options.names = nil
    let bare = try TakeFolder(["t.npy": values, "t.wav": ArrayFixtures.wav(seconds: 2)])
    let numbered = try MotionFolder.takes(at: bare.url).handles[0].read()
    #expect(
      numbered.participants[0].performance?.layout.channels.map(\.name) == [
        "curve.000", "curve.001", "curve.002",
      ])
    #expect(numbered.notes.contains { $0.sort == .missing })
  }

  @Test("only the form that is asked for is listed")
  func form() throws {
    let folder = try TakeFolder([
      "a.npz": Self.smpl(), "a.wav": ArrayFixtures.wav(seconds: 2), "b.csv": Self.table(rows: 60),
      "b.wav": ArrayFixtures.wav(seconds: 1), "two.wav": ArrayFixtures.wav(seconds: 1, channels: 2),
    ])
    for (form, ids) in [
      (MotionFolder.Form.smpl, ["a"]), (.liveLink, ["b"]), (.twoChannels, ["two"]), (.curves, []),
    ] {
      #expect(try MotionFolder.takes(at: folder.url, options: .init(form: form)).handles.map(\.id) == ids)
    }
    #expect(try MotionFolder.takes(at: folder.url).handles.map(\.id) == ["a", "b"])
    try folder.add("a.csv", Self.table(rows: 120))
    #expect(try MotionFolder.takes(at: folder.url).handles.map(\.form) == [.smpl, .liveLink])
    let tables = try MotionFolder.takes(at: folder.url, options: .init(form: .liveLink)).handles
    #expect(tables.map(\.id) == ["a", "b"])
    let take = try tables[0].read()
    #expect(take.participants[0].performance?.layout["jawOpen"] != nil)
    #expect(take.notes.contains { $0.place == "a.npz" })
  }

  @Test("a folder that is none cannot be listed")
  func noFolder() {
    #expect(throws: FormatsError.self) { try MotionFolder.takes(at: URL(fileURLWithPath: "/nowhere/at/all")) }
  }

  @Test(
    "the sample pairs come in as their notes say", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func samples() throws {
    let curves = try MotionFolder.takes(at: URL(fileURLWithPath: SharedSamples.path("face-speech-facegood")))
    #expect(curves.notes.isEmpty)
    #expect(curves.handles.map(\.id) == ["1114_2_01", "1114_2_02", "1114_3_15"])
    for (handle, (frames, movers)) in zip(curves.handles, [(3295, 26), (3360, 30), (1472, 17)]) {
      let take = try handle.read()
      let track = try #require(take.participants.first?.performance)
      #expect(track.frameCount == frames)
      #expect(track.rate == FrameRate(frames: 30))
      #expect(track.layout.channels.count == 116)
      let moving = track.layout.channels.indices.filter { Set(track.column($0)).count > 1 }
      #expect(moving.count == movers)
      #expect(track.curve("mouth_stretch_c")?.contains { $0 > 0.1 } == true)
      #expect(take.notes.filter(\.isFault).isEmpty)
    }
    let tables = try MotionFolder.takes(at: URL(fileURLWithPath: SharedSamples.path("face-speech-livelink")))
    #expect(tables.handles.map(\.id) == ["generated_audio", "take_first10s"])
    for handle in tables.handles {
      let take = try handle.read()
      let track = try #require(take.participants.first?.performance)
      #expect(abs(track.duration.seconds - (take.participants.first?.sound?.seconds ?? 0)) < 0.1)
    }
    let generated = try tables.handles[0].read().participants[0].performance
    #expect(
      ["Angry", "Disgusted", "Fearful", "Happy", "Neutral", "Sad", "Surprised"].allSatisfy {
        generated?.layout[$0] != nil
      })
  }
}
