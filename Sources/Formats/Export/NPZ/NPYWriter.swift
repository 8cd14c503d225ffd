import Foundation

/// Arrays as NumPy's `.npy`, format 1.0, little-endian, C order.
enum NPYWriter {
  static func floats(_ values: UnsafeBufferPointer<Float>, shape: [Int]) -> [UInt8] {
    bytes("<f4", shape: shape, UnsafeRawBufferPointer(values))
  }

  static func doubles(_ values: [Double], shape: [Int]) -> [UInt8] {
    values.withUnsafeBytes { bytes("<f8", shape: shape, $0) }
  }

  /// Texts as UTF-32, each padded with zeros to the longest; NumPy knows no text of length 0 in an array.
  static func texts(_ values: [String]) -> [UInt8] {
    let longest = max(1, values.map(\.unicodeScalars.count).max() ?? 1)
    var words: [UInt32] = []
    words.reserveCapacity(values.count * longest)
    for value in values {
      let scalars = value.unicodeScalars.map(\.value)
      words += scalars + Array(repeating: 0, count: longest - scalars.count)
    }
    return words.withUnsafeBytes { bytes("<U\(longest)", shape: [values.count], $0) }
  }

  private static func bytes(_ type: String, shape: [Int], _ content: UnsafeRawBufferPointer) -> [UInt8] {
    let list = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(list)), }"
    // Magic, version and length take 10 bytes; data begins on a multiple of 64 behind a line feed.
    while (10 + header.utf8.count + 1) % 64 != 0 { header += " " }
    header += "\n"
    var out: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    out += [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)]
    out.reserveCapacity(out.count + header.utf8.count + content.count)
    out += Array(header.utf8)
    out.append(contentsOf: content)
    return out
  }
}
