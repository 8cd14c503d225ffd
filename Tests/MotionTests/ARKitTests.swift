import Motion
import Testing

@Suite("ARKit names")
struct ARKitTests {
  @Test("there are 52, each once, in alphabetical order")
  func names() {
    #expect(ARKit.names.count == 52 && Set(ARKit.names).count == 52)
    #expect(ARKit.names.sorted() == ARKit.names)
  }

  @Test("every spelling in use leads to the canonical name", arguments: ARKit.names)
  func spellings(_ name: String) {
    let pascal = name.prefix(1).uppercased() + name.dropFirst()
    #expect(ARKit.canonicalName(for: name) == name)
    #expect(ARKit.canonicalName(for: pascal) == name)
    for (side, short) in [("Left", "L"), ("Right", "R")] where name.hasSuffix(side) {
      let stem = name.dropLast(side.count)
      #expect(ARKit.canonicalName(for: "\(stem)_\(short)") == name)
      #expect(ARKit.canonicalName(for: "\(stem)_\(side.lowercased())") == name)
    }
  }

  @Test(
    "strangers are refused", arguments: ["", "Happy", "viseme_aa", "jawOpenLeft", "HeadYaw", "mouth", "_L"])
  func strangers(_ spelling: String) { #expect(ARKit.canonicalName(for: spelling) == nil) }
}
