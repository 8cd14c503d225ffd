import Foundation
import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("A driver cuts blocks where knowledge changes")
struct SpanDriverTests {
  /// One take with a notebook: everything that is known is fed in pieces of `block` frames.
  private final class Take {
    let driver: SpanDriver
    let progress = UnsafeMutablePointer<DriverProgress>.allocate(capacity: 1)
    let layout: RowLayout
    let memory: UnsafeMutablePointer<Float>
    let inbox = Inbox()

    init(
      _ notebook: Notebook, block: Int, streams: [SessionBrief.Stream] = [],
      parameters: [SessionBrief.Setting] = [], rehearsal: RehearsalShelf = RehearsalShelf()
    ) throws {
      progress.initialize(to: DriverProgress())
      layout = RowLayout(width: 1, channels: 1, capacity: block)
      memory = .allocate(capacity: layout.count)
      memory.initialize(repeating: 0, count: layout.count)
      let (library, index) = try notebook.library()
      driver = try SpanDriver(
        library, index: index,
        brief: SessionBrief(
          strategy: "notebook", rate: [30000, 1001], largestSpan: UInt32(block), seed: 77,
          participantCount: 2, participant: "mia", language: "en", present: [true, false, true],
          parameters: parameters, numbers: ["style.energy": 0.25], streams: streams, layout: layout,
          rest: [0.5],
          resources: "/res", scratch: "/scratch"), rehearsal: rehearsal, progress: progress)
    }

    deinit {
      driver.end()
      progress.deallocate()
      memory.deallocate()
    }

    func feed(_ due: [Int]) throws {
      try inbox.feed(driver.feed) { writer in
        for (index, frame) in due.enumerated() {
          var record = mien_record()
          record.id = UInt64(index + 1)
          try writer.record(record, text: "r\(index)", due: frame)
        }
      }
    }

    func render(_ first: Int, _ count: Int) throws -> RenderProbe.Reading {
      try driver.render(first: first, count: count, memory: memory, layout: layout)
    }

    func run(due: [Int], frames: Int) throws {
      try feed(due)
      for first in stride(from: 0, to: frames, by: layout.capacity) {
        _ = try render(first, min(layout.capacity, frames - first))
      }
    }
  }

