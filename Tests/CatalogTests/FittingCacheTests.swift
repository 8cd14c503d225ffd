import Catalog
import Foundation
import Testing

@Suite("What was learnt is kept")
struct FittingCacheTests {
  private func files(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test("bytes come back under their key and under no other")
  func bytesComeBack() throws {
    let place = try TemporaryFolder()
    let cache = FittingCache(folder: place.url.appendingPathComponent("fits"))
    cache.keep(Data([1, 2, 3]), for: "nova")
    #expect(cache.bytes(for: "nova") == Data([1, 2, 3]))
    #expect(cache.bytes(for: "bram") == nil)
    cache.keep(Data(), for: "nova")
    #expect(cache.bytes(for: "nova") == Data())
  }

  @Test("a damaged or cut file counts as none")
  func damageCountsAsNone() throws {
    let place = try TemporaryFolder()
    let cache = FittingCache(folder: place.url)
    cache.keep(Data("fitted".utf8), for: "key")
    let file = place.url.appendingPathComponent(try #require(try files(in: place.url).first))
    let whole = try Data(contentsOf: file)
    var flipped = whole
    flipped[0] ^= 1
    try flipped.write(to: file)
    #expect(cache.bytes(for: "key") == nil)
    try whole.prefix(40).write(to: file)
    #expect(cache.bytes(for: "key") == nil)
    try whole.write(to: file)
    #expect(cache.bytes(for: "key") == Data("fitted".utf8))
  }

  @Test("no folder, or one that cannot be made, keeps nothing and says nothing")
  func nowhereKeepsNothing() throws {
    let none = FittingCache(folder: nil)
    none.keep(Data([1]), for: "key")
    #expect(none.bytes(for: "key") == nil)
    let place = try TemporaryFolder()
    let file = place.url.appendingPathComponent("file")
    try Data().write(to: file)
    let blocked = FittingCache(folder: file.appendingPathComponent("fits"))
    blocked.keep(Data([1]), for: "key")
    #expect(blocked.bytes(for: "key") == nil)
  }

  @Test("the oldest go when there are too many, what was just kept and foreign files stay")
  func oldestGo() throws {
    let place = try TemporaryFolder()
    let cache = FittingCache(folder: place.url)
    try Data().write(to: place.url.appendingPathComponent("notes.fit"))
    for index in 0..<(FittingCache.limit + 5) { cache.keep(Data([UInt8(index)]), for: "key \(index)") }
    #expect(try files(in: place.url).count == FittingCache.limit + 1)
    #expect(try files(in: place.url).contains("notes.fit"))
    #expect(cache.bytes(for: "key \(FittingCache.limit + 4)") == Data([UInt8(FittingCache.limit + 4)]))
  }
}
