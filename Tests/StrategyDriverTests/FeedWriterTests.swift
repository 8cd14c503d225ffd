import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("What is written into an inbox is what is read from it, however often it is full")
struct FeedWriterTests {
  /// All that a driver could be fed with, read back.
  private struct Read: Equatable {
    var due: [Int64] = []
    var ids: [UInt64] = []
    var texts: [[UInt8]] = []
    var rows: [Float] = []
    var samples: [Float] = []
    var known: [[UInt64]] = []
    var headers: [[UInt8]] = []
    var lessons: [Float] = []
  }

  private func read(_ buffers: [[UInt8]]) throws -> Read {
    var result = Read()
    for buffer in buffers {
      #expect(buffer.count % 8 == 0)
      try buffer.withUnsafeBytes { bytes in
        var reader = FeedReader(bytes)
        while var chunk = try reader.next() { try read(&chunk, into: &result) }
      }
    }
    return result
  }

  private func read(_ chunk: inout FeedReader.Payload, into result: inout Read) throws {
    switch chunk.kind {
    case 1:
      for _ in 0..<(try chunk.take(UInt64.self)) {
        result.due.append(try chunk.take(Int64.self))
        let record = try chunk.take(mien_record.self)
        #expect(record.size == 88)
        result.ids.append(record.id)
        result.texts.append(Array(try chunk.take(count: UInt64(record.text_length))))
        #expect(try chunk.take(UInt8.self) == 0)
        chunk.align()
      }
    case 2:
      #expect(try chunk.take(UInt32.self) == 7)
      let columns = UInt64(try chunk.take(UInt32.self))
      let rows = try chunk.take(UInt64.self)
      let samples = try chunk.take(UInt64.self)
      result.rows += try chunk.take(count: rows * columns, stride: 4).bindMemory(to: Float.self)
      result.samples += try chunk.take(count: samples, stride: 4).bindMemory(to: Float.self)
    case 3:
      #expect(try chunk.take(UInt32.self) == 7)
      let frames = try chunk.take(UInt32.self)
      let first = try chunk.take(Int64.self)
      for frame in 0..<UInt64(frames) {
        result.known.append([UInt64(first) + frame, try chunk.take(UInt64.self), try chunk.take(UInt64.self)])
      }
    case 4: result.headers.append(Array(try chunk.take(count: chunk.take(UInt64.self))))
    case 5:
      result.lessons += try chunk.take(count: chunk.take(UInt64.self), stride: 4).bindMemory(to: Float.self)
    default: Issue.record("chunk of kind \(chunk.kind)")
    }
  }

  private func write(_ writer: FeedWriter, texts: [String], rows: [Float], samples: [Float]) throws {
    for (index, text) in texts.enumerated() {
      var record = mien_record()
      record.id = UInt64(index)
      try writer.record(record, text: text, due: index / 3)
    }
    try rows.withUnsafeBufferPointer { rows in
      try samples.withUnsafeBufferPointer { samples in
        try writer.audio(participant: 7, columns: 3, rows: rows, samples: samples)
      }
      try writer.known(
        participant: 7, firstFrame: 40, rows: Array(0..<700)[...], samples: Array(700..<1400)[...])
      try writer.record(mien_record(), text: "last", due: 1_000_000)
      try writer.rehearsal(header: Array("{}".utf8), rows: rows)
    }
  }

  @Test("an inbox of any size brings the same", arguments: [6_000, 8_192, 10_008, 1 << 20])
  func sizes(bytes: Int) throws {
    let texts = (0..<200).map { String(repeating: "x", count: $0 % 37) } + ["a\u{0}b", "grüß"]
    let rows = (0..<9_000).map(Float.init)
    let samples = (0..<5_001).map { Float($0) / 2 }
    let inbox = Inbox(bytes)
    let result = try read(
      inbox.chunks { try write($0, texts: texts, rows: rows, samples: samples) })
    #expect(result.texts == texts.map { Array($0.utf8) } + [Array("last".utf8)])
    #expect(result.due == (0..<202).map { $0 / 3 } + [1_000_000])
    #expect(result.ids == (0..<202).map(UInt64.init) + [0])
    #expect(result.rows == rows && result.samples == samples && result.lessons == rows)
    #expect(result.known == (0..<700).map { [40 + $0, $0, 700 + $0] })
    #expect(result.headers == [Array("{}".utf8)])
    #expect((inbox.flushes > 1) == (bytes < 1 << 20))
  }

  @Test("what is left is handed over once, and nothing is not handed over")
  func leftovers() throws {
    let inbox = Inbox()
    #expect(try inbox.chunks { _ in }.isEmpty)
    var handed: [Int] = []
    let writer = FeedWriter(inbox.bytes) { handed.append($0) }
    try writer.record(mien_record(), text: "1234567", due: 0)
    #expect(writer.length == 16 + 8 + 88 + 8)
    try writer.finish()
    try writer.finish()
    #expect(handed == [120] && writer.length == 0)
    try writer.record(mien_record(), text: "", due: 0)
    writer.reset()
    try writer.finish()
    #expect(handed == [120])
  }

  @Test("audio without features, and features without samples, go over")
  func lopsided() throws {
    let floats: [Float] = [1, 2, 3]
    let nothing = UnsafeBufferPointer<Float>(start: nil, count: 0)
    let result = try read(
      Inbox().chunks { writer in
        try floats.withUnsafeBufferPointer { floats in
          try writer.audio(participant: 7, columns: 0, rows: nothing, samples: floats)
          try writer.audio(participant: 7, columns: 3, rows: floats, samples: nothing)
          try writer.audio(participant: 7, columns: 3, rows: nothing, samples: nothing)
        }
      })
    #expect(result.rows == floats && result.samples == floats)
  }

  @Test("a text that no inbox holds is refused in words, and what was written before stays")
  func tooLong() throws {
    let inbox = Inbox(8_192)
    var handed = 0
    let writer = FeedWriter(inbox.bytes) { handed += $0 }
    try writer.record(mien_record(), text: "short", due: 0)
    let error = try #require(throws: StrategyDriverError.self) {
      try writer.record(mien_record(), text: String(repeating: "x", count: 9_000), due: 0)
    }
    #expect(error.description.contains("9000 bytes"))
    try writer.record(mien_record(), text: "short", due: 0)
    try writer.finish()
    #expect(handed == 16 + 2 * (8 + 88 + 8))
  }
}
