import Foundation
import Motion
import Provenance
import StrategyDriver
import Testing

@testable import StrategyHost

@Suite("A strategy that misbehaves costs its take and nothing else")
struct MisdeedTests {
  /// A misdeed, and how its take ends.
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    /// Words of the error; one of them is enough.
    var words: [String]
    var limits = "{}"
    /// Whether a take that ends before the misdeed's frame is fine.
    var isFineBefore = true
    var testDescription: String { id }
  }

  static let died = "its process died of signal"
  static let inRender = "in render at frames 24...83"

  static let cases: [Case] = [
    Case(id: "segfault", words: ["\(died) 11 (a bad pointer) \(inRender)"]),
    Case(id: "abort", words: ["\(died) 6 (abort) \(inRender)"]),
    Case(id: "trap", words: ["\(died) 4 (illegal instruction, or a trap) \(inRender)", "\(died) 5"]),
    Case(
      id: "hang", words: ["more than 0.5 s of processor time \(inRender)"], limits: #"{"cpu": 0.5}"#),
    Case(id: "sleep", words: ["no answer within 1 s \(inRender)"], limits: #"{"wall": 1}"#),
    Case(
      id: "hog", words: ["128 MiB are allowed", "render failed at frames 24...83"],
      limits: #"{"memory": 128}"#),
    Case(id: "exit", words: ["its process ended itself with exit code 0 \(inRender)"]),
    Case(id: "quit", words: ["its process ended itself with exit code 0 \(inRender)"]),
    Case(
      id: "close",
      words: ["closed its connection to the host", "ended itself with exit code 0", "no answer within"],
      limits: #"{"wall": 5}"#),
    Case(id: "nan", words: ["channel jawOpen is not a finite number at frame 30"]),
    Case(id: "infinite", words: ["channel jawOpen is not a finite number at frame 30"]),
    Case(id: "overrun", words: ["wrote past its row (channels that it does not declare) at frame 30"]),
    Case(
      id: "activity-overrun", words: ["wrote past its row (channels that it does not declare) at frame 30"]),
    Case(id: "underrun", words: ["wrote past its row (channels that it does not declare) at frame 2"]),
    Case(id: "overrun-far", words: ["\(died) 11 (a bad pointer) \(inRender)", "\(died) 7"]),
    Case(id: "refuses", words: ["prepare failed with status -3: not today; nnn"], isFineBefore: false),
    Case(id: "silent", words: ["lookahead of 700 frames; the limit is 600"], isFineBefore: false),
    Case(id: "deaf", words: ["receive failed at frame 24 with status -1: the third record was one too many"]),
    Case(id: "crash-destroy", words: ["\(died) 6 (abort) in destroy"], isFineBefore: false),
  ]

  /// Two words early and one at frame 24, which cuts the second block there when blocks are of 24 frames.
  private static let scene = Stage.scene(arrivals: [0, 0.1, 0.4])
  /// A take that ends before frame 24.
  private static let short = Stage.scene(arrivals: [0, 0.1], seconds: 0.35)

  /// Frames 0…23, then 24…83 in one block, so that errors name the second.
  private func take(_ source: TakeRenderer, _ scene: TakeRenderer.Scene) throws -> [UInt32] {
    try source.render(scene, seed: Seed(1), block: 84).track.bits
  }

  @Test(
    "its take fails by name, place and reason; the next take of it and of another go on", arguments: cases)
  func outlived(_ misdeed: Case) throws {
    let honest = try Built.rogue("honest")
    let before = try take(honest, Self.scene)
    let rogue = try Built.rogue(misdeed.id, at: 30, limits: misdeed.limits)
    for _ in 0..<2 {
      let error = try #require(throws: StrategyHostError.self) { _ = try take(rogue, Self.scene) }
      let text = error.description
      #expect(text.hasPrefix("strategy \(misdeed.id), recording talk"))
      #expect(misdeed.words.contains { text.contains($0) }, "\(text)")
      #expect(!text.contains("\n") && text.count < 800)
      #expect(try take(honest, Self.scene) == before)
      if misdeed.isFineBefore {
        #expect(try take(rogue, Self.short) == take(honest, Self.short))
      } else {
        #expect(throws: StrategyHostError.self) { _ = try take(rogue, Self.short) }
      }
    }
  }

  @Test("what it prints, however much, does no harm and is not waited for")
  func prints() throws {
    let loud = try take(Built.rogue("prints", at: 0), Self.scene)
    #expect(try loud == take(Built.rogue("honest"), Self.scene))
  }

  @Test("one that dies while it is loaded, or is never done with it, is refused with its file")
  func loading() throws {
    let crash = try #require(throws: StrategyHostError.self) {
      _ = try Built.fixture("crash-create", library: "libCreateCrash.so")
    }.description
    #expect(crash.hasPrefix("strategy crash-create: \(Built.library("CreateCrash").path): "))
    #expect(crash.contains("died of signal 6 (abort) while it was loaded"))
    var limits = WorkerLimits.native
    limits.start = 0.5
    let slow = try #require(throws: StrategyHostError.self) {
      _ = try Built.fixture(
        "slow", library: "libSlowLoader.so", execution: .isolated(Built.ground(limits: limits)))
    }.description
    #expect(slow.contains("no answer within 0.5 s while it was loaded"))
    for (library, words) in [
      ("ForeignMajor", "contract major 2"), ("NoEntry", "mien_strategy_entry"),
      ("Misfit", "parameter 'force'"),
      ("LiarParams", "parameter 'force' starts at 5.0"),
    ] {
      let text = try #require(throws: StrategyHostError.self) {
        _ = try Built.fixture("it", library: "lib\(library).so")
      }.description
      #expect(text.contains(words) && text.contains("lib\(library).so"), "\(text)")
    }
  }

  @Test(
    "the network, files, programs and signals are out of its reach",
    .enabled(if: Walls.areWhole, Walls.reason),
    arguments: ["connects", "writes", "forks", "kills"])
  func confined(_ misdeed: String) throws {
    let track = try Built.rogue(misdeed, at: 30).render(Self.scene, seed: Seed(1)).track
    let report = try #require(track.curve("mouthSmileLeft"))
    #expect(report.allSatisfy { $0 == 0 }, "\(report.max() ?? 0)")
    #expect(!FileManager.default.fileExists(atPath: "/tmp/mien-rogue-escape"))
  }

  @Test("without the sandbox a strategy reaches the network, and who asks is told")
  func unconfined() async {
    await #expect(processExitsWith: .success) {
      setenv("MIEN_SANDBOX", "off", 1)
      #expect(WorkerGround.shortfall.contains("MIEN_SANDBOX=off"))
      let copies = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: copies) }
      let rogue = try Built.rogue("connects", at: 30, execution: .isolated(Built.ground(copies: copies)))
      let track = try rogue.render(Stage.scene(arrivals: []), seed: Seed(1)).track
      #expect(try #require(track.curve("mouthSmileLeft")).contains { $0 >= 0.5 })
    }
  }

  @Test(
    "a stop ends a take whose strategy hangs or waits, at once and without a failure",
    arguments: ["hang", "sleep"])
  func interrupted(_ misdeed: String) throws {
    let rogue = try Built.rogue(misdeed, at: 30, limits: #"{"cpu": 1000, "wall": 1000}"#)
    let clock = ContinuousClock()
    let start = clock.now
    #expect(throws: StrategyDriverError.stopped) {
      _ = try rogue.render(Self.scene, seed: Seed(1), rate: .fps60, block: 60) {
        clock.now - start > .milliseconds(300)
      }
    }
    // Looks are 0.05 s apart.
    #expect(clock.now - start < .milliseconds(300) + .seconds(4))
    #expect(try take(rogue, Self.short) == take(Built.rogue("honest"), Self.short))
  }
}

/// What of the sandbox is in force on this system.
enum Walls {
  /// What a worker says could not be applied, "" when all of it is in force.
  static let shortfalls: String = {
    let process = Process()
    process.executableURL = Built.folder.appendingPathComponent("mien-worker")
    process.arguments = ["run", "none"]
    let pipe = Pipe()
    process.standardError = pipe
    guard (try? process.run()) != nil else { return "no worker" }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let prefix = "mien-worker: "
    return text.split(separator: "\n").first { $0.hasPrefix(prefix) }.map {
      String($0.dropFirst(prefix.count))
    }
      ?? ""
  }()
  static var areWhole: Bool { shortfalls.isEmpty }
  static var reason: Comment { "not all walls stand on this system: \(shortfalls)" }
}
