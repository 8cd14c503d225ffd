import CWorker
import Foundation
import StrategyABI

#if canImport(Glibc)
  import Glibc
#endif

/// The worker's side of the worker protocol: serves one library until the host goes away.
public final class WorkerService {
  private static let channel: Int32 = 3
  private static let memory: Int32 = 4
  /// Microseconds that a worker looks for the next request before it sleeps.
  private static let spin: Int32 = 20

  private let start: UnsafeMutableRawPointer
  private let rowMemory: UnsafeMutablePointer<Float>
  private let rowFloats: Int
  private let progress: UnsafeMutablePointer<DriverProgress>
  private let rehearsal = RehearsalShelf()
  private var library: StrategyLibrary?
  private var descriptors: [StrategyDescriptor] = []
  private var driver: SpanDriver?
  private var layout = RowLayout(width: 0, channels: 0, capacity: 0)

  /// Maps what the host has shared on descriptors 3 and 4.
  ///
  /// - Throws: ``StrategyDriverError/protocolBreach(_:)`` when there is no host.
  public init() throws(StrategyDriverError) {
    var status = stat()
    guard fstat(Self.memory, &status) == 0, status.st_size > WorkerMessage.rowsStart else {
      throw .protocolBreach("no shared memory on descriptor 4; mien starts its workers itself")
    }
    guard
      let shared = mmap(
        nil, WorkerMessage.rowsStart, PROT_READ | PROT_WRITE, MAP_SHARED, Self.memory, 0),
      shared != MAP_FAILED
    else { throw .protocolBreach("the shared memory cannot be mapped") }
    start = shared
    progress = shared.bindMemory(to: DriverProgress.self, capacity: 1)
    progress.pointee = DriverProgress()
    var rows: UnsafeMutableRawPointer?
    let bytes = Int(status.st_size) - WorkerMessage.rowsStart
    guard
      cworker_map_rows(
        Self.memory, UInt64(WorkerMessage.rowsStart), UInt64(bytes), &rows) == 0, let rows
    else {
      throw .protocolBreach("the rows cannot be mapped")
    }
    rowFloats = bytes / 4
    rowMemory = rows.bindMemory(to: Float.self, capacity: rowFloats)
    _ = cworker_end_with_host(Self.channel)
  }

  /// Loads a library and serves requests until the host goes away.
  ///
  /// - Returns: the exit code.
  public func serve(_ path: String) -> Int32 {
    progress.pointee.call = DriverProgress.Call.loading.rawValue
    do {
      let library = try StrategyLibrary(loading: path)
      descriptors = try library.descriptors()
      self.library = library
      progress.pointee.call = DriverProgress.Call.none.rawValue
      let list = String(decoding: try JSONEncoder().encode(descriptors), as: UTF8.self)
      guard list.utf8.count <= WorkerMessage.readyLimit else {
        throw StrategyLibraryError.malformed(
          path: path,
          what: "descriptors of \(list.utf8.count) bytes, where \(WorkerMessage.readyLimit) are the most; "
            + "declare fewer channels or shorter names")
      }
      var ready = WorkerMessage.Reply()
      ready.a = WorkerMessage.version
      send(ready, text: list, limit: WorkerMessage.readyLimit)
    } catch let error as StrategyLibraryError {
      send(WorkerMessage.Reply(status: 2), text: error.reason)
      return 1
    } catch {
      send(WorkerMessage.Reply(status: 2), text: "\(error)")
      return 1
    }
    var request = WorkerMessage.Request(.end)
    while receive(&request) { answer(request) }
    return 0
  }