  @Test("records come before the frame at which they are due, in order, once, and no later ones with them")
  func spans() throws {
    let notebook = Notebook()
    try Take(notebook, block: 5).run(due: [0, 0, 3, 7, 7, 7, 12], frames: 12)
    #expect(
      notebook.calls == [
        .receive(ids: [1, 2]), .render(first: 0, count: 3), .receive(ids: [3]), .render(first: 3, count: 2),
        .render(first: 5, count: 2), .receive(ids: [4, 5, 6]), .render(first: 7, count: 3),
        .render(first: 10, count: 2), .destroy,
      ])
    #expect(notebook.texts == (0..<6).map { "r\($0)" })
  }

  @Test("rows are at rest and held when a block begins, whatever the one before left there")
  func rest() throws {
    let take = try Take(Notebook(), block: 4)
    take.memory.update(repeating: 7, count: take.layout.count)
    _ = try take.render(0, 3)
    #expect((0..<3).allSatisfy { take.memory[take.layout.row($0)] == 0.5 })
    #expect((0..<3).allSatisfy { take.memory[take.layout.activity($0)] == 1 })
    #expect(take.memory[take.layout.row(3)] == 7, "a row that was not asked for")
    #expect(take.memory[take.layout.row(0) + 1] == 7, "what lies between rows")
  }

  @Test("every frame is asked for once, in order, whatever the block", arguments: [1, 2, 5, 7, 60, 1000])
  func everyFrameOnce(block: Int) throws {
    let notebook = Notebook()
    try Take(notebook, block: block).run(due: [1, 4, 4, 9, 30], frames: 31)
    var next = 0
    var receipts: [[UInt64]] = []
    for call in notebook.calls {
      switch call {
      case .render(let first, let count):
        #expect(first == next)
        #expect((1...block).contains(count))
        next += count
      case .receive(let ids): receipts.append(ids)
      case .destroy: break
      }
    }
    #expect(next == 31)
    #expect(receipts == [[1], [2, 3], [4], [5]])
  }

  @Test("audio is published frame by frame and a span ends where more of it is heard")
  func audioCutsSpans() throws {
    let notebook = Notebook()
    let take = try Take(
      notebook, block: 60,
      streams: [
        .init(
          participant: 0, columns: ["level"], rowsPerSecond: 100, samplesPerSecond: 16_000, rows: 4,
          samples: 4)
      ])
    try take.inbox.feed(take.driver.feed) { writer in
      let floats: [Float] = [1, 2, 3, 4]
      try floats.withUnsafeBufferPointer {
        try writer.audio(participant: 0, columns: 1, rows: $0, samples: $0)
      }
      try writer.known(participant: 0, firstFrame: 0, rows: [1, 1, 2, 2, 2, 4], samples: [1, 1, 2, 2, 3, 4])
    }
    try take.run(due: [3], frames: 6)
    #expect(
      notebook.calls == [
        .render(first: 0, count: 2), .render(first: 2, count: 1), .receive(ids: [1]),
        .render(first: 3, count: 1), .render(first: 4, count: 1), .render(first: 5, count: 1),
      ])
    #expect(notebook.known == [1, 2, 2, 2, 4])
  }

  @Test("an instance is told its session, its sheet, its folders and its rehearsals")
  func session() throws {
    let notebook = Notebook()
    notebook.lookahead = 9
    let rehearsal = RehearsalShelf()
    try Inbox().feed(rehearsal.feed) { writer in
      let header = Array(
        #"{"id": "lesson", "rate": [60, 1], "frames": 0, "channels": [{"name": "a", "kind": "weight"}]}"#.utf8
      )
      try writer.rehearsal(header: header, rows: UnsafeBufferPointer<Float>(start: nil, count: 0))
    }
    let take = try Take(notebook, block: 30, rehearsal: rehearsal)
    #expect(take.driver.lookahead == 9)
    #expect(
      notebook.heard
        == Notebook.Heard(
          rate: [30000, 1001], seed: 77, largestSpan: 30, participants: 2, participant: "mia", language: "en",
          present: [1, 0, 1], energy: 0.25, resources: "/res", scratch: "/scratch", rehearsals: ["lesson"]))
    #expect(take.driver.notes == ["prepared"])
  }

  @Test("a failure names function, frames and the plugin's own words on one line")
  func failure() throws {
    let notebook = Notebook()
    notebook.failsAtFrame = 10
    let take = try Take(notebook, block: 5)
    let error = try #require(throws: StrategyDriverError.self) { try take.run(due: [], frames: 20) }
    #expect(
      error == .refused(function: "render", status: -1, frames: 10..<15, text: "first line second line"))
    #expect(error.description == "render failed at frames 10...14 with status -1: first line second line")
    // What it was doing stays readable for whoever looks at the memory.
    #expect(take.progress.pointee.call == DriverProgress.Call.render.rawValue)
    #expect(take.progress.pointee.first == 10 && take.progress.pointee.end == 15)
  }

  @Test(
    "a lookahead beyond 600 frames is refused, and the instance destroyed", arguments: [600, 601, UInt32.max])
  func lookahead(frames: UInt32) throws {
    let notebook = Notebook()
    notebook.lookahead = frames
    if frames <= 600 {
      #expect(try Take(notebook, block: 1).driver.lookahead == 600)
    } else {
      #expect(throws: StrategyDriverError.badLookahead(frames: Int(frames))) {
        _ = try Take(notebook, block: 1)
      }
    }
    #expect(notebook.calls == [.destroy])
  }

  @Test("a plugin that refuses to prepare is heard, and the instance destroyed")
  func refusedPrepare() throws {
    let notebook = Notebook()
    notebook.status = MIEN_UNSUPPORTED
    let error = try #require(throws: StrategyDriverError.self) { _ = try Take(notebook, block: 1) }
    #expect(error.description.hasPrefix("prepare failed with status -3"))
    #expect(notebook.calls == [.destroy])
  }

  @Test("a table without a function that is needed is an error, not a crash")
  func incomplete() throws {
    let notebook = Notebook()
    notebook.lacksReceive = true
    #expect(throws: StrategyDriverError.incomplete(function: "receive")) {
      try Take(notebook, block: 1).run(due: [2], frames: 4)
    }
  }

  @Test("parameters of a plugin without parameters are unknown")
  func noParameters() throws {
    #expect(throws: StrategyDriverError.unknownParameter("force", known: [])) {
      _ = try Take(Notebook(), block: 1, parameters: [.init(id: "force", value: 1)])
    }
  }

  @Test("parameters are set by name, and refused out of their range or when there is none")
  func parameters() throws {
    let library = try StrategyLibrary(loading: BuiltLibraries.path("Ledger"))
    let progress = UnsafeMutablePointer<DriverProgress>.allocate(capacity: 1)
    progress.initialize(to: DriverProgress())
    defer { progress.deallocate() }
    func lookahead(_ settings: [SessionBrief.Setting]) throws -> Int {
      try SpanDriver(
        library, index: 0,
        brief: SessionBrief(
          strategy: "ledger", rate: [60, 1], largestSpan: 60, seed: 1, participantCount: 1,
          participant: "mia", language: "", present: [], parameters: settings,
          layout: RowLayout(width: 19, channels: 16, capacity: 1),
          rest: [Float](repeating: 0, count: 19)), rehearsal: RehearsalShelf(),
        progress: progress
      ).lookahead
    }
    #expect(try lookahead([]) == 0)
    #expect(try lookahead([.init(id: "lookahead", value: 4)]) == 4)
    #expect(try lookahead([.init(id: "lookahead", value: 4), .init(id: "lookahead", value: 5)]) == 5)
    #expect(throws: StrategyDriverError.parameterOutOfRange("activity", value: 2, range: 0...1)) {
      _ = try lookahead([.init(id: "activity", value: 2)])
    }
    let unknown = try #require(throws: StrategyDriverError.self) {
      _ = try lookahead([.init(id: "force", value: 2)])
    }
    #expect(unknown.description.hasPrefix("no parameter 'force'; there are lookahead, fail, refuse"))
  }

  @Test("each call of render is counted; times are taken only when asked for")
  func readings() throws {
    let take = try Take(Notebook(), block: 5)
    try take.feed([3])
    let reading = try take.render(0, 5)
    #expect(reading.calls == 2 && reading.nanoseconds == 0)
    #expect(try take.render(5, 5).calls == 1)
  }

  @Test("chunks that nobody knows, or of audio that nobody hears, are breaches")
  func breaches() throws {
    let take = try Take(Notebook(), block: 5)
    func words(_ bytes: [UInt32]) throws -> String {
      try #require(throws: StrategyDriverError.self) {
        try bytes.withUnsafeBytes { try take.driver.feed($0) }
      }.description
    }
    #expect(try words([9, 8]).contains("kind 9"))
    #expect(try words([4, 8]).contains("kind 4"))
    #expect(try words([2, 16, 3, 1]).contains("participant 3, who has no stream"))
    #expect(try words([1, 8]).contains("shorter"))
    #expect(try words([1, 4096]).contains("shorter"))
  }
}

