import Foundation
import Formats

/// Measures how fast a file of a moving skeleton is read.
struct MotionFileBenchmark {
  /// What is printed.
  struct Report: Encodable {
    /// Size of the file, and how many numbers its frames hold.
    var megabytes: Double
    var numbers: Int
    /// Reading the BVH into numbers, by processor time: milliseconds, megabytes and million numbers a second.
    var readMilliseconds: Double
    var readMegabytesPerSecond: Double
    var readMillionNumbersPerSecond: Double
    /// The C library's `strtod` over the same numbers, nothing else; milliseconds.
    var strtodMilliseconds: Double
    /// Reading and making a track of it: quaternions, rest pose, normalised rotations; milliseconds.
    var trackMilliseconds: Double
    /// The PyPI package `bvh` on the same file in a process of its own, its start not counted; `nil` when it is not
    /// installed.
    var pythonMilliseconds: Double?
  }

  /// The file; one of 75 joints and 2,065 frames is made up when there is none.
  let file: URL?

  /// A recording of 75 joints among the sample data that `MIEN_SHARED` names; `nil` when it is not there.
  static var sample: URL? {
    guard let shared = ProcessInfo.processInfo.environment["MIEN_SHARED"] else { return nil }
    let url = URL(fileURLWithPath: shared)
      .appendingPathComponent("data/bvh-zeroeggs/067_Speech_2_x_1_0.bvh")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }

  func run() throws -> Report {
    let bytes = try file.map { [UInt8](try Data(contentsOf: $0)) } ?? Self.made()
    var numbers = 0
    let reading = try Stopwatch.median(9) { numbers = try BVHFile(bytes, file: "bench.bvh").values.count }
    let whole = try Stopwatch.median(5) { _ = try SkeletalMotionFile.read(bytes, file: "bench.bvh") }
    let bare = Stopwatch.median(5) { _ = Self.sum(bytes) }
    let megabytes = Double(bytes.count) / 1e6
    return Report(
      megabytes: megabytes, numbers: numbers, readMilliseconds: reading.cpu * 1000,
      readMegabytesPerSecond: megabytes / reading.cpu,
      readMillionNumbersPerSecond: Double(numbers) / 1e6 / reading.cpu, strtodMilliseconds: bare.cpu * 1000,
      trackMilliseconds: whole.cpu * 1000, pythonMilliseconds: try Self.python(bytes))
  }

  /// The sum of all numbers behind the frame time, by `strtod`.
  private static func sum(_ bytes: [UInt8]) -> Double {
    var text = bytes.map { CChar(bitPattern: $0) }
    text.append(0)
    let mark = Array("Frame Time:".utf8)
    let start = (0..<max(0, bytes.count - mark.count)).first {
      bytes[$0..<$0 + mark.count].elementsEqual(mark)
    }
    return text.withUnsafeBufferPointer { buffer in
      guard var at = buffer.baseAddress.map({ $0 + (start ?? 0) + mark.count }) else { return 0 }
      var sum = 0.0
      while true {
        var end: UnsafeMutablePointer<CChar>?
        let value = strtod(at, &end)
        guard let next = end.map({ UnsafePointer($0) }), next != at else { return sum }
        sum += value
        at = next
      }
    }
  }

  /// A chain of joints with six decimals a number, as recordings have them.
  private static func made() -> [UInt8] {
    let joints = 75
    var text = "HIERARCHY\n"
    for joint in 0..<joints {
      text +=
        joint == 0
        ? "ROOT Hips\n{\nOFFSET 0 90 0\nCHANNELS 6 " : "JOINT j\(joint)\n{\nOFFSET 0 5 0\nCHANNELS 3 "
      text += joint == 0 ? "Xposition Yposition Zposition " : ""
      text += "Zrotation Yrotation Xrotation\n"
    }
    text += "End Site\n{\nOFFSET 0 5 0\n}\n" + String(repeating: "}\n", count: joints)
    text += "MOTION\nFrames: 2065\nFrame Time: 0.033333\n"
    var state: UInt64 = 1
    for _ in 0..<2065 {
      var row: [String] = []
      for _ in 0..<(joints * 3 + 3) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let parts = (Int(state >> 40) % 180, Int(state >> 20) % 900_000 + 100_000)
        row.append("\(parts.1 % 2 == 0 ? "-" : "")\(parts.0).\(parts.1)")
      }
      text += row.joined(separator: " ") + "\n"
    }
    return [UInt8](text.utf8)
  }

  private static func python(_ bytes: [UInt8]) throws -> Double? {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-bench-\(ProcessInfo.processInfo.processIdentifier).bvh")
    try Data(bytes).write(to: place)
    defer { try? FileManager.default.removeItem(at: place) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sys,time,bvh;t=time.perf_counter();bvh.Bvh(open(sys.argv[1]).read());print((time.perf_counter()-t)*1000)",
      place.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Double(String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
