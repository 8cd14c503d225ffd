import Foundation
import Motion
import Provenance
import Testing

@testable import StrategyHost

#if canImport(Glibc)
  import Glibc
#endif

/// What a process has left behind. Its tests run in processes of their own, where nobody else opens anything.
private struct Residue: Equatable {
  var descriptors: Int
  var children: Int
  var folders: Int

  /// Gives this process a temporary folder of its own.
  static func settle() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-residue-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    setenv("TMPDIR", folder.path, 1)
    return folder
  }

  static func now(in folder: URL) throws -> Residue {
    let files = FileManager.default
    return Residue(
      descriptors: try files.contentsOfDirectory(atPath: "/proc/self/fd").count,
      children: try processes(of: folder),
      folders: try files.contentsOfDirectory(atPath: folder.path).count { $0.hasPrefix("mien-worker-") })
  }

  /// Children of this process, zombies among them, and whoever else was started with a folder in ours.
  private static func processes(of folder: URL) throws -> Int {
    let own = "\(getpid())"
    return try FileManager.default.contentsOfDirectory(atPath: "/proc").count { name in
      guard name.allSatisfy(\.isNumber), name != own else { return false }
      if let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
        let rest = stat.split(separator: ")").last?.split(separator: " "), rest.count > 1, rest[1] == own
      {
        return true
      }
      let environment = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(name)/environ"))) ?? Data()
      return String(decoding: environment, as: UTF8.self).contains("TMPDIR=\(folder.path)/")
    }
  }

  /// Bytes of memory that this process holds.
  static var resident: Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    return (pages.flatMap { Int($0[1]) } ?? 0) * 4096
  }
}

@Suite("Nothing is left behind")
struct ResidueTests {
  @Test("200 takes with crashes, hangs and floods leave no process, folder or descriptor")
  func takes() async {
    await #expect(processExitsWith: .success) {
      let folder = try Residue.settle()
      defer { try? FileManager.default.removeItem(at: folder) }
      let copies = folder.appendingPathComponent("copies")
      let ground = StrategyExecution.isolated(Built.ground(copies: copies))
      let scene = Stage.scene(arrivals: [0.1], seconds: 0.6)
      let short = Stage.scene(arrivals: [0.1], seconds: 0.2)
      func round(_ count: Int) throws {
        let rogues = try ["segfault", "exit", "close", "forks", "overrun-far", "prints"].map {
          try Built.rogue($0, at: 30, execution: ground)
        }
        // While they live there is something to be counted.
        let busy = try Residue.now(in: folder)
        #expect(busy.children >= rogues.count && busy.folders >= rogues.count)
        for index in 0..<count {
          let rogue = rogues[index % rogues.count]
          _ = try? rogue.render(index % 4 == 0 ? scene : short, seed: Seed(UInt64(index)))
        }
      }
      try round(12)
      let before = try Residue.now(in: folder)
      #expect(before.children == 0 && before.folders == 0)
      try round(200)
      #expect(try Residue.now(in: folder) == before)
    }
  }

  @Test("descriptions that fail leave nothing either")
  func descriptions() async {
    await #expect(processExitsWith: .success) {
      let folder = try Residue.settle()
      defer { try? FileManager.default.removeItem(at: folder) }
      let bundles = try TemporaryFolder()
      for name in ["Ledger", "Crasher", "NoEntry", "CreateCrash"] {
        try bundles.bundle(name.lowercased(), library: "lib\(name).so")
      }
      func look() {
        let shelf = StrategyShelf(
          path: [bundles.url], executableFolder: Built.folder,
          ground: Built.ground(copies: folder.appendingPathComponent("copies")))
        for bundle in shelf.bundles { _ = try? shelf.card(of: bundle, afresh: true) }
      }
      look()
      let before = try Residue.now(in: folder)
      for _ in 0..<5 { look() }
      #expect(try Residue.now(in: folder) == before)
      #expect(before.children == 0 && before.folders == 0)
    }
  }

  @Test("the host's memory does not grow with takes")
  func memory() async {
    await #expect(processExitsWith: .success) {
      let folder = try Residue.settle()
      defer { try? FileManager.default.removeItem(at: folder) }
      let copies = folder.appendingPathComponent("copies")
      // A take of 20 s holds 52 KiB of rows and activities: 500 of them kept would be 26 MiB.
      let scene = Stage.scene(arrivals: (0..<100).map { Double($0) / 5 }, seconds: 20)
      let strategies = [
        try Built.rogue("honest", execution: .isolated(Built.ground(copies: copies))),
        try Built.rogue("honest", execution: .inProcess(copies: copies)),
      ]
      for strategy in strategies {
        for seed in 0..<100 { _ = try strategy.render(scene, seed: Seed(UInt64(seed)), block: 300) }
        let before = Residue.resident
        for seed in 0..<500 { _ = try strategy.render(scene, seed: Seed(UInt64(seed)), block: 300) }
        let growth = Residue.resident - before
        #expect(growth < 8 << 20, "\(growth >> 10) KiB more after 500 takes")
      }
    }
  }
}
