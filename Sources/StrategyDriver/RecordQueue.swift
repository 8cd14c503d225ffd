import StrategyABI

/// Records that were fed and are not due yet, as the contract's flat structs.
///
/// Texts live beside the structs, whose pointers are set when a batch is handed over.
struct RecordQueue {
  private var records: ContiguousArray<mien_record> = []
  private var offsets: ContiguousArray<Int> = []
  private var dueFrames: ContiguousArray<Int64> = []
  private var texts: ContiguousArray<CChar> = []
  private var next = 0

  /// Due frame of the first record that waits; `nil` when none does.
  var nextDue: Int? { next < dueFrames.count ? Int(dueFrames[next]) : nil }

  /// Takes a chunk's records, which must not fall behind those already fed.
  mutating func append(_ chunk: inout FeedReader.Payload) throws(StrategyDriverError) {
    let count = try chunk.take(UInt64.self)
    for _ in 0..<count {
      let due = try chunk.take(Int64.self)
      let record = try chunk.take(mien_record.self)
      let text = try chunk.take(count: UInt64(record.text_length) + 1)
      chunk.align()
      guard dueFrames.last.map({ $0 <= due }) ?? true else {
        throw .protocolBreach("records out of order")
      }
      records.append(record)
      dueFrames.append(due)
      offsets.append(texts.count)
      texts.append(contentsOf: text.bindMemory(to: CChar.self))
    }
  }

  /// Hands over all records due by a frame, at once.
  mutating func deliver(
    dueBy frame: Int, _ receive: (UnsafePointer<mien_record>, UInt32) -> mien_status
  ) -> mien_status {
    var end = next
    while end < dueFrames.count, dueFrames[end] <= Int64(frame) { end += 1 }
    guard end > next else { return MIEN_OK }
    let first = next
    let status = texts.withUnsafeBufferPointer { texts in
      records.withUnsafeMutableBufferPointer { records in
        guard let base = records.baseAddress else { return MIEN_OK }
        for index in first..<end { base[index].text = texts.baseAddress.map { $0 + offsets[index] } }
        return receive(UnsafePointer(base + first), UInt32(end - first))
      }
    }
    next = end
    if next == records.count {
      records.removeAll(keepingCapacity: true)
      offsets.removeAll(keepingCapacity: true)
      dueFrames.removeAll(keepingCapacity: true)
      texts.removeAll(keepingCapacity: true)
      next = 0
    }
    return status
  }
}
