public import Catalog
import Foundation
import Provenance
import Runs
public import Scoring
import Statistics

/// What a character's scores are before any run of it: of its own sessions, and of the nearest decoy's.
///
/// It rests on the character, the conversations of its sessions and the metrics, and on no strategy.
public struct NullGround: Hashable, Sendable, Codable {
  /// The held-out sessions, each against the others.
  public var own: [Score]
  /// Standard deviation (n - 1) between these sessions, by score; absent where they have none.
  public var deviations: [String: Double]
  /// Sessions of the nearest decoy.
  public var nearest: [Score]

  /// Puts values together.
  public init(own: [Score] = [], deviations: [String: Double] = [:], nearest: [Score] = []) {
    self.own = own
    self.deviations = deviations
    self.nearest = nearest
  }

  /// Deviations between sessions of the values that these have by themselves; takes of one recording are one session.
  ///
  /// Scores of all takes together have none, and neither have those that are alike in all sessions.
  static func deviations(
    of scores: [TakeScore], _ descriptors: [MetricDescriptor] = Metrics.descriptors
  ) -> [String: Double] {
    var result: [String: Double] = [:]
    let byScore = Dictionary(grouping: scores, by: \.metric)
    for descriptor in descriptors where descriptor.reduction != .set {
      let sessions = Dictionary(grouping: byScore[descriptor.id] ?? [], by: \.key.recording)
        .sorted { $0.key < $1.key }.compactMap { _, takes -> Double? in
          let numbers = takes.sorted { $0.key < $1.key }.compactMap(\.value.number)
          return numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
        }
      result[descriptor.id] = (try? PairedComparison.defaultMargin(referenceSessions: sessions)).map {
        2 * $0
      }
    }
    return result
  }
}

/// Where a ``NullGround`` comes from: the sessions, and the cache that spares measuring them again.
public struct NullSource: Sendable {
  private let key: @Sendable () -> String?
  private let cache: FittingCache
  private let read: @Sendable () throws -> NullScale.Material

  /// States a source.
  ///
  /// - Parameters:
  ///   - key: hash of all that the sessions are besides the reference, or `nil` where that cannot be told and nothing
  ///     is kept.
  ///   - cache: where grounds are kept.
  ///   - read: reads the sessions.
  public init(
    key: @escaping @Sendable () -> String?, cache: FittingCache = .standard,
    read: @escaping @Sendable () throws -> NullScale.Material
  ) {
    self.key = key
    self.cache = cache
    self.read = read
  }

  /// The sessions, read anew.
  public func callAsFunction() throws -> NullScale.Material { try read() }

  /// The ground under a reference: as it was kept, else made and kept. One that was made while the work was
  /// interrupted is not kept.
  ///
  /// - Parameters:
  ///   - reference: hash of the reference.
  ///   - metrics: hash of the metrics.
  func ground(
    _ scale: NullScale, reference: String, metrics: String, isInterrupted: () -> Bool
  ) throws -> NullGround {
    let whole = key().map { "\(Self.version) \(Self.build) \($0) \(reference) \(metrics)" }
    if let whole, let bytes = cache.bytes(for: whole),
      let kept = try? JSONDecoder().decode(NullGround.self, from: bytes)
    {
      return kept
    }
    let made = try scale.ground(try read())
    let bytes = try CanonicalJSON.encode(made)
    if let whole, !isInterrupted() { cache.keep(bytes, for: whole) }
    // What is made now is what will be read.
    return try JSONDecoder().decode(NullGround.self, from: bytes)
  }

  private static let version = "null-ground/1"

  /// Version of the tool, with size and time of the program: another build measures anew, since a
  /// formula may have been mended.
  private static let build: String = {
    let files = FileManager.default
    let place = SearchPath.executable.path
    let attributes = (try? files.attributesOfItem(atPath: place)) ?? [:]
    let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
    let time = (attributes[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0
    return "\(ToolVersion.current) \(size) \(time)"
  }()
}
