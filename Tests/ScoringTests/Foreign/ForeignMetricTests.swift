import Foundation
import Testing

@testable import Scoring

@Suite("Scores from outside can be read without their code")
struct ForeignMetricTests {
  static let hash = String(repeating: "ab", count: 32)

  static func metric(_ name: String, reduction: MetricDescriptor.Reduction = .mean) -> ForeignMetric {
    let id = "\(name)/1.0.0+abababab"
    return ForeignMetric(
      id: id,
      descriptors: [
        MetricDescriptor(
          id: id, title: "Own", direction: .higher, rank: .diagnostic, reduction: reduction, needs: [],
          summary: "s", whereItLies: "l", source: "ours", code: hash)
      ])
  }

  static func record(_ metric: ForeignMetric, _ recording: String, _ value: Double) -> MeasurementRecord {
    MeasurementRecord(
      key: TakeKey(recording: recording, participant: "me", seed: 1),
      measurement: TakeMeasurement(metric: metric.id, quantities: [metric.id: .value(value)]))
  }

  @Test("values of takes are found, reduced and named once the metric is met")
  func met() throws {
    let metric = Self.metric("met-once")
    let records = [Self.record(metric, "b", 3), Self.record(metric, "a", 1)]
    #expect(throws: ScoringError.unknownMetric(metric.id)) { try Metrics.descriptor(metric.id) }
    ForeignMetrics.adopt(
      ForeignMetric.read(String(decoding: try JSONEncoder().encode([metric]), as: UTF8.self)))
    #expect(try Metrics.descriptor(metric.id) == metric.descriptors[0])
    #expect(try Metrics.takeScores(records).map(\.value) == [.value(1), .value(3)])
    let scores = try Metrics.reduce(records, reference: ScoringReference(), and: [metric])
    #expect(scores.last?.value == .value(2) && scores.last?.n == 2)
    // What a run is given is said by its plan, never by what was met.
    #expect(
      try Metrics.reduce(records, reference: ScoringReference()).contains { $0.metric == metric.id } == false)
    #expect(!Metrics.descriptors.contains { $0.id == metric.id })
  }

  @Test("a store that gives ids of the house to something else is not believed")
  func impostor() throws {
    let own = try #require(Metrics.descriptors.first)
    ForeignMetrics.adopt([ForeignMetric(id: own.id, descriptors: [own])])
    #expect(!ForeignMetrics.known.contains { $0.id == own.id })
    #expect(ForeignMetric.read("[{}]").isEmpty && ForeignMetric.read("").isEmpty)
  }

  @Test("the code's hash is part of a score's identity; without one the identity is as ever")
  func identity() throws {
    #expect(Self.metric("x").descriptors[0].identity == "x/1.0.0+abababab code=\(Self.hash)")
    let house = Metrics.descriptors[0]
    #expect(!house.identity.contains("code="))
    let text = String(decoding: try JSONEncoder().encode(house), as: UTF8.self)
    #expect(!text.contains("\"code\""))
  }

  @Test("a distance needs points of one width, and ten for each of their numbers")
  func space() {
    var metric = Self.metric("space", reduction: .set)
    metric = ForeignMetric(id: metric.id, descriptors: [metric.descriptors[0], metric.descriptors[0]])
    func record(_ count: Int, columns: Double = 2) -> MeasurementRecord {
      var generator = SplitMix(state: UInt64(count))
      var record = Self.record(metric, "r\(count)", 0)
      record.measurement.series[ForeignMetric.rows] = (0..<2 * count).map { _ in generator.next() }
      record.measurement[ForeignMetric.columns] = .value(columns)
      return record
    }
    metric.space = .init(dimensions: 2, points: record(60).measurement.series[ForeignMetric.rows] ?? [])
    #expect((metric.reduce([record(60)], reference: .init())[0].value.number ?? 1) < 1e-9)
    #expect((metric.reduce([record(40)], reference: .init())[0].value.number ?? 0) > 1e-6)
    #expect(
      metric.reduce([record(19)], reference: .init())[0].value.reason?.contains("20 are needed") == true)
    #expect(metric.reduce([record(60, columns: 1e300)], reference: .init())[0].value.number == nil)
    #expect(metric.reduce([], reference: .init())[0].value.reason == "there are no takes")
  }

  /// Numbers in 0…1.
  struct SplitMix {
    var state: UInt64
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
  }
}
