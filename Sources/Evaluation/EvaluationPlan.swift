import Foundation
public import Catalog
public import Conversation
public import Motion
public import Provenance
public import Runs
public import Scoring
public import StrategyHost

/// What a batch makes: strategies over the takes of a corpus, for one character.
public struct EvaluationPlan: Sendable {
  /// A strategy in the plan.
  public struct Contender: Sendable {
    /// The loaded strategy or stack.
    public var source: any TakeSource
    /// Content hash of its bundle or bundles.
    public var bundleHash: ContentHash
    /// Licence of its code and weights; `nil` where nobody states one.
    public var licence: String?

    /// Makes a contender.
    public init(_ source: any TakeSource, bundleHash: ContentHash, licence: String? = nil) {
      self.licence = licence
      self.source = source
      self.bundleHash = bundleHash
    }
  }

  /// The character as runs and scores need it.
  public struct Cast: Sendable {
    /// Id, content hash and evidence.
    public var input: Run.Input
    /// What strategies are told.
    public var casting: Casting
    /// What scores are held against.
    public var reference: ScoringReference
    /// Sessions that strategies may learn from; none of them is held out.
    public var rehearsal: [RehearsalSession]
    /// Where the character was read from.
    public var place: String
    /// Licence of the character as its sheet states it.
    public var licence: String
    /// Sessions that scales of known motion are made of; `nil` where there are none.
    public var nulls: NullSource?

    /// The body, as the validity gate looks at it; `nil` where it is not at hand.
    public var structure: RigStructure?

    /// Makes a cast.
    public init(
      input: Run.Input, casting: Casting, reference: ScoringReference, rehearsal: [RehearsalSession] = [],
      place: String = "", licence: String = "unknown",
      nulls: NullSource? = nil
    ) {
      self.nulls = nulls
      self.licence = licence
      self.rehearsal = rehearsal
      self.place = place
      self.input = input
      self.casting = casting
      self.reference = reference
    }
  }

  /// The conversations.
  public var corpus: Corpus
  /// Ids of the recordings to be used, in order.
  public var recordings: [String]
  /// The character.
  public var cast: Cast
  /// When records arrive.
  public var arrival: ArrivalModel
  /// What strategies are given of the conversations; metrics see everything.
  public var given: Given
  /// Seeds of the run.
  public var seeds: [UInt64]
  /// Frame rate.
  public var rate: FrameRate
  /// Frames handed over at once; never changes a result.
  public var block: Int
  /// Takes made at the same time.
  public var jobs: Int
  /// Metrics from outside, beside those of the house.
  public var metrics: [any Metric] = []
  /// What is kept of them with every run.
  public var kept: [ForeignMetric] = []

  /// Makes a plan over all recordings of a corpus; what the corpus withholds is not given.
  public init(
    corpus: Corpus, cast: Cast, arrival: ArrivalModel = .agent, given: Given? = nil, seeds: [UInt64],
    rate: FrameRate = .fps60, block: Int = 60, jobs: Int = 1
  ) {
    self.corpus = corpus
    self.given = given ?? corpus.manifest.given
    recordings = corpus.manifest.recordings.map(\.id)
    self.cast = cast
    self.arrival = arrival
    self.seeds = seeds
    self.rate = rate
    self.block = block
    self.jobs = jobs
  }

  /// The run that a source of motion makes of this plan.
  ///
  /// - Throws: `CatalogError` when a file of the corpus cannot be read.
  public func run(of source: Run.Source) throws -> Run {
    Run(
      source: source,
      corpus: Run.Input(
        id: corpus.manifest.id, contentHash: try corpus.contentHash().description,
        evidence: corpus.manifest.evidence),
      character: cast.input, arrival: arrival.id,
      given: given == .everything ? nil : given.names, seeds: seeds, rate: Run.Rate(rate),
      metricsHash: metricsHash.description,
      referenceHash: ContentHash(of: try CanonicalJSON.encode(cast.reference)).description)
  }

  /// Where corpus and character were read from, kept with a run so that an export finds them again, and the
  /// licences under which they stood when it was made; and what its scores from outside are.
  var places: [String: String] {
    var remarks = [
      "corpus.place": corpus.directory.standardizedFileURL.path, "character.place": cast.place,
      RunRemark.corpusLicence: corpus.manifest.licence, RunRemark.characterLicence: cast.licence,
    ]
    if !kept.isEmpty, let text = try? CanonicalJSON.encode(kept) {
      remarks[RunRemark.metrics] = String(decoding: text, as: UTF8.self)
    }
    return remarks
  }

  /// Hash over ids, versions and parameters of every metric, and over the code of those from outside.
  var metricsHash: ContentHash {
    let all = Metrics.descriptors + metrics.flatMap(\.descriptors)
    return ContentHash(of: all.map(\.identity).joined(separator: "\n"))
  }

  /// The takes of a run of this plan, in order.
  ///
  /// - Throws: `CatalogError` when a recording is not in the corpus.
  func keys() throws -> [TakeKey] {
    try recordings.flatMap { recording in
      let entry = try corpus.entry(recording)
      return entry.participants.filter { $0.role == .character }.flatMap { participant in
        seeds.map { TakeKey(recording: recording, participant: participant.id, seed: $0) }
      }
    }
  }
}
