import Motion

/// Reads packets in any order they come in and gives frames.
///
/// All memory is taken at the start; ``receive(_:)`` and ``pose(frame:into:)`` allocate nothing.
public final class TrackDecoder {
  /// What became of a packet.
  public enum Outcome: Sendable, Equatable {
    /// These frames can be shown now; packets that waited for this one are among them.
    case decoded(Range<UInt32>)
    /// It builds on a packet that has not come; kept until that one comes.
    case held
    /// It builds on packets that are lost, or no key packet has come yet: dropped.
    case waitingForKey
    /// Its frames were decoded or passed over before, or its epoch is over: dropped.
    case stale
    /// It was damaged on the way, or is no packet at all: dropped.
    case corrupt
    /// It belongs to another session or schema: dropped.
    case foreign
  }

  /// What the numbers mean.
  public let schema: TrackSchema
  /// The epoch of the last packet decoded; when it changes, what was shown ahead is void: blend to the new frames.
  public private(set) var epoch: UInt16 = 0
  /// The frame after the last one decoded.
  public private(set) var nextFrame: UInt32 = 0

  /// Frames that stay available.
  public static let kept = 64
  /// Packets that may wait for an earlier one, and the longest that may.
  static let slotCount = 4
  static let slotRoom = 2048

  private struct Slot {
    var frame: UInt32 = 0
    var count = 0
  }

  private let plan: ComponentPlan
  private let state: ModelState
  private let coder: FrameCoder
  private let poses: PoseReconstruction
  private let hash: UInt32
  private var pace: AudioPace
  private var session: UInt32?
  private var synced = false
  private let values: UnsafeMutablePointer<Int32>
  private let ring: UnsafeMutablePointer<Int32>
  private let ringFrames: UnsafeMutablePointer<Int64>
  private let ringRefinement: UnsafeMutablePointer<Int32>
  private let slots: UnsafeMutablePointer<Slot>
  private let slotBytes: UnsafeMutablePointer<UInt8>

  /// Makes a decoder for the streams of one schema.
  public init(schema: TrackSchema) {
    self.schema = schema
    hash = schema.hash
    plan = ComponentPlan(schema)
    state = ModelState(plan)
    coder = FrameCoder(state: state, plan: plan)
    poses = PoseReconstruction(schema)
    pace = AudioPace(schema)
    let count = max(1, schema.componentCount)
    values = .allocate(capacity: count)
    values.initialize(repeating: 0, count: count)
    ring = .allocate(capacity: count * Self.kept)
    ring.initialize(repeating: 0, count: count * Self.kept)
    ringFrames = .allocate(capacity: Self.kept)
    ringFrames.initialize(repeating: -1, count: Self.kept)
    ringRefinement = .allocate(capacity: Self.kept)
    ringRefinement.initialize(repeating: 0, count: Self.kept)
    slots = .allocate(capacity: Self.slotCount)
    slots.initialize(repeating: Slot(), count: Self.slotCount)
    slotBytes = .allocate(capacity: Self.slotCount * Self.slotRoom)
    slotBytes.initialize(repeating: 0, count: Self.slotCount * Self.slotRoom)
  }

  deinit {
    values.deallocate()
    ring.deallocate()
    ringFrames.deallocate()
    ringRefinement.deallocate()
    slots.deallocate()
    slotBytes.deallocate()
  }

  /// Reads one packet.
  public func receive(_ packet: UnsafeBufferPointer<UInt8>) -> Outcome {
    guard let bytes = packet.baseAddress else { return .corrupt }
    var start = 0
    let header: PacketHeader
    switch parse(bytes, count: packet.count, start: &start) {
    case .success(let found): header = found
    case .failure(let reason): return reason.outcome
    }
    let newer = Int16(bitPattern: header.epoch &- epoch)
    if header.full && session != nil && newer < 0 { return .stale }
    if session == nil || newer > 0 {
      guard header.key else { return .waitingForKey }
      begin(header)
    }
    if header.key {
      if synced && Int32(bitPattern: header.frame &- nextFrame) < 0 { return .stale }
    } else {
      guard synced else { return .waitingForKey }
      let ahead = Int32(bitPattern: header.frame &- nextFrame)
      if ahead < 0 { return .stale }
      if ahead > 0 { return hold(bytes, packet.count, header.frame) }
    }
    let first = header.frame
    decode(bytes, packet.count, header, start)
    // Packets that waited.
    var found = true
    while found {
      found = false
      for index in 0..<Self.slotCount where slots[index].count > 0 {
        let ahead = Int32(bitPattern: slots[index].frame &- nextFrame)
        if ahead < 0 { slots[index].count = 0 }
        guard ahead == 0 else { continue }
        let waiting = slotBytes + index * Self.slotRoom
        let count = slots[index].count
        slots[index].count = 0
        if case .success(let next) = parse(waiting, count: count, start: &start), !next.key {
          decode(waiting, count, next, start)
          found = true
        }
      }
    }
    return .decoded(first..<max(first, nextFrame))
  }

  /// Reads one packet.
  public func receive(_ packet: [UInt8]) -> Outcome { packet.withUnsafeBufferPointer { receive($0) } }