@Suite("State goes out of an instance and into one")
struct SpanDriverStateTests {
  private func driver(_ notebook: Notebook, _ progress: UnsafeMutablePointer<DriverProgress>) throws
    -> SpanDriver
  {
    let (library, index) = try notebook.library()
    return try SpanDriver(
      library, index: index,
      brief: SessionBrief(
        strategy: "notebook", rate: [60, 1], largestSpan: 1, seed: 1, participantCount: 1, participant: "mia",
        language: "", present: [true], layout: RowLayout(width: 1, channels: 1, capacity: 1), rest: [0]),
      rehearsal: RehearsalShelf(), progress: progress)
  }

  @Test("a strategy without state has none, and takes none on")
  func absent() throws {
    let progress = UnsafeMutablePointer<DriverProgress>.allocate(capacity: 1)
    progress.initialize(to: DriverProgress())
    defer { progress.deallocate() }
    let driver = try driver(Notebook(), progress)
    #expect(try driver.save(limit: 100) == nil)
    #expect(try !driver.load(UnsafeRawBufferPointer(start: nil, count: 0)))
    driver.end()
  }

  @Test("a state is asked for with the room that it takes; too large or restless ones are refused")
  func sizes() throws {
    let progress = UnsafeMutablePointer<DriverProgress>.allocate(capacity: 1)
    progress.initialize(to: DriverProgress())
    defer { progress.deallocate() }
    let notebook = Notebook()
    notebook.stateSizes = [5]
    let driver = try driver(notebook, progress)
    #expect(try driver.save(limit: 100) == [7, 7, 7, 7, 7])
    notebook.stateSizes = [0]
    #expect(try driver.save(limit: 100) == [])
    notebook.stateSizes = [9, 3]
    #expect(try driver.save(limit: 100) == [7, 7, 7])
    func refusal() throws -> String {
      try #require(throws: StrategyDriverError.self) { _ = try driver.save(limit: 100) }.description
    }
    notebook.stateSizes = [101]
    #expect(try refusal().contains("a state of 101 bytes; 100 are allowed"))
    notebook.stateSizes = [.max]
    #expect(try refusal().contains("100 are allowed"))
    notebook.stateSizes = [5, 6]
    #expect(try refusal().contains("changes between calls"))
    notebook.status = MIEN_FAILED
    #expect(try refusal() == "state.save failed with status -1: first line second line")
    #expect(progress.pointee.call == DriverProgress.Call.none.rawValue)
    driver.end()
  }

  @Test("a state that the plugin refuses is refused with its words")
  func load() throws {
    let progress = UnsafeMutablePointer<DriverProgress>.allocate(capacity: 1)
    progress.initialize(to: DriverProgress())
    defer { progress.deallocate() }
    let notebook = Notebook()
    notebook.stateSizes = [5]
    let driver = try driver(notebook, progress)
    let state: [UInt8] = [1, 2, 3]
    #expect(try state.withUnsafeBytes { try driver.load($0) })
    #expect(notebook.loaded == [1, 2, 3])
    let error = try #require(throws: StrategyDriverError.self) {
      _ = try driver.load(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    #expect(error.description.hasPrefix("state.load failed with status -2"))
    driver.end()
  }
}
