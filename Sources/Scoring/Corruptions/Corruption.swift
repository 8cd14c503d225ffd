public import Motion
public import Provenance

/// A known way of spoiling a track, by which metrics are put to the test.
public struct Corruption: Sendable {
  /// Id, such as `constant-pose`.
  public let id: String
  /// Name for tables.
  public let title: String
  /// What it does to a track.
  public let summary: String
  private let spoil: @Sendable (Track, ScoringReference, Seed) -> Track

  /// Makes a corruption.
  ///
  /// - Parameters:
  ///   - id: by which it is asked for, such as `constant-pose`.
  ///   - title: name for tables.
  ///   - summary: what it does to a track, in one line.
  ///   - spoil: gives a track of the same layout, rate and length; called only for tracks that have frames.
  public init(
    id: String, title: String, summary: String,
    spoil: @escaping @Sendable (Track, ScoringReference, Seed) -> Track
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.spoil = spoil
  }

  /// The spoilt track. Channels that the reference does not know take the track's own statistics.
  public func apply(to track: Track, reference: ScoringReference, seed: Seed) -> Track {
    track.frameCount > 0 ? spoil(track, reference, seed) : track
  }

  /// The same evidence about the spoilt track.
  public func apply(to take: TakeEvidence, seed: Seed) -> TakeEvidence {
    take.with(track: apply(to: take.track, reference: take.reference, seed: seed))
  }

  /// Every corruption, in the order of ``CorruptionTable``.
  public static let all: [Corruption] = [
    .constantPose, .whiteNoise, .jitter, .late100, .late500, .exaggerated, .exaggeratedAndClamped,
    .underacted, .clipped, .mirrored, .fast, .lowPassed, .invertedEmotion, .frozenFace, .reversed, .stutter,
    .smileDrift, .looped,
  ]

  /// The corruption of an id.
  ///
  /// - Throws: ``ScoringError/unknownCorruption(_:)``.
  public static func named(_ id: String) throws(ScoringError) -> Corruption {
    guard let found = all.first(where: { $0.id == id }) else { throw .unknownCorruption(id) }
    return found
  }
}
