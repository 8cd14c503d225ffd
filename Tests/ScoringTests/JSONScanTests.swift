import Foundation
import Testing

@testable import Scoring

@Suite("What is wrong with the form of JSON has a place")
struct JSONScanTests {
  @Test(
    "the line and the column of the first fault",
    arguments: [
      ("", "line 1, column 1"), ("{\n \"a\": 1,\n}", "line 3, column 1"), ("[1,\r2 3]", "line 2, column 3"),
      ("[\r\n\r\nNaN]", "line 3, column 1"), ("[\"é\", 01]", "line 1, column 8"),
      ("[1e999]", "line 1, column 2"),
      ("{\"a\" 1}", "line 1, column 6"), ("[\"x]", "line 1, column 2"), ("[1] 2", "line 1, column 5"),
      ("{\"a\": 1, \"b\": 2, \"a\": 3}", "line 1, column 18"), ("[tru]", "line 1, column 2"),
      (String(repeating: "[", count: 300), "line 1, column 202"), ("\"\\", "line 1, column 1"),
    ])
  func place(_ text: String, _ place: String) {
    let fault = #expect(throws: JSONScan.Fault.self) { try JSONScan.admit(Data(text.utf8)) }
    #expect(fault?.place == place, "\(fault?.reason ?? "")")
  }

  @Test(
    "what is JSON passes",
    arguments: [
      "0", " [ ] ", "{}", "[-0.5e-3, 1E+2, \"\\u00e9\\\\\", true, false, null]", "{\"a\": {\"a\": 1}}",
    ])
  func sound(_ text: String) throws { try JSONScan.admit(Data(text.utf8)) }
}
