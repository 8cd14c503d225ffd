import Foundation
import Scoring

/// What a script answered, checked: nothing in it is believed.
enum MetricAnswer {
  /// Why an answer is none.
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  private struct Number: Decodable {
    var value: Double?
    var undefined: String?
    /// Whether it is undefined because the script gave what is no number, such as NaN.
    var fault: Bool?
  }

  private struct Text: Decodable {
    var values: [String: Number]?
    var shape: [Int]?
    var undefined: String?
    var fault: Bool?

    func admit(_ isStrict: Bool) throws {
      guard isStrict else { return }
      let faults =
        [fault == true ? undefined : nil]
        + (values ?? [:]).sorted { $0.key < $1.key }
        .map { $0.value.fault == true ? $0.value.undefined : nil }
      if let first = faults.lazy.compactMap(\.self).first { throw Fault(description: first) }
    }
  }

  private static func parts(_ data: Data) throws -> (text: Text, rest: Data) {
    guard data.count >= 8 else { throw Fault(description: "an answer of \(data.count) bytes") }
    let length = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(data.count - 8) else { throw Fault(description: "an answer that is cut off") }
    let end = 8 + Int(length)
    guard let text = try? JSONDecoder().decode(Text.self, from: Data(data[8..<end])) else {
      throw Fault(description: "an answer that cannot be read")
    }
    return (text, Data(data.dropFirst(end + (-end & 7))))
  }

  /// The values of `measure` and `reduce` by name, `""` for a lone number; or why there is none.
  ///
  /// - Parameter isStrict: whether NaN and infinity, which are undefined else, are faults.
  static func quantities(
    _ data: Data, isStrict: Bool = false
  ) throws -> Result<[String: ScoreValue], Reason> {
    let (text, _) = try parts(data)
    try text.admit(isStrict)
    if let reason = text.undefined { return .failure(Reason(reason)) }
    guard let values = text.values else { throw Fault(description: "an answer without values") }
    return .success(
      values.mapValues { number in
        number.value.map { ScoreValue($0) } ?? .undefined(reason: number.undefined ?? "no reason was given")
      })
  }

  /// The rows of `rows` and `encode`; or why there are none.
  ///
  /// - Parameter isStrict: whether NaN and infinity, which are undefined else, are faults.
  static func rows(_ data: Data, isStrict: Bool = false) throws -> Result<RowTable, Reason> {
    let (text, rest) = try parts(data)
    try text.admit(isStrict)
    if let reason = text.undefined { return .failure(Reason(reason)) }
    guard let shape = text.shape, shape.count == 2, (0...1 << 27).contains(shape[0]),
      (0...1 << 20).contains(shape[1]), rest.count == 8 * shape[0] * shape[1]
    else { throw Fault(description: "rows whose shape is not theirs") }
    let values = rest.withUnsafeBytes { raw in
      (0..<rest.count / 8).map {
        Double(
          bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
      }
    }
    guard values.allSatisfy(\.isFinite) else { throw Fault(description: "rows that are not finite") }
    return .success(RowTable(columns: shape[1], values: values))
  }

  /// Why a script gives no number, in its own words.
  struct Reason: Error {
    let text: String
    init(_ text: String) { self.text = text }
  }
}
