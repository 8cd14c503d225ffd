import Foundation
import Testing

/// A batch that is killed at any moment, again and again, and taken up.
///
/// `MIEN_KILLS` says how often, 20 where it is unset.
@Suite("Batches that are killed", .needsMien)
struct StoreKillTests {
  private static let kills = ProcessInfo.processInfo.environment["MIEN_KILLS"].flatMap { Int($0) } ?? 20
  private static let batch =
    "run --strategy still,idle --seed 1,2,3 --corpus parlor --character nova --recording joke --recording old-dog --quiet"

  /// Starts the batch on a store and kills it after so many milliseconds; says whether it came to its end before.
  private func ended(_ store: String, home: String, after milliseconds: Int) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: MienBinary.path ?? "/nowhere")
    process.arguments = Self.batch.split(separator: " ").map(String.init) + ["--store", store]
    process.environment = MienBinary.environment(home: home)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let done = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in done.signal() }
    try process.run()
    if done.wait(timeout: .now() + .milliseconds(milliseconds)) == .success {
      return process.terminationStatus == 0
    }
    kill(process.processIdentifier, SIGKILL)
    try #require(done.wait(timeout: .now() + 60) == .success, "it did not end")
    return process.terminationReason != .uncaughtSignal && process.terminationStatus == 0
  }

  /// What a store holds, as text that does not say in which order it came.
  private func content(_ store: String, home: String) throws -> [String: String] {
    let dump = "\(home)/dump-\(UUID().uuidString)"
    let line = try ShellLine("mien store dump --csv '\(dump)' --store '\(store)'", in: home)
    try #require(line.code == 0, "\(line.errors)")
    var tables: [String: String] = [:]
    for name in ["takes", "take_scores", "score_long"] {
      tables[name] = try String(contentsOfFile: "\(dump)/\(name).csv", encoding: .utf8)
    }
    return tables
  }

  @Test(
    "no finished take is lost, none is half there, and taking up gives the bytes of an uninterrupted batch")
  func killed() throws {
    try MienBinary.withFolder { home in
      let whole = "\(home)/whole.sqlite"
      let start = Date()
      #expect(try ended(whole, home: home, after: 600_000))
      let span = max(50, Int(Date().timeIntervalSince(start) * 1000))
      let expected = try content(whole, home: home)
      var random = SystemRandomNumberGenerator()
      var number = 0
      var takes: Set<Substring> = []
      for _ in 0..<Self.kills {
        let store = "\(home)/killed-\(number).sqlite"
        // Kills fall anywhere in what a whole batch takes, so that some stores see several.
        if try ended(store, home: home, after: Int.random(in: 1...span, using: &random)) {
          #expect(try content(store, home: home) == expected)
          number += 1
          takes = []
          continue
        }
        guard FileManager.default.fileExists(atPath: store) else { continue }
        let check = try ShellLine("mien store check --store '\(store)'", in: home)
        // Killed before the tables were made, it is an empty file.
        guard !check.errors.contains("an empty file") else { continue }
        #expect(check.code == 0, "\(check.output)\(check.errors)")
        let rows =
          try content(store, home: home)["takes"].map { Set($0.split(separator: "\r\n").dropFirst()) } ?? []
        #expect(takes.isSubset(of: rows), "a finished take is gone")
        #expect(
          rows.isSubset(of: Set((expected["takes"] ?? "").split(separator: "\r\n"))), "a take is half there")
        takes = rows
      }
      let last = "\(home)/killed-\(number).sqlite"
      #expect(try ended(last, home: home, after: 600_000))
      #expect(try content(last, home: home) == expected)
    }
  }

  @Test("two batches at once fill one store as one after the other would")
  func together() throws {
    try MienBinary.withFolder { home in
      let apart = try ShellLine("mien \(Self.batch) --store apart.sqlite", in: home)
      #expect(apart.code == 0, "\(apart.errors)")
      let both = try ShellLine(
        "mien \(Self.batch) --store one.sqlite & mien \(Self.batch) --store one.sqlite; code=$?; wait; exit $code",
        in: home)
      #expect(both.code == 0, "\(both.errors)")
      #expect(
        try content("\(home)/one.sqlite", home: home) == content("\(home)/apart.sqlite", home: home))
      #expect(try ShellLine("mien store check --store one.sqlite", in: home).code == 0)
    }
  }
}
