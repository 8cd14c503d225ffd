public import Motion

/// A take in one piece of bytes: a schema, an index of blocks that stand alone, and the blocks.
///
/// `Format` describes the bytes; files are named `.mtc`.
public struct TrackClip: Sendable, Equatable {
  static let magic: [UInt8] = [0x4D, 0x54, 0x43, 0x31]
  /// Most frames of a block.
  static let largestBlock = 65536
  /// Most frames that a block of so many bytes can hold: a frame costs at least a ninetieth of a bit.
  static func mostFrames(bytes: Int) -> Int { 720 * (bytes + 8) }
  /// Bytes before the schema, and of an index entry.
  static let head = 33
  static let entry = 10

  /// The whole clip.
  public let bytes: [UInt8]
  /// What its numbers mean.
  public let schema: TrackSchema
  /// Frames of the take.
  public let frameCount: Int
  /// Frames of a block: a seek decodes at most this many, and once those of the first block.
  public let blockFrames: Int
  /// The audio sample that sounds at frame 0.
  public let audioSample: Int64
  /// Where each block lies, and its checksum.
  let blocks: [(range: Range<Int>, check: UInt16)]

  /// Codes a take.
  ///
  /// - Parameters:
  ///   - track: the take.
  ///   - design: bound, skeleton and ranges.
  ///   - blockFrames: frames of a block; `nil` for ten seconds.
  ///   - audioSample: the audio sample that sounds at frame 0.
  public init(
    _ track: Track, design: SchemaDesign, blockFrames: Int? = nil, audioSample: Int64 = 0
  ) throws(TrackCodecError) {
    let schema = try design.schema(for: track)
    let span = max(1, min(Self.largestBlock, blockFrames ?? Int(track.rate.framesPerSecond * 10)))
    guard track.frameCount <= Int(UInt32.max) else { throw .clip("\(track.frameCount) frames are too many") }
    let encoder = FrameEncoder(schema: schema, bound: design.bound, skeleton: design.skeleton)
    let room = FrameEncoder.room(frames: min(span, max(1, track.frameCount)), schema: schema)
    let payload = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
    defer { payload.deallocate() }
    var body: [UInt8] = []
    var lengths: [Int] = []
    var start = 0
    track.samples.withUnsafeBufferPointer { samples in
      while start < track.frameCount, let frames = samples.baseAddress {
        var range = RangeEncoder(bytes: payload, capacity: room)
        encoder.restore()
        let end = min(track.frameCount, start + span)
        for frame in start..<end {
          encoder.encode(frames + frame * track.layout.width, first: frame == start, into: &range)
        }
        if start == 0 { encoder.prime() }
        range.finish()
        body += UnsafeBufferPointer(start: payload, count: range.count)
        lengths.append(range.count)
        start = end
      }
    }
    try self.init(bytes: Self.assemble(schema, track.frameCount, span, audioSample, lengths, body))
  }

  private static func assemble(
    _ schema: TrackSchema, _ frames: Int, _ span: Int, _ audio: Int64, _ lengths: [Int], _ body: [UInt8]
  ) -> [UInt8] {
    let described = schema.encoded()
    var out = ByteWriter()
    out.bytes = magic
    out.u8(TrackSchema.version)
    out.u32(UInt32(frames))
    out.u32(UInt32(span))
    out.u32(UInt32(lengths.count))
    out.u32(0)
    out.u32(UInt32(truncatingIfNeeded: audio))
    out.u32(UInt32(truncatingIfNeeded: audio >> 32))
    out.u32(UInt32(described.count))
    out.bytes += described
    let first = head + described.count + entry * lengths.count + 4
    var at = 0
    for length in lengths {
      let check = body[at..<at + length].withUnsafeBufferPointer { block in
        block.baseAddress.map { Checksum.crc16($0, count: block.count, seed: 0xFFFF) } ?? 0xFFFF
      }
      out.u32(UInt32(first + at))
      out.u32(UInt32(length))
      out.u16(check)
      at += length
    }
    out.u32(Checksum.crc32(out.bytes))
    return out.bytes + body
  }

