import Foundation
import StrategyHost
import Testing

@Suite("A project is built, and watched for saves")
struct StrategyProjectTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func write(_ name: String, _ text: String, executable: Bool = false) throws {
    let file = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes(
      [.posixPermissions: executable ? 0o755 : 0o644], ofItemAtPath: file.path)
  }

  private func project(_ script: String, executable: Bool = true) throws -> StrategyProject {
    try write("build.sh", "#!/bin/sh\n\(script)\n", executable: executable)
    return try StrategyProject(at: folder.url)
  }

  @Test("A folder with neither build.sh nor a manifest is none; a bundle needs no building")
  func kinds() throws {
    #expect(throws: StrategyProjectError.self) { try StrategyProject(at: folder.url) }
    try write("strategy.json", "{}")
    #expect(try StrategyProject(at: folder.url).script == nil)
    try StrategyProject(at: folder.url).build()
  }

  @Test("build.sh runs in its folder; what it came to is told")
  func builds() throws {
    try project("pwd > where.so").build()
    let place = try String(contentsOf: folder.url.appendingPathComponent("where.so"), encoding: .utf8)
    #expect(place.contains(folder.url.lastPathComponent))
    let failed = #expect(throws: StrategyProjectError.self) { try project("exit 3").build() }
    #expect(failed?.description.contains("build.sh: ended with exit code 3") == true)
    let notRun = #expect(throws: StrategyProjectError.self) { try project("", executable: false).build() }
    #expect(notRun?.description.contains("chmod +x") == true)
  }

  @Test("A build that shall stop ends with all that it started")
  func stops() throws {
    let began = ContinuousClock.now
    #expect(throws: StrategyProjectError.self) { try project("sleep 60").build { true } }
    #expect(ContinuousClock.now - began < .seconds(20))
  }

  @Test("Sources are seen; hidden files, libraries and what building leaves behind are not")
  func stamps() throws {
    let project = try project("")
    let before = project.stamp()
    for name in [
      ".build/x.swift", "target/x.rs", "p.strategy/lib.so", "__pycache__/a.pyc", ".swp", "Cargo.lock",
    ] {
      try write(name, "x")
    }
    #expect(project.stamp() == before)
    try write("src/deep/x.rs", "x")
    #expect(project.stamp().count == before.count + 1)
  }

  @Test("A save is a change once; what every build makes anew is none")
  func changes() throws {
    let project = try project("")
    try write("a.c", "1")
    let changes = ProjectChanges(project)
    changes.settle()
    #expect(!changes.happened())
    try write("a.c", "22")
    #expect(changes.happened())
    changes.settle()
    #expect(!changes.happened())
    // A build that writes a header: one round more, then never again.
    try write("made.h", "1")
    changes.settle()
    #expect(changes.happened())
    try write("made.h", "22")
    changes.settle()
    #expect(!changes.happened())
    try write("made.h", "333")
    #expect(!changes.happened())
    try write("a.c", "333")
    #expect(changes.happened())
  }
}
