import Testing

@testable import Scoring

@Suite struct GoldenInputTests {
  @Test func readsFilesRowsAndWords() throws {
    #expect(try GoldenInput.parse("motion") == .rows(of: "motion", .all))
    #expect(try GoldenInput.parse("gauss_a[0:30]") == .rows(of: "gauss_a", GoldenSlice(start: 0, end: 30)))
    #expect(
      try GoldenInput.parse("gauss_a[0:24] row-major") == .rows(of: "gauss_a", GoldenSlice(start: 0, end: 24))
    )
    #expect(try GoldenInput.parse("b[3]") == .rows(of: "b", GoldenSlice(start: 3, isSingle: true)))
    #expect(try GoldenInput.parse("motion frame 0 repeated") == .repeated(row: 0, of: "motion"))
    #expect(
      try GoldenInput.parse("genuine scores 1,2 ; impostor scores -1,0")
        == .literal([("genuine", [1, 2]), ("impostor", [-1, 0])]))
    #expect(
      try GoldenInput.parse("genuine = impostor = 0,1")
        == .literal([("genuine", [0, 1]), ("impostor", [0, 1])]))
  }

  @Test(
    arguments: [
      "", "../secret", "/etc/passwd", "a/b", ".hidden", "a..b", "a[", "a[x]", "a[1:2:0]", "a[1:2:3:4]", "a[]",
      "a b c",
      "scores = 1,x", "a[99999999999999999999]", "motion frame 99999999999999999999 repeated", "= ;",
    ])
  func refusesEverythingElse(_ text: String) {
    #expect(throws: VerificationError.self) { try GoldenInput.parse(text) }
  }

  @Test func rowsAreCountedAsPythonCounts() throws {
    func rows(_ text: String) throws -> [Int] {
      try GoldenSlice.parse(text, in: text).indices(of: 5, in: text)
    }
    #expect(try rows("[1:3]") == [1, 2])
    #expect(try rows("[:2]") == [0, 1])
    #expect(try rows("[3:]") == [3, 4])
    #expect(try rows("[-2:]") == [3, 4])
    #expect(try rows("[::2]") == [0, 2, 4])
    #expect(try rows("[4:2]") == [])
    #expect(try rows("[2:99]") == [2, 3, 4])
    #expect(try rows("[-1]") == [4])
    #expect(throws: VerificationError.self) { try rows("[5]") }
  }
}
