import Foundation
import StrategyDriver
import StrategyHost

/// A process with a metric's script in it.
///
/// Used by one thread at a time.
final class MetricProcess {
  /// A function of the script, by the number under which the worker knows it.
  enum Call: UInt64 {
    case measure = 1
    case rows
    case reduce
    case encode
  }

  /// What the process says first.
  struct Greeting: Decodable {
    var functions: [String]
    var environment: String
  }

  /// Operations beside those of strategies.
  private static let call: UInt64 = 16
  private static let fetch: UInt64 = 17
  /// Largest answer that is believed, in bytes.
  private static let largestAnswer: UInt64 = 1 << 30

  let greeting: Greeting
  private let process: WorkerProcess

  /// Starts a process and waits until the script is loaded.
  init(
    _ bundle: MetricBundle, ground: WorkerGround, shouldStop: @escaping () -> Bool
  ) throws(MetricHostError) {
    func refuse(_ error: any Error) -> MetricHostError {
      if let failure = error as? WorkerFailure, failure == .stopped { return .stopped }
      var text = Self.words("\(error)", bundle.kind)
      // Loading has a limit of its own.
      for limit in ["cpu", "wall"] { text = text.replacing("limits.\(limit) of", with: "limits.load of") }
      return .notLoaded(path: bundle.script.path, reason: text)
    }
    do {
      let launch = try WorkerLaunch(
        bundle.files, library: bundle.script, ground: ground, service: "measure")
      let started = try WorkerProcess(
        command: launch.command, environment: launch.environment, rowBytes: 4096, limits: launch.limits)
      started.shouldStop = shouldStop
      let text = try started.awaitReady()
      greeting = try JSONDecoder().decode(Greeting.self, from: Data(text.utf8))
      process = started
    } catch { throw refuse(error) }
  }

  /// Lines that the script printed since it was asked last.
  func printed() -> [String] { process.printed() }

  /// Sends a parcel, calls a function on it and gives what the worker answers.
  ///
  /// - Throws: `WorkerFailure` when the process is gone, `StrategyDriverError` when the script refuses.
  func run(_ call: Call, _ parcel: Data) throws -> Data {
    let inbox = process.inbox(0)
    var start = parcel.startIndex
    while start < parcel.endIndex {
      let end = min(parcel.endIndex, start + inbox.count)
      inbox.copyBytes(from: parcel[start..<end])
      _ = try ask(.init(.feed, length: end - start))
      start = end
    }
    var request = WorkerMessage.Request(.feed, a: call.rawValue)
    request.operation = Self.call
    let size = try ask(request).a
    guard size <= Self.largestAnswer else {
      throw StrategyDriverError.protocolBreach("an answer of \(size) bytes")
    }
    var answer = Data(capacity: Int(size))
    while answer.count < Int(size) {
      request = WorkerMessage.Request(.feed, a: UInt64(answer.count))
      request.operation = Self.fetch
      let count = try ask(request).a
      guard count > 0, count <= UInt64(inbox.count), answer.count + Int(count) <= Int(size) else {
        throw StrategyDriverError.protocolBreach("\(count) bytes of an answer of \(size)")
      }
      answer.append(contentsOf: inbox.prefix(Int(count)))
    }
    return answer
  }

  private func ask(_ request: WorkerMessage.Request) throws -> WorkerMessage.Reply {
    try process.send(request)
    let (reply, text) = try process.awaitReply()
    guard reply.status == 0 else { throw WorkerMessage.error(status: reply.status, text: text) }
    return reply
  }

  /// A failure in words that name the metric's own manifest.
  static func words(_ text: String, _ kind: MetricBundle.Kind) -> String {
    text.replacing("strategy.json", with: kind.manifest)
      .replacing("write in session.scratch", with: "write in the folder that tempfile gives")
  }
}
