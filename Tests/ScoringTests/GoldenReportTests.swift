import Foundation
import Testing

@testable import Scoring

@Suite struct GoldenReportTests {
  static func report(
    _ expected: String, inputs: [String: String] = [:]
  ) throws(VerificationError) -> GoldenReport {
    try GoldenReport(expected: Data(expected.utf8)) { name throws(VerificationError) in
      guard let text = inputs[name] else {
        throw .unreadable(file: "inputs/\(name).csv", reason: "not there")
      }
      return Data(text.utf8)
    }
  }

  static func one(_ item: String, inputs: [String: String] = [:]) throws -> GoldenResult {
    try #require(try report("{\"items\": {\"it\": \(item)}}", inputs: inputs).results.first)
  }

  @Test(.enabled(if: GoldenVectors.isPresent, GoldenVectors.absence))
  func everyGoldenVectorAgrees() throws {
    let folder = try #require(GoldenVectors.folder)
    let expected = try Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))
    let report = try GoldenReport(expected: expected) { name throws(VerificationError) in
      guard let data = FileManager.default.contents(atPath: "\(folder)/inputs/\(name).csv") else {
        throw .unreadable(file: name, reason: "not there")
      }
      return data
    }
    #expect(report.results.count == 43)
    for result in report.results where result.verdict != .agrees {
      Issue.record("\(result.item): \(result.reason ?? "")")
    }
    #expect(report.passes)
  }

  @Test func aWrongNumberFailsAndSaysWhich() throws {
    let result = try Self.one(
      #"{"formula": "hellinger", "inputs": ["a", "b"], "expected": 0.5, "rel_tol": 1e-9}"#,
      inputs: ["a": "c\n1\n1\n", "b": "c\n1\n0\n"])
    #expect(result.verdict == .disagrees)
    #expect(result.checked == 1)
    #expect(result.reason?.contains("expected 0.5") == true)
  }

  @Test func countsAreComparedExactlyWhateverTheTolerance() throws {
    let inputs = ["a": "c\n1\n2\n4\n", "b": "c\n0\n0\n0\n"]
    func verdict(_ total: Int) throws -> GoldenResult.Verdict {
      try Self.one(
        """
        {"formula": "signflip_exact", "inputs": ["a", "b"], "expected": {"total": \(total)}, "rel_tol": 1}
        """, inputs: inputs
      ).verdict
    }
    #expect(try verdict(8) == .agrees)
    #expect(try verdict(9) == .disagrees)
  }

  @Test func otherWordsAreKnownByWhatIsExpected() throws {
    let result = try Self.one(
      #"{"formula": "our own words", "inputs": ["p"], "expected": {"holm": [0.5], "bh": [0.5]}, "rel_tol": 0}"#,
      inputs: ["p": "c\n0.5\n"])
    #expect(result.verdict == .agrees)
    #expect(result.digits == 17)
  }

  @Test(
    arguments: [
      #"{"formula": "nobody knows", "inputs": [], "expected": 1, "rel_tol": 1}"#,
      #"{"formula": "hellinger", "inputs": ["gone", "gone"], "expected": 1, "rel_tol": 1}"#,
      #"{"formula": "hellinger", "inputs": ["../etc/passwd", "a"], "expected": 1, "rel_tol": 1}"#,
      #"{"formula": "hellinger", "inputs": ["a"], "expected": 1, "rel_tol": 1}"#,
      #"{"formula": "hellinger", "inputs": ["ragged", "a"], "expected": 1, "rel_tol": 1}"#,
      #"{"formula": "hellinger", "inputs": ["nan", "a"], "expected": 1, "rel_tol": 1}"#,
      #"{"formula": "hellinger", "inputs": ["a[7]", "a"], "expected": 1, "rel_tol": 1}"#,
      #"{"formula": "hellinger", "inputs": ["a", "a"], "expected": 0}"#,
      #"{"formula": "hellinger", "inputs": [1], "expected": 0, "rel_tol": 1}"#,
      #"{"formula": "hellinger", "inputs": ["a", "a"], "rel_tol": 1}"#,
      #"{"formula": "energy", "inputs": ["a", "a"], "expected": {"w": 1}, "rel_tol": 1}"#,
      #"{"formula": "energy", "inputs": ["a", "a"], "expected": {}, "rel_tol": 1}"#,
      #"{"formula": "cusum", "inputs": ["a"], "expected": {"pos": []}, "rel_tol": 1}"#,
      #"{"formula": "avg_jerk", "inputs": ["a"], "expected": [1], "rel_tol": 1}"#,
      #"{"formula": "lcg", "inputs": [], "params": {"seed": -1}, "expected": {"uniform": [1]}, "rel_tol": 1}"#,
      #"{"formula": "closure_hits", "inputs": ["a", "a"], "params": {"window_s": 1e300, "threshold": 1}, "expected": 1, "rel_tol": 1}"#,
      "7",
    ])
  func whatCannotBeReadIsNotCovered(_ item: String) throws {
    let result = try Self.one(
      item, inputs: ["a": "c\n1\n2\n", "ragged": "c,d\n1,2\n3\n", "nan": "c\nnan\n"])
    #expect(result.verdict == .notCovered)
    #expect(result.reason?.isEmpty == false)
  }

  @Test func anUndefinedValueFailsUnlessNoneIsExpected() throws {
    func verdict(_ expected: String) throws -> GoldenResult.Verdict {
      try Self.one(
        #"{"formula": "energy", "inputs": ["a", "a"], "expected": {"u": \#(expected)}, "rel_tol": 1}"#,
        inputs: ["a": "c\n1\n"]
      ).verdict
    }
    #expect(try verdict("0.0") == .disagrees)
    #expect(try verdict("null") == .agrees)
  }

  @Test(
    arguments: [
      "", "[]", "{}", #"{"items": {}}"#, #"{"items": {"a": {"expected": NaN}}}"#, #"{"items": 3"#,
      #"{"items": []}"#,
      "\u{0}",
    ])
  func aFileThatIsNotOfTheFormatIsRefused(_ text: String) {
    #expect(throws: VerificationError.self) { try Self.report(text) }
  }

  @Test func numbersOfExpectationsAreReadToTheLastBit() throws {
    for index in 1..<2000 {
      let number = Double(index) / 30 * 1.000_000_1
      #expect(try GoldenValue.read(Data("[\(number)]".utf8)) == .list([.number(number)]))
    }
  }
}
