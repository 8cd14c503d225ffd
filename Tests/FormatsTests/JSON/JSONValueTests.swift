import Testing

@testable import Formats

@Suite struct JSONValueTests {
  @Test func `what is read is written again`() throws {
    let text = #"{"a":[1,-2.5,1e+30,true,null,"x/é\n"],"b":{"c":9007199254740993,"d":[]}}"#
    let value = try JSONValue(parsing: Array(text.utf8), file: "", place: "")
    #expect(try JSONValue(parsing: value.text, file: "", place: "") == value)
    #expect(value["b"]?["c"] == .integer(9_007_199_254_740_993))
    #expect(value["a"]?.array?[3] == .bool(true))
  }

  @Test(arguments: [Float(0.1), 1e-38, 3.4e38, -0.3333333, 16_777_216, 1, 0.054_981_08])
  func `Floats survive exactly`(number: Float) throws {
    let again = try JSONValue(parsing: JSONValue.float(number).text, file: "", place: "")
    #expect(again.double.map { Float($0) } == number)
  }

  @Test func `depth without end is an error`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: FormatsError.self) { try JSONValue(parsing: Array(text.utf8), file: "f", place: "p") }
  }
}
