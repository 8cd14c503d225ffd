import CZlib
import Foundation

/// Arrays and archives written byte by byte, for tests.
enum ArrayFixtures {
  static func header(_ text: String, version: UInt8 = 1) -> Data {
    var bytes = Data([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, version, 0])
    append(&bytes, text.utf8.count, version == 1 ? 2 : 4)
    return bytes + Data(text.utf8)
  }

  static func dictionary(_ descr: String, _ shape: [Int], fortran: Bool = false) -> String {
    let lengths = shape.map { "\($0)," }.joined(separator: " ")
    return "{'descr': '\(descr)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': (\(lengths)), }\n"
  }

  static func floats(_ values: [Float], _ shape: [Int]) -> Data {
    header(dictionary("<f4", shape)) + values.reduce(into: Data()) { append(&$0, Int($1.bitPattern), 4) }
  }

  static func doubles(_ values: [Double], _ shape: [Int]) -> Data {
    header(dictionary("<f8", shape))
      + values.reduce(into: Data()) { bytes, value in
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
  }

  static func flags(_ values: [Bool]) -> Data {
    header(dictionary("|b1", [values.count])) + Data(values.map { $0 ? 1 : 0 })
  }

  static func texts(_ values: [String]) -> Data {
    let width = max(1, values.map { $0.unicodeScalars.count }.max() ?? 1)
    var bytes = header(dictionary("<U\(width)", [values.count]))
    for value in values {
      let scalars = value.unicodeScalars.map { Int($0.value) }
      for scalar in scalars + Array(repeating: 0, count: width - scalars.count) { append(&bytes, scalar, 4) }
    }
    return bytes
  }

  /// A ZIP archive of `.npy` files.
  static func archive(_ arrays: [(name: String, bytes: Data)], isDeflated: Bool = false) -> Data {
    var bytes = Data()
    var directory = Data()
    for (name, content) in arrays {
      let packed = isDeflated ? deflated(content) : content
      let sum = content.withUnsafeBytes { crc32_z(0, $0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
      let entry = "\(name).npy"
      var shared = Data()
      for (value, size) in [
        (20, 2), (0, 2), (isDeflated ? 8 : 0, 2), (0, 4), (Int(sum), 4), (packed.count, 4),
        (content.count, 4),
        (entry.utf8.count, 2), (0, 2),
      ] { append(&shared, value, size) }
      append(&directory, 0x0201_4B50, 4)
      append(&directory, 20, 2)
      directory += shared
      for (value, size) in [(0, 2), (0, 2), (0, 2), (0, 4), (bytes.count, 4)] {
        append(&directory, value, size)
      }
      directory += Data(entry.utf8)
      append(&bytes, 0x0403_4B50, 4)
      bytes += shared + Data(entry.utf8) + packed
    }
    let offset = bytes.count
    bytes += directory
    for (value, size) in [
      (0x0605_4B50, 4), (0, 4), (arrays.count, 2), (arrays.count, 2), (directory.count, 4), (offset, 4),
      (0, 2),
    ] { append(&bytes, value, size) }
    return bytes
  }

  private static func append(_ bytes: inout Data, _ value: Int, _ count: Int) {
    for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }

  private static func deflated(_ content: Data) -> Data {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var packed = [UInt8](repeating: 0, count: content.count + 1024)
    content.withUnsafeBytes { source in
      packed.withUnsafeMutableBytes { target in
        stream.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
        stream.avail_out = UInt32(target.count)
        _ = deflate(&stream, Z_FINISH)
      }
    }
    return Data(packed.prefix(Int(stream.total_out)))
  }

  /// A mono or stereo WAV of silence.
  static func wav(seconds: Double, rate: Int = 8000, channels: Int = 1) -> Data {
    let size = Int((seconds * Double(rate)).rounded()) * channels * 2
    var bytes = Data("RIFF".utf8)
    append(&bytes, 36 + size, 4)
    bytes += Data("WAVEfmt ".utf8)
    for (value, count) in [
      (16, 4), (1, 2), (channels, 2), (rate, 4), (rate * channels * 2, 4), (channels * 2, 2), (16, 2),
    ] { append(&bytes, value, count) }
    bytes += Data("data".utf8)
    append(&bytes, size, 4)
    return bytes + Data(count: size)
  }
}
