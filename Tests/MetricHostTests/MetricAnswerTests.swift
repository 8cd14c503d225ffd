import Foundation
import Scoring
import Testing

@testable import MetricHost

@Suite("What a script answers is not believed")
struct MetricAnswerTests {
  private func answer(_ text: String, _ numbers: [Double] = [], length: UInt64? = nil) -> Data {
    var data = Data()
    withUnsafeBytes(of: (length ?? UInt64(text.utf8.count)).littleEndian) { data.append(contentsOf: $0) }
    data.append(Data(text.utf8))
    data.append(Data(count: -data.count & 7))
    numbers.withUnsafeBytes { data.append(contentsOf: $0) }
    return data
  }

  @Test("numbers and reasons come through")
  func quantities() throws {
    let data = answer(#"{"values": {"a": {"value": 1.5}, "b": {"undefined": "none"}}}"#)
    let values = try MetricAnswer.quantities(data).get()
    #expect(values == ["a": .value(1.5), "b": .undefined(reason: "none")])
    let reason = try MetricAnswer.quantities(answer(#"{"undefined": "no"}"#))
    if case .failure(let told) = reason { #expect(told.text == "no") } else { Issue.record("a value") }
  }

  @Test("NaN is undefined, and a fault where it is looked for")
  func faults() throws {
    let lone = answer(#"{"values": {"a": {"value": 1}, "b": {"undefined": "gave nan", "fault": true}}}"#)
    #expect(try MetricAnswer.quantities(lone).get()["b"] == .undefined(reason: "gave nan"))
    #expect(throws: MetricAnswer.Fault.self) { _ = try MetricAnswer.quantities(lone, isStrict: true) }
    let rows = answer(#"{"undefined": "NaN in row 0", "fault": true}"#)
    if case .success = try MetricAnswer.rows(rows) { Issue.record("rows") }
    #expect(throws: MetricAnswer.Fault.self) { _ = try MetricAnswer.rows(rows, isStrict: true) }
    let told = answer(#"{"undefined": "too short"}"#)
    if case .success = try MetricAnswer.rows(told, isStrict: true) { Issue.record("rows") }
  }

  @Test("rows come through bit by bit")
  func rows() throws {
    let rows = try MetricAnswer.rows(answer(#"{"shape":[2,2]}"#, [1, 2, 3, .pi])).get()
    #expect(rows == RowTable(columns: 2, values: [1, 2, 3, .pi]) && rows.count == 2)
  }

  @Test("what is cut off, of another shape or not finite is refused")
  func damage() {
    for data in [
      Data(), Data([1]), answer("{}", length: 99), answer("{}", length: .max), answer("["), answer("{}"),
    ] {
      #expect(throws: MetricAnswer.Fault.self) { _ = try MetricAnswer.quantities(data) }
      #expect(throws: MetricAnswer.Fault.self) { _ = try MetricAnswer.rows(data) }
    }
    for shape in ["[2,3]", "[-1,-4]", "[4]", "[4611686018427387904,4]", "[1,2,2]"] {
      #expect(throws: (any Error).self) {
        _ = try MetricAnswer.rows(answer(#"{"shape":\#(shape)}"#, [1, 2, 3, 4])).get()
      }
    }
    #expect(throws: MetricAnswer.Fault.self) {
      _ = try MetricAnswer.rows(answer(#"{"shape":[1,1]}"#, [.nan]))
    }
  }
}
