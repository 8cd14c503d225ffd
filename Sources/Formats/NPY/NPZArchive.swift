import CZlib
public import Foundation

/// Arrays by name, as `numpy.savez` and `numpy.savez_compressed` write them: a ZIP archive of `.npy` files.
///
/// Opening reads the directory alone; an array is unpacked when it is asked for. Declared sizes are held
/// against limits and against what deflate can do (1032 to 1) before any memory is taken, the header of a large
/// array is read before the rest of it is unpacked, and each entry's CRC-32 is checked.
public struct NPZArchive: Sendable {
  /// The most bytes that one array may unpack to (1 GiB).
  public static let largestArrayBytes = 1 << 30
  /// The most bytes that all arrays of a file may unpack to (4 GiB).
  public static let largestTotalBytes = 4 << 30
  /// The most values of an array whatever it is packed into (4,194,304: 44 minutes of 52 weights at 30 frames a
  /// second); more need ``valuesPerPackedByte``.
  public static let freeValues = 1 << 22
  /// Values of an array beyond ``freeValues`` that each packed byte may stand for.
  public static let valuesPerPackedByte = 16

  /// Names of the arrays in the file's order, without `.npy`.
  public let names: [String]
  private let entries: [String: ZipDirectory.Entry]
  private let directory: ZipDirectory
  private let bytes: Data
  private let file: String

  /// Reads the directory; `file` is the name that errors give.
  ///
  /// - Throws: ``FormatsError`` when it is no ZIP archive, a name occurs twice, or the arrays are larger than
  ///   the limits.
  public init(_ bytes: Data, file: String) throws(FormatsError) {
    directory = try ZipDirectory(bytes, file: file)
    var names: [String] = []
    var entries: [String: ZipDirectory.Entry] = [:]
    var total = 0
    for entry in directory.entries where entry.name.hasSuffix(".npy") {
      let name = String(entry.name.dropLast(4))
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw .malformed(
          file: file, place: "array '\(name)'", reason: "the name occurs twice",
          cure: "save the archive again")
      }
      let (sum, overflow) = total.addingReportingOverflow(entry.size)
      guard !overflow, sum <= Self.largestTotalBytes, entry.size <= Self.largestArrayBytes else {
        throw .unsupported(
          file: file, place: "array '\(name)'",
          reason: "it unpacks to \(entry.size) bytes, with all before it \(sum)",
          cure:
            "at most \(Self.largestArrayBytes) bytes an array and \(Self.largestTotalBytes) in all are read")
      }
      total = sum
      names.append(name)
    }
    self.names = names
    self.entries = entries
    self.bytes = bytes
    self.file = file
  }

  /// Whether there is an array of that name.
  public func contains(_ name: String) -> Bool { entries[name] != nil }

  /// Unpacks one array; `nil` when there is none of that name.
  ///
  /// - Parameters:
  ///   - name: Its name, without `.npy`.
  ///   - rows: The longest first dimension that is of use.
  /// - Throws: ``FormatsError`` naming the array: another method than stored or deflated, encryption, damage
  ///   (sizes, CRC-32), more rows or values than may be, or what ``NPYArray`` refuses.
  public func array(_ name: String, rows: Int = .max) throws(FormatsError) -> NPYArray? {
    guard let entry = entries[name] else { return nil }
    let place = "array '\(name)'"
    func malformed(_ reason: String) -> FormatsError {
      .malformed(file: file, place: place, reason: reason, cure: "copy or save the archive again")
    }
    guard entry.flags & 0x2041 == 0 else {
      throw .unsupported(
        file: file, place: place, reason: "it is encrypted", cure: "save it without a password")
    }
    guard let packed = directory.packed(entry, in: bytes) else {
      throw malformed("its bytes do not lie where the directory says")
    }
    let content: Data
    switch entry.method {
    case 0:
      guard packed.count == entry.size else {
        throw malformed("it is stored in \(packed.count) bytes and says \(entry.size)")
      }
      content = packed
    case 8:
      guard entry.size <= packed.count * 1032 + 64 else {
        throw malformed("\(packed.count) bytes cannot unpack to the \(entry.size) that it says")
      }
      if entry.size > Self.freeValues {
        // Nothing of the rest is unpacked for a header that is refused.
        let head = Self.inflated(packed, first: min(entry.size, NPYHeader.largestBytes + 12))
        let header = try NPYHeader(head, file: "\(file) '\(name)'")
        try check(header.shape, packed: packed.count, rows: rows, place: place)
      }
      guard let inflated = Self.inflated(packed, size: entry.size) else {
        throw malformed("the compressed bytes are damaged or do not unpack to \(entry.size)")
      }
      content = inflated
    default:
      throw .unsupported(
        file: file, place: place, reason: "it is compressed by method \(entry.method)",
        cure: "save it with numpy.savez or numpy.savez_compressed")
    }
    let sum = content.withUnsafeBytes { crc32_z(0, $0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
    guard UInt32(truncatingIfNeeded: sum) == entry.checksum else { throw malformed("its CRC-32 is wrong") }
    return try NPYArray(content, file: "\(file) '\(name)'")
  }

  private func check(_ shape: [Int], packed: Int, rows: Int, place: String) throws(FormatsError) {
    guard (shape.first ?? 1) <= rows else {
      throw .unsupported(
        file: file, place: place, reason: "it has shape \(shape), and at most \(rows) frames are read",
        cure: "divide it into shorter takes")
    }
    let (share, tooMuch) = packed.multipliedReportingOverflow(by: Self.valuesPerPackedByte)
    let most = tooMuch ? Int.max : max(Self.freeValues, share)
    var count = 1
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard !overflow else { return }  // Refused with its reason when the array is made.
      count = product
    }
    guard count <= most else {
      throw .unsupported(
        file: file, place: place,
        reason: "\(packed) packed bytes unpack to \(count) values; at most \(most) are read from so few",
        cure: "divide it into shorter takes, or save it with numpy.savez")
    }
  }

  /// The first bytes of a raw deflate stream, fewer where it ends or is damaged.
  private static func inflated(_ packed: Data, first count: Int) -> Data {
    guard packed.count <= Int(UInt32.max), count < Int(UInt32.max) else { return Data() }
    var stream = z_stream()
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return Data()
    }
    defer { inflateEnd(&stream) }
    var content = Data(count: count)
    packed.withUnsafeBytes { source in
      content.withUnsafeMutableBytes { target in
        stream.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
        stream.avail_out = UInt32(target.count)
        _ = inflate(&stream, Z_SYNC_FLUSH)
      }
    }
    return content.prefix(Int(stream.total_out))
  }

  /// Raw deflate of exactly `size` bytes.
  private static func inflated(_ packed: Data, size: Int) -> Data? {
    guard packed.count <= Int(UInt32.max), size < Int(UInt32.max) else { return nil }
    var stream = z_stream()
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
    defer { inflateEnd(&stream) }
    // One byte more than declared, so that a longer stream is seen and an empty one has somewhere to go.
    var content = Data(count: size + 1)
    let status = packed.withUnsafeBytes { source in
      content.withUnsafeMutableBytes { target in
        stream.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
        stream.avail_out = UInt32(target.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END, stream.total_out == size else { return nil }
    content.removeLast()
    return content
  }
}
