import CSndfile
import Foundation

/// Bytes in memory behind libsndfile's file interface.
final class AudioByteStream {
  private(set) var bytes: Data
  private var position = 0

  init(_ bytes: Data) { self.bytes = bytes }

  /// Opens the bytes; the stream must outlive the handle.
  func open(mode: Int32, header: UnsafeMutablePointer<SF_INFO>) -> OpaquePointer? {
    var calls = SF_VIRTUAL_IO(
      get_filelen: { Int64(AudioByteStream.of($0).bytes.count) },
      seek: { offset, whence, user in AudioByteStream.of(user).seek(offset, whence) },
      read: { target, count, user in AudioByteStream.of(user).read(target, count) },
      write: { source, count, user in AudioByteStream.of(user).write(source, count) },
      tell: { Int64(AudioByteStream.of($0).position) })
    return sf_open_virtual(&calls, mode, header, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> AudioByteStream {
    guard let user else { preconditionFailure("libsndfile lost its stream") }
    return Unmanaged<AudioByteStream>.fromOpaque(user).takeUnretainedValue()
  }

  private func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
    let origin =
      switch whence {
      case SEEK_CUR: Int64(position)
      case SEEK_END: Int64(bytes.count)
      default: Int64(0)
      }
    let (target, overflow) = origin.addingReportingOverflow(offset)
    guard !overflow, target >= 0 else { return -1 }
    position = Int(target)
    return target
  }

  private func read(_ target: UnsafeMutableRawPointer?, _ count: Int64) -> Int64 {
    guard let target, count > 0, position < bytes.count else { return 0 }
    let length = min(Int(count), bytes.count - position)
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress { target.copyMemory(from: base + position, byteCount: length) }
    }
    position += length
    return Int64(length)
  }

  private func write(_ source: UnsafeRawPointer?, _ count: Int64) -> Int64 {
    guard let source, count > 0 else { return 0 }
    let length = Int(count)
    if position + length > bytes.count { bytes.count = position + length }
    bytes.withUnsafeMutableBytes { target in
      if let base = target.baseAddress { (base + position).copyMemory(from: source, byteCount: length) }
    }
    position += length
    return count
  }
}
