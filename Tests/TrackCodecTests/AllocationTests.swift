import Foundation
import Motion
import Testing
import TrackCodec

/// The frame path asks for no memory: counted in a second process of these tests into which `CAllocations` is
/// preloaded.
@Suite struct AllocationTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let resultName = "MIEN_CODEC_ALLOCATIONS"
  private static var resultFile: String? { ProcessInfo.processInfo.environment[resultName] }

  private static func run(_ words: [String], _ changes: [String: String] = [:]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = ProcessInfo.processInfo.environment.merging(changes) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(
    "appending, receiving and posing never ask for memory",
    .enabled(if: resultFile == nil, "this is the process that counts"))
  func none() throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("track-codec-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let library = place.appendingPathComponent("libCAllocations.so").path
    let room = Self.root.appendingPathComponent("Sources/CAllocations").path
    let built = try Self.run([
      "/usr/bin/env", "cc", "-std=c11", "-O2", "-shared", "-fPIC", "-I\(room)/include", "-o", library,
      "\(room)/allocations.c", "-ldl",
    ])
    try #require(built == 0)
    let result = place.appendingPathComponent("counts").path
    let itself = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let code = try Self.run(
      [itself, "--testing-library", "swift-testing", "--filter", "AllocationTests"],
      ["LD_PRELOAD": library, Self.resultName: result])
    #expect(code == 0)
    // What an array asks for, then what the frame path asks for.
    let counts = try String(contentsOfFile: result, encoding: .utf8)
    #expect(counts == "1 0 0\n")
  }

  @Test(
    "allocations of the frame path are counted", .enabled(if: resultFile != nil, "run by the other test"))
  func count() throws {
    typealias Arm = @convention(c) () -> Void
    typealias Disarm = @convention(c) () -> UInt64
    let arm = unsafeBitCast(try #require(dlsym(nil, "mien_allocations_arm")), to: Arm.self)
    let disarm = unsafeBitCast(try #require(dlsym(nil, "mien_allocations_disarm")), to: Disarm.self)
    arm()
    let one = UnsafeMutablePointer<Float>.allocate(capacity: 1000)
    let control = disarm()
    one.deallocate()
    var counts: [UInt64] = []
    for profile in [TrackEncoder.Profile.reliable, .lossy] {
      // The first pass has the language's own runtime set up its types.
      _ = try Self.path(profile, arm, disarm)
      counts.append(try Self.path(profile, arm, disarm))
    }
    let line = "\(control) \(counts[0]) \(counts[1])\n"
    try line.write(toFile: try #require(Self.resultFile), atomically: true, encoding: .utf8)
  }

  /// Allocations of a whole take.
  private static func path(
    _ profile: TrackEncoder.Profile, _ arm: () -> Void, _ disarm: () -> UInt64
  ) throws -> UInt64 {
    let track = SyntheticTake.track(frames: 150)
    let schema = try SchemaDesign(bound: .tight).schema(for: track)
    let encoder = TrackEncoder(schema: schema, bound: .tight, profile: profile)
    let decoder = TrackDecoder(schema: schema)
    let width = track.layout.width
    let out = UnsafeMutableBufferPointer<Float>.allocate(capacity: width)
    defer { out.deallocate() }
    var shown = 0
    var total: UInt64 = 0
    track.samples.withUnsafeBufferPointer { all in
      for frame in 0..<track.frameCount {
        if frame == 0 { arm() }
        let row = UnsafeBufferPointer(rebasing: all[frame * width..<(frame + 1) * width])
        guard let packet = encoder.append(row), case .decoded(let range) = decoder.receive(packet) else {
          continue
        }
        var next = range.lowerBound
        while next < range.upperBound {
          if decoder.pose(frame: next, into: out) { shown += 1 }
          next += 1
        }
      }
      total = disarm()
    }
    #expect(shown == 150)
    #expect(encoder.repairs.frames > 0)
    return total
  }
}
