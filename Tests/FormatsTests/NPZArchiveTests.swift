import Foundation
import Testing

@testable import Formats

@Suite("NumPy archives")
struct NPZArchiveTests {
  private static let seeds = SeedFolder("NPZ")
  private static let readable = SeedFolder("NPZ/readable")

  @Test(
    "stored, deflated, streamed and 64 bit archives hold the same array",
    arguments: [
      "stored.npz", "deflated.npz", "descriptors.npz", "zip64-and-comment.npz", "zip64-directory.npz",
    ])
  func readable(name: String) throws {
    let archive = try NPZArchive(Self.readable.bytes(name), file: name)
    let values = try #require(try archive.array("a")?.floats())
    #expect(values.count == 8)
    for (index, value) in values.enumerated() { #expect(abs(value - Float(index) / 7) < 1e-7) }
    #expect(try archive.array("b") == nil)
  }

  @Test("arrays are named in the file's order, other files are none")
  func names() throws {
    #expect(try NPZArchive(Self.readable.bytes("stored.npz"), file: "a").names == ["a", "names"])
    #expect(try NPZArchive(Self.readable.bytes("zip64-and-comment.npz"), file: "a").names == ["a"])
  }

  @Test("what the tests' own writer makes is read")
  func ownWriter() throws {
    for isDeflated in [false, true] {
      let bytes = ArrayFixtures.archive(
        [("x", ArrayFixtures.floats([1, 2, 3], [3])), ("n", ArrayFixtures.texts(["ä"]))],
        isDeflated: isDeflated)
      let archive = try NPZArchive(bytes, file: "a")
      #expect(try archive.array("x")?.floats() == [1, 2, 3])
      #expect(try archive.array("n")?.texts() == ["ä"])
    }
  }

  @Test(
    "lies and damage are refused, naming the array",
    arguments: [
      ("crc.npz", "CRC-32"), ("deflate-damaged.npz", "damaged"), ("ratio-lies.npz", "cannot unpack"),
      ("encrypted.npz", "encrypted"), ("bzip2.npz", "method 12"), ("stored-size-lies.npz", "says 99"),
    ])
  func damage(name: String, words: String) throws {
    let archive = try NPZArchive(Self.seeds.bytes(name), file: name)
    let error = #expect(throws: FormatsError.self) {
      for array in archive.names { _ = try archive.array(array) }
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    #expect(error?.description.contains("array 'a'") == true)
  }

  @Test(
    "archives beyond the limits or without a directory are refused on opening",
    arguments: [
      ("bomb-says-3-gb.npz", "3221225472"), ("total-over-4-gb.npz", "in all are read"),
      ("twice.npz", "twice"),
      ("count-lies.npz", "60000 entries"), ("cut-off.npz", "cut off"), ("empty.npz", "cut off"),
      ("text.npz", "is none"),
    ])
  func directories(name: String, words: String) throws {
    let error = #expect(throws: FormatsError.self) { try NPZArchive(Self.seeds.bytes(name), file: name) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test("objects of Python inside are refused and the other arrays are read")
  func objects() throws {
    let bytes = ArrayFixtures.archive([
      ("good", ArrayFixtures.floats([1], [1])),
      ("gender", ArrayFixtures.header(ArrayFixtures.dictionary("|O", [])) + Data([0x80, 4])),
    ])
    let archive = try NPZArchive(bytes, file: "take.npz")
    #expect(try archive.array("good")?.floats() == [1])
    #expect(throws: FormatsError.self) { try archive.array("gender") }
  }

  @Test("an archive cut off or changed anywhere is an error or a value")
  func mutation() throws {
    let whole = try Self.readable.bytes("deflated.npz")
    for count in 0..<whole.count {
      #expect(throws: FormatsError.self) { try NPZArchive(whole.prefix(count), file: "a") }
    }
    for index in whole.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = whole
        bytes[index] ^= change
        guard let archive = try? NPZArchive(bytes, file: "a") else { continue }
        for name in archive.names { _ = try? archive.array(name) }
      }
    }
  }

  @Test("few bytes that unpack to very many values, or more rows than are wanted, are refused by the header")
  func bombs() throws {
    let shape = [200_000, 52]
    let zeros = ArrayFixtures.header(ArrayFixtures.dictionary("|u1", shape)) + Data(count: 200_000 * 52)
    let archive = try NPZArchive(ArrayFixtures.archive([("a", zeros)], isDeflated: true), file: "b.npz")
    let error = #expect(throws: FormatsError.self) { try archive.array("a") }
    #expect(error?.description.contains("10400000 values") == true, "\(error?.description ?? "")")
    let rows = #expect(throws: FormatsError.self) { try archive.array("a", rows: 1000) }
    #expect(rows?.description.contains("at most 1000 frames") == true, "\(rows?.description ?? "")")
    // The same in as many bytes as it has values.
    let plain = try NPZArchive(ArrayFixtures.archive([("a", zeros)]), file: "b.npz")
    #expect(try plain.array("a")?.count == 10_400_000)
  }
}
