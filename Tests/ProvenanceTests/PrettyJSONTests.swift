import Foundation
import Provenance
import Testing

@Suite("Pretty JSON")
struct PrettyJSONTests {
  @Test("keys are sorted, members stand on lines of their own, slashes stay, a newline ends it")
  func layout() throws {
    let bytes = try PrettyJSON.encode(["b": ["x/y"], "a": []])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("{\n  \"a\" : ["))
    #expect(text.hasSuffix("  \"b\" : [\n    \"x/y\"\n  ]\n}\n"))
  }

  @Test("numbers that JSON does not have are refused", arguments: [Double.nan, .infinity])
  func numbers(_ value: Double) {
    #expect(throws: EncodingError.self) { try PrettyJSON.encode([value]) }
  }
}
