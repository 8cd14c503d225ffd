/// All that an instance is told before its first frame: the JSON of the worker protocol's `begin`.
public struct SessionBrief: Codable, Hashable, Sendable {
  /// A parameter and the value it starts with.
  public struct Setting: Codable, Hashable, Sendable {
    /// Id of the parameter.
    public var id: String
    /// Its value.
    public var value: Double

    /// Makes a setting.
    public init(id: String, value: Double) {
      self.id = id
      self.value = value
    }
  }

  /// Speech audio that will become known, of one participant.
  public struct Stream: Codable, Hashable, Sendable {
    /// 0 is the performer.
    public var participant: UInt32
    /// Names of the feature columns.
    public var columns: [String]
    /// Feature rows a second.
    public var rowsPerSecond: Int
    /// Samples a second.
    public var samplesPerSecond: Int
    /// Most rows that may come.
    public var rows: Int
    /// Most samples that may come.
    public var samples: Int

    /// Makes a stream.
    public init(
      participant: UInt32, columns: [String], rowsPerSecond: Int, samplesPerSecond: Int, rows: Int,
      samples: Int
    ) {
      self.participant = participant
      self.columns = columns
      self.rowsPerSecond = rowsPerSecond
      self.samplesPerSecond = samplesPerSecond
      self.rows = rows
      self.samples = samples
    }
  }

  /// Id of the strategy in its library.
  public var strategy: String
  /// Frames per second, numerator and denominator.
  public var rate: [UInt32]
  /// Frames of the largest block.
  public var largestSpan: UInt32
  /// The only source of randomness.
  public var seed: UInt64
  /// Participants, the performer among them.
  public var participantCount: UInt32
  /// Id of the performer.
  public var participant: String
  /// BCP 47, empty when unknown.
  public var language: String
  /// For each declared channel, whether the character has it.
  public var present: [Bool]
  /// Parameters that are set, in this order.
  public var parameters: [Setting]
  /// The sheet's numbers by dotted key.
  public var numbers: [String: Double]
  /// Audio streams.
  public var streams: [Stream]
  /// Floats of a row.
  public var rowWidth: Int
  /// Floats from one row to the next.
  public var rowStride: Int
  /// Declared channels.
  public var channelCount: Int
  /// Floats from one row of activities to the next.
  public var activityStride: Int
  /// Where the activities begin in the shared memory's rows, in floats.
  public var activityBase: Int
  /// Floats from the rows of one slot to those of the next.
  public var slotStride: Int
  /// A row at rest; the driver sets rows to it before it renders.
  public var rest: [Float]
  /// Folder of the bundle's resources, empty when there is none.
  public var resources: String
  /// Folder in which the strategy may write, empty when there is none.
  public var scratch: String
  /// Whether calls of `render` are timed.
  public var measure: Bool

  /// Makes a brief.
  public init(
    strategy: String, rate: [UInt32], largestSpan: UInt32, seed: UInt64, participantCount: UInt32,
    participant: String, language: String, present: [Bool], parameters: [Setting] = [],
    numbers: [String: Double] = [:], streams: [Stream] = [], layout: RowLayout, rest: [Float],
    resources: String = "",
    scratch: String = "", measure: Bool = false
  ) {
    self.strategy = strategy
    self.rate = rate
    self.largestSpan = largestSpan
    self.seed = seed
    self.participantCount = participantCount
    self.participant = participant
    self.language = language
    self.present = present
    self.parameters = parameters
    self.numbers = numbers
    self.streams = streams
    rowWidth = layout.width
    rowStride = layout.rowStride
    channelCount = layout.channels
    activityStride = layout.activityStride
    activityBase = layout.activityBase
    slotStride = layout.slotStride
    self.rest = rest
    self.resources = resources
    self.scratch = scratch
    self.measure = measure
  }
}
