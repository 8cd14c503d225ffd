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
}
