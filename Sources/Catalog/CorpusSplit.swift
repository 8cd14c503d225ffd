import Conversation
import Provenance

/// Divides the recordings of a corpus into parts that runs can name.
///
/// The order is drawn from a seed and the ids alone, so the same seed gives the same parts wherever it is done. A
/// recording more may move others. No part is empty as long as there are as many groups as parts.
public struct CorpusSplit: Sendable, Equatable {
  /// What stays together.
  public enum Unit: String, Sendable, CaseIterable {
    /// Recordings are dealt one by one.
    case recording
    /// Recordings that share a speaker of the role character stay in one part.
    case character
    /// Recordings that share any speaker stay in one part.
    case speaker
  }

  /// A part and its share.
  public struct Part: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its share of all, above 0.
    public var share: Double
    /// Ids of its recordings, in the order of the manifest.
    public var recordings: [String] = []

    /// Makes an empty part.
    public init(name: String, share: Double) {
      self.name = name
      self.share = share
    }
  }

  /// The parts.
  public let parts: [Part]

  /// Divides a corpus.
  ///
  /// Groups are dealt in an order drawn from the seed, each to the part that is furthest behind its share in
  /// seconds of session.
  ///
  /// - Precondition: there are parts, and their shares are positive and finite.
  public init(_ manifest: CorpusManifest, by unit: Unit, into parts: [Part], seed: UInt64) {
    precondition(
      !parts.isEmpty && parts.allSatisfy { $0.share > 0 && $0.share.isFinite }, "shares are positive")
    var parts = parts
    let total = parts.reduce(0) { $0 + $1.share }
    var seconds = [Double](repeating: 0, count: parts.count)
    let groups = Self.groups(manifest, by: unit).map { members in
      (key: Seed(seed).derive("corpus-split", members[0].id).value, members: members)
    }.sorted { ($0.key, $0.members[0].id) < ($1.key, $1.members[0].id) }
    let whole = manifest.recordings.reduce(0) { $0 + $1.duration }
    for group in groups {
      let length = group.members.reduce(0) { $0 + $1.duration }
      var best = 0
      var lack = -Double.infinity
      for index in parts.indices {
        let missing = (whole * parts[index].share / total - seconds[index]) / (parts[index].share / total)
        if missing > lack {
          best = index
          lack = missing
        }
      }
      seconds[best] += length
      parts[best].recordings += group.members.map(\.id)
    }
    let order = Dictionary(
      manifest.recordings.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for index in parts.indices {
      parts[index].recordings.sort { (order[$0] ?? 0) < (order[$1] ?? 0) }
    }
    self.parts = parts
  }

  /// Recordings that must not be parted, each group in the order of the manifest.
  private static func groups(_ manifest: CorpusManifest, by unit: Unit) -> [[CorpusManifest.Entry]] {
    let entries = manifest.recordings
    guard unit != .recording else { return entries.map { [$0] } }
    var root = Array(entries.indices)
    func find(_ index: Int) -> Int {
      var index = index
      while root[index] != index {
        // Halves the path, so that long chains stay cheap.
        root[index] = root[root[index]]
        index = root[index]
      }
      return index
    }
    var first: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      for person in entry.participants where unit == .speaker || person.role == .character {
        if let other = first[person.id] {
          let (a, b) = (find(index), find(other))
          root[max(a, b)] = min(a, b)
        } else {
          first[person.id] = index
        }
      }
    }
    var groups: [Int: [CorpusManifest.Entry]] = [:]
    for index in entries.indices { groups[find(index), default: []].append(entries[index]) }
    return groups.keys.sorted().compactMap { groups[$0] }
  }
}
