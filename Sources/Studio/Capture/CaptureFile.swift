import Catalog
import Foundation

/// Files that grow in place.
enum CaptureFile {
  /// Makes an empty file; negative when that fails.
  static func open(_ path: String) -> Int32 {
    Foundation.open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  }

  /// Writes all bytes at a place; `false` when the system did not take them.
  static func write(_ bytes: some ContiguousBytes, to descriptor: Int32, at offset: Int) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let rest = buffer.baseAddress.map { $0 + done }
        let count = pwrite(descriptor, rest, buffer.count - done, off_t(offset + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  /// What the system says of the last call that failed.
  static func fault(_ path: String) -> StudioError {
    .catalog(.unwritable(file: path, reason: String(cString: strerror(errno))))
  }
}
