import Conversation
import Evaluation
import Foundation
import Motion
import Provenance
import StrategyABI
import StrategyHost
import StrategySDK

/// Measures what plugins cost: the call across the contract, the process around them, Python, and finding them.
struct PluginBenchmark {
  /// What is printed.
  struct Report: Encodable {
    /// A call of `render` through the C table and the Swift glue behind it, for one frame of one float, in
    /// nanoseconds.
    var callNanoseconds: Double
    /// Throughput of an isolated strategy against the same one in process, blocks of 60, by the clock.
    var isolatedAgainstInProcess: [Ratio]
    /// What a process of its own adds to a single frame, in microseconds by the clock.
    var isolationMicrosecondsPerFrame: Double
    /// A script that copies what it was told last into its rows, in multiples of real time by the clock.
    var python: [Python]
    /// From the start of a worker to the list of its strategies, in milliseconds by the clock.
    var workerStartMilliseconds: [Start]
    /// Looking at that many bundles whose descriptors are kept, in milliseconds by the clock.
    var scan: Scan
    /// Describing a rebuilt library afresh and loading it, in milliseconds by the clock.
    var reloadMilliseconds: Double
  }

  struct Ratio: Encodable {
    var id: String
    var inProcessRealTime: Double
    var isolatedRealTime: Double
    var ratio: Double
  }

  struct Python: Encodable {
    var timeline: String
    var realTime: Double
  }

  struct Start: Encodable {
    var of: String
    var milliseconds: Double
  }

  struct Scan: Encodable {
    var bundles: Int
    var milliseconds: Double
  }

  let shelf: StrategyShelf
  let ground: WorkerGround
  let executableFolder: URL
  /// Conversations with the audio that strategies may ask for.
  let scenes: [TakeRenderer.Scene]

  func run() throws -> Report {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-bench-plugins-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = try copyingScript(in: folder)
    var starts = [Start(of: "library (still)", milliseconds: try start(of: shelf.bundle("still")))]
    var python: [Python] = []
    if let script, let renderer = try? TakeRenderer(script, execution: .isolated(ground)) {
      starts.append(Start(of: "script", milliseconds: try start(of: script)))
      python.append(
        Python(timeline: "ten minutes without events", realTime: try realTime(renderer, [silence])))
      python.append(Python(timeline: "parlor", realTime: try realTime(renderer, scenes)))
    }
    return Report(
      callNanoseconds: call(), isolatedAgainstInProcess: try ["speech", "idle", "still"].map(ratio),
      isolationMicrosecondsPerFrame: try overhead(), python: python, workerStartMilliseconds: starts,
      scan: try scan(in: folder), reloadMilliseconds: try reload())
  }

  private var seconds: Double { scenes.reduce(0) { $0 + $1.recording.duration.seconds } }

  private var silence: TakeRenderer.Scene {
    let people = [Recording.Participant(id: "nova", role: .character)]
    return TakeRenderer.Scene(
      recording: Recording(
        id: "silence", participants: people, duration: MediaTime(flicks: 600 * MediaTime.flicksPerSecond),
        log: []),
      participant: "nova", schedule: ArrivalSchedule([], hearing: [:]))
  }

  private func realTime(_ source: TakeRenderer, _ scenes: [TakeRenderer.Scene]) throws -> Double {
    let length = scenes.reduce(0) { $0 + $1.recording.duration.seconds }
    return length
      / (try Stopwatch.median(5) { for scene in scenes { _ = try source.render(scene, seed: Seed(7)) } }).wall
  }

  private func ratio(_ id: String) throws -> Ratio {
    let bundle = try shelf.bundle(id)
    let inside = try TakeRenderer(bundle, execution: .inProcess(copies: ground.copies))
    let outside = try TakeRenderer(bundle, execution: .isolated(ground))
    var ratios: [Double] = []
    var (near, far): ([Double], [Double]) = ([], [])
    // The two take turns, so that whatever else the machine does falls on both.
    for _ in 0..<7 {
      near.append(try realTimeOnce(inside))
      far.append(try realTimeOnce(outside))
      ratios.append(far[far.count - 1] / near[near.count - 1])
    }
    return Ratio(
      id: id, inProcessRealTime: near.sorted()[3], isolatedRealTime: far.sorted()[3],
      ratio: ratios.sorted()[3])
  }

  private func realTimeOnce(_ source: TakeRenderer) throws -> Double {
    seconds
      / (try Stopwatch.median(1) { for scene in scenes { _ = try source.render(scene, seed: Seed(7)) } }).wall
  }

  private func overhead() throws -> Double {
    let bundle = try shelf.bundle("speech")
    let inside = Audition(try TakeRenderer(bundle, execution: .inProcess(copies: ground.copies)), block: 1)
    let outside = Audition(try TakeRenderer(bundle, execution: .isolated(ground)), block: 1)
    guard let scene = scenes.first else { return 0 }
    func perFrame(_ audition: Audition) throws -> Double {
      let frames = 3000
      try audition.begin(scene, seed: Seed(7))
      let time = try Stopwatch.median(1) { for _ in 0..<frames { _ = try audition.next(1) } }
      try audition.end()
      return time.wall / Double(frames) * 1e6
    }
    let differences = try (0..<7).map { _ in try perFrame(outside) - perFrame(inside) }
    return differences.sorted()[3]
  }

