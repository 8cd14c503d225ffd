public import StrategyABI

/// Writes what becomes known into an inbox, as chunks of the worker protocol.
///
/// When the inbox is full, what stands in it is handed over by `flush` and writing begins anew; what is left
/// at the end goes with the request to render.
public final class FeedWriter {
  enum Kind {
    static let records: UInt32 = 1
    static let audio: UInt32 = 2
    static let known: UInt32 = 3
    static let rehearsal: UInt32 = 4
    static let rehearsalRows: UInt32 = 5
  }

  private let inbox: UnsafeMutableRawBufferPointer
  private let flush: (Int) throws -> Void
  /// Bytes written since the last flush.
  public private(set) var length = 0
  private var openRecords: Int?

  /// Writes to an inbox, which must outlive the writer.
  ///
  /// - Parameter flush: hands over the first bytes of the inbox; called when it is full.
  public init(_ inbox: UnsafeMutableRawBufferPointer, flush: @escaping (Int) throws -> Void) {
    self.inbox = inbox
    self.flush = flush
  }

  /// Begins anew after what was written has been handed over.
  public func reset() {
    length = 0
    openRecords = nil
  }

  /// Hands over what was written.
  public func finish() throws {
    guard length > 0 else { return }
    let written = length
    reset()
    try flush(written)
  }

  /// A record that is due at a frame.
  ///
  /// - Throws: ``StrategyDriverError/textTooLong(bytes:limit:)`` when no inbox holds its text.
  public func record(_ record: mien_record, text: String, due: Int) throws {
    let bytes = text.utf8.count
    let needed = 8 + MemoryLayout<mien_record>.size + (bytes + 1 + 7) & ~7
    guard needed + 16 <= inbox.count else {
      throw StrategyDriverError.textTooLong(bytes: bytes, limit: inbox.count - 128)
    }
    if length + needed + 16 > inbox.count { try finish() }
    let start = openRecords ?? open(Kind.records) { put(UInt64(0)) }
    openRecords = start
    put(Int64(due))
    var record = record
    record.size = UInt32(MemoryLayout<mien_record>.size)
    record.text = nil
    record.text_length = UInt32(bytes)
    put(record)
    inbox[length..<length + bytes].copyBytes(from: text.utf8)
    let padded = (bytes + 1 + 7) & ~7
    for at in length + bytes..<length + padded { inbox[at] = 0 }
    length += padded
    let count = inbox.load(fromByteOffset: start + 8, as: UInt64.self)
    inbox.storeBytes(of: count + 1, toByteOffset: start + 8, as: UInt64.self)
    close(start)
  }

  /// Rows and samples that continue a participant's audio.
  public func audio(
    participant: UInt32, columns: Int, rows: UnsafeBufferPointer<Float>, samples: UnsafeBufferPointer<Float>
  ) throws {
    openRecords = nil
    var row = 0
    var sample = 0
    let rowCount = columns > 0 ? rows.count / columns : 0
    while row < rowCount || sample < samples.count {
      if length + 4096 + 4 * columns > inbox.count { try finish() }
      var room = (inbox.count - length - 40) / 4
      let rowsNow = columns > 0 ? min(rowCount - row, room / columns) : 0
      room -= rowsNow * columns
      let samplesNow = min(samples.count - sample, room)
      let start = open(Kind.audio) {
        put(participant)
        put(UInt32(columns))
        put(UInt64(rowsNow))
        put(UInt64(samplesNow))
      }
      put(rows, from: row * columns, count: rowsNow * columns)
      put(samples, from: sample, count: samplesNow)
      pad()
      close(start)
      row += rowsNow
      sample += samplesNow
    }
  }

  /// How much of a participant's audio is known at each frame of a block.
  public func known(
    participant: UInt32, firstFrame: Int, rows: ArraySlice<Int>, samples: ArraySlice<Int>
  ) throws {
    openRecords = nil
    var done = 0
    while done < rows.count {
      if length + 24 + 16 * min(64, rows.count - done) > inbox.count { try finish() }
      let now = min(rows.count - done, (inbox.count - length - 24) / 16)
      let start = open(Kind.known) {
        put(participant)
        put(UInt32(now))
        put(Int64(firstFrame + done))
      }
      for index in done..<done + now {
        put(UInt64(rows[rows.startIndex + index]))
        put(UInt64(samples[samples.startIndex + index]))
      }
      close(start)
      done += now
    }
  }

  /// A session that the strategy may learn from: its header as JSON, then its rows.
  public func rehearsal(header: [UInt8], rows: UnsafeBufferPointer<Float>) throws {
    openRecords = nil
    if length + header.count + 64 > inbox.count { try finish() }
    let start = open(Kind.rehearsal) { put(UInt64(header.count)) }
    inbox[length..<length + header.count].copyBytes(from: header)
    length += header.count
    pad()
    close(start)
    var done = 0
    while done < rows.count {
      if length + 4096 > inbox.count { try finish() }
      let now = min(rows.count - done, (inbox.count - length - 24) / 4)
      let chunk = open(Kind.rehearsalRows) { put(UInt64(now)) }
      put(rows, from: done, count: now)
      pad()
      close(chunk)
      done += now
    }
  }

  private func open(_ kind: UInt32, _ header: () -> Void) -> Int {
    let start = length
    put(kind)
    put(UInt32(0))
    header()
    return start
  }

  private func close(_ start: Int) {
    inbox.storeBytes(of: UInt32(length - start), toByteOffset: start + 4, as: UInt32.self)
  }

  private func put<Value: BitwiseCopyable>(_ value: Value) {
    inbox.storeBytes(of: value, toByteOffset: length, as: Value.self)
    length += MemoryLayout<Value>.size
  }

  private func put(_ floats: UnsafeBufferPointer<Float>, from: Int, count: Int) {
    guard count > 0, let base = floats.baseAddress, let target = inbox.baseAddress else { return }
    (target + length).copyMemory(from: base + from, byteCount: count * 4)
    length += count * 4
  }

  private func pad() {
    while length % 8 != 0 {
      inbox[length] = 0
      length += 1
    }
  }
}
