import Foundation
import Provenance
import Testing

@testable import StrategyHost

@Suite("Stack files")
struct StackSheetTests {
  private func parse(_ text: String) throws -> StackDescription {
    try StackSheet.parse(Data(text.utf8), file: "calm.stack.json")
  }

  private func sheet(layer: String = "", rest: String = "") -> String {
    #"{"schema":"mien.stack/1","id":"calm","layers":[{"strategy":"speech"\#(layer)}]\#(rest)}"#
  }

  @Test("everything that a file can say is read")
  func full() throws {
    let stack = try parse(
      """
      {"schema": "mien.stack/1", "id": "calm-speech", "layers": [
        {"strategy": "speech", "mode": "additive", "mask": ["mouth", "-jaw"], "blendIn": 0.2, "blendOut": 0.3,
         "gain": 1.5, "parameters": {"gain": 1.2}},
        {"strategy": "idle"}], "guard": {"never": ["tongueOut"]}}
      """)
    #expect(stack.id == "calm-speech")
    #expect(
      stack.layers == [
        .init(
          "speech", mode: .additive, mask: ["mouth", "-jaw"], blendIn: 0.2, blendOut: 0.3, gain: 1.5,
          parameters: ["gain": 1.2]), .init("idle"),
      ])
    #expect(stack.guarding == .init(never: ["tongueOut"]))
  }

  @Test("a file without options says what the text says")
  func sameAsText() throws {
    var stack = try parse(sheet(rest: #","guard":true"#))
    let text = try StackDescription(text: "speech+guard")
    stack.id = text.id
    #expect(try CanonicalJSON.encode(stack) == CanonicalJSON.encode(text))
    #expect(try parse(sheet(rest: #","guard":false"#)).guarding == nil)
    #expect(try parse(sheet(rest: #","guard":null"#)).guarding == nil)
    #expect(try parse(sheet()).isPlain)
    let again = try JSONDecoder().decode(StackDescription.self, from: CanonicalJSON.encode(stack))
    #expect(again == stack)
  }

  static let faults: [(text: String, place: String, reason: String)] = {
    func sheet(_ layer: String = "", _ rest: String = "") -> String {
      #"{"schema":"mien.stack/1","id":"calm","layers":[{"strategy":"speech"\#(layer)}]\#(rest)}"#
    }
    return [
      ("{", "top level", "not valid JSON"), ("[]", "top level", "an object is expected"),
      (#"{"id":"x","layers":[]}"#, "top level", "'schema' is missing"),
      (#"{"schema":"mien.stack/2","id":"x","layers":[]}"#, "schema", "is not mien.stack/1"),
      (#"{"schema":"mien.stack/1","id":"x","layers":[]}"#, "layers", "there are 0"),
      (#"{"schema":"mien.stack/1","id":"guard","layers":[]}"#, "id", "the guard's own name"),
      (#"{"schema":"mien.stack/1","id":"x/y","layers":[]}"#, "id", "may hold a-z"),
      (#"{"schema":"mien.stack/1","id":"x","layers":[{}]}"#, "layers[0]", "'strategy' is missing"),
      (
        #"{"schema":"mien.stack/1","id":"x","layers":[{"strategy":"guard"}]}"#, "layers[0].strategy",
        "own name"
      ),
      (#"{"schema":"mien.stack/1","id":"x","layers":"speech"}"#, "layers", "a list is expected"),
      (sheet(#","mode":"replace""#), "layers[0].mode", "'replace' is not override or additive"),
      (sheet(#","mask":"mouth""#), "layers[0].mask", "a list is expected"),
      (sheet(#","mask":["-"]"#), "layers[0].mask", "'-' is no name"),
      (sheet(#","blendIn":-1"#), "layers[0].blendIn", "-1.0 is not in 0.0...60.0"),
      (sheet(#","blendOut":"slow""#), "layers[0].blendOut", "a number is expected"),
      (sheet(#","gain":2.5"#), "layers[0].gain", "2.5 is not in 0.0...2.0"),
      (sheet(#","parameters":{"gain":true}"#), "layers[0].parameters.gain", "a number is expected"),
      (sheet(#","blend":1"#), "layers[0].blend", "no such key; there are strategy, mode"),
      (sheet("", #","gaurd":true"#), "gaurd", "no such key; there are schema, id, layers, guard"),
      (sheet("", #","guard":{"nevre":[]}"#), "guard.nevre", "no such key; there are never"),
      (sheet("", #","guard":{"never":["-tongueOut"]}"#), "guard.never", "'-tongueOut' is no name"),
      (sheet("", #","guard":1"#), "guard", "an object is expected"),
    ]
  }()

  @Test("a fault names file, place and reason", arguments: faults.indices)
  func faulty(_ index: Int) {
    let (text, place, reason) = Self.faults[index]
    let error = #expect(throws: StackError.self) { try parse(text) }
    guard case .badSheet(let file, let where_, let why) = error else { return }
    #expect(file == "calm.stack.json")
    #expect(where_ == place, "\(text)")
    #expect(why.contains(reason), "\(text): \(why)")
    #expect(error?.description.contains("\n") == false)
  }

  @Test("a stack is found by name in the folders of the path, the first wins, or by the path of its file")
  func finding() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("stacks-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folders = ["a", "b"].map { root.appendingPathComponent($0) }
    for folder in folders {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    func write(_ name: String, _ text: String, in folder: URL) throws {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".stack.json"))
    }
    try write("calm", sheet(layer: #","gain":0.5"#), in: folders[1])
    try write("other", sheet(), in: folders[0])
    #expect(try StackSheet.find("calm", in: folders).layers[0].gain == 0.5)
    try write("calm", sheet(), in: folders[0])
    #expect(try StackSheet.find("calm", in: folders).layers[0].gain == 1)
    let file = folders[1].appendingPathComponent("calm.stack.json")
    #expect(try StackSheet.find(file.path, in: []).layers[0].gain == 0.5)
    #expect(StackSheet.names(in: folders) == ["calm", "other"])
    #expect(StackSheet.file(of: "../a/calm", in: folders) == nil)
    func resolve(_ text: String) throws -> StackDescription {
      try StackSheet.resolve(text, in: folders) { ["speech", "idle"].contains($0) }
    }
    #expect(try resolve("calm") == StackSheet.find("calm", in: folders))
    #expect(try resolve(file.path).layers[0].gain == 0.5)
    #expect(try resolve("idle+calm+guard").labels == ["idle", "speech"])
    #expect(try resolve("nobody+idle").labels == ["nobody", "idle"])
    try write("idle", "no JSON", in: folders[0])
    #expect(try resolve("idle").isPlain)
    #expect(throws: StackError.self) { try StackSheet.find("idle", in: folders) }
    let misnamed = #expect(throws: StackError.self) { try StackSheet.find("other", in: folders) }
    #expect(misnamed?.description.contains("belongs into a file calm.stack.json") == true)
    let missing = #expect(throws: StackError.self) { try StackSheet.find("calmer", in: folders) }
    #expect(missing?.description.contains(folders[1].path) == true)
    let absent = root.appendingPathComponent("no.stack.json").path
    #expect(throws: StackError.self) { try StackSheet.find(absent, in: []) }
  }
}
