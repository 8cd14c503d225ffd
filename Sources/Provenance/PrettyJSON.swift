public import Foundation

/// JSON for files and answers that people read: sorted keys, two spaces, one member a line, a newline at the end.
public enum PrettyJSON {
  /// Encodes a value; equal values have equal bytes.
  ///
  /// - Throws: `EncodingError` for values that JSON cannot hold (NaN, infinities).
  public static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }
}
