/// An ordered set of channels and the columns that each occupies in a frame.
///
/// Names bind, indices never: tools order the same channels differently, so every transfer between
/// two layouts goes through ``offset(of:)``.
public struct ChannelLayout: Hashable, Sendable {
  /// The channels in column order.
  public let channels: [Channel]
  /// First column of each channel.
  public let offsets: [Int]
  /// Float32 columns in one frame.
  public let width: Int
  private let indexByName: [String: Int]

  /// Makes a layout; a later channel of a name already present is dropped.
  ///
  /// Use ``firstDuplicate(in:)`` where a duplicate must be reported.
  public init(_ channels: [Channel]) {
    var kept: [Channel] = []
    var offsets: [Int] = []
    var index: [String: Int] = [:]
    var width = 0
    for channel in channels where index[channel.name] == nil {
      index[channel.name] = kept.count
      kept.append(channel)
      offsets.append(width)
      width += channel.kind.width
    }
    self.channels = kept
    self.offsets = offsets
    self.width = width
    indexByName = index
  }

  /// The first name that occurs twice, if any.
  public static func firstDuplicate(in channels: [Channel]) -> String? {
    var seen: Set<String> = []
    return channels.first { !seen.insert($0.name).inserted }?.name
  }

  /// Position of a channel in ``channels``.
  public func index(of name: String) -> Int? { indexByName[name] }

  /// First column of the named channel.
  public func offset(of name: String) -> Int? { indexByName[name].map { offsets[$0] } }

  /// The named channel.
  public subscript(name: String) -> Channel? { indexByName[name].map { channels[$0] } }

  /// One frame of a character at rest: zero weights, identity rotations.
  public var restFrame: [Float] { channels.flatMap(\.kind.rest) }

  /// Equal when the channels are.
  public static func == (left: ChannelLayout, right: ChannelLayout) -> Bool {
    left.channels == right.channels
  }

  /// Hashes the channels.
  public func hash(into hasher: inout Hasher) { hasher.combine(channels) }
}
