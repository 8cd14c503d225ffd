import CZlib
import Foundation

/// A ZIP archive whose entries are stored as they are (PKWARE APPNOTE 6.3), with names in UTF-8 and no dates.
struct StoredZip {
  private var out: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds an entry.
  ///
  /// - Throws: ``FormatsError`` when the archive would need ZIP64: 65,535 entries or 4 GiB.
  mutating func add(_ name: String, _ content: [UInt8], file: String) throws(FormatsError) {
    let offset = out.count
    guard count < 65_535, offset + content.count + directory.count < Int(UInt32.max) - 65_536,
      name.utf8.count < 65_536
    else {
      throw .unsupported(
        file: file, place: "array '\(name.prefix(40))'", reason: "the archive would pass 4 GiB",
        cure: "export a shorter take")
    }
    let sum = content.withUnsafeBytes { crc32_z(0, $0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
    // Version 2.0; bit 11 says that the name is UTF-8; method 0; the earliest date that DOS knows.
    var fields: [UInt8] = []
    Self.add(&fields, 20, 2)
    Self.add(&fields, 0x0800, 2)
    Self.add(&fields, 0, 2)
    Self.add(&fields, 0, 2)
    Self.add(&fields, 0x21, 2)
    Self.add(&fields, Int(UInt32(truncatingIfNeeded: sum)), 4)
    Self.add(&fields, content.count, 4)
    Self.add(&fields, content.count, 4)
    Self.add(&fields, name.utf8.count, 2)
    Self.add(&fields, 0, 2)
    Self.add(&out, 0x0403_4B50, 4)
    out += fields
    out += Array(name.utf8)
    out.append(contentsOf: content)
    Self.add(&directory, 0x0201_4B50, 4)
    Self.add(&directory, 20, 2)
    directory += fields
    // No comment, disk 0, no attributes.
    for _ in 0..<3 { Self.add(&directory, 0, 2) }
    Self.add(&directory, 0, 4)
    Self.add(&directory, offset, 4)
    directory += Array(name.utf8)
    count += 1
  }

  /// The archive.
  consuming func finished() -> [UInt8] {
    let start = out.count
    out += directory
    Self.add(&out, 0x0605_4B50, 4)
    Self.add(&out, 0, 4)
    Self.add(&out, count, 2)
    Self.add(&out, count, 2)
    Self.add(&out, directory.count, 4)
    Self.add(&out, start, 4)
    Self.add(&out, 0, 2)
    return out
  }

  private static func add(_ bytes: inout [UInt8], _ value: Int, _ width: Int) {
    for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }
}
