import Statistics
import Testing

@Suite("Sample")
struct SampleTests {
  @Test("refuses nothing, NaN, infinities and magnitudes that would overflow")
  func refuses() {
    #expect(throws: StatisticsError.tooFew(what: "blinks", needed: 1, given: 0)) {
      try Sample([], named: "blinks")
    }
    #expect(throws: StatisticsError.notFinite(what: "blinks", index: 2)) {
      try Sample([1, 2, .nan], named: "blinks")
    }
    #expect(throws: StatisticsError.notFinite(what: "sample", index: 0)) { try Sample([-.infinity]) }
    #expect(throws: StatisticsError.self) { try Sample([1e141]) }
  }

  @Test("says in the message which value is wrong")
  func message() {
    #expect(
      StatisticsError.notFinite(what: "blinks", index: 2).description
        == "blinks: the value at index 2 is NaN or infinite; pass a finite number, or nil where undefined")
  }
}
