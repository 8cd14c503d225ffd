public import Motion
public import Rigging
import TrackCodec

/// Sends frames as our own packets: the schema, again every two seconds for those who join late, and the stream.
///
/// Over UDP packets get lost, so the profile is lossy unless asked otherwise: packets that stand alone come often.
public struct PacketSender: FrameSender {
  private let encoder: TrackEncoder
  private let schemaPacket: [UInt8]
  /// Frames between two schema packets.
  private let repeatEvery: Int
  private let isReliable: Bool

  /// Makes a sender.
  ///
  /// - Parameters:
  ///   - rig: Body by which displacements are measured; a standing person where `nil`.
  ///   - grade: How wrong a frame may be: `fine`, `tight` or `visual`.
  ///   - profile: `lossy` or `reliable`.
  ///   - target: Name for errors.
  /// - Throws: ``LiveHostError`` for a word that is none of these, and channels that packets cannot hold.
  public init(
    layout: ChannelLayout, rate: FrameRate, rig: Rig?, grade: String, profile: String, target: String
  ) throws(LiveHostError) {
    guard let bound = ErrorBound.grades.first(where: { $0.name == grade })?.bound,
      ["lossy", "reliable"].contains(profile)
    else {
      throw .notATarget(
        text: target,
        reason:
          "grades are \(ErrorBound.grades.map(\.name).joined(separator: ", ")), profiles lossy and reliable")
    }
    let skeleton = rig.map { ReachSkeleton($0) } ?? .standard
    let schema: TrackSchema
    do {
      schema = try SchemaDesign(bound: bound, skeleton: skeleton).schema(for: layout, rate: rate)
    } catch {
      throw .lacking(target: target, what: "\(error)", cure: "play fewer channels, or under shorter names")
    }
    schemaPacket = schema.encoded()
    encoder = TrackEncoder(
      schema: schema, bound: bound, skeleton: skeleton, profile: profile == "lossy" ? .lossy : .reliable)
    isReliable = profile == "reliable"
    repeatEvery = max(1, Int((2 * rate.framesPerSecond).rounded()))
  }

  /// The schema where it is due, and a packet where one is full.
  public mutating func datagrams(_ frame: PlayFrame) -> [[UInt8]] {
    var datagrams: [[UInt8]] = []
    if frame.count % repeatEvery == 0 {
      datagrams.append(schemaPacket)
      if isReliable { encoder.requestKey() }
    }
    if let packet = encoder.append(frame.row) { datagrams.append(Array(packet)) }
    return datagrams
  }

  /// The frames that fill no packet.
  public mutating func ending() -> [[UInt8]] { encoder.flush().map { [Array($0)] } ?? [] }

  /// Every channel has its place.
  public var dropped: [String] { [] }

  /// What was held to a range or replaced.
  public var notes: [String] {
    var notes: [String] = []
    if encoder.clampedValues > 0 {
      notes.append(
        "\(encoder.clampedValues) values lay outside their channel's range and were held at its edge")
    }
    if encoder.replacedValues > 0 {
      notes.append("\(encoder.replacedValues) values were not finite and were replaced by rest")
    }
    return notes
  }
}
