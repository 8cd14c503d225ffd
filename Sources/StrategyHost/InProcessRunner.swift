import CWorker
import StrategyDriver

/// Runs a strategy in this process: for debugging, since what goes wrong in it goes wrong here.
final class InProcessRunner: StrategyRunner {
  let inbox = UnsafeMutableRawBufferPointer.allocate(byteCount: WorkerMessage.inboxBytes, alignment: 16)
  let rows: UnsafeMutablePointer<Float>
  let rowFloats: Int
  let scratch = ""
  var shouldStop: () -> Bool = { false }
  private let library: StrategyLibrary
  private let index: Int
  private let progress = UnsafeMutablePointer<DriverProgress>.allocate(capacity: 1)
  private let rehearsal = RehearsalShelf()
  private var driver: SpanDriver?
  private var rendered: [RenderProbe.Reading] = []
  private var layout = RowLayout(width: 0, channels: 0, capacity: 0)

  init(_ library: StrategyLibrary, index: Int, rowFloats: Int) {
    self.library = library
    self.index = index
    self.rowFloats = rowFloats
    rows = .allocate(capacity: rowFloats)
    rows.initialize(repeating: 0, count: rowFloats)
    progress.initialize(to: DriverProgress())
  }

  deinit {
    driver?.end()
    inbox.deallocate()
    rows.deallocate()
    progress.deallocate()
  }

  func rehearse(_ length: Int) throws { try rehearsal.feed(filled(length)) }

  func begin(_ brief: SessionBrief) throws -> Int {
    layout = RowLayout(
      width: brief.rowWidth, channels: brief.channelCount, capacity: Int(brief.largestSpan))
    let made = try SpanDriver(library, index: index, brief: brief, rehearsal: rehearsal, progress: progress)
    driver = made
    return made.lookahead
  }

  /// Blocks are rendered as they are asked for, so one inbox serves both slots.
  func inbox(_ slot: Int) -> UnsafeMutableRawBufferPointer { inbox }

  func feed(_ length: Int, slot: Int) throws { try current().feed(filled(length)) }

  func submit(first: Int, count: Int, length: Int, slot: Int) throws {
    let driver = try current()
    if length > 0 { try driver.feed(filled(length)) }
    rendered.append(
      try driver.render(
        first: first, count: count, memory: rows + slot * layout.slotStride, layout: layout))
  }

  func collect() throws -> RenderProbe.Reading {
    guard !rendered.isEmpty else { throw StrategyDriverError.protocolBreach("no block was asked for") }
    return rendered.removeFirst()
  }

  func end() throws -> [String] {
    driver?.end()
    defer { driver = nil }
    return driver?.notes ?? []
  }

  func save() throws -> [UInt8]? { try current().save(limit: WorkerMessage.inboxBytes) }

  func load(_ state: [UInt8]) throws -> Bool { try state.withUnsafeBytes { try current().load($0) } }

  func resident() throws -> UInt64 { cworker_resident(0) }

  private func filled(_ length: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: inbox[0..<length])
  }

  private func current() throws -> SpanDriver {
    guard let driver else { throw StrategyDriverError.protocolBreach("no take has begun") }
    return driver
  }
}
