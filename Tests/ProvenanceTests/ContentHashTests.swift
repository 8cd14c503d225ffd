import Foundation
import Provenance
import Testing

@Suite("Content hashes")
struct ContentHashTests {
  @Test(
    "SHA-256 as the standard's examples have it",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
  func standard(_ text: String, _ digits: String) { #expect(ContentHash(of: text).description == digits) }

  @Test("parts hash as the whole, labelled parts do not run into each other")
  func parts() {
    var split = ContentHasher()
    split.update(Data("a".utf8))
    split.update(Data("bc".utf8))
    #expect(split.finish() == ContentHash(of: "abc"))
    var one = ContentHasher()
    one.update(label: "x", Data("ab".utf8))
    one.update(label: "y", Data("c".utf8))
    var two = ContentHasher()
    two.update(label: "x", Data("a".utf8))
    two.update(label: "y", Data("bc".utf8))
    #expect(one.finish() != two.finish())
  }

  @Test(
    "a file hashes as its bytes, whatever its length",
    arguments: [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
  func files(length: Int) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let bytes = Data((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try bytes.write(to: file)
    var whole = ContentHasher()
    whole.update(label: "model", bytes)
    var pieces = ContentHasher()
    try pieces.update(label: "model", contentsOf: file)
    #expect(pieces.finish() == whole.finish())
    var missing = ContentHasher()
    #expect(throws: (any Error).self) {
      try missing.update(label: "model", contentsOf: file.appendingPathExtension("not"))
    }
  }
}
