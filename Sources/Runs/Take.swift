public import Motion
public import Scoring

/// The outcome of one unit of a run: a track with its measurements, or the reason why there is none.
public struct Take: Sendable {
  /// What came of it.
  public enum Outcome: Sendable {
    /// A track, the lookahead it was made with, and what the metrics found.
    case finished(track: Track, lookahead: Int, records: [MeasurementRecord])
    /// Why there is no track. A failed take is never reused.
    case failed(reason: String)
  }

  /// Recording, participant and seed.
  public var key: TakeKey
  /// What came of it.
  public var outcome: Outcome

  /// Makes a take.
  public init(key: TakeKey, outcome: Outcome) {
    self.key = key
    self.outcome = outcome
  }
}

/// A take in a list: everything but its track.
public struct TakeSummary: Hashable, Sendable, Codable {
  /// Recording, participant and seed.
  public var key: TakeKey
  /// Frames of its track; 0 when it failed.
  public var frames: Int
  /// Lookahead in frames.
  public var lookahead: Int
  /// SHA-256 of the track's bytes; empty when it failed.
  public var trackHash: String
  /// Why it failed; `nil` when it is finished.
  public var failure: String?

  /// Makes a summary.
  public init(key: TakeKey, frames: Int, lookahead: Int, trackHash: String, failure: String?) {
    self.key = key
    self.frames = frames
    self.lookahead = lookahead
    self.trackHash = trackHash
    self.failure = failure
  }
}

/// A run in a list.
public struct RunSummary: Hashable, Sendable, Codable {
  /// Id of the run.
  public var id: String
  /// What was run.
  public var run: Run
  /// Finished takes.
  public var takes: Int
  /// Failed takes.
  public var failed: Int
  /// Its scores over the takes it had when a batch last came to its end; empty before that.
  public var scores: [Score]
  /// Version of the program that opened it first; `nil` where that is not known.
  public var toolVersion: String?

  /// Makes a summary.
  public init(
    id: String, run: Run, takes: Int, failed: Int, scores: [Score], toolVersion: String? = nil
  ) {
    self.toolVersion = toolVersion
    self.id = id
    self.run = run
    self.takes = takes
    self.failed = failed
    self.scores = scores
  }
}
