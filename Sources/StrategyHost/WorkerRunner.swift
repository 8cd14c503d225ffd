import Foundation
import StrategyDriver

/// Runs a strategy in a worker, over shared memory.
final class WorkerRunner: StrategyRunner {
  private let process: WorkerProcess
  let rowFloats: Int
  /// What the worker says that its library or script holds.
  let descriptors: [StrategyDescriptor]

  private var outstanding = 0
  private var collected: [WorkerMessage.Reply] = []

  var rows: UnsafeMutablePointer<Float> { process.rows }
  var scratch: String { process.scratch.path }
  var shouldStop: () -> Bool {
    get { process.shouldStop }
    set { process.shouldStop = newValue }
  }

  /// Starts a worker and waits until it has loaded the strategy.
  ///
  /// - Parameter shouldStop: asked while it loads; true ends it.
  init(
    _ launch: WorkerLaunch, rowFloats: Int, shouldStop: @escaping () -> Bool = { false }
  ) throws(WorkerFailure) {
    self.rowFloats = rowFloats
    let started = try WorkerProcess(
      command: launch.command, environment: launch.environment, rowBytes: (rowFloats * 4 + 4095) & ~4095,
      limits: launch.limits)
    started.shouldStop = shouldStop
    defer { started.shouldStop = { false } }
    let text = try started.awaitReady()
    process = started
    do { descriptors = try DescriptorCache.Greeting(reading: text).descriptors } catch let fault
      as DescriptorCache.Greeting.Fault
    {
      throw .notLoaded(reason: "it breaks the plugin contract: \(fault)")
    } catch {
      throw .notLoaded(reason: "the worker's list of strategies cannot be read")
    }
  }

  func inbox(_ slot: Int) -> UnsafeMutableRawBufferPointer { process.inbox(slot) }

  func rehearse(_ length: Int) throws { _ = try ask(.init(.feed, length: length)) }

  func begin(_ brief: SessionBrief) throws -> Int {
    let data = try JSONEncoder().encode(brief)
    let inbox = inbox(0)
    guard data.count <= inbox.count else {
      throw StrategyDriverError.protocolBreach("a brief of \(data.count) bytes")
    }
    inbox.copyBytes(from: data)
    let reply = try ask(.init(.begin, length: data.count)).0
    guard reply.a <= 600 else { throw StrategyDriverError.badLookahead(frames: Int(clamping: reply.a)) }
    return Int(reply.a)
  }

  func feed(_ length: Int, slot: Int) throws { _ = try ask(.init(.feed, slot: slot, length: length)) }

  func submit(first: Int, count: Int, length: Int, slot: Int) throws {
    try process.send(.init(.render, a: UInt64(first), b: UInt64(count), slot: slot, length: length))
    outstanding += 1
  }

  func collect() throws -> RenderProbe.Reading {
    if collected.isEmpty { try awaitBlock() }
    try process.glance()
    let reply = collected.removeFirst()
    // Numbers from outside: sums over many of them must hold.
    func plausible(_ number: UInt64) -> UInt64 { min(number, 1 << 44) }
    var reading = RenderProbe.Reading()
    (reading.calls, reading.allocations, reading.nanoseconds, reading.longest) = (
      plausible(reply.a), plausible(reply.b), plausible(reply.c), plausible(reply.d)
    )
    return reading
  }

  /// Waits for the reply to the block that was submitted first.
  private func awaitBlock() throws {
    guard outstanding > 0 else { throw StrategyDriverError.protocolBreach("no block was asked for") }
    let (reply, text) = try process.awaitReply()
    outstanding -= 1
    guard reply.status == 0 else { throw WorkerMessage.error(status: reply.status, text: text) }
    collected.append(reply)
  }

  func end() throws -> [String] {
    let noted = try ask(.init(.end)).1.split(separator: "\n")
      .map { StrategyDriverError.oneLine(String($0)) }
    return noted + process.printed().map { "printed: \($0)" }
  }

  func save() throws -> [UInt8]? {
    let reply = try ask(.init(.save)).0
    guard reply.a != WorkerMessage.absent else { return nil }
    let inbox = inbox(0)
    guard reply.a <= UInt64(inbox.count) else {
      throw StrategyDriverError.protocolBreach("a state of \(reply.a) bytes")
    }
    return Array(inbox.prefix(Int(reply.a)))
  }

  func load(_ state: [UInt8]) throws -> Bool {
    let inbox = inbox(0)
    guard state.count <= inbox.count else {
      throw StrategyDriverError.protocolBreach("a state of \(state.count) bytes")
    }
    inbox.copyBytes(from: state)
    return try ask(.init(.load, length: state.count)).0.a != WorkerMessage.absent
  }

  func resident() throws -> UInt64 { try ask(.init(.resident)).0.a }

  private func ask(_ request: WorkerMessage.Request) throws -> (WorkerMessage.Reply, String) {
    // Replies come in the order of the requests.
    while outstanding > 0 { try awaitBlock() }
    try process.send(request)
    let (reply, text) = try process.awaitReply()
    guard reply.status == 0 else { throw WorkerMessage.error(status: reply.status, text: text) }
    return (reply, text)
  }
}
