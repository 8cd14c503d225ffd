import Foundation
import Provenance
import StrategyABI
import StrategyDriver

#if canImport(Glibc)
  import Glibc
#endif

/// The C table through which one instance sees the host: sheet, audio streams and a log.
///
/// The plugin calls it from one thread at a time, as the contract says, so nothing is locked.
final class HostTable {
  private let host: UnsafeMutablePointer<mien_host>
  private let name = strdup("mien")
  private let version = strdup(ToolVersion.current)
  private let numbers: [String: Double]
  /// Streams by participant, 0 is the performer.
  var audio: [UInt32: AudioTape] = [:]
  /// Lines that the plugin noted.
  private(set) var notes: [String] = []

  init(numbers: [String: Double]) {
    self.numbers = numbers
    host = .allocate(capacity: 1)
    host.initialize(
      to: mien_host(
        size: UInt32(MemoryLayout<mien_host>.size), reserved: 0, name: UnsafePointer(name),
        version: UnsafePointer(version), context: nil,
        get_extension: { _, id in HostTable.table(of: id) },
        log: { host, _, text in
          guard let table = HostTable.of(host), let text, table.notes.count < 1000 else { return }
          table.notes.append(String(cString: text))
        }))
    host.pointee.context = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    host.deallocate()
    free(name)
    free(version)
  }

  var pointer: UnsafePointer<mien_host> { UnsafePointer(host) }

  private static func of(_ host: UnsafePointer<mien_host>?) -> HostTable? {
    guard let context = host?.pointee.context else { return nil }
    return Unmanaged<HostTable>.fromOpaque(context).takeUnretainedValue()
  }

  private static func table(of id: UnsafePointer<CChar>?) -> UnsafeRawPointer? {
    guard let id else { return nil }
    switch String(cString: id) {
    case MIEN_EXT_FEATURES: return UnsafeRawPointer(features)
    case MIEN_EXT_SHEET: return UnsafeRawPointer(sheet)
    default: return nil
    }
  }

  // Written once at first use, then only read.
  nonisolated(unsafe) private static let features: UnsafeMutablePointer<mien_features> = {
    let table = UnsafeMutablePointer<mien_features>.allocate(capacity: 1)
    table.initialize(
      to: mien_features(size: UInt32(MemoryLayout<mien_features>.size)) { host, participant in
        HostTable.of(host)?.audio[participant]?.stream
      })
    return table
  }()

  nonisolated(unsafe) private static let sheet: UnsafeMutablePointer<mien_sheet> = {
    let table = UnsafeMutablePointer<mien_sheet>.allocate(capacity: 1)
    table.initialize(
      to: mien_sheet(size: UInt32(MemoryLayout<mien_sheet>.size)) { host, key, fallback in
        guard let key, let table = HostTable.of(host) else { return fallback }
        return table.numbers[String(cString: key)] ?? fallback
      })
    return table
  }()
}
