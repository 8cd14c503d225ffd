import Foundation
import StrategyABI
import Testing

@testable import StrategyDriver

/// A plugin in Swift that notes every call it gets.
private final class Notebook {
  enum Call: Equatable {
    case receive(ids: [UInt64])
    case render(first: Int, count: Int)
  }

  var calls: [Call] = []
  var rows: [(known: Int, frame: Int)] = []
  var failsAtFrame: Int?
  var lookahead: UInt32 = 0
  var status: mien_status = 0
  var lacksReceive = false
  var stream: UnsafePointer<mien_feature_stream>?
  nonisolated(unsafe) static let text = strdup("first line\n  second line")

  func strategy() -> UnsafeMutablePointer<mien_strategy> {
    let table = UnsafeMutablePointer<mien_strategy>.allocate(capacity: 1)
    table.initialize(
      to: mien_strategy(
        size: UInt32(MemoryLayout<mien_strategy>.size), reserved: 0,
        context: Unmanaged.passRetained(self).toOpaque(),
        prepare: { table, _, binding in
          binding?.pointee.lookahead_frames = Notebook.of(table).lookahead
          return Notebook.of(table).status
        },
        receive: { table, records, count in
          var ids: [UInt64] = []
          var record = records
          for _ in 0..<count {
            guard let now = record else { break }
            ids.append(now.pointee.id)
            record = UnsafePointer(mien_record_next(now))
          }
          Notebook.of(table).calls.append(.receive(ids: ids))
          return MIEN_OK
        },
        render: { table, input, _ in
          let notebook = Notebook.of(table)
          guard let input = input?.pointee else { return MIEN_BAD_ARGUMENT }
          if let frame = notebook.failsAtFrame, Int(input.first_frame) >= frame { return MIEN_FAILED }
          notebook.calls.append(.render(first: Int(input.first_frame), count: Int(input.frame_count)))
          if let stream = notebook.stream {
            notebook.rows.append((Int(stream.pointee.known_rows), Int(input.first_frame)))
          }
          return MIEN_OK
        },
        destroy: { table in
          guard let table, let context = table.pointee.context else { return }
          Unmanaged<Notebook>.fromOpaque(context).release()
          table.deallocate()
        },
        get_extension: { _, _ in nil },
        last_error: { _ in Notebook.text.map { UnsafePointer($0) } }))
    if lacksReceive { table.pointee.receive = nil }
    return table
  }

  private static func of(_ table: UnsafeMutablePointer<mien_strategy>?) -> Notebook {
    // The table is this class's own, made above.
    Unmanaged<Notebook>.fromOpaque(table!.pointee.context!).takeUnretainedValue()
  }
}

@Suite("A driver cuts blocks where knowledge changes")
struct SpanDriverTests {
  private func tape(_ due: [Int]) -> RecordTape {
    RecordTape(
      due.enumerated().map { index, frame in
        var record = mien_record()
        record.id = UInt64(index + 1)
        return RecordTape.Entry(record: record, text: "r\(index)", dueFrame: frame)
      })
  }

  private func run(
    _ notebook: Notebook, due: [Int], frames: Int, block: Int, audio: [AudioTape] = [],
    shouldStop: () -> Bool = { false }
  ) throws {
    let driver = SpanDriver(owning: notebook.strategy())
    var session = mien_session()
    _ = try driver.prepare(&session)
    var rows = [Float](repeating: 0, count: frames)
    var activity = [Float](repeating: 1, count: frames)
    try rows.withUnsafeMutableBufferPointer { rows in
      try activity.withUnsafeMutableBufferPointer { activity in
        try driver.render(
          frames: frames, block: block, tape: tape(due), audio: audio, rows: rows, rowWidth: 1,
          activity: activity, channels: 1, shouldStop: shouldStop)
      }
    }
  }

