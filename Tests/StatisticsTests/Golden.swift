import Foundation
import Statistics
import Testing

/// Golden vectors: expected values of an item and the CSV columns it rests on.
struct Golden {
  static let folder = ProcessInfo.processInfo.environment["MIEN_SHARED"].map { $0 + "/golden" }
  static var isThere: Bool { folder != nil }

  let item: [String: Any]
  let tolerance: Double

  init(_ name: String) throws {
    let url = URL(fileURLWithPath: try #require(Self.folder) + "/expected.json")
    let root = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    let items = try #require(root["items"] as? [String: Any])
    item = try #require(items[name] as? [String: Any])
    tolerance = try #require(item["rel_tol"] as? Double)
  }

  func expected(_ key: String) throws -> Any {
    let fields = try #require(item["expected"] as? [String: Any])
    return try #require(fields[key])
  }

  func number(_ key: String) throws -> Double { try #require(try expected(key) as? NSNumber).doubleValue }

  func integer(_ key: String) throws -> Int { try #require(try expected(key) as? NSNumber).intValue }

  func list(_ key: String) throws -> [Double] {
    try #require(try expected(key) as? [NSNumber]).map(\.doubleValue)
  }

  func parameter(_ key: String) throws -> Double {
    let parameters = try #require(item["params"] as? [String: Any])
    return try #require(parameters[key] as? NSNumber).doubleValue
  }

  func agrees(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= tolerance * max(abs(expected), 1e-12)
  }

  func agrees(_ values: [Double], _ expected: [Double]) -> Bool {
    values.count == expected.count && zip(values, expected).allSatisfy { agrees($0, $1) }
  }

  /// The rows of an input.
  static func rows(_ name: String) throws -> [[Double]] {
    let text = try String(contentsOfFile: try #require(folder) + "/inputs/\(name).csv", encoding: .utf8)
    return try text.split(separator: "\n").dropFirst().map { line in
      try line.split(separator: ",").map { try #require(Double($0)) }
    }
  }

  /// The first column of an input.
  static func column(_ name: String) throws -> [Double] { try rows(name).compactMap(\.first) }

  /// First less second input, row by row.
  static func differences(_ first: String, _ second: String) throws -> [Double] {
    zip(try column(first), try column(second)).map { $0 - $1 }
  }
}
