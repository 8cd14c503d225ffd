import Foundation
import Provenance
import StrategyCheck
import StrategyHost

/// Strategies to be checked, and what their workers are started from.
enum Bench {
  static let folder: URL = {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: path).deletingLastPathComponent()
  }()
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether the strategies here were built without optimisation.
  static var isDebug: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }

  /// Little patience, for strategies that misbehave on purpose; by the clock only where one sleeps.
  static func impatient(_ id: String) -> WorkerLimits {
    WorkerLimits(
      memory: 256 << 20, cpu: 1, wall: id == "sleep" ? 2 : 30, start: 20, descriptors: 256,
      limitsAddressSpace: true)
  }

  static func ground(limits: WorkerLimits? = nil) -> WorkerGround {
    WorkerGround(
      worker: folder.appendingPathComponent("mien-worker"), python: nil,
      copies: FileManager.default.temporaryDirectory.appendingPathComponent("mien-check-tests"),
      limits: limits, allocationCounter: folder.appendingPathComponent("libCAllocations.so"))
  }

  /// A bundled strategy, `Plugins/<name>`.
  static func bundled(_ name: String) throws -> StrategyExamination {
    let folder = checkout.appendingPathComponent("Plugins/\(name)")
    return StrategyExamination(
      try StrategyBundle(folder: folder, librariesBeside: Self.folder), ground: ground(),
      settings: CheckSettings(scale: isDebug ? 0.05 : 0.2))
  }

  /// Results of cases on a strategy of the fixture `Rogue`.
  static func rogue(
    _ id: String, _ cases: [String]? = nil, version: String? = nil
  ) throws -> [CaseResult] {
    try withRogue(id, version: version) {
      try $0.run(
        cases?.compactMap(StrategyCases.named) ?? StrategyCases.all, evenIfSlow: cases != nil)
    }
  }

  static func withRogue<Result>(
    _ id: String, version: String? = nil, _ work: (StrategyExamination) throws -> Result
  ) throws -> Result {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let told = version.map { #", "version": "\#($0)""# } ?? ""
    let text = #"{"schema": "mien.strategy/1", "id": "\#(id)", "library": "libRogue.so"\#(told)}"#
    try Data(text.utf8).write(to: home.appendingPathComponent("strategy.json"))
    let bundle = try StrategyBundle(folder: home, librariesBeside: folder)
    return try work(
      StrategyExamination(bundle, ground: ground(limits: impatient(id)), settings: CheckSettings(scale: 0.1)))
  }
}

extension [CaseResult] {
  /// Ids of cases that failed or crashed.
  var faults: [String] { filter(\.status.isFault).map(\.id) }

  /// What went wrong, for messages.
  var complaints: String {
    filter(\.status.isFault).map { "\($0.id) \($0.status.word): \($0.status.reason)" }.joined(separator: "\n")
  }

  /// A number that a case measured.
  func fact(_ key: String) -> Double? { flatMap(\.facts).first { $0.key == key }?.value }
}
