/// Refuses fields that a schema does not have.
enum UnknownField {
  private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// - Throws: `DecodingError` that names the first unknown field, in alphabetical order.
  static func refuse<Key: CodingKey>(in decoder: any Decoder, _ keys: Key.Type) throws {
    let values = try decoder.container(keyedBy: AnyKey.self)
    let strangers = values.allKeys.filter { Key(stringValue: $0.stringValue) == nil }
    guard let stranger = strangers.min(by: { $0.stringValue < $1.stringValue }) else { return }
    throw DecodingError.dataCorruptedError(
      forKey: stranger, in: values, debugDescription: "there is no such field in the schema")
  }
}
