import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Seamless Interaction")
struct SeamlessTakeTests {
  private static let base = "V00_S0809_I00000582"

  private static func pose(frames: Int, extra: [(name: String, bytes: Data)] = []) -> Data {
    func zeros(_ shape: [Int]) -> Data {
      ArrayFixtures.floats([Float](repeating: 0, count: shape.reduce(1, *)), shape)
    }
    let upright = [Float]((0..<frames).map { _ -> [Float] in [.pi, 0, 0] }.joined())
    return ArrayFixtures.archive(
      [
        (name: "smplh:body_pose", bytes: zeros([frames, 21, 3])),
        (name: "smplh:global_orient", bytes: ArrayFixtures.floats(upright, [frames, 3])),
        (name: "smplh:left_hand_pose", bytes: zeros([frames, 15, 3])),
        (name: "smplh:right_hand_pose", bytes: zeros([frames, 15, 3])),
        (name: "smplh:translation", bytes: zeros([frames, 3])),
        (name: "smplh:is_valid", bytes: ArrayFixtures.flags(Array(repeating: true, count: frames))),
      ] + extra, isDeflated: true)
  }

  private static let metadata = Data(
    """
    {"id": "x", "metadata:vad": [{"start": 0.4, "end": 1.6}], "metadata:transcript": [
     {"start": 0.5, "end": 1.5, "transcript": " Well, hello. ", "words": [
      {"word": " Well,", "start": 0.5, "end": 0.8, "score": 0.9}, {"word": "hello.", "start": null, "end": null}]}]}
    """.utf8)

  @Test("two participants of one interaction are one take, both with motion, words and voice activity")
  func dyad() throws {
    let folder = try TakeFolder()
    for person in ["P0947", "P0948A"] {
      let stem = "improvised/train/0000/0005/\(Self.base)_\(person)"
      try folder.add("\(stem).npz", Self.pose(frames: 60))
      try folder.add("\(stem).wav", ArrayFixtures.wav(seconds: 2))
      try folder.add("\(stem).json", Self.metadata)
    }
    let listing = try MotionFolder.takes(at: folder.url)
    #expect(listing.handles.map(\.id) == [Self.base])
    #expect(listing.notes.isEmpty)
    let take = try #require(listing.handles.first).read()
    #expect(take.participants.map(\.id) == ["P0947", "P0948A"])
    for person in take.participants {
      let track = try #require(person.performance)
      #expect(track.rate == FrameRate(frames: 30))
      #expect(track.layout.channels.count == 52)
      #expect(track.layout["hips.translation"] == nil)
      // The camera's axes are turned: whoever faces it stands upright and faces +Z.
      let root = try #require(track.rotations("hips.rotation")?.first)
      #expect(root.act(SIMD3(0, 1, 0)).y > 0.999)
      #expect(root.act(SIMD3(0, 0, 1)).z > 0.999)
      guard case .transcript(let words)? = person.words else {
        Issue.record("no words")
        continue
      }
      #expect(words.speakers.map(\.name) == [person.id])
      #expect(words.turns.map(\.text) == ["Well, hello."])
      #expect(words.turns[0].start == .milliseconds(500))
      #expect(words.turns[0].words.map(\.text) == ["Well,"])
      #expect(words.lanes[person.id]?.voice.map(\.end) == [.milliseconds(1600)])
      #expect(words.notes.contains { $0.sort == .missing && $0.text.contains("1 words") })
    }
    #expect(take.notes.contains { $0.text.contains("-Y is up") })
    #expect(take.notes.contains { $0.sort == .missing && $0.text.contains("a camera's place") })
    #expect(take.notes.contains { $0.text.contains("coordinates of its own") })
    #expect(take.notes.filter(\.isFault).isEmpty)
  }

