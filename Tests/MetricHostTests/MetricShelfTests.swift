import Foundation
import Testing

@testable import MetricHost

@Suite("Metrics and encoders are found on a path")
struct MetricShelfTests {
  @Test("in folders of bundles, and as bundles themselves; the first of an id wins")
  func path() throws {
    #expect(Stage.shelf.bundles.map(\.id) == ["frozen", "head-motion", "head-spread"])
    #expect(Stage.shelf.faults.isEmpty)
    let folder = try ScratchFolder()
    let own = try Stage.bundle(folder, "pass", ["id": "frozen"])
    let shelf = MetricShelf(path: [folder.url, Stage.fixtures], ground: Stage.ground)
    // A metric and an encoder of one id are two.
    #expect(shelf.bundles.map(\.id) == ["frozen", "frozen", "head-motion", "head-spread"])
    #expect(try shelf.bundle("frozen").folder.path == own.folder.path)
    #expect(try shelf.bundle("fgd.frozen").kind == .encoder)
  }

  @Test("a path means the bundle in it")
  func folders() throws {
    let fixtures = Stage.fixtures.path
    #expect(try Stage.shelf.bundle(fixtures + "/frozen.encoder").id == "frozen")
    let several = #expect(throws: MetricHostError.self) { try Stage.shelf.bundle(fixtures) }
    #expect(several?.description.contains("3 metrics and encoders") == true)
    let folder = try ScratchFolder()
    let none = #expect(throws: MetricHostError.self) { try Stage.shelf.bundle(folder.url.path) }
    #expect(none?.description.contains("metric new") == true)
  }

  @Test("what is broken is told when it is asked for, and only then")
  func broken() throws {
    let folder = try ScratchFolder()
    let bundle = folder.url.appendingPathComponent("odd.metric")
    try FileManager.default.createDirectory(at: bundle, withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: bundle.appendingPathComponent("metric.json"))
    let shelf = MetricShelf(path: [folder.url, Stage.fixtures], ground: Stage.ground)
    #expect(shelf.bundles.count == 3 && shelf.faults.count == 1)
    let error = #expect(throws: MetricHostError.self) { try shelf.bundle("odd") }
    #expect(error?.description.contains("lacks") == true)
    let unknown = #expect(throws: MetricHostError.self) { try shelf.bundle("lip-sync") }
    #expect(unknown?.description.contains("there are frozen, head-motion, head-spread") == true)
  }
}
