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

  @Test("every finite number comes back bit for bit")
  func bits() throws {
    var generator = SeededGenerator(seed: Seed(7))
    var numbers = [-0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 0.1, 1e23]
    while numbers.count < 20_000 {
      let number = Double(bitPattern: generator.next())
      if number.isFinite { numbers.append(number) }
      numbers.append(generator.unit())
    }
    let read = try JSONDecoder().decode([Double].self, from: CanonicalJSON.encode(numbers))
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test("evidence is written in its words")
  func evidence() throws {
    #expect(
      String(decoding: try CanonicalJSON.encode(Evidence.allCases), as: UTF8.self) == #"["real","synthetic"]"#
    )
  }
}