  @Test("records come before the frame at which they are due, in order, once, and no later ones with them")
  func spans() throws {
    let notebook = Notebook()
    try run(notebook, due: [0, 0, 3, 7, 7, 7, 12], frames: 12, block: 5)
    #expect(
      notebook.calls == [
        .receive(ids: [1, 2]), .render(first: 0, count: 3), .receive(ids: [3]), .render(first: 3, count: 2),
        .render(first: 5, count: 2), .receive(ids: [4, 5, 6]), .render(first: 7, count: 3),
        .render(first: 10, count: 2),
      ])
  }

  @Test("every frame is asked for once, in order, whatever the block", arguments: [1, 2, 5, 7, 60, 1000])
  func everyFrameOnce(block: Int) throws {
    let notebook = Notebook()
    try run(notebook, due: [1, 4, 4, 9, 30], frames: 31, block: block)
    var next = 0
    var receipts: [[UInt64]] = []
    for call in notebook.calls {
      switch call {
      case .render(let first, let count):
        #expect(first == next)
        #expect((1...block).contains(count))
        next += count
      case .receive(let ids): receipts.append(ids)
      }
    }
    #expect(next == 31)
    #expect(receipts == [[1], [2, 3], [4], [5]])
  }

  @Test("audio is published frame by frame and a span ends where more of it is heard")
  func audioCutsSpans() throws {
    let notebook = Notebook()
    let audio = AudioTape(
      columns: ["level"], rows: [1, 2, 3, 4], rowsPerSecond: 100, samples: [1, 2, 3, 4],
      samplesPerSecond: 16_000)
    audio.schedule(knownRows: [1, 1, 2, 2, 2, 4], knownSamples: [1, 1, 2, 2, 3, 4])
    notebook.stream = audio.stream
    try run(notebook, due: [3], frames: 6, block: 60, audio: [audio])
    #expect(
      notebook.calls == [
        .render(first: 0, count: 2), .render(first: 2, count: 1), .receive(ids: [1]),
        .render(first: 3, count: 1),
        .render(first: 4, count: 1), .render(first: 5, count: 1),
      ])
    #expect(notebook.rows.map(\.known) == [1, 2, 2, 2, 4])
  }

  @Test("a failure names function, frame and the plugin's own words on one line")
  func failure() throws {
    let notebook = Notebook()
    notebook.failsAtFrame = 10
    let error = try #require(throws: StrategyDriverError.self) {
      try run(notebook, due: [], frames: 20, block: 5)
    }
    #expect(
      error == .refused(function: "render", status: -1, frames: 10..<15, text: "first line second line"))
    #expect(error.description == "render failed at frames 10...14 with status -1: first line second line")
  }

  @Test("a lookahead beyond 600 frames is refused", arguments: [600, 601, UInt32.max])
  func lookahead(frames: UInt32) throws {
    let notebook = Notebook()
    notebook.lookahead = frames
    let driver = SpanDriver(owning: notebook.strategy())
    var session = mien_session()
    if frames <= 600 {
      #expect(try driver.prepare(&session) == 600)
    } else {
      #expect(throws: StrategyDriverError.badLookahead(frames: Int(frames))) {
        _ = try driver.prepare(&session)
      }
    }
  }

  @Test("a plugin that refuses to prepare is heard")
  func refusedPrepare() throws {
    let notebook = Notebook()
    notebook.status = MIEN_UNSUPPORTED
    let error = try #require(throws: StrategyDriverError.self) {
      try run(notebook, due: [], frames: 1, block: 1)
    }
    #expect(error.description.hasPrefix("prepare failed with status -3"))
  }

  @Test("a table without a function that is needed is an error, not a crash")
  func incomplete() throws {
    let notebook = Notebook()
    notebook.lacksReceive = true
    #expect(throws: StrategyDriverError.incomplete(function: "receive")) {
      try run(notebook, due: [2], frames: 4, block: 1)
    }
  }

  @Test("parameters of a plugin without parameters are unknown")
  func noParameters() throws {
    let driver = SpanDriver(owning: Notebook().strategy())
    #expect(throws: StrategyDriverError.unknownParameter("force", known: [])) {
      try driver.set(parameter: "force", to: 1)
    }
  }

  @Test("a stop ends the take at the next block")
  func stop() throws {
    let notebook = Notebook()
    #expect(throws: StrategyDriverError.stopped) {
      try run(notebook, due: [], frames: 20, block: 5) { notebook.calls.count == 2 }
    }
    #expect(notebook.calls == [.render(first: 0, count: 5), .render(first: 5, count: 5)])
  }
}
