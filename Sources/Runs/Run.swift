public import Motion
public import Provenance

/// One strategy, or one set of imported takes, over a corpus: everything that its takes depend on.
///
/// The id is the strategy's id and eight digits of the hash of this value, so the same plan is the same
/// run wherever it is made, and a plan that differs in anything named here is another run. Which recordings
/// are made is not named here: a run over a few can be completed later.
public struct Run: Hashable, Sendable, Codable {
  /// What made the motion.
  public struct Source: Hashable, Sendable, Codable {
    /// Strategy id, or `external:NAME` for imported takes.
    public var id: String
    /// Version of its behavior; empty for imported takes.
    public var version: String
    /// Every parameter with the value used.
    public var parameters: [String: Double]
    /// Content hash of the whole bundle, or of the imported files.
    public var contentHash: String

    /// Makes a source.
    public init(id: String, version: String, parameters: [String: Double], contentHash: String) {
      self.id = id
      self.version = version
      self.parameters = parameters
      self.contentHash = contentHash
    }
  }

  /// A named thing that the run rests on.
  public struct Input: Hashable, Sendable, Codable {
    /// Its id.
    public var id: String
    /// Its content hash.
    public var contentHash: String
    /// Whether it is real or synthetic.
    public var evidence: Evidence

    /// Makes an input.
    public init(id: String, contentHash: String, evidence: Evidence) {
      self.id = id
      self.contentHash = contentHash
      self.evidence = evidence
    }
  }

  /// Frames per second as two numbers.
  public struct Rate: Hashable, Sendable, Codable {
    /// Frames …
    public var frames: Int32
    /// … in this many seconds.
    public var seconds: Int32
    /// Makes a rate.
    public init(_ rate: FrameRate) {
      frames = rate.numerator
      seconds = rate.denominator
    }
  }

  /// What made the motion.
  public var source: Source
  /// The conversations.
  public var corpus: Input
  /// The character, whose reference sessions the scores are held against.
  public var character: Input
  /// Id of the arrival model.
  public var arrival: String
  /// Names of the material that strategies were given; `nil` when it was everything.
  public var given: [String]?
  /// Seeds of the run; each gives one take per recording and participant.
  public var seeds: [UInt64]
  /// Frame rate of its takes.
  public var rate: Rate
  /// Ids, versions and parameters of its metrics, hashed.
  public var metricsHash: String
  /// Hash of the reference values that scores are held against.
  public var referenceHash: String

  /// Makes a run.
  public init(
    source: Source, corpus: Input, character: Input, arrival: String, given: [String]? = nil,
    seeds: [UInt64], rate: Rate, metricsHash: String, referenceHash: String
  ) {
    self.given = given
    self.source = source
    self.corpus = corpus
    self.character = character
    self.arrival = arrival
    self.seeds = seeds
    self.rate = rate
    self.metricsHash = metricsHash
    self.referenceHash = referenceHash
  }

  /// `<strategy>-<8 digits>`.
  ///
  /// - Throws: `EncodingError` when a parameter is not a finite number.
  public func id() throws -> String {
    let hash = ContentHash(of: try CanonicalJSON.encode(self))
    return "\(source.id)-\(hash.description.prefix(8))"
  }
}

extension Run {
  /// What strategies were given, in one word or a list with commas.
  public var givenText: String {
    guard let given else { return "everything" }
    return given.isEmpty ? "nothing" : given.joined(separator: ",")
  }

  /// What its scores rest on: synthetic as soon as corpus or character is.
  public var evidence: Evidence {
    corpus.evidence == .real && character.evidence == .real ? .real : .synthetic
  }
}
