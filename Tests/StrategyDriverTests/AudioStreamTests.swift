import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("Audio is readable as far as it is known")
struct AudioStreamTests {
  private let stream: AudioStream

  init() throws {
    stream = try AudioStream(
      .init(
        participant: 1, columns: ["level", "pitch"], rowsPerSecond: 100, samplesPerSecond: 16_000, rows: 4,
        samples: 6))
  }

  private var rows: [Float] { (0..<8).map { stream.stream.pointee.rows[$0] } }
  private var samples: [Float] { (0..<6).map { stream.stream.pointee.samples[$0] } }

  private func feed(_ write: (FeedWriter) throws -> Void) throws {
    for chunk in try Inbox().chunks(write) {
      try chunk.withUnsafeBytes { bytes in
        var reader = FeedReader(bytes)
        while var payload = try reader.next() {
          _ = try payload.take(UInt32.self)
          let number = try payload.take(UInt32.self)
          if payload.kind == FeedWriter.Kind.audio {
            try stream.append(&payload, columns: number)
          } else {
            try stream.schedule(&payload, frames: number)
          }
        }
      }
    }
  }

  private func feed(rows: [Float], samples: [Float]) throws {
    try feed { writer in
      try rows.withUnsafeBufferPointer { rows in
        try samples.withUnsafeBufferPointer { samples in
          try writer.audio(participant: 1, columns: 2, rows: rows, samples: samples)
        }
      }
    }
  }

  private func schedule(_ rows: [Int], _ samples: [Int], from frame: Int = 0) throws {
    try feed { try $0.known(participant: 1, firstFrame: frame, rows: rows[...], samples: samples[...]) }
  }

  private func feedAll() throws {
    try feed(rows: (1...8).map(Float.init), samples: (1...6).map(Float.init))
  }

  @Test("names, rates and counts stand in the stream from the start, and nothing is known")
  func start() throws {
    try feedAll()
    let stream = stream.stream.pointee
    #expect(stream.column_count == 2)
    #expect(stream.columns[1].map { String(cString: $0) } == "pitch")
    #expect(stream.rows_per_second == 100 && stream.samples_per_second == 16_000)
    #expect(stream.known_rows == 0 && stream.known_samples == 0)
    #expect(rows == [0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test("what is not known yet is not in the buffers, though it was fed")
  func beyondIsEmpty() throws {
    try feedAll()
    try schedule([1, 3, 3], [2, 2, 5])
    stream.publish(frame: 0)
    #expect(rows == [1, 2, 0, 0, 0, 0, 0, 0])
    #expect(stream.stream.pointee.known_samples == 2)
    stream.publish(frame: 1)
    #expect(rows == [1, 2, 3, 4, 5, 6, 0, 0])
    #expect(samples[2] == 0)
    stream.publish(frame: 2)
    #expect(samples == [1, 2, 3, 4, 5, 0])
  }

  @Test("audio that comes in pieces is what comes at once, and its place stays")
  func pieces() throws {
    let place = stream.stream.pointee.rows
    try feed(rows: [1, 2], samples: [1])
    try schedule([1, 1], [1, 1])
    stream.publish(frame: 0)
    stream.publish(frame: 1)
    try feed(rows: [3, 4, 5, 6, 7, 8], samples: [2, 3, 4, 5, 6])
    try schedule([2, 4], [3, 6], from: 2)
    stream.publish(frame: 2)
    #expect(rows == [1, 2, 3, 4, 0, 0, 0, 0] && samples == [1, 2, 3, 0, 0, 0])
    stream.publish(frame: 3)
    #expect(rows == (1...8).map(Float.init) && samples == (1...6).map(Float.init))
    #expect(stream.stream.pointee.rows == place)
  }

  @Test("counts that fall, exceed what was fed or what was announced are held at the bound")
  func bounds() throws {
    try feed(rows: (1...6).map(Float.init), samples: (1...6).map(Float.init))
    try schedule([2, 1, 0, 99], [0, 4, 2, Int.max])
    for frame in 0..<4 { stream.publish(frame: frame) }
    #expect(stream.stream.pointee.known_rows == 3)
    #expect(stream.stream.pointee.known_samples == 6)
    try feed(rows: (1...20).map(Float.init), samples: (1...20).map(Float.init))
    try schedule([99], [99], from: 4)
    stream.publish(frame: 4)
    #expect(stream.stream.pointee.known_rows == 4)
    #expect(stream.stream.pointee.known_samples == 6)
    stream.publish(frame: 400)
    #expect(stream.stream.pointee.known_rows == 4)
  }

  @Test("the next change is the first frame at which rows or samples grow")
  func nextChange() throws {
    try schedule([1, 1, 1, 2, 2], [1, 1, 2, 2, 2])
    #expect(stream.nextChange(after: 0, limit: 5) == 2)
    #expect(stream.nextChange(after: 2, limit: 5) == 3)
    #expect(stream.nextChange(after: 3, limit: 5) == 5)
    #expect(stream.nextChange(after: 0, limit: 1) == 1)
    #expect(stream.nextChange(after: 9, limit: 12) == 12)
  }

  @Test("frames that are past are forgotten, and what comes next is known under its own number")
  func forgets() throws {
    try feedAll()
    try schedule([1, 1], [1, 1])
    stream.publish(frame: 1)
    stream.forget(before: 2)
    #expect(stream.nextChange(after: 0, limit: 9) == 9)
    try schedule([3], [2], from: 2)
    stream.publish(frame: 2)
    #expect(stream.stream.pointee.known_rows == 3)
  }

  @Test("audio of other columns, or less of it than it says, is a breach")
  func breaches() throws {
    let error = try #require(throws: StrategyDriverError.self) {
      try feed { writer in
        let floats: [Float] = [1, 2, 3]
        try floats.withUnsafeBufferPointer {
          try writer.audio(participant: 1, columns: 3, rows: $0, samples: $0)
        }
      }
    }
    #expect(error.description.contains("audio of 3 columns"))
    let cut: [UInt64] = [UInt64(FeedWriter.Kind.audio) | 32 << 32, 1 | 2 << 32, UInt64.max, UInt64.max]
    #expect(throws: StrategyDriverError.self) {
      try cut.withUnsafeBytes { bytes in
        var reader = FeedReader(bytes)
        var payload = try #require(try reader.next())
        _ = try payload.take(UInt64.self)
        try stream.append(&payload, columns: 2)
      }
    }
  }
}