  @Test("folders by sort of file are the same take")
  func sortedFolders() throws {
    func zeros(_ shape: [Int]) -> Data {
      ArrayFixtures.floats([Float](repeating: 0, count: shape.reduce(1, *)), shape)
    }
    let stem = "\(Self.base)_P1"
    let folder = try TakeFolder([
      "dev/audio/\(stem).wav": ArrayFixtures.wav(seconds: 1),
      "dev/smplh/body_pose/\(stem).npy": zeros([30, 63]),
      "dev/smplh/global_orient/\(stem).npy": zeros([30, 3]),
      "dev/movement/FAUValue/\(stem).npy": zeros([30, 24]),
      "dev/transcript/\(stem).jsonl": Data(#"{"start":0,"end":0.5,"transcript":"hi","words":[]}"#.utf8),
      "dev/vad/\(stem).jsonl": Data("{\"start\":0,\"end\":0.5}\n".utf8),
      "dev/3P-V/\(stem).json": Data("[]".utf8),
    ])
    let take = try #require(try MotionFolder.takes(at: folder.url).handles.first).read()
    let person = try #require(take.participants.first)
    #expect(person.performance?.frameCount == 30)
    #expect(person.performance?.layout["movement.FAUValue.023"] != nil)
    guard case .transcript(let words)? = person.words else {
      Issue.record("no words")
      return
    }
    #expect(words.turns.map(\.line) == [1])
    #expect(take.notes.contains { $0.place.contains("3P-V") })
    #expect(take.notes.contains { $0.sort == .missing && $0.text == "the other participant" })
  }

  @Test("face features count only where they are marked valid")
  func movementMask() throws {
    let features = ArrayFixtures.floats([1, 0, 0, 4], [4, 1])
    let mask = ArrayFixtures.floats([1, 0, 0, 1], [4, 1])
    let archive = Self.pose(
      frames: 4,
      extra: [(name: "movement:FAUValue", bytes: features), (name: "movement:is_valid", bytes: mask)])
    let motion = try SMPLMotion(
      ArrayShelf(NPZArchive(archive, file: "a"), file: "a"),
      timing: TrackTiming(documented: FrameRate(frames: 30)))
    #expect(motion.track?.curve("movement.FAUValue.000") == [1, 2, 3, 4])
    #expect(motion.notes.contains { $0.sort == .repaired && $0.text.hasPrefix("face: 2 of 4") })
  }

  @Test("an empty bundle is a participant without motion and words")
  func emptyBundle() throws {
    let stem = "V01_S0001_I00000001_P0001"
    let folder = try TakeFolder([
      "\(stem).npz": Self.pose(frames: 0), "\(stem).wav": ArrayFixtures.wav(seconds: 0),
      "\(stem).json": Data(#"{"id":"x","metadata:transcript":[],"metadata:vad":[]}"#.utf8),
    ])
    let take = try #require(try MotionFolder.takes(at: folder.url).handles.first).read()
    #expect(take.participants.first?.performance == nil)
    #expect(take.notes.contains { $0.sort == .missing && $0.text.contains("no frames") })
  }

  @Test("names are taken apart, others are none")
  func names() {
    #expect(SeamlessTake.names("V00_S0809_I00000582_P0947A")?.participant == "P0947A")
    for name in [
      "V00_S0809_I00000582", "V_S1_I1_P1", "V0_S1_I1_Px", "2_scott_0_1_1", "V0_S1_I1_PA", "V0_S1_I1_P1_x",
    ] {
      #expect(SeamlessTake.names(name) == nil)
    }
  }

  @Test(
    "rows that break the format are named with their line",
    arguments: [
      #"{"start":-1,"end":1,"transcript":"a"}"#, #"{"start":0,"end":1e308,"transcript":"a"}"#,
      #"{"start":2,"end":1,"transcript":"a"}"#, #"{"end":1,"transcript":"a"}"#, #"{"start":0,"end":1}"#,
      "[1]",
      #"{"start":0,"end":1,"transcript":"a","words":[{"start":0}]}"#,
    ])
  func brokenRows(row: String) {
    let good = #"{"start":0,"end":1,"transcript":"a"}"#
    var words = SeamlessTranscript(participant: "P1", id: "a")
    let error = #expect(throws: FormatsError.self) {
      try words.read(lines: Data("\(good)\n\n\(row)\n".utf8), .transcript, file: "a.jsonl")
    }
    #expect(error?.description.hasPrefix("a.jsonl: line 3") == true, "\(String(describing: error))")
  }

  @Test("every seed of words and frames is an error with its cure or a value, cut off anywhere too")
  func seeds() throws {
    for folder in [SeedFolder("MotionJSON"), SeedFolder("MotionJSON/readable")] {
      for name in folder.names {
        let whole = try folder.bytes(name)
        for count in stride(from: whole.count, through: 0, by: -1) {
          let bytes = whole.prefix(count)
          var words = SeamlessTranscript(participant: "P1", id: "a")
          try? words.read(document: bytes, file: name)
          try? words.read(lines: bytes, .transcript, file: name)
          try? words.read(lines: bytes, .vad, file: name)
          _ = try? BlendShapeFrames(bytes, file: name).resampled(TrackTiming())
          var transcript = Transcript(id: "a", speakers: [.init(name: "user")])
          try? DuplexTake.addChunks(bytes, to: &transcript, file: name)
          try? DuplexTake.addInterruptions(bytes, to: &transcript, file: name)
        }
      }
    }
    var words = SeamlessTranscript(participant: "P1", id: "a")
    for name in ["negative.jsonl", "huge.jsonl", "backwards.jsonl"] {
      #expect(throws: FormatsError.self) {
        try words.read(lines: SeedFolder("MotionJSON").bytes(name), .vad, file: name)
      }
    }
    for name in ["list.json", "no-list.json", "cut.json", "deep.json"] {
      #expect(throws: FormatsError.self) {
        try words.read(document: SeedFolder("MotionJSON").bytes(name), file: name)
      }
    }
    for name in [
      "ragged-frames.json", "times-fall.json", "infinite-weight.json", "far-frame.json", "deep.json",
    ] {
      #expect(throws: FormatsError.self, "\(name)") {
        try BlendShapeFrames(SeedFolder("MotionJSON").bytes(name), file: name).resampled(TrackTiming())
      }
    }
  }
}
