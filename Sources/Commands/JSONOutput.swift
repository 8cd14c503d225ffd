import Provenance
import Reporting

/// JSON results: sorted keys, two spaces, numbers as numbers.
enum JSONOutput {
  static func print(_ value: some Encodable) throws {
    Console.print(SafeText.escapedJSON(String(decoding: try PrettyJSON.encode(value), as: UTF8.self)))
  }
}
