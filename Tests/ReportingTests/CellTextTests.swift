import Reporting
import Testing

@Suite("Numbers as people read them")
struct CellTextTests {
  @Test(
    "Fixed decimals, no negative zero, and no number that vanishes",
    arguments: [
      (1.23456, 3, "1.235"), (-0.0, 2, "0.00"), (0.00004, 3, "4.0e-05"), (-0.0004, 3, "-4.0e-04"),
      (2.0, 0, "2"), (1e20, 2, "1e+20"),
    ])
  func fixed(number: Double, digits: Int, text: String) {
    #expect(NumberText.fixed(number, digits: digits) == text)
  }

  @Test("A number that is none has no text", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(number: Double) {
    #expect(NumberText.fixed(number, digits: 2) == nil)
    let table = Table(columns: [.number("n", "n")], rows: [[.number(number, digits: 1)]])
    #expect(table.rendered(as: .json).contains("null"))
    #expect(table.rendered(as: .table).contains("undefined"))
  }
}
