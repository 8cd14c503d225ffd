import Provenance

/// JSON results: sorted keys, two spaces, numbers as numbers.
enum JSONOutput {
  static func print(_ value: some Encodable) throws {
    Console.print(String(decoding: try PrettyJSON.encode(value), as: UTF8.self))
  }
}
