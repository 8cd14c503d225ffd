import Foundation
import StrategyHost
import Testing

@testable import MetricHost

@Suite("What a manifest says is checked")
struct MetricManifestTests {
  static let faults: [(MetricBundle.Kind, [String: any Sendable], String)] = [
    (.metric, ["id": "My Metric"], "may hold a-z"), (.metric, ["version": "1/2"], "version"),
    (.metric, ["schema": "mien.metric/9"], "is not mien.metric/1"),
    (.metric, ["direction": "sideways"], "'direction' has a value that there is not"),
    (.metric, ["needs": ["telepathy"]], "'needs"), (.metric, ["reduction": 3], "'reduction'"),
    (.metric, ["script": "../x.py"], "must be a file name"), (.metric, ["titel": "x"], "no key 'titel'"),
    (.metric, ["window": 30], "a metric has no key 'window'"), (.metric, ["script": "gone.py"], "gone.py"),
    (.metric, ["models": ["gone.bin"]], "gone.bin"), (.metric, ["limits": ["cpu": -1.0]], "limits.cpu"),
    (.metric, ["direction": NSNull()], "lacks 'direction'"), (.metric, ["title": NSNull()], "lacks 'title'"),
    (
      .metric, ["scores": [["name": "a", "title": "A", "direction": "lower", "summary": "s"]]],
      "belong to each of 'scores'"
    ),
    (.metric, ["id": "lip-sync"], "belongs to a score of the house (lip-sync)"),
    (.metric, ["id": "lip-sync.r0"], "belongs to a score of the house"),
    (.encoder, ["id": "fgd-lin"], "belongs to a score of the house"),
    (.metric, ["id": "fgd.mine"], "as the scores of encoders"),
    (.metric, ["limits": ["load": 0.0]], "limits.load"),
    (.encoder, ["hop": 10], "windows that overlap count the same motion twice"),
    (.encoder, ["window": 1], "2...100000"), (.encoder, ["fps": 0], "frames per second"),
    (.encoder, ["channels": [String]()], "lacks 'channels'"),
    (.encoder, ["channels": ["a", "a"]], "names one twice"), (.encoder, ["fps": NSNull()], "lacks 'fps'"),
    (.encoder, ["unit": "m"], "an encoder has no key 'unit'"),
  ]

  @Test("what is wrong is named, with the file", arguments: faults.indices)
  func fault(index: Int) throws {
    let (kind, settings, said) = Self.faults[index]
    let folder = try ScratchFolder()
    let error = #expect(throws: MetricHostError.self) {
      try Stage.bundle(folder, kind: kind, "pass", settings)
    }
    let text = error?.description ?? ""
    #expect(text.contains(said) && text.contains(kind.manifest), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test("what is no JSON, no file or no object is named too", arguments: ["", "{", "[]", "3", "\u{0}"])
  func noObject(text: String) throws {
    let folder = try ScratchFolder()
    try Data(text.utf8).write(to: folder.url.appendingPathComponent("metric.json"))
    let error = #expect(throws: MetricHostError.self) { try MetricBundle(folder: folder.url, kind: .metric) }
    #expect(error?.description.contains("metric.json") == true)
    let gone = try ScratchFolder()
    #expect(throws: MetricHostError.self) { try MetricBundle(folder: gone.url, kind: .metric) }
  }

  @Test("limits are those of scripts unless the manifest says otherwise")
  func limits() throws {
    let folder = try ScratchFolder()
    let bundle = try Stage.bundle(folder, "pass", ["limits": ["memory": 100.0, "wall": 3.0]])
    #expect(bundle.manifest.workerLimits.memory == 100 << 20)
    #expect(bundle.manifest.workerLimits.wall == 3)
    #expect(bundle.manifest.workerLimits.cpu == 30 && bundle.manifest.workerLimits.start == 30)
  }
}
