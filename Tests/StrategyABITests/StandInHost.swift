import Foundation
import StrategyABI

/// A host of today's contract, small enough to be read at a glance: it drives one instance by hand.
///
/// With `growth` every struct that it hands out is as many bytes longer than today's, filled with 0xA5, as that
/// of a host of a later minor would be.
final class StandInHost {
  let host: UnsafeMutablePointer<mien_host>
  private(set) var notes: [String] = []
  private let growth: Int
  private let name = strdup("stand-in")
  private var allocations: [UnsafeMutableRawPointer] = []

  /// `offersAll`: all host extensions of 1.0; otherwise none.
  init(offersAll: Bool, growth: Int = 0) {
    self.growth = growth
    host = .allocate(capacity: 4)
    host.pointee = mien_host(
      size: UInt32(MemoryLayout<mien_host>.size + growth), reserved: 0, name: UnsafePointer(name),
      version: UnsafePointer(name), context: nil,
      get_extension: { _, _ in nil },
      log: { host, _, text in
        guard let context = host?.pointee.context, let text else { return }
        Unmanaged<StandInHost>.fromOpaque(context).takeUnretainedValue().notes.append(String(cString: text))
      })
    if offersAll {
      host.pointee.get_extension = { _, id in OfferedExtensions.table(id.map { String(cString: $0) } ?? "") }
    }
    host.pointee.context = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    for allocation in allocations { allocation.deallocate() }
    host.deallocate()
    free(name)
  }

  /// Memory for a struct, as much longer as this host's structs are.
  func grown<T>(_ value: T) -> UnsafeMutablePointer<T> {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: MemoryLayout<T>.stride + growth, alignment: 8)
    allocations.append(bytes)
    memset(bytes, 0xA5, MemoryLayout<T>.stride + growth)
    let typed = bytes.bindMemory(to: T.self, capacity: 1)
    typed.initialize(to: value)
    return typed
  }

  private func size<T>(_ type: T.Type) -> UInt32 { UInt32(MemoryLayout<T>.size + growth) }

  /// Prepares; gives status and lookahead.
  func prepare(
    _ strategy: UnsafeMutablePointer<mien_strategy>, channels: Int, seed: UInt64 = 7
  ) -> (status: mien_status, lookahead: UInt32) {
    let present = [UInt8](repeating: 1, count: channels)
    let binding = grown(mien_binding(size: size(mien_binding.self), lookahead_frames: 0))
    let status = present.withUnsafeBufferPointer { present in
      "nova".withCString { participant in
        "en".withCString { language in
          let session = grown(
            mien_session(
              size: size(mien_session.self), rate_numerator: 60, rate_denominator: 1, largest_span: 60,
              seed: seed, participant_count: 2, channel_count: UInt32(channels),
              channel_present: present.baseAddress, participant: participant, language: language))
          return strategy.pointee.prepare(strategy, session, binding)
        }
      }
    }
    return (status, binding.pointee.lookahead_frames)
  }

  /// Gives records, each followed by the bytes that it has grown by.
  func receive(
    _ strategy: UnsafeMutablePointer<mien_strategy>, _ records: [(mien_record, String)]
  ) -> mien_status {
    let stride = MemoryLayout<mien_record>.stride + growth
    let batch = UnsafeMutableRawPointer.allocate(byteCount: stride * records.count, alignment: 8)
    allocations.append(batch)
    memset(batch, 0xA5, stride * records.count)
    for (index, (record, text)) in records.enumerated() {
      var record = record
      let copy = strdup(text)
      if let copy { allocations.append(UnsafeMutableRawPointer(copy)) }
      record.size = UInt32(stride)
      record.text = UnsafePointer(copy)
      record.text_length = UInt32(text.utf8.count)
      (batch + index * stride).storeBytes(of: record, as: mien_record.self)
    }
    return strategy.pointee.receive(
      strategy, batch.assumingMemoryBound(to: mien_record.self), UInt32(records.count))
  }

  /// Renders frames; gives rows and activities, `nil` after a failure.
  func render(
    _ strategy: UnsafeMutablePointer<mien_strategy>, first: Int64 = 0, frames: Int, width: Int, channels: Int
  ) -> (rows: [[Float]], activities: [[Float]])? {
    var rows = [Float](repeating: 0, count: frames * (width + 4))
    var activities = [Float](repeating: 1, count: frames * (channels + 4))
    let status = rows.withUnsafeMutableBufferPointer { rows in
      activities.withUnsafeMutableBufferPointer { activities in
        let input = grown(
          mien_input(size: size(mien_input.self), frame_count: UInt32(frames), first_frame: first))
        let output = grown(
          mien_output(
            size: size(mien_output.self), row_stride: UInt32(width + 4),
            activity_stride: UInt32(channels + 4), reserved: 0, rows: rows.baseAddress,
            activity: activities.baseAddress))
        return strategy.pointee.render(strategy, input, output)
      }
    }
    guard status == MIEN_OK_STATUS else { return nil }
    return (
      (0..<frames).map { Array(rows[($0 * (width + 4))..<($0 * (width + 4) + width)]) },
      (0..<frames).map { Array(activities[($0 * (channels + 4))..<($0 * (channels + 4) + channels)]) }
    )
  }

  /// A record with the fields that tests set.
  static func record(
    kind: UInt32, op: UInt32 = MIEN_OP_ANNOUNCE, id: UInt64 = 1, arrival: Double = 0,
    span: ClosedRange<Double>? = nil, value: Double? = nil
  ) -> mien_record {
    let flicks = 705_600_000.0
    var record = mien_record()
    record.kind = UInt16(kind)
    record.op = UInt16(op)
    record.id = id
    record.arrival = Int64(arrival * flicks)
    record.flags = MIEN_HAS_TEXT
    if let span {
      record.flags |= MIEN_HAS_START | MIEN_HAS_END
      record.start = Int64(span.lowerBound * flicks)
      record.end = Int64(span.upperBound * flicks)
    }
    if let value {
      record.flags |= MIEN_HAS_VALUE
      record.value = value
    }
    return record
  }
}

/// `MIEN_OK`, whose cast hides it from Swift.
let MIEN_OK_STATUS: mien_status = 0