  /// Writes a frame's floats in the schema's layout; false when it was not decoded or is no longer kept.
  ///
  /// - Precondition: `out` has room for the layout's width.
  public func pose(frame: UInt32, into out: UnsafeMutableBufferPointer<Float>) -> Bool {
    precondition(out.count >= poses.width, "no room for a frame")
    let place = Int(frame) % Self.kept
    guard ringFrames[place] == Int64(frame), let floats = out.baseAddress else { return false }
    poses.write(ring + place * schema.componentCount, refinement: ringRefinement[place], to: floats)
    return true
  }

  /// A frame's floats; `nil` when it was not decoded or is no longer kept.
  public func pose(frame: UInt32) -> [Float]? {
    var out = [Float](repeating: 0, count: poses.width)
    return out.withUnsafeMutableBufferPointer({ pose(frame: frame, into: $0) }) ? out : nil
  }

  /// The audio sample that sounds at a frame.
  public func audioSample(atFrame frame: UInt32) -> Int64 { pace.sample(at: Int64(frame)) }

  /// Forgets the stream; the next key packet that names all begins another, of any session.
  public func reset() {
    session = nil
    synced = false
    for index in 0..<Self.slotCount { slots[index].count = 0 }
    for index in 0..<Self.kept { ringFrames[index] = -1 }
  }

  private struct Refusal: Error {
    let outcome: Outcome
    init(_ outcome: Outcome) { self.outcome = outcome }
  }

  private func parse(
    _ bytes: UnsafePointer<UInt8>, count: Int, start: inout Int
  ) -> Result<PacketHeader, Refusal> {
    guard count >= 4, bytes[0] & 0xC7 == PacketHeader.mark else { return .failure(Refusal(.corrupt)) }
    var reader = ByteReader(UnsafeBufferPointer(start: bytes, count: count - 2), from: 2)
    var header = PacketHeader()
    header.key = bytes[0] & PacketHeader.keyBit != 0
    header.full = bytes[0] & PacketHeader.fullBit != 0
    if header.full {
      guard let version = reader.u8(), let session = reader.u32(), let epoch = reader.u16(),
        let hash = reader.u32(), let frame = reader.varint(limit: UInt64(UInt32.max))
      else { return .failure(Refusal(.corrupt)) }
      header.session = session
      header.epoch = epoch
      header.hash = hash
      header.frame = UInt32(frame)
      // A minor above ours may code what we cannot read.
      guard version >> 4 == TrackSchema.version >> 4, version & 15 <= TrackSchema.version & 15 else {
        return .failure(Refusal(.foreign))
      }
    } else {
      guard let session else { return .failure(Refusal(.waitingForKey)) }
      header.session = session
      header.epoch = epoch
      header.hash = hash
      let away = Int32(Int8(bitPattern: bytes[1] &- UInt8(truncatingIfNeeded: nextFrame)))
      header.frame = nextFrame &+ UInt32(bitPattern: away)
    }
    if bytes[0] & PacketHeader.audioBit != 0 {
      guard let audio = reader.zigzag() else { return .failure(Refusal(.corrupt)) }
      header.audio = audio
    }
    start = reader.position
    let told = UInt16(bytes[count - 2]) | UInt16(bytes[count - 1]) << 8
    guard header.checksum(bytes, count: count - 2) == told else { return .failure(Refusal(.corrupt)) }
    if header.hash != hash { return .failure(Refusal(.foreign)) }
    if let session, header.session != session { return .failure(Refusal(.foreign)) }
    return .success(header)
  }

  /// A new session or epoch: nothing of the old one counts.
  private func begin(_ header: PacketHeader) {
    session = header.session
    epoch = header.epoch
    synced = false
    for index in 0..<Self.slotCount { slots[index].count = 0 }
    for index in 0..<Self.kept { ringFrames[index] = -1 }
  }

  private func hold(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ frame: UInt32) -> Outcome {
    guard count <= Self.slotRoom else { return .waitingForKey }
    var free = -1
    for index in 0..<Self.slotCount {
      if slots[index].count > 0 && slots[index].frame == frame { return .held }
      if slots[index].count == 0 && free < 0 { free = index }
    }
    guard free >= 0 else { return .waitingForKey }
    (slotBytes + free * Self.slotRoom).update(from: bytes, count: count)
    slots[free] = Slot(frame: frame, count: count)
    return .held
  }

  private func decode(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ header: PacketHeader, _ start: Int) {
    if header.key { state.reset() }
    if header.full {
      pace.frame = Int64(header.frame)
      pace.sample = header.audio ?? 0
    } else if let audio = header.audio {
      pace.sample = pace.sample(at: Int64(header.frame)) &+ audio
      pace.frame = Int64(header.frame)
    }
    var range = RangeDecoder(bytes: bytes + start, count: count - 2 - start)
    var frame = header.frame
    var index = 0
    repeat {
      if index > 0 && range.code(0, 65024) == 0 { break }
      let place = Int(frame) % Self.kept
      ringFrames[place] = Int64(frame)
      ringRefinement[place] = coder.frame(
        values, fine: ring + place * schema.componentCount, refinement: 0,
        first: header.key && index == 0, coder: &range)
      frame &+= 1
      index += 1
    } while index < schema.framesPerPacket
    nextFrame = frame
    synced = true
  }
}
