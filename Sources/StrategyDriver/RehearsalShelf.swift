import Foundation
import StrategyABI

/// The sessions that a strategy may learn from, in the contract's form. Kept for all takes of a process.
public final class RehearsalShelf {
  private struct Header: Decodable {
    struct Channel: Decodable {
      var name: String
      var kind: String
    }
    var id: String
    var rate: [UInt32]
    var frames: Int
    var channels: [Channel]
  }

  private var sessions: [UnsafeMutablePointer<mien_rehearsal_session>] = []
  private var rows: [UnsafeMutablePointer<Float>] = []
  private var expected: [Int] = []
  private var filled: [Int] = []

  /// An empty shelf.
  public init() {}

  deinit {
    for session in sessions {
      free(UnsafeMutablePointer(mutating: session.pointee.id))
      if let channels = session.pointee.channels {
        for index in 0..<Int(session.pointee.channel_count) {
          free(UnsafeMutablePointer(mutating: channels[index].name))
        }
        UnsafeMutablePointer(mutating: channels).deallocate()
      }
      session.deallocate()
    }
    for block in rows { block.deallocate() }
  }

  /// Number of sessions.
  public var count: Int { sessions.count }

  func session(_ index: Int) -> UnsafePointer<mien_rehearsal_session>? {
    index < sessions.count && filled[index] == expected[index] ? UnsafePointer(sessions[index]) : nil
  }

  /// Begins a session from its header.
  func begin(_ chunk: inout FeedReader.Payload) throws(StrategyDriverError) {
    let length = try chunk.take(UInt64.self)
    let bytes = try chunk.take(count: length)
    guard let header = try? JSONDecoder().decode(Header.self, from: Data(bytes)), header.rate.count == 2,
      header.frames >= 0, header.frames < 1 << 26, header.channels.count <= 4096
    else { throw .protocolBreach("a rehearsal session's header cannot be read") }
    let channels = UnsafeMutablePointer<mien_channel>.allocate(capacity: max(1, header.channels.count))
    var width = 0
    for (index, channel) in header.channels.enumerated() {
      let kind = StrategyDescriptor.channelKinds.firstIndex(of: channel.kind) ?? 0
      (channels + index).initialize(
        to: mien_channel(name: UnsafePointer(strdup(channel.name)), kind: UInt32(kind), reserved: 0))
      width += [1, 1, 4, 3][kind]
    }
    let total = header.frames * width
    let block = UnsafeMutablePointer<Float>.allocate(capacity: max(1, total))
    block.initialize(repeating: 0, count: max(1, total))
    let session = UnsafeMutablePointer<mien_rehearsal_session>.allocate(capacity: 1)
    session.initialize(
      to: mien_rehearsal_session(
        size: UInt32(MemoryLayout<mien_rehearsal_session>.size),
        channel_count: UInt32(header.channels.count), id: UnsafePointer(strdup(header.id)),
        channels: UnsafePointer(channels), rows: UnsafePointer(block), frame_count: UInt64(header.frames),
        row_stride: UInt32(width), rate_numerator: header.rate[0], rate_denominator: header.rate[1],
        reserved: 0))
    sessions.append(session)
    rows.append(block)
    expected.append(total)
    filled.append(0)
  }

  /// Takes rows of the session begun last.
  func append(_ chunk: inout FeedReader.Payload) throws(StrategyDriverError) {
    let floats = try chunk.take(count: chunk.take(UInt64.self), stride: 4)
    guard let last = rows.indices.last, filled[last] + floats.count / 4 <= expected[last] else {
      throw .protocolBreach("rehearsal rows without a session")
    }
    floats.withMemoryRebound(to: Float.self) { source in
      guard let base = source.baseAddress else { return }
      (rows[last] + filled[last]).update(from: base, count: source.count)
    }
    filled[last] += floats.count / 4
  }

  /// Takes the rehearsal chunks of an inbox; others are a breach.
  public func feed(_ inbox: UnsafeRawBufferPointer) throws(StrategyDriverError) {
    var reader = FeedReader(inbox)
    while var chunk = try reader.next() {
      switch chunk.kind {
      case FeedWriter.Kind.rehearsal: try begin(&chunk)
      case FeedWriter.Kind.rehearsalRows: try append(&chunk)
      default: throw .protocolBreach("chunk of kind \(chunk.kind) before a take has begun")
      }
    }
  }
}