  /// Opens a clip: checks its header and index; blocks are checked when they are read.
  public init(bytes: [UInt8]) throws(TrackCodecError) {
    guard bytes.count >= Self.head + 4, Array(bytes[0..<4]) == Self.magic else {
      throw .clip("does not start with MTC1")
    }
    let version = bytes[4]
    guard version >> 4 == TrackSchema.version >> 4, version & 15 <= TrackSchema.version & 15 else {
      throw .version(version)
    }
    func number(_ at: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    let frames = number(5)
    let span = number(9)
    let count = number(13)
    let described = number(29)
    guard span > 0, span <= Self.largestBlock, count == (frames + span - 1) / span else {
      throw .clip("its index does not fit its frames")
    }
    let end = Self.head + described + Self.entry * count
    guard end + 4 <= bytes.count else { throw .clip("ends within its index") }
    guard Int(Checksum.crc32(bytes[0..<end])) == number(end) else {
      throw .clip("checksum of the header does not fit its bytes")
    }
    schema = try TrackSchema(packet: Array(bytes[Self.head..<Self.head + described]))
    var blocks: [(range: Range<Int>, check: UInt16)] = []
    for index in 0..<count {
      let at = Self.head + described + Self.entry * index
      let start = number(at)
      guard start + number(at + 4) <= bytes.count,
        min(span, frames - index * span) <= Self.mostFrames(bytes: number(at + 4))
      else { throw .clip("block \(index) does not fit the file or its frames") }
      blocks.append((start..<start + number(at + 4), UInt16(bytes[at + 8]) | UInt16(bytes[at + 9]) << 8))
    }
    self.blocks = blocks
    frameCount = frames
    blockFrames = span
    audioSample = Int64(bitPattern: UInt64(number(21)) | UInt64(number(25)) << 32)
    self.bytes = bytes
  }

  /// The whole take.
  public func track() throws(TrackCodecError) -> Track {
    let reader = ClipReader(self)
    let width = schema.layout.width
    guard width == 0 || frameCount <= (1 << 29) / width else {
      throw .clip("\(frameCount) frames are too many")
    }
    var samples = [Float](repeating: 0, count: frameCount * width)
    for frame in 0..<frameCount {
      var failure: TrackCodecError?
      samples.withUnsafeMutableBufferPointer { all in
        let place = UnsafeMutableBufferPointer(rebasing: all[frame * width..<(frame + 1) * width])
        do throws(TrackCodecError) { try reader.pose(frame: frame, into: place) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    return Track(layout: schema.layout, rate: schema.rate, samples: samples)
  }

  /// Equal when the bytes are.
  public static func == (left: TrackClip, right: TrackClip) -> Bool { left.bytes == right.bytes }
}

/// Gives any frame of a clip: frames in order cost one frame each, a jump at most a block.
public final class ClipReader {
  private let clip: TrackClip
  private let state: ModelState
  private let plan: ComponentPlan
  private let coder: FrameCoder
  private let poses: PoseReconstruction
  private let values: UnsafeMutablePointer<Int32>
  private let fine: UnsafeMutablePointer<Int32>
  private let bytes: UnsafeMutablePointer<UInt8>
  private var range: RangeDecoder
  private var block = -1
  private var next = 0
  private var refinement: Int32 = 0

  /// Makes a reader.
  public init(_ clip: TrackClip) {
    self.clip = clip
    plan = ComponentPlan(clip.schema)
    state = ModelState(plan)
    coder = FrameCoder(state: state, plan: plan)
    poses = PoseReconstruction(clip.schema)
    let count = max(1, clip.schema.componentCount)
    values = .allocate(capacity: count)
    values.initialize(repeating: 0, count: count)
    fine = .allocate(capacity: count)
    fine.initialize(repeating: 0, count: count)
    bytes = .allocate(capacity: max(1, clip.bytes.count))
    for (index, byte) in clip.bytes.enumerated() { bytes[index] = byte }
    range = RangeDecoder(bytes: UnsafePointer(bytes), count: 0)
  }

  deinit {
    values.deallocate()
    fine.deallocate()
    bytes.deallocate()
  }

  /// Writes a frame's floats in the schema's layout.
  ///
  /// - Precondition: `out` has room for the layout's width.
  public func pose(
    frame: Int, into out: UnsafeMutableBufferPointer<Float>
  ) throws(TrackCodecError) {
    precondition(out.count >= poses.width, "no room for a frame")
    guard frame >= 0, frame < clip.frameCount else {
      throw .clip("frame \(frame) lies outside its \(clip.frameCount) frames")
    }
    let wanted = frame / clip.blockFrames
    if wanted > 0 && !state.isPrimed {
      if block != 0 { try begin(0) }
      decode(to: clip.blockFrames)
      state.prime()
    }
    if wanted != block || frame < next - 1 { try begin(wanted) }
    decode(to: frame + 1)
    if let floats = out.baseAddress { poses.write(fine, refinement: refinement, to: floats) }
  }

  private func begin(_ wanted: Int) throws(TrackCodecError) {
    let place = clip.blocks[wanted]
    let start = UnsafePointer(bytes) + place.range.lowerBound
    block = -1
    guard Checksum.crc16(start, count: place.range.count, seed: 0xFFFF) == place.check else {
      throw .clip("block \(wanted) is damaged")
    }
    if wanted == 0 { state.reset() } else { state.restore() }
    range = RangeDecoder(bytes: start, count: place.range.count)
    block = wanted
    next = wanted * clip.blockFrames
  }

  private func decode(to end: Int) {
    var local = range
    while next < end {
      refinement = coder.frame(
        values, fine: fine, refinement: 0, first: next == block * clip.blockFrames, coder: &local)
      next += 1
    }
    range = local
  }
}
