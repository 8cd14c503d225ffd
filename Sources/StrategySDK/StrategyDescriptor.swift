public import Motion

/// What a strategy is, as a host reads it before making an instance.
public struct StrategyDescriptor: Sendable {
  /// What makes a difference to a strategy. Records of all kinds come in any case; audio and sessions to learn
  /// from are there only where they are named.
  public struct Needs: OptionSet, Sendable {
    /// Bits of `mien_strategy_descriptor.needs`.
    public let rawValue: UInt32
    /// Wraps bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// Word records.
    public static let words = Needs(rawValue: 1)
    /// Phone records.
    public static let phones = Needs(rawValue: 2)
    /// Features of the audio of the participant performed.
    public static let ownAudio = Needs(rawValue: 4)
    /// Features of the audio of the others.
    public static let partnerAudio = Needs(rawValue: 8)
    /// Recorded sessions of the character to learn from; see ``StrategySession/rehearsal``.
    public static let rehearsal = Needs(rawValue: 16)
  }

  /// Lower case letters, digits, `-` and `.`; the same as in `strategy.json`.
  public var id: String
  /// Semantic version of the behavior: a change of output is a change of version.
  public var version: String
  /// Name for people.
  public var title: String
  /// What it does, in one sentence.
  public var summary: String
  /// Who made it.
  public var vendor: String
  /// What it writes, in the order of its rows.
  public var channels: [Channel]
  /// All that makes a difference to it.
  public var needs: Needs
  /// Numbers that a user may turn.
  public var parameters: [StrategyParameter]
  /// 0 when same inputs and seed give the same bytes, else the largest difference to expect.
  public var tolerance: Float

  /// Makes a descriptor.
  public init(
    id: String, version: String, title: String, summary: String, vendor: String = "Mien",
    channels: [Channel], needs: Needs = [], parameters: [StrategyParameter] = [], tolerance: Float = 0
  ) {
    self.id = id
    self.version = version
    self.title = title
    self.summary = summary
    self.vendor = vendor
    self.channels = channels
    self.needs = needs
    self.parameters = parameters
    self.tolerance = tolerance
  }
}

/// A number that a user may turn, before a session or by a parameter record within it.
public struct StrategyParameter: Hashable, Sendable {
  /// As in `--set id=value`.
  public var id: String
  /// Name for people.
  public var title: String
  /// Unit, empty when there is none.
  public var unit: String
  /// Allowed values.
  public var range: ClosedRange<Double>
  /// Value unless set.
  public var initial: Double

  /// Makes a parameter; `initial` is brought into `range`.
  public init(_ id: String, title: String, unit: String = "", range: ClosedRange<Double>, initial: Double) {
    self.id = id
    self.title = title
    self.unit = unit
    self.range = range
    self.initial = min(max(initial, range.lowerBound), range.upperBound)
  }
}

/// Values of a strategy's parameters.
public struct ParameterValues: Sendable {
  /// The declared parameters.
  public let parameters: [StrategyParameter]
  private var values: [Double]

  /// Starts with the declared values.
  public init(_ parameters: [StrategyParameter]) {
    self.parameters = parameters
    values = parameters.map(\.initial)
  }

  /// Values in declared order, for a saved state.
  public var numbers: [Double] { values }

  /// Takes on values of a saved state, each brought into its range; false, with nothing changed, when they are
  /// not as many finite numbers as there are parameters.
  @discardableResult
  public mutating func restore(_ numbers: [Double]) -> Bool {
    guard numbers.count == parameters.count, numbers.allSatisfy(\.isFinite) else { return false }
    for (parameter, number) in zip(parameters, numbers) { set(parameter.id, to: number) }
    return true
  }

  /// The value of a declared parameter.
  ///
  /// - Precondition: the strategy declared it.
  public subscript(id: String) -> Double {
    guard let index = parameters.firstIndex(where: { $0.id == id }) else {
      preconditionFailure("parameter '\(id)' was not declared")
    }
    return values[index]
  }

  /// Sets a value, brought into its range; false when there is no such parameter or the value is no number.
  @discardableResult
  public mutating func set(_ id: String, to value: Double) -> Bool {
    guard let index = parameters.firstIndex(where: { $0.id == id }), value.isFinite else { return false }
    let range = parameters[index].range
    values[index] = min(max(value, range.lowerBound), range.upperBound)
    return true
  }
}
