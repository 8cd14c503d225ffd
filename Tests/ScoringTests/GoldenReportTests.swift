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
        {"formula": "signflip_exact", "inputs": ["a", "b"], "expected": {"total": \(total)}, "rel_tol": 0.01}
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
      #"{"formula": "nobody knows", "inputs": [], "expected": 1, "rel_tol": 0.01}"#,
      #"{"formula": "hellinger", "inputs": ["gone", "gone"], "expected": 1, "rel_tol": 0.01}"#,
      #"{"formula": "hellinger", "inputs": ["../etc/passwd", "a"], "expected": 1, "rel_tol": 0.01}"#,
      #"{"formula": "hellinger", "inputs": ["a"], "expected": 1, "rel_tol": 0.01}"#,
      #"{"formula": "hellinger", "inputs": ["ragged", "a"], "expected": 1, "rel_tol": 0.01}"#,
      #"{"formula": "hellinger", "inputs": ["nan", "a"], "expected": 1, "rel_tol": 0.01}"#,
      #"{"formula": "hellinger", "inputs": ["a[7]", "a"], "expected": 1, "rel_tol": 0.01}"#,
      #"{"formula": "hellinger", "inputs": ["a", "a"], "expected": 0}"#,
      #"{"formula": "hellinger", "inputs": [1], "expected": 0, "rel_tol": 0.01}"#,
      #"{"formula": "hellinger", "inputs": ["a", "a"], "rel_tol": 0.01}"#,
      #"{"formula": "energy", "inputs": ["a", "a"], "expected": {"w": 1}, "rel_tol": 0.01}"#,
      #"{"formula": "energy", "inputs": ["a", "a"], "expected": {}, "rel_tol": 0.01}"#,
      #"{"formula": "cusum", "inputs": ["a"], "expected": {"pos": []}, "rel_tol": 0.01}"#,
      #"{"formula": "avg_jerk", "inputs": ["a"], "expected": [1], "rel_tol": 0.01}"#,
      #"{"formula": "lcg", "inputs": [], "params": {"seed": -1}, "expected": {"uniform": [1]}, "rel_tol": 0.01}"#,
      #"{"formula": "closure_hits", "inputs": ["a", "a"], "params": {"window_s": 1e300, "threshold": 1}, "expected": 1, "rel_tol": 0.01}"#,
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
        #"{"formula": "energy", "inputs": ["a", "a"], "expected": {"u": \#(expected)}, "rel_tol": 0.01}"#,
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

  @Test(
    "a tolerance that says nothing lets nothing pass",
    arguments: [
      #""rel_tol": -1e-9"#, #""rel_tol": 0.5"#, #""rel_tol": "NaN""#, #""params": {"abs_tol": 1e9}"#,
      #""rel_tol": 1e-9, "params": {"abs_tol": 0.011}"#, #""rel_tol": null"#,
    ])
  func emptyTolerance(_ tolerance: String) throws {
    let result = try Self.one(
      #"{"formula": "hellinger", "inputs": ["a", "a"], "expected": 0, \#(tolerance)}"#,
      inputs: ["a": "c\n1\n2\n"])
    #expect(result.verdict == .notCovered)
    #expect(result.reason?.contains("tolerance says nothing") == true, "\(result.reason ?? "")")
  }

  @Test("an item that stands there twice is refused, with its place")
  func twice() {
    let text = "{\"items\": {\n  \"a\": {},\n  \"b\": {}, \"\\u0061\": {}}}"
    #expect(
      throws: VerificationError.badExpectations(
        place: "line 3, column 12", reason: "'a' stands there twice, and only one can be meant")
    ) { try Self.report(text) }
  }

  @Test("thousands of columns over a few rows take no time; thousands of both are refused")
  func wide() throws {
    func csv(_ rows: Int, _ columns: Int) -> String {
      let names = (0..<columns).map { "c\($0)" }.joined(separator: ",")
      let lines = (0..<rows).map { row in
        (0..<columns).map { String(($0 * 7 + row * 31 + $0 * row) % 101) }.joined(separator: ",")
      }
      return ([names] + lines).joined(separator: "\n")
    }
    let item = #"{"formula": "frechet", "inputs": ["a", "b"], "expected": {"fd": 1}, "rel_tol": 1e-9}"#
    let clock = ContinuousClock()
    var result: GoldenResult?
    let taken = try clock.measure {
      result = try Self.one(item, inputs: ["a": csv(4, 3000), "b": csv(5, 3000)])
    }
    #expect(result?.verdict == .disagrees && result?.checked == 1)
    #expect(taken < .seconds(20))
    let large = try Self.one(item, inputs: ["a": csv(1001, 1001), "b": csv(1001, 1001)])
    #expect(large.verdict == .notCovered && large.reason?.contains("up to 1000") == true)
  }
}
