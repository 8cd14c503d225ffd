import Foundation

/// The central directory of a ZIP archive (PKWARE APPNOTE 6.3.9), 32 and 64 bit.
///
/// Sizes and sums are taken from here alone; local headers only tell where the bytes begin, so entries that
/// were written with data descriptors need no care.
struct ZipDirectory {
  struct Entry: Hashable {
    var name: String
    var method: Int
    var flags: Int
    var checksum: UInt32
    var packedSize: Int
    var size: Int
    var headerOffset: Int
  }

  /// Entries that an archive may have.
  static let largestCount = 65_536

  var entries: [Entry] = []

  init(_ bytes: Data, file: String) throws(FormatsError) {
    func malformed(_ place: String, _ reason: String) -> FormatsError {
      .malformed(file: file, place: place, reason: reason, cure: "copy or save the archive again")
    }
    let source = LittleEndianBytes(bytes)
    guard let end = Self.endRecord(source) else {
      throw malformed("end of file", "there is no directory of a ZIP archive: it is none, or it is cut off")
    }
    guard var count = source.integer(at: end + 10, 2), var size = source.integer(at: end + 12, 4),
      var offset = source.integer(at: end + 16, 4), let disk = source.integer(at: end + 4, 2)
    else { throw malformed("byte \(end)", "the end of the directory is cut off") }
    if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      guard source.integer(at: end - 20, 4) == 0x0706_4B50, let at = source.integer(at: end - 12, 8),
        source.integer(at: at, 4) == 0x0606_4B50, let wideCount = source.integer(at: at + 32, 8),
        let wideSize = source.integer(at: at + 40, 8), let wideOffset = source.integer(at: at + 48, 8)
      else { throw malformed("byte \(end)", "its 64 bit directory is missing or damaged") }
      (count, size, offset) = (wideCount, wideSize, wideOffset)
    }
    guard disk == 0 || disk == 0xFFFF else {
      throw .unsupported(
        file: file, place: "byte \(end)", reason: "it is one part of a divided archive",
        cure: "join the parts")
    }
    guard count <= Self.largestCount else {
      throw .unsupported(
        file: file, place: "byte \(end)", reason: "it has \(count) entries",
        cure: "archives of at most \(Self.largestCount) arrays are read")
    }
    guard offset <= end, size <= end - offset, count * 46 <= size else {
      throw malformed("byte \(end)", "its directory of \(count) entries does not lie inside the file")
    }
    var at = offset
    for number in 0..<count {
      let place = "entry \(number + 1) of \(count)"
      guard at + 46 <= offset + size, let entry = Self.entry(source, &at), at <= offset + size else {
        throw malformed(place, "the directory is damaged here")
      }
      entries.append(entry)
    }
  }

  /// Where an entry's packed bytes lie.
  func packed(_ entry: Entry, in bytes: Data) -> Data? {
    let source = LittleEndianBytes(bytes)
    guard source.integer(at: entry.headerOffset, 4) == 0x0403_4B50,
      let name = source.integer(at: entry.headerOffset + 26, 2),
      let extra = source.integer(at: entry.headerOffset + 28, 2)
    else { return nil }
    let first = entry.headerOffset + 30 + name + extra
    guard first <= bytes.count, entry.packedSize <= bytes.count - first else { return nil }
    let start = bytes.startIndex + first
    return bytes[start..<(start + entry.packedSize)]
  }

  /// The last end record; a comment of up to 65,535 bytes may follow it.
  private static func endRecord(_ source: LittleEndianBytes) -> Int? {
    var at = source.count - 22
    let least = max(0, at - 65_535)
    while at >= least {
      if source.integer(at: at, 4) == 0x0605_4B50, let comment = source.integer(at: at + 20, 2),
        at + 22 + comment == source.count
      {
        return at
      }
      at -= 1
    }
    return nil
  }

  private static func entry(_ source: LittleEndianBytes, _ at: inout Int) -> Entry? {
    guard source.integer(at: at, 4) == 0x0201_4B50, let flags = source.integer(at: at + 8, 2),
      let method = source.integer(at: at + 10, 2), let checksum = source.integer(at: at + 16, 4),
      var packedSize = source.integer(at: at + 20, 4), var size = source.integer(at: at + 24, 4),
      let nameLength = source.integer(at: at + 28, 2), let extraLength = source.integer(at: at + 30, 2),
      let commentLength = source.integer(at: at + 32, 2), var offset = source.integer(at: at + 42, 4),
      let name = source.text(at: at + 46, nameLength)
    else { return nil }
    var extra = at + 46 + nameLength
    let extraEnd = extra + extraLength
    guard extraEnd <= source.count else { return nil }
    while extra + 4 <= extraEnd, let id = source.integer(at: extra, 2),
      let length = source.integer(at: extra + 2, 2)
    {
      extra += 4
      guard length <= extraEnd - extra else { return nil }
      if id == 1 {
        var field = extra
        func wide(_ value: inout Int) -> Bool {
          guard value == 0xFFFF_FFFF else { return true }
          guard field + 8 <= extra + length, let number = source.integer(at: field, 8) else { return false }
          value = number
          field += 8
          return true
        }
        guard wide(&size), wide(&packedSize), wide(&offset) else { return nil }
      }
      extra += length
    }
    at = extraEnd + commentLength
    // An offset or size past the end of the file is no matter yet: it is checked where bytes are asked for.
    guard offset <= source.count, packedSize <= source.count else { return nil }
    return Entry(
      name: name, method: method, flags: flags, checksum: UInt32(checksum), packedSize: packedSize,
      size: size, headerOffset: offset)
  }
}

/// Bytes read as little-endian numbers, each reading checked against the end.
struct LittleEndianBytes {
  private let bytes: Data

  init(_ bytes: Data) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// A number without sign of `length` bytes; `nil` outside the bytes or past `Int.max`.
  func integer(at offset: Int, _ length: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - length else { return nil }
    var value: UInt64 = 0
    for index in (0..<length).reversed() {
      value = value << 8 | UInt64(bytes[bytes.startIndex + offset + index])
    }
    return Int(exactly: value)
  }

  /// UTF-8 text; what is no valid UTF-8 is replaced.
  func text(at offset: Int, _ length: Int) -> String? {
    guard offset >= 0, length >= 0, offset <= bytes.count - length else { return nil }
    let start = bytes.startIndex + offset
    return String(decoding: bytes[start..<(start + length)], as: UTF8.self)
  }
}
