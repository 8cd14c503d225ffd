import Motion

/// Codes frames as they come and hands out packets.
///
/// All memory is taken at the start; ``append(_:)`` allocates nothing. A packet is valid until the next call.
public final class TrackEncoder {
  /// What packets may rely on.
  public enum Profile: Sendable, Equatable {
    /// Every packet arrives, in order: what was learnt is carried from packet to packet.
    case reliable
    /// Packets get lost: every `keyInterval`th stands alone, those between build on it.
    case lossy(keyInterval: Int)

    /// Every second packet a key: 100 ms at 60 frames a second.
    public static let lossy = Profile.lossy(keyInterval: 2)
  }

  /// What the stream's numbers mean.
  public let schema: TrackSchema
  /// What packets may rely on.
  public let profile: Profile
  /// Number that tells this stream from others.
  public let session: UInt32
  /// Raised at every interruption.
  public private(set) var epoch: UInt16 = 0
  /// Number of the next frame.
  public private(set) var nextFrame: UInt32 = 0
  /// Audio sample at frame 0; set it anew where the audio's clock is another.
  public var audioOrigin: Int64 = 0
  /// Frames whose lattice had to be refined to hold the bound.
  public var refinedFrames: Int { frames.refinedFrames }
  /// Numbers that lay outside their channel's range and were held at its edge.
  public var clampedValues: Int { frames.clampedValues }
  /// Numbers that were not finite and were replaced by rest.
  public var replacedValues: Int { frames.replacedValues }
  /// Values that were moved to hold the displacement, and frames in which that happened.
  public var repairs: (values: Int, frames: Int) { frames.repairs }

  private let frames: FrameEncoder
  private let hash: UInt32
  private let pace0: AudioPace
  private var pace: AudioPace
  private let payload: UnsafeMutablePointer<UInt8>
  private let payloadCapacity: Int
  private let packet: UnsafeMutablePointer<UInt8>
  private var range: RangeEncoder
  private var pending = 0
  private var keyAsked = true
  private var keyPending = false
  private var packetsSinceKey = 0
  private var keysSinceFull = 0
  private var fullKeysLeft = 5

  /// Makes an encoder.
  ///
  /// - Parameters:
  ///   - schema: what ``SchemaDesign`` made for the same bound and skeleton.
  ///   - bound: what every frame is held to.
  ///   - skeleton: by which displacements are measured.
  public init(
    schema: TrackSchema, bound: ErrorBound, skeleton: ReachSkeleton = .standard, profile: Profile = .reliable,
    session: UInt32 = 1
  ) {
    self.schema = schema
    self.profile = profile
    self.session = session
    hash = schema.hash
    frames = FrameEncoder(schema: schema, bound: bound, skeleton: skeleton)
    pace0 = AudioPace(schema)
    pace = pace0
    payloadCapacity = FrameEncoder.room(frames: schema.framesPerPacket, schema: schema)
    payload = .allocate(capacity: payloadCapacity)
    packet = .allocate(capacity: payloadCapacity + PacketHeader.room + 2)
    range = RangeEncoder(bytes: payload, capacity: payloadCapacity)
  }

  deinit {
    payload.deallocate()
    packet.deallocate()
  }

  /// Codes one frame of the schema's layout; gives a packet when one is full.
  ///
  /// - Precondition: `frame` has the layout's width.
  public func append(_ frame: UnsafeBufferPointer<Float>) -> UnsafeBufferPointer<UInt8>? {
    precondition(frame.count == schema.layout.width, "a frame of another layout")
    if pending == 0 { begin() }
    guard let samples = frame.baseAddress ?? UnsafePointer(bitPattern: 16) else { return nil }
    let first = keyPending && pending == 0
    if pending > 0 { _ = range.code(1, 65024) }
    var local = range
    frames.encode(samples, first: first, into: &local)
    range = local
    pending += 1
    nextFrame &+= 1
    return pending == schema.framesPerPacket ? finish() : nil
  }

  /// Codes one frame; gives the bytes of a packet when one is full.
  public func append(_ frame: [Float]) -> [UInt8]? {
    frame.withUnsafeBufferPointer { append($0).map(Array.init) }
  }

  /// Hands out what is pending as a shorter packet: at the end, or where waiting costs more than bytes.
  public func flush() -> UnsafeBufferPointer<UInt8>? {
    guard pending > 0 else { return nil }
    _ = range.code(0, 65024)
    return finish()
  }

  /// Makes the next packet stand alone and name all: somebody joined a reliable stream, or a packet was lost after all.
  ///
  /// Call it between packets; with frames pending it takes effect after them.
  public func requestKey() {
    keyAsked = true
    fullKeysLeft = max(fullKeysLeft, 1)
  }

  /// What was sent ahead is no longer true: drops pending frames, raises the epoch and goes on at `frame`.
  public func interrupt(at frame: UInt32) {
    epoch &+= 1
    nextFrame = frame
    pending = 0
    keyAsked = true
    fullKeysLeft = 5
    packetsSinceKey = 0
  }

  private func begin() {
    keyPending = keyAsked
    if case .lossy(let interval) = profile, packetsSinceKey >= interval { keyPending = true }
    keyAsked = false
    if keyPending {
      frames.reset()
      packetsSinceKey = 0
    }
    range = RangeEncoder(bytes: payload, capacity: payloadCapacity)
  }

  private func finish() -> UnsafeBufferPointer<UInt8> {
    range.finish()
    var header = PacketHeader()
    header.key = keyPending
    header.session = session
    header.epoch = epoch
    header.hash = hash
    header.frame = nextFrame &- UInt32(pending)
    if keyPending {
      keysSinceFull += 1
      header.full = fullKeysLeft > 0 || keysSinceFull >= 5
      if header.full {
        keysSinceFull = 0
        fullKeysLeft = max(0, fullKeysLeft - 1)
      }
    }
    if schema.audioRate > 0 {
      let sample = audioOrigin &+ pace0.sample(at: Int64(header.frame))
      let told = header.full ? 0 : pace.sample(at: Int64(header.frame))
      if header.full || sample != told {
        header.audio = sample &- told
        pace.frame = Int64(header.frame)
        pace.sample = sample
      }
    }
    var count = header.write(to: packet)
    for index in 0..<range.count { packet[count + index] = payload[index] }
    count += range.count
    let check = header.checksum(packet, count: count)
    packet[count] = UInt8(truncatingIfNeeded: check)
    packet[count + 1] = UInt8(truncatingIfNeeded: check >> 8)
    pending = 0
    keyPending = false
    packetsSinceKey += 1
    return UnsafeBufferPointer(start: packet, count: count + 2)
  }
}
