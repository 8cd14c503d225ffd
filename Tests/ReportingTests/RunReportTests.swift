import Foundation
import Reporting
import Runs
import Scoring
import Testing

@Suite("The report of one run")
struct RunReportTests {
  private let summary = RunSamples.summary(
    "speech",
    scores: [
      Score(metric: "lip-sync.r0/1", value: .value(0.61234), n: 8, takes: 8, undefinedTakes: 0),
      Score(
        metric: "coupling.z/3", value: .undefined(reason: "the track has no joints"), n: 0, takes: 0,
        undefinedTakes: 8),
      Score(metric: "blinks.rate/1", value: .value(17), n: 8, takes: 8, undefinedTakes: 0),
    ], failed: 1)
  private let takes = [
    TakeSummary(
      key: TakeKey(recording: "r0", participant: "nova", seed: 7), frames: 600, lookahead: 12,
      trackHash: "0123456789abcdef0123", failure: nil),
    TakeSummary(
      key: TakeKey(recording: "r1", participant: "nova", seed: 7), frames: 0, lookahead: 0, trackHash: "",
      failure: "the worker died\u{1B}[31m"),
  ]

  @Test("Says what the run is made of, with the evidence it rests on")
  func identity() {
    let text = RunReport(summary).rendered(as: .table)
    for part in [
      "speech 1.0", "beats=2, energy=0.5", "greetings (real)", "nova (synthetic)", "agent/1", "60 fps",
      "8 finished, 1 failed",
    ] { #expect(text.contains(part), "\(part)") }
  }

  @Test("An undefined score says why and is never a zero")
  func undefined() {
    let text = RunReport(summary).rendered(as: .table)
    #expect(text.contains("undefined: the track has no joints"))
    #expect(
      text.split(separator: "\n").contains { $0.contains("coupling.z/3") && $0.contains(" 0      0   8 ") })
    #expect(text.contains("0.612"))
  }

  @Test("Diagnostics stay out unless asked for, and the report says so")
  func diagnostics() {
    #expect(!RunReport(summary).rendered(as: .table).contains("Blink rate"))
    #expect(RunReport(summary).rendered(as: .table).contains("diagnostics not shown"))
    let full = RunReport(summary, diagnostics: true).rendered(as: .table)
    #expect(full.contains("Blink rate"))
    #expect(full.contains("real, synthetic reference"))
  }

  @Test("What reads a synthetic reference says so, what does not is real")
  func evidence() throws {
    let run = summary.run
    func label(_ id: String) throws -> String { EvidenceLabel(run, try Metrics.descriptor(id)).text }
    for id in [
      "coupling.z/3", "coupling.lag/3", "emotion.accuracy/1", "style-distance.distance/1", "blinks.rate/1",
    ]
    where (try? Metrics.descriptor(id)) != nil {
      #expect(try label(id) == "real, synthetic reference", "\(id)")
    }
    #expect(try label("lip-sync.r0/1") == "real")
    #expect(EvidenceLabel(run).text == "real, synthetic reference")
    let provisional = EvidenceLabel(run, try Metrics.descriptor("coupling.z/3"), isProvisional: true).text
    #expect(provisional == "real, synthetic reference, provisional")
  }

  @Test("A failed take is marked, and its reason cannot act on the terminal")
  func failedTake() {
    let text = RunReport(summary, takes: takes).rendered(as: .table)
    #expect(text.contains("r0/nova@7"))
    #expect(text.contains("10.00"))
    #expect(text.contains("✗ failed: the worker died\\u{1B}[31m"))
  }

  @Test("JSON is one object with a schema, scores with nulls, and all takes")
  func json() throws {
    let text = RunReport(summary, takes: takes).rendered(as: .json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "mien.run-report/1")
    let scores = try #require(object["scores"] as? [[String: Any]])
    #expect(scores[0]["value"] as? Double == 0.61234)
    #expect(scores[1]["value"] is NSNull)
    #expect(scores[1]["undefined"] as? String == "the track has no joints")
    #expect((object["takes"] as? [Any])?.count == 2)
    #expect((object["parameters"] as? [String: Double])?["energy"] == 0.5)
  }

  @Test("A run without scores says that it is not complete")
  func incomplete() {
    #expect(RunReport(RunSamples.summary("x")).rendered(as: .table).contains("not complete"))
  }

  @Test("Nothing is wider than the terminal", arguments: [50, 80, 120])
  func width(width: Int) {
    let lines = RunReport(summary, takes: takes, diagnostics: true).rendered(as: .table, width: width)
      .split(separator: "\n").dropLast()
    // A signature is one word, to be copied whole.
    for line in lines where !line.contains("run:x-") && !line.contains("run:speech-") {
      #expect(DisplayWidth.of(String(line)) <= width)
    }
  }
}