  private func answer(_ request: WorkerMessage.Request) {
    do throws(StrategyDriverError) {
      guard let operation = WorkerMessage.Operation(rawValue: request.operation),
        request.length <= UInt64(WorkerMessage.inboxBytes), request.c < UInt64(RowLayout.slots)
      else { throw .protocolBreach("request \(request.operation)") }
      let inbox = UnsafeRawBufferPointer(
        start: start + WorkerMessage.inboxStart + Int(request.c) * WorkerMessage.inboxBytes,
        count: Int(request.length))
      var reply = WorkerMessage.Reply()
      var text = ""
      switch operation {
      case .ready: throw .protocolBreach("a host that says it is ready")
      case .begin: reply.a = UInt64(try begin(inbox))
      case .feed:
        if let driver { try driver.feed(inbox) } else { try rehearsal.feed(inbox) }
      case .render:
        let reading = try render(first: request.a, count: request.b, slot: Int(request.c), inbox)
        (reply.a, reply.b, reply.c, reply.d) = (
          reading.calls, reading.allocations, reading.nanoseconds, reading.longest
        )
      case .end:
        driver?.end()
        text = (driver?.notes ?? []).joined(separator: "\n")
        driver = nil
        reply.a = cworker_resident(0)
      case .save:
        guard let bytes = try current().save(limit: WorkerMessage.inboxBytes) else {
          reply.a = WorkerMessage.absent
          break
        }
        bytes.withUnsafeBytes { source in
          UnsafeMutableRawBufferPointer(
            start: start + WorkerMessage.inboxStart, count: WorkerMessage.inboxBytes
          ).copyMemory(from: source)
        }
        reply.a = UInt64(bytes.count)
      case .load: reply.a = try current().load(inbox) ? 0 : WorkerMessage.absent
      case .resident:
        reply.a = cworker_resident(0)
        reply.b = cworker_cpu_nanoseconds(0)
      }
      send(reply, text: text)
    } catch {
      let (status, text) = WorkerMessage.text(of: error)
      send(WorkerMessage.Reply(status: status), text: text)
    }
  }

  private func begin(_ inbox: UnsafeRawBufferPointer) throws(StrategyDriverError) -> Int {
    guard driver == nil else { throw .protocolBreach("two takes at once") }
    guard let brief = try? JSONDecoder().decode(SessionBrief.self, from: Data(inbox)) else {
      throw .protocolBreach("a brief that cannot be read")
    }
    guard let library, let index = descriptors.firstIndex(where: { $0.id == brief.strategy }) else {
      throw .protocolBreach("no strategy '\(brief.strategy)' here")
    }
    let capacity = Int(brief.largestSpan)
    layout = RowLayout(width: brief.rowWidth, channels: brief.channelCount, capacity: capacity)
    guard layout.rowStride == brief.rowStride, layout.activityStride == brief.activityStride,
      layout.activityBase == brief.activityBase, layout.slotStride == brief.slotStride,
      RowLayout.slots * layout.slotStride <= rowFloats
    else { throw .protocolBreach("rows laid out in another way") }
    let made = try SpanDriver(
      library, index: index, brief: brief, rehearsal: rehearsal, progress: progress)
    driver = made
    return made.lookahead
  }

  private func render(
    first: UInt64, count: UInt64, slot: Int, _ inbox: UnsafeRawBufferPointer
  ) throws(StrategyDriverError) -> RenderProbe.Reading {
    let driver = try current()
    guard count > 0, count <= UInt64(layout.capacity), first < 1 << 40 else {
      throw .protocolBreach("\(count) frames from \(first)")
    }
    if !inbox.isEmpty { try driver.feed(inbox) }
    return try driver.render(
      first: Int(first), count: Int(count), memory: rowMemory + slot * layout.slotStride, layout: layout)
  }

  private func current() throws(StrategyDriverError) -> SpanDriver {
    guard let driver else { throw .protocolBreach("no take has begun") }
    return driver
  }

  private func receive(_ request: inout WorkerMessage.Request) -> Bool {
    var length = 0
    let status = withUnsafeMutableBytes(of: &request) { bytes in
      cworker_receive(Self.channel, bytes.baseAddress, bytes.count, -1, Self.spin, &length)
    }
    return status == 0 && length == WorkerMessage.headBytes
  }

  private func send(_ reply: WorkerMessage.Reply, text: String, limit: Int = WorkerMessage.textLimit) {
    var reply = reply
    guard !text.isEmpty else {
      withUnsafeBytes(of: &reply) { _ = cworker_send(Self.channel, $0.baseAddress, $0.count) }
      return
    }
    let bytes = Array(text.utf8.prefix(limit))
    reply.length = UInt64(bytes.count)
    let message = withUnsafeBytes(of: reply) { Array($0) } + bytes
    message.withUnsafeBytes { _ = cworker_send(Self.channel, $0.baseAddress, $0.count) }
  }
}
