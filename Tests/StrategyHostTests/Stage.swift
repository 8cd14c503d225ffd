import Conversation
import Foundation
import Motion
import Provenance
import StrategyHost

/// A folder of a test's own that goes with it.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Makes a bundle `<name>.strategy` with a manifest and, where given, a library.
  @discardableResult
  func bundle(
    _ name: String, library: String = "lib.so", copying source: URL? = nil, manifest: String? = nil
  ) throws -> URL {
    let folder = url.appendingPathComponent("\(name).strategy")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = manifest ?? #"{"schema": "mien.strategy/1", "id": "\#(name)", "library": "\#(library)"}"#
    try Data(text.utf8).write(to: folder.appendingPathComponent("strategy.json"))
    if let source { try FileManager.default.copyItem(at: source, to: folder.appendingPathComponent(library)) }
    return folder
  }
}

/// What the build puts beside the running test, and the checkout.
enum Built {
  static let folder: URL = {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: path).deletingLastPathComponent()
  }()
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let corpus = checkout.appendingPathComponent("Corpora/parlor")

  /// `lib<name>.so`.
  static func library(_ name: String) -> URL { folder.appendingPathComponent("lib\(name).so") }

  /// Where copies of libraries and descriptors are kept by this run of the tests.
  static let copies: URL = {
    atexit { try? FileManager.default.removeItem(at: Built.copies) }
    let name = "mien-host-tests-\(ProcessInfo.processInfo.processIdentifier)"
    return FileManager.default.temporaryDirectory.appendingPathComponent(name)
  }()

  /// What workers are started from.
  static func ground(limits: WorkerLimits? = nil, copies: URL = copies) -> WorkerGround {
    WorkerGround(
      worker: folder.appendingPathComponent("mien-worker"), python: nil, copies: copies, limits: limits)
  }

  /// In processes of their own, as strategies run unless told otherwise.
  static var isolated: StrategyExecution { .isolated(ground()) }
  static let inProcess = StrategyExecution.inProcess(copies: copies)

  /// A strategy of `Plugins/<folder>`.
  static func strategy(
    _ folder: String, parameters: [String: Double] = [:], execution: StrategyExecution = isolated
  ) throws -> TakeRenderer {
    try TakeRenderer(
      StrategyBundle(
        folder: checkout.appendingPathComponent("Plugins/\(folder)"), librariesBeside: Built.folder),
      parameters: parameters, execution: execution)
  }

  /// The fixture that writes down what it knows.
  static func ledger(
    _ parameters: [String: Double] = [:], execution: StrategyExecution = isolated
  ) throws -> TakeRenderer {
    try fixture("ledger", library: "libLedger.so", parameters: parameters, execution: execution)
  }

  /// The fixture that misbehaves in the way that its id says, from frame `at` on.
  ///
  /// - Parameter limits: JSON of the manifest's limits.
  static func rogue(
    _ misdeed: String, at frame: Int? = nil, limits: String = "{}", execution: StrategyExecution = isolated
  ) throws -> TakeRenderer {
    try fixture(
      misdeed, library: "libRogue.so", limits: limits, parameters: frame.map { ["at": Double($0)] } ?? [:],
      execution: execution)
  }

  static func fixture(
    _ id: String, library: String, limits: String = "{}", parameters: [String: Double] = [:],
    execution: StrategyExecution = isolated
  ) throws -> TakeRenderer {
    let folder = try TemporaryFolder()
    return try TakeRenderer(
      bundle(id, library: library, limits: limits, in: folder), parameters: parameters, execution: execution)
  }

  static func bundle(
    _ id: String, library: String, limits: String = "{}", in folder: TemporaryFolder
  ) throws -> StrategyBundle {
    let manifest =
      #"{"schema": "mien.strategy/1", "id": "\#(id)", "library": "\#(library)", "limits": \#(limits)}"#
    return try StrategyBundle(folder: folder.bundle(id, manifest: manifest), librariesBeside: Built.folder)
  }
}

/// A conversation in which things arrive early, late, at once and on frame boundaries.
enum Stage {
  static let people = [
    Recording.Participant(id: "mia", role: .character), Recording.Participant(id: "tom", role: .partner),
  ]

  static func time(_ seconds: Double) -> MediaTime { MediaTime(flicks: Int64(seconds * 705_600_000)) }

  /// Words with the arrivals given, in any order.
  static func scene(
    arrivals: [Double], seconds: Double = 2, audio: [String: HeardAudio] = [:],
    hearing: [String: ArrivalSchedule.Hearing] = [:], text: (Int) -> String = { "word\($0)" }
  ) -> TakeRenderer.Scene {
    let log = arrivals.enumerated().map { index, arrival in
      Record(
        id: "w\(index)", kind: .word, participant: index % 3 == 2 ? "tom" : "mia", arrival: time(arrival),
        start: time(arrival + 0.3), end: time(arrival + 0.5), text: text(index))
    }
    let recording = Recording(id: "talk", participants: people, duration: time(seconds), log: log)
    return TakeRenderer.Scene(
      recording: recording, participant: "mia",
      schedule: ArrivalSchedule(log.map { ($0.arrival ?? .zero, $0) }, hearing: hearing), audio: audio)
  }

  /// Audio in which every row and sample differs from zero.
  static func audio(seconds: Double, scale: Float = 1) -> HeardAudio {
    let rows = Int(seconds * 100)
    return HeardAudio(
      columns: ["level", "pitch"], rows: (0..<rows * 2).map { Float($0 % 97 + 1) * scale },
      samples: (0..<Int(seconds * 16_000)).map { Float($0 % 89 + 1) * scale })
  }
}

extension Track {
  /// Column of a ledger's channel.
  func ledger(_ name: String) -> [Float] { curve("ledger.\(name)") ?? [] }
}

extension Track {
  /// Samples bit for bit, so that NaN and −0 count.
  var bits: [UInt32] { samples.map(\.bitPattern) }
}
