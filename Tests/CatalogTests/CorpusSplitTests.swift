import Catalog
import Conversation
import Provenance
import Testing

@Suite("Splits of corpora")
struct CorpusSplitTests {
  private static func manifest(_ people: [[String]], seconds: (Int) -> Double = { _ in 60 }) -> CorpusManifest
  {
    CorpusManifest(
      id: "c", title: "C", language: "en", licence: "MIT", evidence: .synthetic, about: "",
      recordings: people.enumerated().map { number, names in
        .init(
          id: "r\(number)", log: "r\(number).jsonl", duration: seconds(number),
          participants: names.enumerated().map { .init(id: $1, role: $0 == 0 ? .character : .partner) })
      })
  }

  private static let plain = manifest((0..<200).map { ["p\($0)", "q"] }) { 30 + Double($0 % 7) * 10 }
  private static let halves: [CorpusSplit.Part] = [
    .init(name: "tune", share: 0.7), .init(name: "test", share: 0.3),
  ]

  private func split(
    _ manifest: CorpusManifest = plain, by unit: CorpusSplit.Unit = .recording,
    into parts: [CorpusSplit.Part] = halves, seed: UInt64 = 1
  ) -> [[String]] { CorpusSplit(manifest, by: unit, into: parts, seed: seed).parts.map(\.recordings) }

  @Test("the same seed gives the same parts, another one others")
  func seeds() {
    #expect(split() == split())
    #expect(split(seed: 2) != split())
  }

  @Test("every recording is in one part, in the manifest's order", arguments: [1, 2, 3, 7])
  func complete(_ count: Int) {
    let parts = split(into: (0..<count).map { .init(name: "p\($0)", share: Double($0 + 1)) })
    let ids = Self.plain.recordings.map(\.id)
    #expect(parts.flatMap { $0 }.sorted() == ids.sorted())
    let order = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    for part in parts {
      let places = part.compactMap { order[$0] }
      #expect(places == places.sorted())
    }
  }

  @Test("shares are of time, near what was asked, and need not add up to 1")
  func shares() {
    let lengths = Dictionary(uniqueKeysWithValues: Self.plain.recordings.map { ($0.id, $0.duration) })
    let whole = lengths.values.reduce(0, +)
    for scale in [1.0, 10] {
      let parts = split(into: [
        .init(name: "a", share: 0.7 * scale), .init(name: "b", share: 0.2 * scale),
        .init(name: "c", share: 0.1 * scale),
      ])
      for (part, share) in zip(parts, [0.7, 0.2, 0.1]) {
        #expect(abs(part.reduce(0) { $0 + (lengths[$1] ?? 0) } / whole - share) < 0.01)
      }
    }
  }

  @Test("recordings of one character, or of any one speaker, stay together")
  func together() {
    let manifest = Self.manifest((0..<60).map { ["c\($0 % 12)", "v\($0 % 30)"] })
    for (unit, roles) in [(CorpusSplit.Unit.character, 1), (.speaker, 2)] {
      let parts = split(manifest, by: unit)
      #expect(parts.allSatisfy { !$0.isEmpty })
      let entries = Dictionary(uniqueKeysWithValues: manifest.recordings.map { ($0.id, $0) })
      func people(_ part: [String]) -> Set<String> {
        Set(part.flatMap { entries[$0]?.participants.prefix(roles).map(\.id) ?? [] })
      }
      #expect(people(parts[0]).isDisjoint(with: people(parts[1])))
    }
  }

  @Test("one speaker in all recordings leaves one part full and the others empty")
  func shared() {
    let parts = split(by: .speaker)
    #expect(parts.map(\.count).sorted() == [0, 200])
  }

  @Test("no part is empty where there are as many recordings as parts", arguments: [2, 3, 5, 20])
  func few(_ count: Int) {
    let manifest = Self.manifest((0..<count).map { ["p\($0)"] }) { 10 + Double($0) }
    for seed in 0..<20 {
      let parts = split(
        manifest, into: (0..<count).map { .init(name: "p\($0)", share: $0 == 0 ? 10 : 0.1) },
        seed: UInt64(seed))
      #expect(parts.allSatisfy { $0.count == 1 })
    }
  }

  @Test("long chains of acquaintances are followed in time")
  func chains() {
    let count = 100_000
    // Each knows the one before: joined from the end, every link makes the chain longer.
    var people = (0..<count).map { ["a\($0)", "b\($0)"] }
    people += (0..<(count - 1)).reversed().map { ["a\($0)", "b\($0 + 1)"] }
    let parts = split(Self.manifest(people), by: .speaker)
    #expect(parts.map(\.count).max() == people.count)
  }
}
