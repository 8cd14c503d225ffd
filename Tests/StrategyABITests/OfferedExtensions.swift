import Foundation
import StrategyABI

/// What a stand-in host offers: the four host extensions of 1.0, with contents that never change.
enum OfferedExtensions {
  static func table(_ id: String) -> UnsafeRawPointer? {
    switch id {
    case MIEN_EXT_FEATURES: UnsafeRawPointer(features)
    case MIEN_EXT_SHEET: UnsafeRawPointer(sheet)
    case MIEN_EXT_RESOURCES: UnsafeRawPointer(resources)
    case MIEN_EXT_REHEARSAL: UnsafeRawPointer(rehearsal)
    default: nil
    }
  }

  private static func forever<T>(_ value: T) -> UnsafeMutablePointer<T> {
    let pointer = UnsafeMutablePointer<T>.allocate(capacity: 1)
    pointer.initialize(to: value)
    return pointer
  }
  private static func forever(_ numbers: [Float]) -> UnsafePointer<Float> {
    let pointer = UnsafeMutablePointer<Float>.allocate(capacity: numbers.count)
    pointer.initialize(from: numbers, count: numbers.count)
    return UnsafePointer(pointer)
  }

  nonisolated(unsafe) private static let resourcesPath = strdup("/resources")
  nonisolated(unsafe) private static let noPath = strdup("")
  nonisolated(unsafe) private static let columns = {
    let names = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: 4)
    for (index, name) in ["level", "openness", "floor", "peak"].enumerated() {
      (names + index).initialize(to: UnsafePointer(strdup(name)))
    }
    return names
  }()
  /// Sixteen rows of level, openness, floor and peak.
  private static let rows: [Float] = (0..<16).flatMap { (row: Int) -> [Float] in
    [Float(-30 - row), 0.1 + 0.05 * Float(row), -60, -25]
  }
  nonisolated(unsafe) private static let stream = forever(
    mien_feature_stream(
      size: UInt32(MemoryLayout<mien_feature_stream>.size), column_count: 4, rows_per_second: 100,
      samples_per_second: 16000, columns: UnsafePointer(columns),
      rows: forever(rows),
      samples: forever([Float](repeating: 0, count: 2560)), known_rows: 16, known_samples: 2560))
  nonisolated(unsafe) private static let features = forever(
    mien_features(
      size: UInt32(MemoryLayout<mien_features>.size),
      stream: { _, participant in participant == 0 ? UnsafePointer(stream) : nil }))
  nonisolated(unsafe) private static let sheet = forever(
    mien_sheet(
      size: UInt32(MemoryLayout<mien_sheet>.size),
      number: { _, key, fallback in
        key.map { String(cString: $0) } == "style.energy" ? 0.625 : fallback
      }))
  nonisolated(unsafe) private static let resources = forever(
    mien_resources(
      size: UInt32(MemoryLayout<mien_resources>.size), reserved: 0,
      folder: { _ in UnsafePointer(resourcesPath) }, scratch: { _ in UnsafePointer(noPath) }))
  nonisolated(unsafe) private static let recording = forever(
    mien_rehearsal_session(
      size: UInt32(MemoryLayout<mien_rehearsal_session>.size), channel_count: 1,
      id: UnsafePointer(strdup("first")),
      channels: UnsafePointer(
        forever(mien_channel(name: UnsafePointer(strdup("jawOpen")), kind: MIEN_CHANNEL_WEIGHT, reserved: 0))),
      rows: forever([0.25, 9, 0.5, 9, 0.75, 9]), frame_count: 3, row_stride: 2, rate_numerator: 30,
      rate_denominator: 1, reserved: 0))
  nonisolated(unsafe) private static let rehearsal = forever(
    mien_rehearsal(
      size: UInt32(MemoryLayout<mien_rehearsal>.size), reserved: 0, count: { _ in 1 },
      session: { _, index in index == 0 ? UnsafePointer(recording) : nil }))
}
