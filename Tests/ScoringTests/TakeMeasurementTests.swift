import Foundation
import Testing

@testable import Scoring

@Suite struct TakeMeasurementTests {
  private func record(_ recording: String, _ value: Double) -> MeasurementRecord {
    MeasurementRecord(
      key: TakeKey(recording: recording, participant: "a", seed: 1),
      measurement: TakeMeasurement(metric: "m/1", quantities: ["x": .value(value)]))
  }

  @Test func unionsAreSortedAndWithoutRepeats() throws {
    let union = try MeasurementRecord.union([
      [record("b", 1), record("c", 2)], [record("a", 3), record("b", 1)],
    ])
    #expect(union == [record("a", 3), record("b", 1), record("c", 2)])
    #expect(try MeasurementRecord.union([]).isEmpty)
  }

  @Test func unlikeRecordsOfOneTakeAreAnError() {
    #expect(throws: ScoringError.conflict(key: record("b", 1).key, metric: "m/1")) {
      try MeasurementRecord.union([[record("b", 1)], [record("b", 2)]])
    }
  }

  @Test func missingQuantitiesAreUndefined() {
    #expect(record("a", 1).measurement["y"] == .undefined(reason: "m/1 did not measure 'y'"))
  }

  @Test func numbersComeBackWithTheSameBits() throws {
    for number in [0.1, 1.0 / 3, -2.2250738585072014e-308, 1.7976931348623157e308, 0.1 + 0.2, 1e22, -0.0] {
      let data = try JSONEncoder().encode(record("a", number))
      let back = try JSONDecoder().decode(MeasurementRecord.self, from: data)
      #expect(back.measurement["x"].number?.bitPattern == number.bitPattern, "\(number)")
    }
  }
}
