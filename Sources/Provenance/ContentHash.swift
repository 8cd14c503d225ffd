internal import CCrypto
public import Foundation

/// SHA-256 of bytes, written as 64 lower-case hexadecimal digits.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  /// The digits.
  public let description: String

  /// Wraps digits that were computed before.
  public init(digits: String) { description = digits }

  /// Hashes one buffer.
  public init(of data: Data) {
    var hasher = ContentHasher()
    hasher.update(data)
    self = hasher.finish()
  }

  /// Hashes a string's UTF-8 bytes.
  public init(of text: String) { self.init(of: Data(text.utf8)) }
}

/// Hashes a sequence of buffers as if they stood one after the other.
public struct ContentHasher {
  private final class Context {
    let pointer = EVP_MD_CTX_new()
    deinit { EVP_MD_CTX_free(pointer) }
  }
  private let context = Context()

  /// Starts a hash.
  public init() { EVP_DigestInit_ex(context.pointer, EVP_sha256(), nil) }

  /// Adds bytes.
  public mutating func update(_ data: Data) {
    data.withUnsafeBytes { bytes in
      _ = EVP_DigestUpdate(context.pointer, bytes.baseAddress, bytes.count)
    }
  }

  /// Adds a labelled part: label, length and bytes, so that parts cannot run into each other.
  public mutating func update(label: String, _ data: Data) {
    update(Data("\(label)\u{0}\(data.count)\u{0}".utf8))
    update(data)
  }

  /// Adds a labelled file, read piece by piece: it may be large, and it may change meanwhile.
  ///
  /// The same as ``update(label:_:)`` of its bytes.
  ///
  /// - Throws: A Cocoa error when the file cannot be read, or when its length changes while it is read.
  public mutating func update(label: String, contentsOf file: URL) throws {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    let length = try handle.seekToEnd()
    try handle.seek(toOffset: 0)
    update(Data("\(label)\u{0}\(length)\u{0}".utf8))
    var read: UInt64 = 0
    while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
      update(part)
      read += UInt64(part.count)
    }
    guard read == length else {
      throw CocoaError(.fileReadUnknown, userInfo: [NSFilePathErrorKey: file.path])
    }
  }

  /// The hash of all that was added.
  public mutating func finish() -> ContentHash {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    EVP_DigestFinal_ex(context.pointer, &digest, &count)
    return ContentHash(
      digits: digest.prefix(Int(count)).map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
      }.joined())
  }
}
