import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Layouts make tracks of arrays")
struct MotionLayoutReadingTests {
  private static func layout(_ json: String) throws -> MotionLayout {
    let head = #"{"schema": "mien.motion-layout/1", "id": "test", "rate": {"value": 30}, "#
    return try MotionLayout(parsing: Data((head + json + "}").utf8), file: "own.json")
  }

  private static func archive(_ arrays: [(String, Data)]) -> Data {
    ArrayFixtures.archive(arrays.map { (name: $0.0, bytes: $0.1) })
  }

  private static func turn(_ track: Track, _ name: String, _ frame: Int = 0) throws -> Quaternion {
    try #require(track.rotations("\(name).rotation"))[frame]
  }

  /// A turn of the head: 30° to the left and then 20° down, about its own axes.
  private static let look = Quaternion(yaw: .pi / 6, pitch: .pi / 9, roll: 0)

  private static func matrix(_ q: Quaternion) -> [[Float]] {
    let columns = [SIMD3<Float>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)].map { q.act($0) }
    return (0..<3).map { row in columns.map { $0[row] } }
  }

  @Test("every form of a rotation means the same turn")
  func forms() throws {
    let q = Self.look
    let m = Self.matrix(q)
    let angle = 2 * acos(q.w)
    let axis = SIMD3(q.x, q.y, q.z) / sin(angle / 2)
    let forms: [(String, [Float])] = [
      (#""form": "axis-angle""#, [axis.x * angle, axis.y * angle, axis.z * angle]),
      (#""form": "6d-columns""#, [m[0][0], m[1][0], m[2][0], m[0][1], m[1][1], m[2][1]]),
      (#""form": "6d-rows""#, m[0] + m[1]),
      (#""form": "6d-interleaved""#, [m[0][0], m[0][1], m[1][0], m[1][1], m[2][0], m[2][1]]),
      (#""form": "matrix""#, m[0] + m[1] + m[2]),
      (#""form": "quaternion-wxyz""#, [q.w, q.x, q.y, q.z]),
      (#""form": "quaternion-xyzw""#, [-2 * q.x, -2 * q.y, -2 * q.z, -2 * q.w]),
      (#""form": "euler", "order": "YXZ", "angles": "degrees""#, [30, 20, 0]),
      (#""form": "euler", "order": "YXZ", "columns": "XYZ", "angles": "radians""#, [.pi / 9, .pi / 6, 0]),
    ]
    for (form, numbers) in forms {
      let layout = try Self.layout(#""rotations": [{"keys": ["r"], "joints": ["head"], \#(form)}]"#)
      for shape in [[2, numbers.count], [2, 1, numbers.count], [1, 2, 1, numbers.count]] {
        let bytes = Self.archive([("r", ArrayFixtures.floats(numbers + numbers, shape))])
        let track = try layout.read(bytes, file: "take.npz").track
        #expect(track.frameCount == 2)
        #expect(try Self.turn(track, "head", 1).angle(to: q) < 2e-3, "\(form)")
      }
    }
  }

  @Test("Unity's and Unreal's axes, and Z up, come to ours")
  func axes() throws {
    // A turn to the character's left, about up, in each program's own handedness; a step to its left.
    let half = Float.pi / 12
    let cases: [(String, [Float], [Float])] = [
      (#""up": "+Y", "forward": "+Z""#, [0, sin(half), 0, cos(half)], [1, 0, 0]),
      (#""up": "+Y", "forward": "+Z", "handedness": "left""#, [0, -sin(half), 0, cos(half)], [-1, 0, 0]),
      (#""up": "+Z", "forward": "+X", "handedness": "left""#, [0, 0, -sin(half), cos(half)], [0, -1, 0]),
      (#""up": "+Z", "forward": "-Y""#, [0, 0, sin(half), cos(half)], [1, 0, 0]),
    ]
    for (axes, turn, step) in cases {
      let layout = try Self.layout(
        #""axes": {\#(axes)}, "unit": "cm", "translation": {"keys": ["t"], "origin": [0, 0, 0]}, "#
          + #""rotations": [{"keys": ["r"], "joints": ["head"], "form": "quaternion-xyzw"}]"#)
      let track = try layout.read(
        Self.archive([
          ("r", ArrayFixtures.floats(turn, [1, 4])), ("t", ArrayFixtures.floats(step, [1, 3])),
        ]), file: "take.npz"
      ).track
      let face = try Self.turn(track, "head").act(SIMD3(0, 0, 1))
      #expect(abs(face.x - sin(half * 2)) < 1e-5 && face.z > 0.8, "\(axes)")
      let at = try #require(track.layout.offset(of: "hips.translation"))
      #expect(abs(track[0, at] - 0.01) < 1e-6, "\(axes)")
    }
  }

  @Test("the root may stand in a world of other axes than the joints")
  func world() throws {
    // SMPL's own axes in a world with Z up: standing upright the root is turned by 90° about X.
    let layout = try Self.layout(
      #""world": {"up": "+Z", "forward": "-Y"}, "translation": {"keys": ["t"], "origin": "first"}, "#
        + #""rotations": [{"keys": ["r"], "joints": ["hips", "head"], "form": "axis-angle"}]"#)
    let track = try layout.read(
      Self.archive([
        ("r", ArrayFixtures.floats([.pi / 2, 0, 0, 0.3, 0, 0, .pi / 2, 0, 0, 0.3, 0, 0], [2, 6])),
        ("t", ArrayFixtures.floats([5, 5, 5, 5, 5, 6], [2, 3])),
      ]), file: "take.npz"
    ).track
    #expect(try Self.turn(track, "hips").angle(to: .identity) < 2e-3)
    #expect(try Self.turn(track, "head").angle(to: Quaternion(yaw: 0, pitch: 0.3, roll: 0)) < 2e-3)
    let at = try #require(track.layout.offset(of: "hips.translation"))
    #expect(track[0, at + 1] == 0 && abs(track[1, at + 1] - 1) < 1e-6)
  }

  @Test("global rotations become local ones; bones between may be missing")
  func global() throws {
    let lean = Quaternion(axis: SIMD3(1, 0, 0), angle: 0.4)
    let numbers = [Quaternion.identity, lean, lean * Self.look].flatMap { [$0.w, $0.x, $0.y, $0.z] }
    let layout = try Self.layout(
      #""space": "global", "rotations": [{"keys": ["r"], "joints": ["hips", "chest", "head"], "#
        + #""form": "quaternion-wxyz"}]"#)
    let track = try layout.read(
      Self.archive([("r", ArrayFixtures.floats(numbers, [1, 3, 4]))]), file: "take.npz"
    ).track
    #expect(try Self.turn(track, "chest").angle(to: lean) < 2e-3)
    #expect(try Self.turn(track, "head").angle(to: Self.look) < 2e-3)
  }

  @Test("joints with axes of their own are counted from the T-pose that the layout gives, or from frame 0")
  func rest() throws {
    // An arm whose own axes are turned by 90° about Z in T-pose, below a spine that is turned too.
    let spine = Quaternion(axis: SIMD3(0, 1, 0), angle: 0.5)
    let arm = Quaternion(axis: SIMD3(0, 0, 1), angle: .pi / 2)
    let raise = Quaternion(axis: SIMD3(0, 0, 1), angle: 0.6)
    // World of the arm in T-pose is spine·arm; raised about the world's z it is raise·spine·arm.
    let raised = spine.conjugate * raise * spine * arm
    let frames = [spine, arm, spine, raised].flatMap { [$0.x, $0.y, $0.z, $0.w] }
    let bytes = Self.archive([("r", ArrayFixtures.floats(frames, [2, 8]))])
    let joints =
      #""rotations": [{"keys": ["r"], "joints": ["spine", "leftUpperArm"], "form": "quaternion-xyzw"}]"#
    let given =
      #""rest": {"spine": [0, \#(spine.y), 0, \#(spine.w)], "leftUpperArm": [0, 0, \#(arm.z), \#(arm.w)]}, "#
    for rest in [given, #""rest": "first-frame", "#] {
      let track = try Self.layout(rest + joints).read(bytes, file: "take.npz").track
      #expect(try Self.turn(track, "leftUpperArm", 0).angle(to: .identity) < 2e-3)
      #expect(try Self.turn(track, "leftUpperArm", 1).angle(to: raise) < 2e-3)
      #expect(try Self.turn(track, "spine", 1).angle(to: .identity) < 2e-3)
    }
  }

  @Test("weights of 0 to 100 are scaled, spellings folded, others kept as custom channels")
  func weights() throws {
    let layout = try Self.layout(
      #""weights": [{"keys": ["w"], "names": ["JawOpen", "eyeBlink_L", "tail wag"], "range": [0, 100]}]"#)
    let reading = try layout.read(
      Self.archive([("w", ArrayFixtures.floats([50, 100, 10, 0, 150, 20], [2, 3]))]), file: "take.npz")
    #expect(reading.track.layout.channels.map(\.name) == ["jawOpen", "eyeBlinkLeft", "tail wag"])
    #expect(reading.track.curve("eyeBlinkLeft") == [1, 1.5])
    #expect(reading.notes.contains { $0.text.contains("1 weights lie outside") })
  }

  @Test("a matrix beside the layout makes weights of coefficients; without one they stay opaque")
  func matrix() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "mien-layout-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try ArrayFixtures.floats([1, 0, 0, 2, 0.5, 0.5], [3, 2]).write(to: folder.appendingPathComponent("m.npy"))
    try ArrayFixtures.floats([1, 0, 0.5, 0, 2, 0.5], [2, 3]).write(to: folder.appendingPathComponent("t.npy"))
    let bytes = Self.archive([
      ("exp", ArrayFixtures.floats([0.2, 0.1], [1, 2])), ("jaw", ArrayFixtures.floats([9, 0.4], [1, 2])),
    ])
    for file in [#""m.npy""#, #""t.npy", "transposed": true"#] {
      let layout = try Self.layout(
        #""weights": [{"parts": [{"keys": ["exp"]}, {"keys": ["jaw"], "columns": [1, 2]}], "#
          + #""names": ["jawOpen", "mouthClose"], "matrix": {"file": \#(file)}}]"#)
      let track = try layout.read(bytes, file: "a.npz", options: .init(folder: folder)).track
      #expect(abs(try #require(track.curve("jawOpen"))[0] - 0.4) < 1e-6)
      #expect(abs(try #require(track.curve("mouthClose"))[0] - 0.4) < 1e-6)
    }
    let opaque = try Self.layout(#""weights": [{"keys": ["exp"], "prefix": "flame.exp"}]"#).read(
      bytes, file: "a.npz")
    #expect(opaque.track.layout.channels.map(\.name) == ["flame.exp0", "flame.exp1"])
    let wrong = try Self.layout(
      #""weights": [{"keys": ["exp"], "names": ["jawOpen", "mouthClose"], "matrix": {"file": "m.npy"}}]"#)
    #expect(throws: FormatsError.self) {
      try wrong.read(bytes, file: "a.npz", options: .init(folder: folder))
    }
  }

  @Test("JSON of arrays and a lone .npy read like an archive")
  func otherFiles() throws {
    let layout = try Self.layout(#""weights": [{"keys": ["face.w", "array"], "names": ["jawOpen", "own"]}]"#)
    let json = Data(
      #"{"meta": {"by": "us"}, "fps": 25, "face": {"w": [[0.5, 1], [0.25, 0]]}, "list": [{"a": 1}]}"#.utf8)
    #expect(try layout.read(json, file: "a.json").track.curve("jawOpen") == [0.5, 0.25])
    #expect(try layout.read(Data("[[1, 2], [3, 4]]".utf8), file: "a.json").track.curve("own") == [2, 4])
    let npy = ArrayFixtures.floats([0.5, 1], [1, 2])
    #expect(try layout.read(npy, file: "a.npy").track.curve("own") == [1])
    let ragged = Data(#"{"face": {"w": [[0.5, 1], [0.25]]}}"#.utf8)
    #expect(throws: FormatsError.self) { try layout.read(ragged, file: "a.json") }
  }

  @Test("names in the file go before names in the layout, a given rate before a stated one")
  func named() throws {
    let layout = try #require(MotionLayout.shipped("arkit-52"))
    let bytes = Self.archive([
      ("weights", ArrayFixtures.floats([0.5, 1], [1, 2])),
      ("names", ArrayFixtures.texts(["JawOpen", "extra"])),
      ("fps", ArrayFixtures.doubles([29.97], [])),
    ])
    let track = try layout.read(bytes, file: "a.npz").track
    #expect(track.layout.channels.map(\.name) == ["jawOpen", "extra"])
    #expect(track.rate == FrameRate(numerator: 30000, denominator: 1001))
    let options = MotionLayout.Options(rate: .fps60, names: ["extra": "noseSneerLeft"])
    let other = try layout.read(bytes, file: "a.npz", options: options).track
    #expect(other.rate == .fps60 && other.curve("noseSneerLeft") == [1])
  }

  @Test("start puts frame 0 where it belongs")
  func start() throws {
    let weights = #""weights": [{"keys": ["w"], "names": ["jawOpen"]}]"#
    let bytes = Self.archive([("w", ArrayFixtures.floats([1, 2, 3, 4], [4, 1]))])
    let late = try Self.layout(#""start": 0.1, "# + weights).read(bytes, file: "a.npz").track
    #expect(late.curve("jawOpen") == [1, 1, 1, 1, 2, 3, 4])
    let early = try Self.layout(#""start": -0.1, "# + weights).read(bytes, file: "a.npz").track
    #expect(early.curve("jawOpen") == [4])
  }

  @Test("SMPL through its layout is SMPL through the corpus importer")
  func smpl() throws {
    var numbers: [Float] = []
    var state: UInt32 = 7
    for _ in 0..<(5 * 165) {
      state = state &* 1_664_525 &+ 1_013_904_223
      numbers.append(Float(state >> 8) / Float(1 << 24) - 0.5)
    }
    let bytes = Self.archive([
      ("poses", ArrayFixtures.floats(numbers, [5, 165])),
      ("trans", ArrayFixtures.floats(Array(numbers.prefix(15)), [5, 3])),
      ("mocap_frame_rate", ArrayFixtures.doubles([30], [])),
    ])
    let ours = try #require(MotionLayout.shipped("beat2-smplx")).read(bytes, file: "a.npz").track
    let shelf = ArrayShelf(try NPZArchive(bytes, file: "a.npz"), file: "a.npz")
    let theirs = try #require(try SMPLMotion(shelf, timing: TrackTiming()).track)
    #expect(ours.layout == theirs.layout && ours.rate == theirs.rate)
    for (a, b) in zip(ours.samples, theirs.samples) { #expect(abs(a - b) < 1e-6) }
  }

  @Test("frames that are not valid are bridged, for body and face by their own flags")
  func valid() throws {
    let layout = try Self.layout(
      #""rotations": [{"keys": ["r"], "joints": ["head"], "form": "axis-angle"}], "valid": ["ok"], "#
        + #""weights": [{"keys": ["w"], "names": ["jawOpen"], "valid": ["face_ok"]}]"#)
    let track = try layout.read(
      Self.archive([
        ("r", ArrayFixtures.floats([0, 0.1, 0, .nan, 0, 0, 0, 0.3, 0], [3, 3])),
        ("ok", ArrayFixtures.flags([true, false, true])),
        ("w", ArrayFixtures.floats([.nan, 0.5, 1], [3, 1])),
        ("face_ok", ArrayFixtures.flags([false, true, true])),
      ]), file: "a.npz"
    ).track
    #expect(try Self.turn(track, "head", 1).angle(to: Quaternion(yaw: 0.2, pitch: 0, roll: 0)) < 2e-3)
    #expect(track.curve("jawOpen") == [0.5, 0.5, 1])
  }
}
