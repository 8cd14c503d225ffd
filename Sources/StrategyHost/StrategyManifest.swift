import Foundation
import StrategyDriver

/// What `strategy.json` says.
struct StrategyManifest: Codable {
  struct Access: Codable {
    var network: Bool?
    var read: [String]?
    var write: [String]?
  }

  struct Limits: Codable {
    var memory: Double?
    var cpu: Double?
    var wall: Double?
  }

  var schema: String
  var id: String
  var library: String?
  var script: String?
  var python: String?
  var models: [String]?
  var maxInstances: Int?
  var device: String?
  var access: Access?
  var limits: Limits?
  var licence: String?
  var stochastic: Bool?

  /// Largest manifest that is read, in bytes.
  static let largest = 1 << 20
  private static let keys: Set<String> = [
    "schema", "id", "library", "script", "python", "models", "maxInstances", "device", "access", "limits",
    "title", "summary", "version", "vendor", "description", "licence",
    "stochastic",
  ]

  /// A key that nobody reads, such as a misspelt one; nested ones with their place.
  private static func unknownKey(_ data: Data) -> String? {
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else { return nil }
    func stranger(_ object: Any?, _ known: Set<String>, in place: String) -> String? {
      guard let object = object as? [String: Any] else { return nil }
      return object.keys.filter { !known.contains($0) }.min().map { place + $0 }
    }
    return stranger(object, keys, in: "")
      ?? stranger(object["access"], ["network", "read", "write"], in: "access.")
      ?? stranger(object["limits"], ["memory", "cpu", "wall"], in: "limits.")
  }

  /// Reads and checks a manifest.
  init(at file: URL) throws(StrategyHostError) {
    func bad(_ reason: String) -> StrategyHostError {
      .badBundle(path: file.path, reason: StrategyDriverError.oneLine(reason))
    }
    do {
      let data = try RegularFile.read(file, atMost: Self.largest)
      self = try JSONDecoder().decode(Self.self, from: data)
      if let stranger = Self.unknownKey(data) {
        throw bad("it has no key '\(stranger)'; see Plugins/README.md for those that there are")
      }
    } catch let error as StrategyHostError {
      throw error
    } catch let error as RegularFile.Fault {
      throw bad(error.description)
    } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty,
      DecodingError.valueNotFound(_, let context) where !context.codingPath.isEmpty
    {
      let key = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(
        separator: ".")
      throw bad("'\(key)' is of another kind than it should be; see Plugins/README.md")
    } catch DecodingError.dataCorrupted(let context) {
      let why = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
      throw bad(
        "not a strategy manifest (\(why ?? context.debugDescription)); it needs the texts schema, id, and library "
          + "or script")
    } catch {
      throw bad("not a strategy manifest; it needs the texts schema, id, and library or script")
    }
    guard schema == "mien.strategy/1" else { throw bad("schema '\(schema)' is not mien.strategy/1") }
    if let fault = Self.fault(ofID: id) { throw bad("id '\(id)' \(fault)") }
    switch (library, script) {
    case (nil, nil): throw bad("it names neither a library nor a script")
    case (.some, .some): throw bad("it names both a library and a script; one of them is enough")
    case (let file?, nil), (nil, let file?):
      guard !file.contains("/"), !file.isEmpty, file != ".." else {
        throw bad("'\(file)' must be a file name")
      }
    }
    if let maxInstances, !(1...1024).contains(maxInstances) {
      throw bad("maxInstances \(maxInstances) is not in 1...1024")
    }
    for (name, value) in [("memory", limits?.memory), ("cpu", limits?.cpu), ("wall", limits?.wall)] {
      if let value, !(value > 0 && value <= 1_000_000) {
        throw bad("limits.\(name) \(value) is not above 0 and at most 1000000")
      }
    }
  }

  /// What keeps a text from being the id of a strategy, if anything does.
  static func fault(ofID id: String) -> String? {
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    guard !id.isEmpty, id.count <= 100, id.allSatisfy(allowed.contains) else {
      return "may hold a-z, 0-9, '-' and '.' only"
    }
    return id == "guard" ? "is taken by the last layer of stacks" : nil
  }

  var workerLimits: WorkerLimits {
    var result = script == nil ? WorkerLimits.native : WorkerLimits.python
    if let memory = limits?.memory { result.memory = UInt64(memory * 1_048_576) }
    if let cpu = limits?.cpu { result.cpu = cpu }
    if let wall = limits?.wall { result.wall = wall }
    result.start = min(result.start, max(result.wall, 1))
    return result
  }
}