  private func start(of bundle: StrategyBundle) throws -> Double {
    try Stopwatch.median(15) { _ = try TakeRenderer(bundle, execution: .isolated(ground)) }.wall * 1000
  }

  private func reload() throws -> Double {
    let bundle = try shelf.bundle("speech")
    return try Stopwatch.median(9) {
      _ = try shelf.card(of: bundle, afresh: true)
      _ = try shelf.contentHash(of: bundle)
      _ = try TakeRenderer(bundle, execution: .isolated(ground))
    }.wall * 1000
  }

  /// Bundles of the library that holds the most strategies, each with a copy of its own.
  private func scan(in folder: URL) throws -> Scan {
    let names = ["still", "idle", "speech"]
    for index in 0..<50 {
      let source = try shelf.bundle(names[index % names.count])
      let place = folder.appendingPathComponent("scan/\(index).strategy")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: source.codeFile, to: place.appendingPathComponent(source.codeFile.lastPathComponent))
      try FileManager.default.copyItem(
        at: source.folder.appendingPathComponent("strategy.json"),
        to: place.appendingPathComponent("strategy.json"))
    }
    // One shelf holds one bundle of an id, so each of the fifty is a shelf's.
    let places = (0..<50).map { folder.appendingPathComponent("scan/\($0).strategy") }
    func look() throws {
      for place in places {
        let shelf = StrategyShelf(path: [place], executableFolder: executableFolder, ground: ground)
        for bundle in shelf.bundles { _ = try shelf.card(of: bundle) }
      }
    }
    try look()
    return Scan(bundles: places.count, milliseconds: try Stopwatch.median(9, look).wall * 1000)
  }

  private func copyingScript(in folder: URL) throws -> StrategyBundle? {
    let place = folder.appendingPathComponent("copy.strategy")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let script = """
      from mien import Strategy, weight

      class Copy(Strategy):
          id = "copy"
          version = "1.0.0"
          needs = {"words"}
          channels = [weight("jawOpen"), weight("mouthSmileLeft"), weight("mouthSmileRight")]

          def prepare(self, session):
              self.known = 0.0

          def receive(self, records):
              self.known = min(1.0, len(records) / 10)

          def render(self, first, rows, activity):
              rows[:] = self.known
      """
    try Data(script.utf8).write(to: place.appendingPathComponent("strategy.py"))
    try Data(#"{"schema": "mien.strategy/1", "id": "copy", "script": "strategy.py"}"#.utf8)
      .write(to: place.appendingPathComponent("strategy.json"))
    return try StrategyBundle(folder: place, librariesBeside: executableFolder)
  }

  /// The least that a call takes, in nanoseconds: what neither clock nor neighbours have added to.
  private func call() -> Double {
    guard
      let entry = StrategyExport.entry(for: [OneFloat.self], major: MIEN_ABI_MAJOR, minor: MIEN_ABI_MINOR)
    else { return .nan }
    var host = mien_host()
    host.size = UInt32(MemoryLayout<mien_host>.size)
    host.get_extension = { _, _ in nil }
    host.log = { _, _, _ in }
    return withUnsafePointer(to: &host) { host in
      var made: UnsafeMutablePointer<mien_strategy>?
      guard entry.pointee.create(0, host, &made) == MIEN_OK, let strategy = made else { return .nan }
      defer { strategy.pointee.destroy(strategy) }
      var (row, activity, present) = (Float(0), Float(1), UInt8(1))
      return withUnsafeMutablePointer(to: &row) { row in
        withUnsafeMutablePointer(to: &activity) { activity in
          withUnsafePointer(to: &present) { present in
            "nova".withCString { name in
              var session = mien_session(
                size: UInt32(MemoryLayout<mien_session>.size), rate_numerator: 60, rate_denominator: 1,
                largest_span: 1, seed: 7, participant_count: 1, channel_count: 1, channel_present: present,
                participant: name, language: name)
              var binding = mien_binding(size: UInt32(MemoryLayout<mien_binding>.size), lookahead_frames: 0)
              guard strategy.pointee.prepare(strategy, &session, &binding) == MIEN_OK else { return .nan }
              var input = mien_input(
                size: UInt32(MemoryLayout<mien_input>.size), frame_count: 1, first_frame: 0)
              var output = mien_output(
                size: UInt32(MemoryLayout<mien_output>.size), row_stride: 1, activity_stride: 1, reserved: 0,
                rows: row, activity: activity)
              let calls = 200_000
              return (0..<15).reduce(Double.infinity) { least, _ in
                min(
                  least,
                  Stopwatch.median(1) {
                    for frame in 0..<calls {
                      input.first_frame = Int64(frame)
                      _ = strategy.pointee.render(strategy, &input, &output)
                    }
                  }.cpu / Double(calls) * 1e9)
              }
            }
          }
        }
      }
    }
  }
}

/// The least that a strategy can do: what is left is the way to it.
private final class OneFloat: Strategy {
  static let descriptor = StrategyDescriptor(
    id: "one-float", version: "1.0.0", title: "One float", summary: "Writes one float.",
    channels: [Channel("jawOpen", kind: .weight)])

  func prepare(_ session: StrategySession) throws -> Int { 0 }
  func receive(_ record: KnownRecord) throws {}
  func render(_ span: FrameSpan, into rows: FrameRows) { rows.row(0)[0] = Float(span.firstFrame) }
}
