import Foundation
import Testing

@testable import Scoring

@Suite struct ScoreValueTests {
  @Test func numbersThatAreNotFiniteAreUndefined() {
    #expect(ScoreValue(.nan).number == nil)
    #expect(ScoreValue(-.infinity).reason == "the formula gave -inf")
    #expect(ScoreValue(2) == .value(2))
  }

  @Test func readsAndWritesBothForms() throws {
    for value in [ScoreValue.value(0.25), .undefined(reason: "no phones")] {
      let data = try JSONEncoder().encode(value)
      #expect(try JSONDecoder().decode(ScoreValue.self, from: data) == value)
    }
    #expect(
      String(decoding: try JSONEncoder().encode(ScoreValue.value(1.5)), as: UTF8.self) == #"{"value":1.5}"#)
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(ScoreValue.self, from: Data("{}".utf8))
    }
  }
}
