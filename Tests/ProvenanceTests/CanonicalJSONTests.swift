import Foundation
import Provenance
import Testing

@Suite("Canonical JSON")
struct CanonicalJSONTests {
  @Test("keys are sorted and nothing is padded")
  func sorted() throws {
    let bytes = try CanonicalJSON.encode(["b": "x/y", "a": "ž"])
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"a":"ž","b":"x/y"}"#)
  }

  @Test("numbers that JSON does not have are refused", arguments: [Double.nan, .infinity])
  func numbers(_ value: Double) {
    #expect(throws: EncodingError.self) { try CanonicalJSON.encode([value]) }
  }

  @Test("evidence is written in its words")
  func evidence() throws {
    #expect(
      String(decoding: try CanonicalJSON.encode(Evidence.allCases), as: UTF8.self) == #"["real","synthetic"]"#
    )
  }
}
