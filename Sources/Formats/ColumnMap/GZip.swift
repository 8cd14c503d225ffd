import CZlib
import Foundation

/// Files that gzip compressed (RFC 1952).
enum GZip {
  /// Whether the bytes begin as such a file does.
  static func isCompressed(_ bytes: Data) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// How much more is unpacked than the file is long; text shrinks far less than this.
  private static let most = 200

  /// Unpacks all members of the file.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` for bytes that are cut or broken, and for what
  ///   unpacks to more than ``ReadingLimits/fileBytes`` or more than any text would.
  static func inflate(_ bytes: Data, file: String) throws(FormatsError) -> Data {
    let limit = min(
      ReadingLimits.fileBytes, (1 << 20) + bytes.count.multipliedReportingOverflow(by: most).partialValue)
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, 31, ZLIB_VERSION, size) == Z_OK else {
      throw .unreadable(file: file, reason: "zlib cannot start")
    }
    defer { inflateEnd(&stream) }
    var output = Data()
    var status = Z_OK
    var consumed = 0
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var input = [UInt8](bytes)
    repeat {
      let left = input.count - consumed
      let made = input.withUnsafeMutableBufferPointer { source in
        piece.withUnsafeMutableBufferPointer { target -> Int in
          stream.next_in = source.baseAddress.map { $0 + consumed }
          stream.avail_in = UInt32(clamping: left)
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(clamping: target.count)
          status = CZlib.inflate(&stream, Z_NO_FLUSH)
          return target.count - Int(stream.avail_out)
        }
      }
      consumed = input.count - Int(stream.avail_in)
      output.append(contentsOf: piece[..<made])
      guard output.count <= limit else {
        throw .malformed(
          file: file, place: "byte \(consumed)", reason: "it unpacks to more than \(limit) bytes",
          cure: "unpack it and split it")
      }
      if status == Z_STREAM_END, consumed < input.count {
        guard inflateReset(&stream) == Z_OK else { break }
        status = Z_OK
      }
    } while status == Z_OK
    guard status == Z_STREAM_END else {
      throw .malformed(
        file: file, place: "byte \(consumed)", reason: "the compressed bytes are cut or broken",
        cure: "compress the file again, or unpack it first")
    }
    return output
  }
}
