import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("Records wait for their frame and lie as the contract has them")
struct RecordQueueTests {
  private static let words = ["hello", "", "grüß dich", "a\u{0}b"]

  private func fill(_ queue: inout RecordQueue, due: [Int], words: [String] = words) throws {
    let inbox = Inbox()
    for chunk in try inbox.chunks({ writer in
      for (index, due) in due.enumerated() {
        var record = mien_record()
        record.id = UInt64(index + 1)
        record.value = Double(index) / 2
        try writer.record(record, text: words[index % words.count], due: due)
      }
    }) {
      try chunk.withUnsafeBytes { bytes in
        var reader = FeedReader(bytes)
        while var payload = try reader.next() { try queue.append(&payload) }
      }
    }
  }

  @Test("sizes, values and texts are set, texts end with a zero, and all that is due comes in one batch")
  func layout() throws {
    var queue = RecordQueue()
    try fill(&queue, due: [0, 1, 1, 2])
    #expect(queue.nextDue == 0)
    var batches: [Int] = []
    var seen = 0
    for frame in 0..<4 {
      let status = queue.deliver(dueBy: frame) { records, count in
        batches.append(Int(count))
        var record = records
        for left in (0..<count).reversed() {
          let bytes = Array(Self.words[seen].utf8)
          #expect(record.pointee.size % 8 == 0)
          #expect(record.pointee.id == UInt64(seen + 1))
          #expect(record.pointee.value == Double(seen) / 2)
          #expect(Int(record.pointee.text_length) == bytes.count)
          #expect((0..<bytes.count).map { UInt8(bitPattern: record.pointee.text[$0]) } == bytes)
          #expect(record.pointee.text[bytes.count] == 0)
          seen += 1
          if left > 0 { record = mien_record_next(record) }
        }
        return MIEN_OK
      }
      #expect(status == MIEN_OK)
    }
    #expect(batches == [1, 2, 1])
    #expect(seen == 4 && queue.nextDue == nil)
  }

  @Test("nothing due is nobody called; what was fed later follows; a failure is handed on")
  func waiting() throws {
    var queue = RecordQueue()
    #expect(queue.nextDue == nil)
    #expect(queue.deliver(dueBy: 100) { _, _ in MIEN_FAILED } == MIEN_OK)
    try fill(&queue, due: [5])
    #expect(queue.deliver(dueBy: 4) { _, _ in MIEN_FAILED } == MIEN_OK)
    try fill(&queue, due: [5, 7])
    #expect(queue.nextDue == 5)
    var count: UInt32 = 0
    #expect(
      queue.deliver(dueBy: 6) { _, many in
        count = many
        return MIEN_FAILED
      } == MIEN_FAILED)
    #expect(count == 2 && queue.nextDue == 7)
  }

  @Test("records that fall behind those already fed are a breach")
  func disorder() throws {
    var queue = RecordQueue()
    try fill(&queue, due: [5])
    let error = try #require(throws: StrategyDriverError.self) { try fill(&queue, due: [4]) }
    #expect(error.description.contains("records out of order"))
  }
}
