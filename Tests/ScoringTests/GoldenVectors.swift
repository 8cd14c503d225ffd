import Foundation
import Motion
import Testing

/// The shared golden vectors: inputs as columns of numbers and expected values by item.
enum GoldenVectors {
  static let folder = ProcessInfo.processInfo.environment["MIEN_SHARED"].map { $0 + "/golden" }
  static var isPresent: Bool { folder != nil }
  static let absence: Comment = "MIEN_SHARED is unset"

  /// The columns of `inputs/<name>.csv`.
  static func columns(_ name: String) throws -> [[Double]] {
    let text = try String(contentsOfFile: "\(try #require(folder))/inputs/\(name).csv", encoding: .utf8)
    let rows = try text.split(separator: "\n").dropFirst().map { line in
      try line.split(separator: ",").map { try #require(Double($0)) }
    }
    return try #require(rows.first).indices.map { column in rows.map { $0[column] } }
  }

  /// The expected value of an item, or of a path inside it.
  static func expected(_ item: String, _ path: String...) throws -> Any {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(try #require(folder))/expected.json"))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let items = try #require(root["items"] as? [String: Any])
    var value = try #require((items[item] as? [String: Any])?["expected"])
    for key in path { value = try #require((value as? [String: Any])?[key]) }
    return value
  }

  static func number(_ item: String, _ path: String) throws -> Double {
    try #require(try expected(item, path) as? NSNumber).doubleValue
  }

  /// `motion.csv` as a track of two translations in units of 1e-6, so that Float32 holds it exactly.
  static func motionTrack() throws -> Track {
    let columns = try columns("motion")
    let layout = ChannelLayout([.translation(of: .hips), Channel("other", kind: .translation)])
    let frames = columns[0].count
    let samples = (0..<frames).flatMap { frame in columns.map { Float(($0[frame] * 1e6).rounded()) } }
    return Track(layout: layout, rate: FrameRate(frames: 30), samples: samples)
  }
}

/// Whether two numbers agree within a relative tolerance.
func agree(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
  abs(a - b) <= tolerance * max(abs(b), 1e-12)
}
