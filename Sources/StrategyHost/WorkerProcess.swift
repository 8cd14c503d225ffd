import CWorker
import Foundation
package import StrategyDriver

#if canImport(Glibc)
  import Glibc
#endif

/// A child process that speaks the worker protocol: started, asked, watched and ended.
///
/// Used by one thread at a time.
package final class WorkerProcess {
  /// Shared memory from its first byte; the rows begin at ``rows``.
  let memory: UnsafeMutableRawPointer
  /// What was mapped, in bytes.
  private let memoryBytes: Int
  /// Folder in which the process may write; goes with it.
  let scratch: URL
  /// Asked while a reply is waited for; true ends the process.
  package var shouldStop: () -> Bool = { false }
  private let limits: WorkerLimits
  private let channel: Int32
  private let notepad: Int32
  private let process: pid_t
  private var isRunning = true
  private var read: UInt64 = 0
  private var lastLook: UInt64 = 0
  private var message: UnsafeMutableRawBufferPointer

  /// What names of scratch folders begin with; the host's process follows.
  static let prefix = "mien-worker-"
  /// Scratch folders of hosts that were killed go when the first worker of another one starts.
  private static let sweep: Void = { _ = cworker_sweep(NSTemporaryDirectory(), prefix) }()

  /// Microseconds that the host looks for a reply before it sleeps.
  private static let spin: Int32 = 20
  /// Milliseconds between looks at memory and processor time.
  private static let patience: Int32 = 50

  /// Starts a program; its first message has still to be waited for.
  ///
  /// - Parameter rowBytes: bytes of shared memory behind the inbox.
  package init(
    command: [String], environment: [String: String], rowBytes: Int, limits: WorkerLimits
  ) throws(WorkerFailure) {
    self.limits = limits
    func refuse(_ status: Int32) -> WorkerFailure {
      .notStarted(program: command.first ?? "", reason: String(cString: strerror(status)))
    }
    Self.sweep
    var template = Array(
      (NSTemporaryDirectory() + "/\(Self.prefix)\(getpid())-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
      throw .notStarted(
        program: NSTemporaryDirectory(),
        reason: "no scratch folder can be made there (\(String(cString: strerror(errno)))); set TMPDIR")
    }
    let scratch = URL(fileURLWithPath: String(cString: made), isDirectory: true)
    self.scratch = scratch
    var descriptors: [Int32] = []
    func giveUp(_ status: Int32) -> WorkerFailure {
      for descriptor in descriptors { close(descriptor) }
      _ = cworker_remove_tree(scratch.path)
      return refuse(status)
    }
    let bytes = WorkerMessage.rowsStart + rowBytes
    var shared: Int32 = -1
    var pad: Int32 = -1
    var ends: [Int32] = [-1, -1]
    var status = cworker_memory(UInt64(bytes), &shared)
    guard status == 0 else { throw giveUp(status) }
    descriptors.append(shared)
    status = cworker_notepad(&pad)
    guard status == 0 else { throw giveUp(status) }
    descriptors.append(pad)
    status = cworker_channel(&ends)
    guard status == 0 else { throw giveUp(status) }
    descriptors += ends
    let folder = open(scratch.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw giveUp(errno) }
    descriptors.append(folder)
    let mapped = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0)
    guard let mapped, mapped != MAP_FAILED else { throw giveUp(errno) }
    var child: pid_t = 0
    status = Self.spawn(
      command, environment.merging(["TMPDIR": scratch.path, "HOME": scratch.path]) { $1 },
      channel: ends[1], memory: shared, scratch: folder, stdio: pad, &child)
    guard status == 0 else {
      munmap(mapped, bytes)
      throw giveUp(status)
    }
    close(ends[1])
    close(shared)
    close(folder)
    memory = mapped
    memoryBytes = bytes
    channel = ends[0]
    notepad = pad
    process = child
    message = .allocate(byteCount: WorkerMessage.headBytes + WorkerMessage.readyLimit, alignment: 8)
  }

  deinit {
    end()
    close(channel)
    close(notepad)
    munmap(memory, memoryBytes)
    message.deallocate()
    _ = cworker_remove_tree(scratch.path)
  }

  /// Inbox of a slot.
  package func inbox(_ slot: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(
      start: memory + WorkerMessage.inboxStart + slot * WorkerMessage.inboxBytes,
      count: WorkerMessage.inboxBytes)
  }

  /// Rows of the shared memory.
  var rows: UnsafeMutablePointer<Float> {
    (memory + WorkerMessage.rowsStart).assumingMemoryBound(to: Float.self)
  }

  /// Ends the process, if it has not ended yet.
  package func end() {
    guard isRunning else { return }
    isRunning = false
    cworker_end(process, nil, nil)
  }

  /// Waits for the first message, which says that the library is loaded.
  ///
  /// - Returns: its text, the list of descriptors.
  package func awaitReady() throws(WorkerFailure) -> String {
    let (reply, text) = try awaitReply(cpu: max(limits.cpu, limits.start), wall: limits.start)
    guard reply.status == 0 else {
      end()
      throw .notLoaded(reason: StrategyDriverError.oneLine(text))
    }
    guard reply.a == WorkerMessage.version else {
      end()
      throw .notLoaded(reason: "its worker is of another build than this program; build all of Mien again")
    }
    return text
  }

  /// Sends a request.
  package func send(_ request: WorkerMessage.Request) throws(WorkerFailure) {
    let status = withUnsafeBytes(of: request) { cworker_send(channel, $0.baseAddress, $0.count) }
    guard status == 0 else { throw lost() }
  }

  /// Waits for the reply to the request that was sent first.
  package func awaitReply() throws(WorkerFailure) -> (WorkerMessage.Reply, String) {
    try awaitReply(cpu: limits.cpu, wall: limits.wall)
  }

  private func awaitReply(cpu: Double, wall: Double) throws(WorkerFailure) -> (WorkerMessage.Reply, String) {
    var began: UInt64?
    var cpuBefore: UInt64 = 0
    while true {
      var length = 0
      let status = cworker_receive(
        channel, message.baseAddress, message.count, Self.patience, began == nil ? Self.spin : 0, &length)
      if status == 0 {
        guard length >= WorkerMessage.headBytes else { throw lost() }
        let reply = message.loadUnaligned(as: WorkerMessage.Reply.self)
        guard reply.length <= UInt64(length - WorkerMessage.headBytes) else { throw lost() }
        // Most replies bring no text, and take no look at the process either.
        if began != nil || reply.length > 0 { try look(cpu: cpu, wall: wall, since: nil, cpuBefore: 0) }
        guard reply.length > 0 else { return (reply, "") }
        let text = message[WorkerMessage.headBytes..<WorkerMessage.headBytes + Int(reply.length)]
        return (reply, String(decoding: text, as: UTF8.self))
      }
      guard status == ETIMEDOUT else { throw lost() }
      if began == nil {
        began = cworker_nanoseconds()
        cpuBefore = cworker_cpu_nanoseconds(process)
      }
      if shouldStop() { throw finish(.stopped) }
      try look(cpu: cpu, wall: wall, since: began, cpuBefore: cpuBefore)
    }
  }

  /// Ends the process when it takes more than it may.
  private func look(cpu: Double, wall: Double, since: UInt64?, cpuBefore: UInt64) throws(WorkerFailure) {
    let held = cworker_resident(process)
    if held > limits.memory { throw finish(.hungry(bytes: held, limit: limits.memory, doing: doing)) }
    guard let since else { return }
    let used = cworker_cpu_nanoseconds(process)
    if used > cpuBefore, Double(used - cpuBefore) > cpu * 1e9 {
      throw finish(.busy(seconds: cpu, doing: doing))
    }
    if Double(cworker_nanoseconds() - since) > wall * 1e9 { throw finish(.hung(seconds: wall, doing: doing)) }
  }

  /// Looks at the process' memory, at most twenty times a second.
  package func glance() throws(WorkerFailure) {
    let now = cworker_nanoseconds()
    guard now - lastLook > 50_000_000 else { return }
    lastLook = now
    let held = cworker_resident(process)
    if held > limits.memory { throw finish(.hungry(bytes: held, limit: limits.memory, doing: doing)) }
  }

  private func finish(_ failure: WorkerFailure) -> WorkerFailure {
    end()
    return failure
  }

  /// What became of a process that no longer answers.
  private func lost() -> WorkerFailure {
    guard isRunning else { return .cutOff(doing: doing) }
    isRunning = false
    var status: Int32 = 0
    var peak = 0
    let place = doing
    guard cworker_wait(process, 500, &status, &peak) == 0 else {
      cworker_end(process, nil, nil)
      return .cutOff(doing: place)
    }
    var said = lastLine
    if limits.limitsAddressSpace, UInt64(peak) * 1024 > limits.memory / 2 {
      said += said.isEmpty ? "" : " "
      said += "(it held \(peak >> 10) MiB; \(limits.memory >> 20) MiB are allowed)"
    }
    let signal = cworker_signal(status)
    return signal > 0
      ? .crashed(signal: signal, doing: place, said: said)
      : .left(code: cworker_exit_code(status), doing: place, said: said)
  }

  /// What the process was doing when it was last heard of.
  private var doing: String {
    // The worker wrote this, or whatever ran wild in it.
    let progress = memory.load(as: DriverProgress.self)
    let frames: String
    switch (progress.first, progress.end) {
    case (0...DriverProgress.lastFrame, 1...DriverProgress.lastFrame) where progress.end > progress.first:
      let last = progress.end - 1
      frames = last > progress.first ? " at frames \(progress.first)...\(last)" : " at frame \(last)"
    default: frames = ""
    }
    switch DriverProgress.Call(rawValue: progress.call) ?? .none {
    case .none: return "between two calls"
    case .create: return "in create"
    case .prepare: return "in prepare"
    case .receive: return "in receive\(frames)"
    case .render: return "in render\(frames)"
    case .destroy: return "in destroy"
    case .save: return "in state.save"
    case .load: return "in state.load"
    case .loading: return "while it was loaded"
    case .measure: return "in measure"
    case .rows: return "in rows"
    case .reduce: return "in reduce"
    case .encode: return "in encode"
    }
  }

  /// Lines that the process has written to stdout and stderr since it was asked last; whole ones, a thousand at
  /// most.
  package func printed() -> [String] {
    var bytes = [CChar](repeating: 0, count: Int(CWORKER_NOTEPAD_BYTES))
    var length = 0
    guard cworker_read_notepad(notepad, read, &bytes, bytes.count, &length) == 0, length > 0 else {
      return []
    }
    read += UInt64(length)
    let text = String(decoding: bytes.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(separator: "\n").prefix(1000).map { StrategyDriverError.oneLine(String($0)) }
  }

  /// The last line that the process wrote to stdout or stderr.
  private var lastLine: String {
    var bytes = [CChar](repeating: 0, count: Int(CWORKER_NOTEPAD_BYTES))
    var length = 0
    guard cworker_read_notepad(notepad, 0, &bytes, bytes.count, &length) == 0, length > 0 else { return "" }
    let text = String(decoding: bytes.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let lines = text.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
    if let fatal = lines.lastIndex(where: { $0.contains("Fatal Python error") }) {
      let place = lines[fatal...].first { $0.contains("File \"") } ?? ""
      return StrategyDriverError.oneLine("\(lines[fatal]) \(place)")
    }
    // A runtime names the fault first and walks the stack after that.
    let telling = lines.last {
      $0.contains("Fatal error") || $0.contains("Error:") || $0.contains("panicked")
    }
    guard let line = telling ?? lines.last else { return "" }
    return StrategyDriverError.oneLine(String(line))
  }

  private static func spawn(
    _ command: [String], _ environment: [String: String], channel: Int32, memory: Int32, scratch: Int32,
    stdio: Int32, _ child: inout pid_t
  ) -> Int32 {
    let arguments = command.map { strdup($0) } + [nil]
    let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for text in arguments { free(text) }
      for text in variables { free(text) }
    }
    return cworker_spawn(command[0], arguments, variables, channel, memory, scratch, stdio, &child)
  }
}
