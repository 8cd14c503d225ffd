import Foundation

/// The pages of an Ogg file (RFC 3533, section 6), walked from the first to the last.
///
/// libsndfile skips what is no page, stops at the end of the first stream and tells no length where the last
/// page is missing, so the pages are looked at here before it.
struct OggPages {
  /// Streams that follow one another; those that lie beside each other count as one.
  private(set) var streams = 0
  /// The byte at which a whole page was expected and none is; `nil` when there are pages to the end.
  private(set) var brokenAt: Int?
  /// Whether the last page says that it is the last one.
  private(set) var isEnded = false

  private static let headBytes = 27
  private static let first: UInt8 = 2
  private static let last: UInt8 = 4

  init(_ bytes: Data) {
    bytes.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
      var at = 0
      // Streams that lie beside each other have their first pages one behind the other.
      var isAmongFirsts = false
      while at < bytes.count {
        guard let length = Self.length(of: bytes, at: at) else {
          brokenAt = at
          return
        }
        let flags = bytes[at + 5]
        let isFirst = flags & Self.first != 0
        if isFirst, !isAmongFirsts { streams += 1 }
        isAmongFirsts = isFirst
        isEnded = flags & Self.last != 0
        at += length
      }
    }
  }

  /// Bytes of the whole page at a place; `nil` when there is none.
  private static func length(of bytes: UnsafeRawBufferPointer, at: Int) -> Int? {
    guard bytes.count - at >= headBytes, bytes[at..<(at + 4)].elementsEqual("OggS".utf8) else { return nil }
    let segments = Int(bytes[at + 26])
    guard bytes.count - at >= headBytes + segments else { return nil }
    let table = bytes[(at + headBytes)..<(at + headBytes + segments)]
    let length = headBytes + segments + table.reduce(0) { $0 + Int($1) }
    return bytes.count - at >= length ? length : nil
  }
}
