import Foundation

/// The bytes of a text file as UTF-8 without a byte order mark.
enum PlainText {
  /// Takes a UTF-8 mark off, or turns UTF-16 with a mark into UTF-8. Other bytes come back as they are: whether
  /// they are UTF-8 is for the reader to see.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` for UTF-16 that is cut or broken, and for a file
  ///   above ``ReadingLimits/fileBytes``.
  static func utf8(_ bytes: Data, file: String) throws(FormatsError) -> Data {
    guard bytes.count <= ReadingLimits.fileBytes else {
      throw .malformed(
        file: file, place: "byte \(ReadingLimits.fileBytes)",
        reason: "it is larger than the \(ReadingLimits.fileBytes >> 20) MB that are read", cure: "split it")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return bytes.dropFirst(3) }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return bytes }
    let units = bytes.withUnsafeBytes { raw -> [UInt16] in
      (1..<max(1, raw.count / 2)).map { index in
        let (first, second) = (UInt16(raw[index * 2]), UInt16(raw[index * 2 + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
      }
    }
    guard bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
      throw .malformed(
        file: file, place: "byte 1", reason: "it begins as UTF-16 and is cut or broken",
        cure: "save it as UTF-8")
    }
    return Data(text.utf8)
  }
}
