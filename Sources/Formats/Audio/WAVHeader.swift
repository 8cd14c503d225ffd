import Foundation

/// What the chunks of a RIFF/WAVE file say about themselves, checked against the bytes that are there.
///
/// libsndfile shortens a file silently to what is left of it; a recording that was cut off must be
/// reported instead, so the chunk list is walked here first.
struct WAVHeader {
  /// Format tag of the `fmt ` chunk; 0x55 is MP3.
  var formatTag = 0
  /// Samples a second that the `fmt ` chunk states; `nil` where it ends before.
  var rate: Int?
  /// Bytes that the `data` chunk claims; `nil` where the writer left them open.
  var claimedBytes: Int?
  /// Bytes of sample data that are in the file.
  var presentBytes = 0

  /// Walks the chunks.
  ///
  /// - Returns: `nil` when no `data` chunk is found.
  init?(_ bytes: Data) {
    func number(_ at: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[bytes.startIndex + at + $1]) << (8 * $1) }
    }
    var at = 12
    while at + 8 <= bytes.count {
      let id = String(
        bytes: bytes[(bytes.startIndex + at)..<(bytes.startIndex + at + 4)], encoding: .isoLatin1)
      let size = number(at + 4, 4)
      if id == "fmt ", at + 10 <= bytes.count { formatTag = number(at + 8, 2) }
      if id == "fmt ", at + 16 <= bytes.count { rate = number(at + 12, 4) }
      if id == "data" {
        presentBytes = min(size, bytes.count - at - 8)
        // 0xFFFFFFFF and its neighbour are what streaming writers leave behind.
        let isOpen = size >= 0xFFFF_FFFE || size == 0x7FFF_FFFF
        if isOpen { presentBytes = bytes.count - at - 8 } else { claimedBytes = size }
        return
      }
      at += 8 + size + (size & 1)
    }
    return nil
  }
}
