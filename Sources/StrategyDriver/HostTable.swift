import Foundation
import StrategyABI

/// The C table through which one instance sees the host: sheet, audio, resources, rehearsal and a log.
///
/// The plugin calls it from one thread at a time, as the contract says, so nothing is locked.
final class HostTable {
  private let host: UnsafeMutablePointer<mien_host>
  private let name = strdup("mien")
  private let version = strdup("\(MIEN_ABI_MAJOR).\(MIEN_ABI_MINOR)")
  private let resources: UnsafeMutablePointer<CChar>?
  private let scratch: UnsafeMutablePointer<CChar>?
  private let numbers: [String: Double]
  private let rehearsal: RehearsalShelf
  /// Streams by participant, 0 is the performer.
  let audio: [UInt32: AudioStream]
  /// Lines that the plugin noted, the first thousand.
  private(set) var notes: [String] = []

  init(
    numbers: [String: Double] = [:], audio: [UInt32: AudioStream] = [:],
    rehearsal: RehearsalShelf = RehearsalShelf(), resources: String = "", scratch: String = ""
  ) {
    self.numbers = numbers
    self.audio = audio
    self.rehearsal = rehearsal
    self.resources = strdup(resources)
    self.scratch = strdup(scratch)
    host = .allocate(capacity: 1)
    host.initialize(
      to: mien_host(
        size: UInt32(MemoryLayout<mien_host>.size), reserved: 0, name: UnsafePointer(name),
        version: UnsafePointer(version), context: nil,
        get_extension: { _, id in HostTable.table(of: id) },
        log: { host, _, text in
          guard let table = HostTable.of(host), let text, table.notes.count < 1000 else { return }
          table.notes.append(StrategyDriverError.oneLine(String(cString: text)))
        }))
    host.pointee.context = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    host.deallocate()
    free(name)
    free(version)
    free(resources)
    free(scratch)
  }

  var pointer: UnsafePointer<mien_host> { UnsafePointer(host) }

  private static func of(_ host: UnsafePointer<mien_host>?) -> HostTable? {
    guard let context = host?.pointee.context else { return nil }
    return Unmanaged<HostTable>.fromOpaque(context).takeUnretainedValue()
  }

  private static func table(of id: UnsafePointer<CChar>?) -> UnsafeRawPointer? {
    guard let id else { return nil }
    switch String(cString: id) {
    case MIEN_EXT_FEATURES: return UnsafeRawPointer(featuresTable)
    case MIEN_EXT_SHEET: return UnsafeRawPointer(sheetTable)
    case MIEN_EXT_RESOURCES: return UnsafeRawPointer(resourcesTable)
    case MIEN_EXT_REHEARSAL: return UnsafeRawPointer(rehearsalTable)
    default: return nil
    }
  }

  private static func forever<Table>(_ table: Table) -> UnsafePointer<Table> {
    let memory = UnsafeMutablePointer<Table>.allocate(capacity: 1)
    memory.initialize(to: table)
    return UnsafePointer(memory)
  }

  // Written once at first use, then only read.
  nonisolated(unsafe) private static let featuresTable = forever(
    mien_features(size: UInt32(MemoryLayout<mien_features>.size)) { host, participant in
      HostTable.of(host)?.audio[participant]?.stream
    })

  nonisolated(unsafe) private static let sheetTable = forever(
    mien_sheet(size: UInt32(MemoryLayout<mien_sheet>.size)) { host, key, fallback in
      guard let key, let table = HostTable.of(host) else { return fallback }
      return table.numbers[String(cString: key)] ?? fallback
    })

  nonisolated(unsafe) private static let resourcesTable = forever(
    mien_resources(
      size: UInt32(MemoryLayout<mien_resources>.size), reserved: 0,
      folder: { host in HostTable.of(host)?.resources.map { UnsafePointer($0) } },
      scratch: { host in HostTable.of(host)?.scratch.map { UnsafePointer($0) } }))

  nonisolated(unsafe) private static let rehearsalTable = forever(
    mien_rehearsal(
      size: UInt32(MemoryLayout<mien_rehearsal>.size), reserved: 0,
      count: { host in UInt32(HostTable.of(host)?.rehearsal.count ?? 0) },
      session: { host, index in HostTable.of(host)?.rehearsal.session(Int(index)) }))
}
