import StrategyABI

/// What a strategy says of itself, as a value that can be cached and listed.
public struct StrategyDescriptor: Codable, Hashable, Sendable {
  /// A channel that the strategy writes.
  public struct Channel: Codable, Hashable, Sendable {
    /// Name of the channel.
    public var name: String
    /// `weight`, `angle`, `rotation` or `translation`.
    public var kind: String
  }

  /// A number that a user may turn.
  public struct Parameter: Codable, Hashable, Sendable {
    /// Id, as in `--set id=value`.
    public var id: String
    /// What it does, in a few words.
    public var title: String
    /// Unit, empty when there is none.
    public var unit: String
    /// Smallest value.
    public var minimum: Double
    /// Largest value.
    public var maximum: Double
    /// Value unless set.
    public var initial: Double
  }

  /// Id of the strategy.
  public var id: String
  /// Semantic version of its behavior.
  public var version: String
  /// Title for lists.
  public var title: String
  /// One sentence.
  public var summary: String
  /// Who made it.
  public var vendor: String
  /// `words`, `phones`, `own-audio`, `partner-audio`, `rehearsal`: what it needs.
  public var needs: [String]
  /// Channels in the order of its rows.
  public var channels: [Channel]
  /// 0 when same inputs give same bytes, else the largest difference to expect.
  public var tolerance: Float
  /// Its parameters.
  public var parameters: [Parameter] = []

  /// Names of the kinds, by their number in the contract.
  public static let channelKinds = ["weight", "angle", "rotation", "translation"]
  /// Names of the needs and their flags in the contract.
  static let needFlags: [(name: String, flag: UInt32)] = [
    ("words", MIEN_NEEDS_WORDS), ("phones", MIEN_NEEDS_PHONES), ("own-audio", MIEN_NEEDS_OWN_AUDIO),
    ("partner-audio", MIEN_NEEDS_PARTNER_AUDIO), ("rehearsal", MIEN_NEEDS_REHEARSAL),
  ]

  init(reading raw: UnsafePointer<mien_strategy_descriptor>, path: String) throws(StrategyLibraryError) {
    guard
      let source = SizedStruct.read(
        raw, atLeast: MIEN_STRATEGY_DESCRIPTOR_SIZE_1_0, zero: mien_strategy_descriptor())
    else {
      throw .malformed(path: path, what: "descriptor of \(raw.pointee.size) bytes")
    }
    guard let id = source.id, let version = source.version else {
      throw .malformed(path: path, what: "descriptor without id or version")
    }
    self.id = String(cString: id)
    self.version = String(cString: version)
    title = source.title.map { String(cString: $0) } ?? self.id
    summary = source.summary.map { String(cString: $0) } ?? ""
    vendor = source.vendor.map { String(cString: $0) } ?? ""
    needs = Self.needFlags.filter { source.needs & $0.flag != 0 }.map(\.name)
    tolerance = source.tolerance
    guard tolerance.isFinite, tolerance >= 0 else {
      throw .malformed(path: path, what: "'\(self.id)' with a tolerance of \(tolerance)")
    }
    guard (1...4096).contains(source.channel_count), let list = source.channels else {
      throw .malformed(path: path, what: "'\(self.id)' with \(source.channel_count) channels")
    }
    channels = []
    var seen: Set<String> = []
    for index in 0..<Int(source.channel_count) {
      let channel = list[index]
      guard let name = channel.name, channel.kind < UInt32(Self.channelKinds.count) else {
        throw .malformed(path: path, what: "'\(self.id)' channel \(index) of unknown kind or without name")
      }
      let text = String(cString: name)
      guard seen.insert(text).inserted else {
        throw .malformed(path: path, what: "'\(self.id)' with channel '\(text)' twice")
      }
      channels.append(Channel(name: text, kind: Self.channelKinds[Int(channel.kind)]))
    }
  }
}

extension StrategyDescriptor {
  /// What is wrong with it, whoever it comes from; `nil` when nothing is.
  public var fault: String? {
    func isPlain(_ text: String) -> Bool {
      guard !text.isEmpty, text.utf8.count <= 256 else { return false }
      // Nearly all names are printable ASCII, and a scan of many bundles asks of thousands.
      return text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        || !text.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{fffd}" }
    }
    func named(_ what: String) -> String { "'\(StrategyDriverError.oneLine(id))' \(what)" }
    guard isPlain(id), isPlain(version) else { return "a descriptor without a plain id or version" }
    guard tolerance.isFinite, tolerance >= 0 else { return named("with a tolerance of \(tolerance)") }
    guard (1...4096).contains(channels.count) else { return named("with \(channels.count) channels") }
    var seen: Set<String> = []
    for (index, channel) in channels.enumerated() {
      guard isPlain(channel.name), Self.channelKinds.contains(channel.kind) else {
        return named("channel \(index) of unknown kind or without a plain name")
      }
      guard seen.insert(channel.name).inserted else { return named("with channel '\(channel.name)' twice") }
    }
    var ids: Set<String> = []
    for (index, parameter) in parameters.enumerated() {
      guard isPlain(parameter.id), !parameter.id.contains("=") else {
        return named("parameter \(index) without a plain id")
      }
      guard ids.insert(parameter.id).inserted else { return named("with parameter '\(parameter.id)' twice") }
      guard parameter.minimum.isFinite, parameter.maximum.isFinite, parameter.minimum <= parameter.initial,
        parameter.initial <= parameter.maximum
      else {
        return named(
          "parameter '\(parameter.id)' starts at \(parameter.initial), outside "
            + "\(parameter.minimum)...\(parameter.maximum)")
      }
    }
    return nil
  }
}
