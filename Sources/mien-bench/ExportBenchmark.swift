import Catalog
import Foundation
import Formats
import Motion

/// Measures how fast a take of ten minutes at 60 frames a second leaves as a GLB, beside what the disk needs for the
/// same bytes and what assimp needs to write the same file again.
struct ExportBenchmark {
  /// What is printed.
  struct Report: Encodable {
    var frames: Int
    var bones: Int
    var weights: Int
    var megabytes: Double
    /// The file's bytes written alone, beside its place and renamed, seconds by the clock.
    var bytesAloneSeconds: Double
    /// From track to the file in its place, by the clock and by processor time; without reading back.
    var writeSeconds: Double
    var writeProcessorSeconds: Double
    /// Of writing to the bytes alone.
    var writeRatio: Double
    /// The same with the file read back and compared frame by frame, as `mien export` does.
    var verifiedSeconds: Double
    /// assimp reading that file and writing it again; absent where it is not installed.
    var assimpSeconds: Double?
    /// assimp's time over that of writing, and over that of writing and reading back.
    var assimpRatio: Double?
    var assimpVerifiedRatio: Double?
    /// Keys left out within 0.005 of a weight, 0.2° and 1 mm: seconds and megabytes.
    var reducedSeconds: Double
    var reducedMegabytes: Double
  }

  let character: CharacterFolder
  private static let frames = 36_000
  private static let repeats = 5

  func run() throws -> Report {
    let model = character.model
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-bench-\(ProcessInfo.processInfo.processIdentifier)-export")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("take.glb")
    let track = Self.track()
    let material = ExportMaterial([.init(name: "bench/take", track: track)], character: model)
    let export = try TakeExport(model)

    var bytes = try export.unverified(material)
    func write(_ bytes: [UInt8]) throws {
      try bytes.withUnsafeBytes { content in
        guard let base = content.baseAddress else { return }
        try AtomicFile.write(
          Data(
            bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: content.count, deallocator: .none),
          to: file)
      }
    }
    try write(bytes)
    let alone = try Stopwatch.median(Self.repeats) { try write(bytes) }
    let writing = try Stopwatch.median(Self.repeats) {
      bytes = try export.unverified(material)
      try write(bytes)
    }
    var bones = 0
    let verified = try Stopwatch.median(3) {
      let (bytes, report) = try export.glb(material)
      bones = report.rotatedNodes
      try write(bytes)
    }
    let assimp = Stopwatch.process(
      ["assimp", "export", file.path, folder.appendingPathComponent("again.glb").path], repeats: 3)
    var thin = material
    thin.keyBound = KeyBound(weight: 0.005, radians: 0.2 * .pi / 180, metres: 0.001)
    var reduced = 0
    let reducing = try Stopwatch.median(1) { reduced = try export.unverified(thin).count }
    return Report(
      frames: track.frameCount, bones: bones,
      weights: track.layout.channels.count { $0.kind == .weight }, megabytes: Double(bytes.count) / 1e6,
      bytesAloneSeconds: alone.wall, writeSeconds: writing.wall, writeProcessorSeconds: writing.cpu,
      writeRatio: writing.wall / alone.wall, verifiedSeconds: verified.wall,
      assimpSeconds: assimp.map { $0 / 1000 }, assimpRatio: assimp.map { $0 / 1000 / writing.wall },
      assimpVerifiedRatio: assimp.map { $0 / 1000 / verified.wall }, reducedSeconds: reducing.wall,
      reducedMegabytes: Double(reduced) / 1e6)
  }

  /// All 52 shapes, every humanoid bone and the hips, each on a slow wave of its own.
  private static func track() -> Track {
    let bones = HumanoidBone.allCases
    let layout = ChannelLayout(
      ARKit.names.map { .weight($0) } + [.translation(of: .hips)] + bones.map { .rotation(of: $0) })
    var track = Track(layout: layout, rate: .fps60, frameCount: frames)
    for frame in 0..<frames {
      let time = Float(frame) / 60
      for (channel, column) in zip(layout.channels, layout.offsets) {
        let wave = sinf(time * (0.5 + Float(column % 7) * 0.2) + Float(column))
        switch channel.kind {
        case .rotation:
          let q = Quaternion(axis: SIMD3(0, 0, 1), angle: 0.2 * wave).vector
          for part in 0..<4 { track[frame, column + part] = q[part] }
        case .weight: track[frame, column] = 0.5 + 0.5 * wave
        case .angle, .translation: track[frame, column] = 0.01 * wave
        }
      }
    }
    return track
  }
}
