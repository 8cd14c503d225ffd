public import Motion

/// Makes the packets of a track, frame by frame.
///
/// Weights are sent as they are, unclamped; both eyes get the one gaze, and shapes that the track has not are 0.
public struct LiveLinkFeed: Sendable {
  /// Channels that packets have no place for.
  public let dropped: [String]
  /// Shapes that are sent as 0, for the track has none.
  public let absent: [String]
  private var packet: LiveLinkPacket
  private let sources: [(value: Int, column: Int)]
  private let head: Int?
  private let gaze: (yaw: Int, pitch: Int)?
  private let signs: LiveLinkSigns
  private let rate: FrameRate

  /// Prepares packets of a layout.
  ///
  /// - Parameters:
  ///   - rate: Frames a second that the packets state.
  ///   - subject: Name under which the receiver lists the face.
  ///   - deviceID: Name of the sender, 36 characters in the app's.
  public init(
    layout: ChannelLayout, rate: FrameRate, subject: String,
    deviceID: String = "00000000-0000-0000-0000-00006D69656E", signs: LiveLinkSigns = .app
  ) {
    self.signs = signs
    self.rate = rate
    packet = LiveLinkPacket(
      deviceID: deviceID, subject: subject, frame: 0, rateNumerator: rate.numerator,
      rateDenominator: rate.denominator,
      values: Array(repeating: 0, count: LiveLinkPacket.columns.count))
    var sources: [(value: Int, column: Int)] = []
    var absent: [String] = []
    var used: Set<String> = []
    for (index, column) in LiveLinkPacket.columns.enumerated() {
      guard let name = ARKit.canonicalName(for: column) else { continue }
      if layout[name]?.kind == .weight, let offset = layout.offset(of: name) {
        sources.append((index, offset))
        used.insert(name)
      } else {
        absent.append(name)
      }
    }
    self.sources = sources
    self.absent = absent
    let headName = Channel.rotation(of: .head).name
    head = layout[headName]?.kind == .rotation ? layout.offset(of: headName) : nil
    if head != nil { used.insert(headName) }
    if layout[Channel.gazeYaw.name] == .gazeYaw, layout[Channel.gazePitch.name] == .gazePitch,
      let yaw = layout.offset(of: Channel.gazeYaw.name), let pitch = layout.offset(of: Channel.gazePitch.name)
    {
      gaze = (yaw, pitch)
      used.formUnion([Channel.gazeYaw.name, Channel.gazePitch.name])
    } else {
      gaze = nil
    }
    dropped = layout.channels.map(\.name).filter { !used.contains($0) }
  }

  /// The packet of one frame.
  ///
  /// - Parameters:
  ///   - row: Samples of the frame.
  ///   - frame: Its number, counted on where a take is played again.
  public mutating func packet(_ row: UnsafeBufferPointer<Float>, frame: Int) -> LiveLinkPacket {
    for source in sources { packet.values[source.value] = row[source.column] }
    if let head {
      let turn = Quaternion(x: row[head], y: row[head + 1], z: row[head + 2], w: row[head + 3])
      let angles = turn.headAngles
      packet.values[52] = angles.yaw * signs.headYaw
      packet.values[53] = angles.pitch * signs.headPitch
      packet.values[54] = angles.roll * signs.headRoll
    }
    if let gaze {
      for eye in [55, 58] {
        packet.values[eye] = row[gaze.yaw] * signs.eyeYaw
        packet.values[eye + 1] = row[gaze.pitch] * signs.eyePitch
      }
    }
    // Frames are counted since midnight.
    let day = 86_400 * Int(rate.numerator) / Int(rate.denominator)
    packet.frame = Int32(truncatingIfNeeded: frame % max(1, day))
    return packet
  }
}
