import Foundation
import StrategyDriver
import Testing

@testable import StrategyHost

@Suite("A worker is started with what it needs and nothing else")
struct WorkerLaunchTests {
  private func confinement(_ launch: WorkerLaunch) -> WorkerConfinement {
    WorkerConfinement(environment: launch.environment)
  }

  @Test("a library's worker may read its bundle and what it declares, and gets no secrets")
  func library() throws {
    let folder = try TemporaryFolder()
    let place = try folder.bundle(
      "ledger", copying: Built.library("Ledger"),
      manifest: #"{"schema": "mien.strategy/1", "id": "ledger", "library": "lib.so", "#
        + #""access": {"read": ["/srv/sounds"], "write": ["/srv/cache"]}, "limits": {"memory": 64}}"#)
    let bundle = try StrategyBundle(folder: place, librariesBeside: Built.folder)
    let copy = folder.url.appendingPathComponent("copies/x/lib.so")
    let launch = try WorkerLaunch(bundle, library: copy, ground: Built.ground())
    #expect(launch.command == [Built.folder.path + "/mien-worker", "run", copy.path])
    let allowed = confinement(launch)
    #expect(!allowed.network && allowed.write == ["/srv/cache"])
    #expect(
      Set(allowed.read).isSuperset(of: [place.path, "/srv/sounds", copy.deletingLastPathComponent().path]))
    #expect(allowed.addressSpace > 64 << 20 && allowed.descriptors == 256)
    #expect(launch.limits.memory == 64 << 20)
    #expect(launch.environment["HOME"] == nil && launch.environment["LD_PRELOAD"] == nil)
    #expect(
      !launch.environment.keys.contains {
        $0.contains("TOKEN") || $0.contains("SECRET") || $0.hasPrefix("AWS")
      })
  }

  @Test("limits of the ground replace those of the bundle, but for the address space")
  func limits() throws {
    let folder = try TemporaryFolder()
    let bundle = try Built.bundle("ledger", library: "libLedger.so", in: folder)
    let launch = try WorkerLaunch(bundle, library: bundle.codeFile, ground: Built.ground(limits: .python))
    #expect(launch.limits.memory == WorkerLimits.python.memory && launch.limits.limitsAddressSpace)
  }

  @Test("the counter of allocations is loaded only when measuring")
  func counter() throws {
    let folder = try TemporaryFolder()
    let bundle = try Built.bundle("ledger", library: "libLedger.so", in: folder)
    var ground = Built.ground()
    ground.allocationCounter = URL(fileURLWithPath: "/lib/counter.so")
    #expect(
      try WorkerLaunch(bundle, library: bundle.codeFile, ground: ground).environment["LD_PRELOAD"] == nil)
    ground.measures = true
    #expect(
      try WorkerLaunch(bundle, library: bundle.codeFile, ground: ground).environment["LD_PRELOAD"]
        == "/lib/counter.so")
  }

  @Test("a script runs in its interpreter with our package, and without the package not at all")
  func script() throws {
    let folder = try TemporaryFolder()
    let place = try folder.bundle(
      "story",
      manifest: #"{"schema": "mien.strategy/1", "id": "story", "script": "story.py", "python": "./py", "#
        + #""device": "cuda:1", "access": {"network": true}}"#)
    try Data().write(to: place.appendingPathComponent("story.py"))
    let bundle = try StrategyBundle(folder: place, librariesBeside: Built.folder)
    var ground = Built.ground()
    #expect(throws: StrategyHostError.self) {
      _ = try WorkerLaunch(bundle, library: bundle.codeFile, ground: ground)
    }
    ground.python = URL(fileURLWithPath: "/opt/mien-python")
    let launch = try WorkerLaunch(bundle, library: bundle.codeFile, ground: ground)
    #expect(
      launch.command == [
        place.path + "/py", "/opt/mien-python/mien/worker.py", "run", place.path, "story.py",
      ])
    #expect(launch.environment["MIEN_DEVICE"] == "cuda:1")
    #expect(confinement(launch).network && confinement(launch).read.contains("/opt/mien-python"))
    // Interpreters reserve far more than they use.
    #expect(confinement(launch).addressSpace == 0)
    let error = try #require(throws: StrategyHostError.self) {
      _ = try TakeRenderer(bundle, execution: Built.inProcess)
    }
    #expect(error.description.contains("'story' is a script"))
  }
}
