import Formats
import Foundation
import Provenance

/// JSON files of ours: decoding with errors that name the field, encoding that people can read.
enum StoredJSON {
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: Data, file: String)
    throws(CatalogError) -> Value
  {
    // Our own parser names line and column, and refuses a key that stands twice.
    do { _ = try JSONValue(parsing: bytes, file: file, place: "") } catch {
      if case .malformed(_, let place, let reason, let cure) = error {
        throw .malformed(file: file, place: place, reason: "it \(reason)", cure: cure)
      }
      throw .format(error)
    }
    do { return try JSONDecoder().decode(type, from: bytes) } catch {
      throw describe(error, file: file)
    }
  }

  static func read<Value: Decodable>(_ type: Value.Type, at file: URL, cure: String) throws(CatalogError)
    -> Value
  { try decode(type, from: bytes(of: file, cure: cure), file: file.path) }

  static func bytes(of file: URL, cure: String) throws(CatalogError) -> Data {
    // A pipe would be waited for, a device never ends.
    if FileManager.default.fileExists(atPath: file.path), let reason = UnreadableReason.of(file) {
      throw .unreadable(file: file.path, reason: reason)
    }
    do { return try Data(contentsOf: file) } catch {
      guard FileManager.default.fileExists(atPath: file.path) else {
        throw .missing(file: file.path, cure: cure)
      }
      throw .unreadable(file: file.path, reason: UnreadableReason.of(file) ?? "it cannot be read")
    }
  }

  static func encode(_ value: some Encodable, file: String) throws(CatalogError) -> Data {
    do { return try PrettyJSON.encode(value) } catch {
      throw .unwritable(file: file, reason: "\(error)")
    }
  }

  private static func describe(_ error: any Error, file: String) -> CatalogError {
    func path(_ keys: [any CodingKey]) -> String {
      let text = keys.reduce("") { path, key in
        if let index = key.intValue { return "\(path)[\(index)]" }
        return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
      }
      return text.isEmpty ? "top level" : text
    }
    let cure = "see Corpora/README.md for the schema"
    guard let error = error as? DecodingError else {
      return .malformed(file: file, place: "top level", reason: "\(error)", cure: cure)
    }
    switch error {
    case .keyNotFound(let key, let context):
      return .malformed(
        file: file, place: path(context.codingPath), reason: "'\(key.stringValue)' is missing", cure: cure)
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return .malformed(
        file: file, place: path(context.codingPath), reason: "a value of type \(type) is expected", cure: cure
      )
    case .dataCorrupted(let context):
      let reason = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
      return .malformed(
        file: file, place: path(context.codingPath), reason: reason ?? context.debugDescription, cure: cure)
    @unknown default: return .malformed(file: file, place: "top level", reason: "\(error)", cure: cure)
    }
  }
}
