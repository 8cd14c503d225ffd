import Foundation
import StrategyDriver
import StrategyHost
import Synchronization

/// Processes of one metric that wait for their next take; a process starts once for many takes.
final class MetricCrew: Sendable {
  // A process belongs to the crew or to the one thread that took it out, hence the unchecked conformance.
  private struct Idle: @unchecked Sendable {
    var processes: [MetricProcess] = []
  }

  private let bundle: MetricBundle
  private let ground: WorkerGround
  private let shouldStop: @Sendable () -> Bool
  private let idle = Mutex(Idle())

  init(_ bundle: MetricBundle, ground: WorkerGround, shouldStop: @escaping @Sendable () -> Bool) {
    self.bundle = bundle
    self.ground = ground
    self.shouldStop = shouldStop
  }

  /// What the script has and runs with; the process that says so waits for its first take.
  func greeting() throws(MetricHostError) -> MetricProcess.Greeting {
    let process = try MetricProcess(bundle, ground: ground, shouldStop: shouldStop)
    let greeting = process.greeting
    dismiss(process)
    return greeting
  }

  /// Runs a function of the script on a parcel.
  ///
  /// A process that died, was ended or broke the protocol is replaced by a fresh one at the next call.
  ///
  /// - Parameter heed: given what the script printed, where it printed anything.
  func run(
    _ call: MetricProcess.Call, _ parcel: Data, heed: (String) -> Void
  ) throws(MetricHostError) -> Data {
    let process = try hire()
    let answer: Data
    do { answer = try process.run(call, parcel) } catch {
      Self.tell(process.printed(), heed)
      if let failure = error as? WorkerFailure, failure == .stopped { throw .stopped }
      // A script that refuses is alive and well.
      if case StrategyDriverError.refused(_, _, _, let text) = error {
        dismiss(process)
        throw .failed(id: bundle.id, reason: MetricProcess.words(text, bundle.kind))
      }
      throw .failed(id: bundle.id, reason: MetricProcess.words("\(error)", bundle.kind))
    }
    Self.tell(process.printed(), heed)
    dismiss(process)
    return answer
  }

  /// Lines of one call as one note: its first ones.
  private static func tell(_ lines: [String], _ heed: (String) -> Void) {
    guard !lines.isEmpty else { return }
    let rest = lines.count > 6 ? " ⏎ … (\(lines.count) lines)" : ""
    heed("printed: " + lines.prefix(6).joined(separator: " ⏎ ") + rest)
  }

  private func hire() throws(MetricHostError) -> MetricProcess {
    let waiting = idle.withLock { idle in Idle(processes: idle.processes.popLast().map { [$0] } ?? []) }
    if let process = waiting.processes.first { return process }
    return try MetricProcess(bundle, ground: ground, shouldStop: shouldStop)
  }

  private func dismiss(_ process: MetricProcess) {
    let held = Idle(processes: [process])
    idle.withLock { $0.processes += held.processes }
  }
}
