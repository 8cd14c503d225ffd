import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Layouts and arrays that do not fit are refused with shape, place and cure")
struct MotionLayoutFaultTests {
  private static func message(_ work: () throws -> Void) -> String {
    do { try work() } catch { return "\(error)" }
    return ""
  }

  private static let smplx: MotionLayout? = MotionLayout.shipped("beat2-smplx")

  private static func read(_ arrays: [(String, Data)]) -> String {
    message {
      let bytes = ArrayFixtures.archive(arrays.map { (name: $0.0, bytes: $0.1) })
      _ = try smplx?.read(bytes, file: "a.npz", options: .init(rate: .fps60))
    }
  }

  @Test("shipped layouts are read, bear their names, and each is valid JSON to begin with")
  func shipped() throws {
    #expect(MotionLayout.shipped.map(\.id) == MotionLayout.shippedTexts.map(\.id))
    #expect(MotionLayout.shipped.map(\.id) == MotionLayout.shipped.map(\.id).sorted())
    for layout in MotionLayout.shipped { #expect(!layout.title.isEmpty) }
  }

  @Test("a wrong width names the array, both shapes and a cure")
  func width() {
    let text = Self.read([("poses", ArrayFixtures.floats([Float](repeating: 0, count: 312), [2, 156]))])
    #expect(text.contains("array 'poses'") && text.contains("[2, 156]") && text.contains("[frames, 165]"))
    #expect(text.contains("55 joints in axis-angle"))
    #expect(Self.read([("pose", ArrayFixtures.floats([0], [1, 1]))]).contains("array 'poses'"))
    #expect(Self.read([("poses", ArrayFixtures.floats([0], []))]).contains("poses"))
    #expect(Self.read([("poses", ArrayFixtures.texts(["a"]))]).contains("poses"))
    #expect(Self.read([("poses", ArrayFixtures.floats([], [0, 165]))]).contains("no frames"))
  }

  @Test("a number that is none names frame and joint")
  func notFinite() {
    var numbers = [Float](repeating: 0, count: 330)
    numbers[165 + 36] = .nan
    let text = Self.read([("poses", ArrayFixtures.floats(numbers, [2, 165]))])
    #expect(text.contains("frame 1") && text.contains("joint 'neck'"))
  }

  @Test("matrices that are no rotations are counted, and refused where they are the most")
  func astray() throws {
    let json = """
      {"schema": "mien.motion-layout/1", "id": "m", "rate": {"value": 30},
       "rotations": [{"keys": ["r"], "joints": ["head"], "form": "matrix"}]}
      """
    let layout = try MotionLayout(parsing: Data(json.utf8), file: "own.json")
    let unit: [Float] = [1, 0, 0, 0, 1, 0, 0, 0, 1]
    let bad: [Float] = [3, 1, 0, 0, -2, 0, 1, 0, 0.1]
    func read(_ matrices: [[Float]]) throws -> MotionLayout.Reading {
      let array = ArrayFixtures.floats(matrices.flatMap { $0 }, [matrices.count, 9])
      return try layout.read(ArrayFixtures.archive([(name: "r", bytes: array)]), file: "a.npz")
    }
    let notes = try read([unit, bad, unit]).notes.map(\.description)
    #expect(notes.contains { $0.contains("1 of 3 matrices are no rotations") && $0.contains("frame 1") })
    #expect(try !read([unit, unit]).notes.contains { $0.description.contains("matrices") })
    #expect(Self.message { _ = try read([bad, bad, unit]) }.contains("2 of 3 matrices are no rotations"))
  }

  @Test("files that a layout names are told with their place and in plain words")
  func named() throws {
    for (field, name) in [
      (#""names_file": "none.txt""#, "names_file"), (#""names_file": ".""#, "names_file"),
    ] {
      let json =
        #"{"schema": "mien.motion-layout/1", "id": "m", "rate": {"value": 30}, "weights": [{"keys": ["w"], "#
        + field + "}]}"
      let layout = try MotionLayout(parsing: Data(json.utf8), file: "own.json")
      let bytes = ArrayFixtures.archive([(name: "w", bytes: ArrayFixtures.floats([0, 0], [2, 1]))])
      let text = Self.message {
        _ = try layout.read(
          bytes, file: "a.npz", options: .init(folder: FileManager.default.temporaryDirectory))
      }
      #expect(text.hasPrefix(FileManager.default.temporaryDirectory.path), "\(text)")
      #expect(text.contains("the layout's \(name): it "), "\(text)")
    }
  }

  @Test("a billion frames in a kilobyte take no memory")
  func billions() {
    for shape in [[1_000_000_000, 165], [1 << 40, 1 << 40], [1_000_000_000, 0]] {
      let lie = ArrayFixtures.header(ArrayFixtures.dictionary("<f4", shape))
      #expect(!Self.read([("poses", lie)]).isEmpty)
    }
  }

  @Test(
    "faults of a layout name the field",
    arguments: [
      (
        #""rotations": [{"keys": ["r"], "joints": ["head"], "form": "euler", "order": "XXY", "angles": "degrees"}]"#,
        "order"
      ),
      (#""rotations": [{"keys": ["r"], "joints": ["head"], "form": "rot6d"}]"#, "form"),
      (
        #""rotations": [{"keys": ["r"], "joints": ["head", "head"], "form": "matrix"}]"#,
        "'head' occurs twice"
      ),
      (#""rotations": [{"keys": ["r"], "joints": "smplx-56", "form": "matrix"}]"#, "smplx-55"),
      (#""rotations": [{"keys": [], "joints": ["head"], "form": "matrix"}]"#, "keys"),
      (#""axes": {"up": "+Y", "forward": "-Y"}, "weights": [{"keys": ["w"], "prefix": "w"}]"#, "axes"),
      (#""unit": "furlong", "weights": [{"keys": ["w"], "prefix": "w"}]"#, "unit"),
      (#""weights": [{"keys": ["w"]}]"#, "names"),
      (#""weights": [{"keys": ["w"], "prefix": "w", "range": [1, 1]}]"#, "range"),
      (#""weights": [{"keys": ["w"], "prefix": "w", "range": [-3e38, 3e38]}]"#, "range"),
      (#""rotations": [{"keys": ["r"], "joints": [null, null], "form": "matrix"}]"#, "every entry is null"),
      (#""rotations": [{"keys": ["r"], "joints": ["a\u001bb"], "form": "matrix"}]"#, "no name"),
      (#""translation": {"keys": ["t"], "joint": ""}"#, "no name"),
      (#""translation": {"keys": ["t"], "origin": [3e38, 0, 0]}"#, "origin"),
      (#""weigths": []"#, "weigths"),
      (#""rate": {"value": -3}, "weights": [{"keys": ["w"], "prefix": "w"}]"#, "rate.value"),
      (#""title": "nothing""#, "neither"),
    ])
  func layouts(_ json: String, _ word: String) {
    let text = Self.message {
      let whole = #"{"schema": "mien.motion-layout/1", "id": "own", \#(json)}"#
      _ = try MotionLayout(parsing: Data(whole.utf8), file: "own.json")
    }
    #expect(text.hasPrefix("own.json: layout") && text.contains(word) && text.contains(";"), "\(text)")
  }

  @Test("joints that hang on themselves are refused")
  func circle() throws {
    let json = #"""
      {"schema": "mien.motion-layout/1", "id": "own", "space": "global", "parents": {"a": "b", "b": "a"},
       "rotations": [{"keys": ["r"], "joints": ["a", "b"], "form": "quaternion-xyzw"}]}
      """#
    let layout = try MotionLayout(parsing: Data(json.utf8), file: "own.json")
    let bytes = ArrayFixtures.archive([
      (name: "r", bytes: ArrayFixtures.floats([0, 0, 0, 1, 0, 0, 0, 1], [1, 8]))
    ])
    let text = Self.message { _ = try layout.read(bytes, file: "a.npz", options: .init(rate: .fps60)) }
    #expect(text.contains("hangs on itself"))
  }

  @Test("a take longer than the longest at its rate is refused before it is widened")
  func tooLong() {
    let rows = 14_400 + 1
    let poses = ArrayFixtures.header(ArrayFixtures.dictionary("|u1", [rows, 165])) + Data(count: rows * 165)
    let text = Self.message {
      let bytes = ArrayFixtures.archive([(name: "poses", bytes: poses)])
      _ = try Self.smplx?.read(bytes, file: "a.npz", options: .init(rate: FrameRate(frames: 1)))
    }
    #expect(text.contains("[14401, 165]") && text.contains("at most 14400 frames"), "\(text)")
  }

  @Test(
    "files called .npy or .npz that are none get no advice on JSON",
    arguments: [("a.npy", "", "is empty"), ("a.npz", "{}", "ZIP archive"), ("a.npy", "x", "NumPy array")])
  func names(_ file: String, _ content: String, _ words: String) {
    let text = Self.message {
      _ = try Self.smplx?.read(Data(content.utf8), file: file, options: .init(rate: .fps60))
    }
    #expect(text.contains(words) && text.contains("numpy.save"), "\(text)")
  }

  @Test("an array of no rows, an archive of no arrays, and a list too long are called so")
  func counts() {
    let text = Self.read([("poses", ArrayFixtures.floats([], [0, 165]))])
    #expect(text.contains("[0, 165]") && text.contains("no frames"), "\(text)")
    #expect(Self.read([]).contains("the file holds no arrays"))
    let long = Self.message {
      let weights = Array(repeating: #"{"keys": ["w"], "prefix": "w"}"#, count: 257).joined(separator: ",")
      let whole = #"{"schema": "mien.motion-layout/1", "id": "own", "weights": [\#(weights)]}"#
      _ = try MotionLayout(parsing: Data(whole.utf8), file: "own.json")
    }
    #expect(long.contains("257 entries"), "\(long)")
  }
}
