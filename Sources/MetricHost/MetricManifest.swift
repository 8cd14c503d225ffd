import Foundation
import Scoring
import StrategyHost

/// What `metric.json` or `encoder.json` says.
struct MetricManifest: Decodable {
  /// One of several scores of a metric.
  struct Entry: Decodable {
    var name: String
    var title: String
    var unit: String?
    var direction: MetricDescriptor.Direction
    var reduction: MetricDescriptor.Reduction?
    var summary: String
    var whereItLies: String?
    var source: String?
  }

  struct Access: Decodable {
    var network: Bool?
    var read: [String]?
    var write: [String]?
  }

  struct Limits: Decodable {
    var memory: Double?
    var cpu: Double?
    var wall: Double?
    var load: Double?
  }

  var schema: String
  var id: String
  var version: String
  var script: String?
  var title: String
  var unit: String?
  var direction: MetricDescriptor.Direction?
  var reduction: MetricDescriptor.Reduction?
  var needs: [MetricDescriptor.Need]?
  var parameters: [String: Double]?
  var summary: String
  var whereItLies: String?
  var source: String?
  var licence: String?
  var scores: [Entry]?
  /// Of encoders: frames per second, names of channels, frames of a window and from one to the next.
  var fps: Double?
  var channels: [String]?
  var window: Int?
  var hop: Int?
  var python: String?
  var models: [String]?
  var device: String?
  var access: Access?
  var limits: Limits?

  /// Seconds that a script has to load, by the clock and of processor time, unless `limits.load` says otherwise.
  static let patience = 30.0
  private static let largest = 1 << 20
  private static let shared: Set<String> = [
    "schema", "id", "version", "script", "title", "needs", "parameters", "summary", "whereItLies", "source",
    "licence", "python", "models", "device", "access", "limits",
  ]
  private static let own: [MetricBundle.Kind: Set<String>] = [
    .metric: ["unit", "direction", "reduction", "scores"], .encoder: ["fps", "channels", "window", "hop"],
  ]

  /// Reads and checks a manifest.
  init(at file: URL, kind: MetricBundle.Kind) throws(MetricHostError) {
    func bad(_ reason: String) -> MetricHostError { .badBundle(path: file.path, reason: reason) }
    do {
      let data = try RegularFile.read(file, atMost: Self.largest)
      self = try JSONDecoder().decode(Self.self, from: data)
      let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
      let known = Self.shared.union(Self.own[kind] ?? [])
      if let stranger = object.keys.filter({ !known.contains($0) }).min() {
        throw bad(
          "\(kind == .encoder ? "an" : "a") \(kind) has no key '\(Self.short(stranger))'; see Plugins/README.md for those that there are"
        )
      }
    } catch let error as MetricHostError {
      throw error
    } catch let error as RegularFile.Fault {
      throw bad(error.description)
    } catch DecodingError.keyNotFound(let key, _) {
      throw bad("lacks '\(key.stringValue)'; see Plugins/README.md")
    } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
      throw bad("'\(Self.path(context.codingPath))' has a value that there is not; see Plugins/README.md")
    } catch DecodingError.typeMismatch(_, let context) {
      throw bad(
        "'\(Self.path(context.codingPath))' is of another kind than it should be; see Plugins/README.md")
    } catch DecodingError.valueNotFound(_, let context) {
      throw bad("'\(Self.path(context.codingPath))' is empty; see Plugins/README.md")
    } catch {
      throw bad("is no JSON object")
    }
    if let reason = fault(kind) { throw bad(reason) }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }

  private static func short(_ text: String) -> String { String(text.prefix(60)) }

  private func fault(_ kind: MetricBundle.Kind) -> String? {
    guard schema == "mien.\(kind)/1" else { return "schema '\(Self.short(schema))' is not mien.\(kind)/1" }
    func isWord(_ text: String, _ more: String) -> Bool {
      (1...60).contains(text.count)
        && text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || more.contains($0)) }
    }
    guard isWord(id, "-.") else { return "id '\(Self.short(id))' may hold a-z, 0-9, '-' and '.' only" }
    if let reason = HouseNames.reason(against: id) { return "id '\(Self.short(id))' \(reason)" }
    let isVersion = version.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
    guard (1...40).contains(version.count), isVersion else {
      return "version '\(Self.short(version))' may hold letters, digits, '-' and '.' only"
    }
    if let script, script.isEmpty || script.contains("/") {
      return "'\(Self.short(script))' must be a file name"
    }
    for (name, value) in [
      ("memory", limits?.memory), ("cpu", limits?.cpu), ("wall", limits?.wall), ("load", limits?.load),
    ] {
      if let value, !(value > 0 && value <= 1_000_000) {
        return "limits.\(name) \(value) is not above 0 and at most 1000000"
      }
    }
    switch kind {
    case .metric: return metricFault(isWord)
    case .encoder: return encoderFault()
    }
  }

  private func metricFault(_ isWord: (String, String) -> Bool) -> String? {
    guard let scores else {
      return direction == nil ? "lacks 'direction': higher, lower, closerToReference or closerToZero" : nil
    }
    guard direction == nil, unit == nil, reduction == nil else {
      return "direction, unit and reduction belong to each of 'scores' where there are several"
    }
    guard (1...100).contains(scores.count) else {
      return "'scores' holds \(scores.count), 1...100 may stand there"
    }
    for score in scores where !isWord(score.name, "-") {
      return "the name '\(Self.short(score.name))' of a score may hold a-z, 0-9 and '-' only"
    }
    guard Set(scores.map(\.name)).count == scores.count else { return "'scores' names one twice" }
    return nil
  }

  private func encoderFault() -> String? {
    guard let window, (2...100_000).contains(window) else {
      return "lacks 'window', frames of a window: 2...100000"
    }
    guard let fps, fps >= 1, fps <= 1000 else { return "lacks 'fps', frames per second: 1...1000" }
    if let hop, hop < window || hop > 1_000_000 {
      return "hop \(hop) is not in \(window)...1000000: windows that overlap count the same motion twice"
    }
    guard let channels, !channels.isEmpty else {
      return "lacks 'channels': names such as jawOpen or head.rotation, or \"face\" for the 52 of ARKit"
    }
    return Set(channels).count == channels.count ? nil : "'channels' names one twice"
  }

  /// What its processes may take.
  var workerLimits: WorkerLimits {
    var result = WorkerLimits.python
    result.start = limits?.load ?? Self.patience
    if let memory = limits?.memory { result.memory = UInt64(memory * 1_048_576) }
    if let cpu = limits?.cpu { result.cpu = cpu }
    if let wall = limits?.wall { result.wall = wall }
    return result
  }
}
