import Foundation
import StrategyDriver
import Testing

@testable import StrategyHost

@Suite("A process that speaks the protocol badly, or not at all, is named for what it did")
struct WorkerProcessTests {
  /// A shell script in the worker's place; descriptor 3 leads to the host.
  private func process(
    _ script: String, cpu: Double = 20, wall: Double = 60, start: Double = 60
  ) throws -> WorkerProcess {
    try WorkerProcess(
      command: ["/bin/sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"], rowBytes: 4096,
      limits: WorkerLimits(
        memory: 1 << 30, cpu: cpu, wall: wall, start: start, descriptors: 64, limitsAddressSpace: false))
  }

  private func failure(
    _ script: String, cpu: Double = 20, wall: Double = 60, start: Double = 60, asks: Bool = false
  ) throws -> WorkerFailure {
    let process = try process(script, cpu: cpu, wall: wall, start: start)
    return try #require(throws: WorkerFailure.self) {
      _ = try process.awaitReady()
      if asks { _ = try ask(process, .resident) }
    }
  }

  private func ask(
    _ process: WorkerProcess, _ operation: WorkerMessage.Operation
  ) throws -> WorkerMessage.Reply {
    try process.send(.init(operation))
    return try process.awaitReply().0
  }

  /// Says that it is ready.
  private static let ready = reply(0, version: Int(WorkerMessage.version), announced: 0, text: "")
  /// A reply with this status, these bytes of text announced, and this text.
  private static func reply(_ status: Int, version: Int = 0, announced: Int, text: String) -> String {
    let numbers = [status, version, 0, 0, 0, announced].map { number in
      String(format: "\\%03o\\%03o", number & 255, number >> 8) + String(repeating: "\\000", count: 6)
    }.joined()
    return "printf '\(numbers)\(text)' >&3; "
  }

  @Test("a program that is not there")
  func notThere() throws {
    let error = try #require(throws: WorkerFailure.self) {
      _ = try WorkerProcess(
        command: ["/nowhere/worker"], environment: [:], rowBytes: 4096, limits: .native)
    }
    #expect(error == .notStarted(program: "/nowhere/worker", reason: "No such file or directory"))
  }

  @Test("one that leaves says its code and its telling last words")
  func leaves() throws {
    #expect(try failure("exit 3") == .left(code: 3, doing: "between two calls", said: ""))
    #expect(
      try failure("echo one; echo; echo 'the end' >&2; exit 1")
        == .left(code: 1, doing: "between two calls", said: "the end"))
    #expect(
      try failure("echo 'Fatal error: no luck'; echo '  at line 7'; exit 1").description
        .hasSuffix("exit code 1 between two calls: it said \u{201c}Fatal error: no luck\u{201d}"))
    #expect(try failure("kill -SEGV $$") == .crashed(signal: 11, doing: "between two calls", said: ""))
    #expect(
      try failure(Self.ready + "exit 7", asks: true) == .left(code: 7, doing: "between two calls", said: ""))
  }

  @Test("one that closes its connection, or sends what is no reply, is cut off")
  func cutOff() throws {
    // Closing leaves the process alive, with nobody to talk to.
    #expect(try failure("exec 3>&-; exec sleep 60") == .cutOff(doing: "between two calls"))
    #expect(try failure("printf short >&3; exec sleep 60") == .cutOff(doing: "between two calls"))
    #expect(
      try failure(Self.reply(0, announced: 1000, text: "[]") + "exec sleep 60")
        == .cutOff(doing: "between two calls"))
    #expect(
      try failure(
        "head -c 200000 /dev/zero | tr '\\000' x | dd bs=150000 count=1 iflag=fullblock >&3 2>/dev/null; exec sleep 60"
      )
        == .cutOff(doing: "between two calls"))
  }

  @Test("a refusal while loading keeps its words, on one line")
  func refusal() throws {
    #expect(
      try failure(Self.reply(2, announced: 9, text: "no\\nmodel.")) == .notLoaded(reason: "no model."))
  }

  @Test("a worker of another build is refused before it is asked for anything")
  func otherBuild() throws {
    for version in [0, 1, 3] {
      guard
        case .notLoaded(let reason) = try failure(
          Self.reply(0, version: version, announced: 2, text: "[]") + "exec sleep 60")
      else {
        Issue.record("version \(version) is taken")
        continue
      }
      #expect(reason.contains("another build"))
    }
  }

  @Test("one that computes, or waits, for longer than it may is ended")
  func limits() throws {
    #expect(
      try failure(Self.ready + "while :; do :; done", cpu: 0.3, asks: true)
        == .busy(seconds: 0.3, doing: "between two calls"))
    #expect(
      try failure(Self.ready + "exec sleep 60", wall: 0.3, asks: true)
        == .hung(seconds: 0.3, doing: "between two calls"))
    #expect(try failure("exec sleep 60", start: 0.3) == .hung(seconds: 0.3, doing: "between two calls"))
  }

  @Test("a stop ends the wait at once", .timeLimit(.minutes(1)))
  func stop() throws {
    let process = try process("exec sleep 3600", wall: 3600, start: 3600)
    process.shouldStop = { true }
    let clock = ContinuousClock()
    let start = clock.now
    #expect(throws: WorkerFailure.stopped) { _ = try process.awaitReady() }
    #expect(clock.now - start < .seconds(4))
  }

  @Test("what it was doing stands in the shared memory, and is said in words")
  func doing() throws {
    for (call, first, end, words) in [
      (DriverProgress.Call.create, 0, 0, "in create"), (.prepare, 0, 0, "in prepare"),
      (.receive, 4, 5, "in receive at frame 4"), (.render, 30, 36, "in render at frames 30...35"),
      (.destroy, 0, 0, "in destroy"), (.loading, 0, 0, "while it was loaded"), (.save, 0, 0, "in state.save"),
      (.load, 0, 0, "in state.load"), (.render, -9, -3, "in render"), (.render, 9, 3, "in render"),
      (.render, Int64.min, Int64.max, "in render"), (.render, 0, Int64.min, "in render"),
      (.render, Int64.max, Int64.max, "in render"),
    ] as [(DriverProgress.Call, Int64, Int64, String)] {
      let process = try process("head -c 1 <&3 >/dev/null; exit 1")
      let progress = process.memory.bindMemory(to: DriverProgress.self, capacity: 1)
      (progress.pointee.call, progress.pointee.first, progress.pointee.end) = (call.rawValue, first, end)
      let error = try #require(throws: WorkerFailure.self) { _ = try ask(process, .end) }
      #expect(error == .left(code: 1, doing: words, said: ""))
    }
  }

  @Test("its folder is there while it lives and goes with it, and so does the process")
  func scratch() throws {
    var process: WorkerProcess? = try process("echo $$ >\"$TMPDIR/pid\"; \(Self.ready)exec sleep 60")
    let scratch = try #require(process).scratch
    _ = try process?.awaitReady()
    let text = try String(contentsOf: scratch.appendingPathComponent("pid"), encoding: .utf8)
    let pid = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(pid, 0) == 0)
    process = nil
    #expect(kill(pid, 0) != 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.path))
  }
}
