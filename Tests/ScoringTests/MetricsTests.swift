import Dispatch
import Foundation
import Provenance
import Synchronization
import Testing

@testable import Scoring

/// What holds for all metrics together, those of whole runs among them.
@Suite struct MetricsTests {
  private static let takes = (0..<9).map {
    FullClip.evidence(SyntheticClip(seed: $0), reference: FullClip.stage.reference)
  }
  private static let alone = takes.map { Metrics.measure($0) }

  /// Scores as bytes: equal ones are equal in every bit.
  private func bytes(_ records: [MeasurementRecord]) throws -> Data {
    try CanonicalJSON.encode(try Metrics.reduce(records, reference: FullClip.stage.reference))
  }

  @Test func everyMetricHasARecordOfEveryTake() throws {
    for metric in Metrics.all {
      let own = Self.alone.map { $0.filter { $0.measurement.metric == metric.id } }
      #expect(own.allSatisfy { $0.count == 1 }, "\(metric.id)")
    }
    let scores = try Metrics.reduce(Self.alone.flatMap { $0 }, reference: FullClip.stage.reference)
    #expect(scores.map(\.metric) == Metrics.descriptors.map(\.id))
    let sets = Metrics.descriptors.filter { $0.reduction == .set }.map(\.id)
    #expect(scores.contains { sets.contains($0.metric) && $0.value.number != nil })
  }

  @Test func twoThreadsGiveTheBytesOfOne() throws {
    let made = Mutex([[MeasurementRecord]](repeating: [], count: Self.takes.count))
    DispatchQueue.concurrentPerform(iterations: 2) { thread in
      for index in Self.takes.indices where index % 2 == thread {
        let records = Metrics.measure(Self.takes[index])
        made.withLock { $0[index] = records }
      }
    }
    let together = made.withLock { $0 }
    for (one, two) in zip(Self.alone, together) {
      for (a, b) in zip(one, two) { #expect(a == b, "\(a.measurement.metric)") }
    }
    #expect(try bytes(together.flatMap { $0 }) == bytes(Self.alone.flatMap { $0 }))
  }

  @Test(arguments: [0, 1, 2, 3] as [UInt64]) func threeShardsInAnyOrderGiveTheBytesOfTheWhole(_ seed: UInt64)
    throws
  {
    var generator = SeededGenerator(seed: Seed(seed))
    let shards = (0..<3).map { shard in
      Self.alone.indices.filter { $0 % 3 == shard }.flatMap { Self.alone[$0] }.shuffled(using: &generator)
    }.shuffled(using: &generator)
    // As a store keeps them.
    let kept = try shards.map { shard in
      try JSONDecoder().decode([MeasurementRecord].self, from: CanonicalJSON.encode(shard))
    }
    let whole = try MeasurementRecord.union([Self.alone.flatMap { $0 }])
    #expect(try MeasurementRecord.union(kept) == whole)
    #expect(try bytes(MeasurementRecord.union(kept)) == bytes(whole))
    // A take that two shards have counts once.
    #expect(try bytes(MeasurementRecord.union(kept + [kept[0]])) == bytes(whole))
    let permuted = Self.alone.flatMap { $0 }.shuffled(using: &generator)
    #expect(try bytes(permuted) == bytes(whole))
  }

  /// A metric that counts its measurements.
  private final class Counted: Metric {
    let metric: any Metric
    let measured = Atomic(0)
    init(_ metric: any Metric) { self.metric = metric }

    var id: String { metric.id }
    var descriptors: [MetricDescriptor] { metric.descriptors }
    func measure(_ take: TakeEvidence) -> TakeMeasurement {
      measured.wrappingAdd(1, ordering: .relaxed)
      return metric.measure(take)
    }
    func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score] {
      metric.reduce(records, reference: reference)
    }
  }

  @Test(arguments: Metrics.all.map(\.id)) func onlyAChangedTakeIsMeasuredAgain(_ id: String) throws {
    let metric = Counted(try Metrics.metric(id))
    let reference = FullClip.stage.reference
    func record(_ take: TakeEvidence) -> MeasurementRecord {
      MeasurementRecord(key: take.key, measurement: metric.measure(take))
    }
    var takes = Array(Self.takes.prefix(4))
    var records = takes.map(record)
    _ = metric.reduce(records, reference: reference)
    #expect(metric.measured.load(ordering: .relaxed) == 4)

    takes[1] = takes[1].with(track: takes[2].track)
    records[1] = record(takes[1])
    let scores = metric.reduce(records, reference: reference)
    #expect(metric.measured.load(ordering: .relaxed) == 5)
    let afresh = takes.map { MeasurementRecord(key: $0.key, measurement: metric.metric.measure($0)) }
    #expect(
      try CanonicalJSON.encode(scores)
        == CanonicalJSON.encode(metric.metric.reduce(afresh, reference: reference)))
  }
}
