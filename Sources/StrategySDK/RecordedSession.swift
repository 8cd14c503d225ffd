public import Motion
import StrategyABI

/// A recorded session of the character, from which a strategy may learn (`rehearsal/1`).
///
/// It is never one on which the strategy is scored. There for strategies that declare
/// ``StrategyDescriptor/Needs/rehearsal``; readable as long as the strategy lives.
public struct RecordedSession {
  /// Its id.
  public let id: String
  /// Frames per second of this recording, which need not be the session's.
  public let rate: FrameRate
  /// What was recorded, and in which columns; bind by name.
  public let layout: ChannelLayout
  /// Number of frames.
  public let frameCount: Int
  private let rows: UnsafePointer<Float>?
  private let stride: Int
  private let memory: Memory?

  private final class Memory {
    let floats: UnsafeMutableBufferPointer<Float>
    init(_ values: [Float]) {
      floats = .allocate(capacity: max(1, values.count))
      _ = floats.initialize(from: values)
    }
    deinit { floats.deallocate() }
  }

  /// Makes a session, for tests and for running a strategy without a host. Frames that `rows` does not fill
  /// whole are left out.
  public init(id: String, rate: FrameRate, channels: [Channel], rows: [Float]) {
    self.id = id
    self.rate = rate
    layout = ChannelLayout(channels)
    frameCount = rows.count / max(1, layout.width)
    stride = layout.width
    let memory = Memory(rows)
    self.memory = memory
    self.rows = memory.floats.baseAddress.map { UnsafePointer($0) }
  }

  /// Wraps a host's session; `nil` for one that this library cannot read.
  init?(_ pointer: UnsafePointer<mien_rehearsal_session>?) {
    guard
      let source = SizedStruct.read(
        pointer, atLeast: MIEN_REHEARSAL_SESSION_SIZE_1, zero: mien_rehearsal_session()),
      let rate = FrameRate(
        numerator: Int32(clamping: source.rate_numerator),
        denominator: Int32(clamping: source.rate_denominator))
    else { return nil }
    var channels: [Channel] = []
    for index in 0..<Int(source.channel_count) {
      guard let channel = source.channels?[index], let name = channel.name,
        let kind = Channel.Kind(code: channel.kind)
      else { return nil }
      channels.append(Channel(String(cString: name), kind: kind))
    }
    let layout = ChannelLayout(channels)
    guard layout.channels.count == channels.count, Int(source.row_stride) >= layout.width else { return nil }
    id = source.id.map { String(cString: $0) } ?? ""
    self.rate = rate
    self.layout = layout
    frameCount = source.rows == nil ? 0 : Int(clamping: source.frame_count)
    rows = source.rows
    stride = Int(source.row_stride)
    memory = nil
  }

  /// The packed channels of a frame.
  ///
  /// - Precondition: `frame` lies in 0 ..< `frameCount`.
  public func row(_ frame: Int) -> UnsafeBufferPointer<Float> {
    precondition(frame >= 0 && frame < frameCount, "no such frame")
    return UnsafeBufferPointer(start: rows.map { $0 + frame * stride }, count: layout.width)
  }

  /// The curve of a channel's first number (all of it, for weights and angles); `nil` when it was not recorded.
  /// Allocates: for `prepare`.
  public func curve(_ name: String) -> [Float]? {
    guard let offset = layout.offset(of: name) else { return nil }
    return (0..<frameCount).map { row($0)[offset] }
  }
}
