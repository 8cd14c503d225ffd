public import Foundation

/// JSON with sorted keys and no white space, so that equal values have equal bytes and hashes.
public enum CanonicalJSON {
  /// Encodes a value.
  ///
  /// - Throws: `EncodingError` for values that JSON cannot hold (NaN, infinities).
  public static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}
