import Conversation
import Rigging

/// One animation of a document, unpacked: what a player would play.
public struct GLTFAnimation: Sendable, Equatable {
  /// What a channel moves.
  public enum Path: String, Sendable {
    /// The local translation of a node in metres, three numbers a key.
    case translation
    /// The local rotation of a node, x y z w.
    case rotation
    /// The local scale of a node, three numbers a key.
    case scale
    /// The weights of all morph targets of a node's mesh.
    case weights
  }

  /// One curve.
  public struct Channel: Sendable, Equatable {
    /// The node, `nil` where an extension defines the target.
    public var node: Int?
    /// What moves.
    public var path: Path
    /// `LINEAR`, `STEP` or `CUBICSPLINE`.
    public var interpolation: String
    /// Index into ``GLTFAnimation/samplers``.
    public var sampler: Int
  }

  /// Times and values; several channels may share one.
  public struct Sampler: Sendable, Equatable {
    /// Seconds, strictly ascending.
    public var times: [Float]
    /// Numbers, key after key.
    public var values: [Float]
  }

  /// Name, empty where the file gives none.
  public var name: String
  /// The curves.
  public var channels: [Channel]
  /// Their numbers.
  public var samplers: [Sampler]
  /// What was read but not kept, a sentence each.
  public var notices: [String] = []

  /// Unpacks an animation of a document.
  ///
  /// Channels of a path that glTF itself does not know, as extensions have them, are left out with a notice.
  ///
  /// - Throws: ``FormatsError`` for indices out of range, times that do not ascend (3.11), an interpolation that is
  ///   none, a channel without a path, counts that do not fit.
  public init(_ number: Int, of document: GLTFDocument) throws(FormatsError) {
    var context = try GLTFContext(document)
    guard let list = document.json["animations"]?.array, list.indices.contains(number) else {
      throw context.malformed("animation \(number)", "does not exist")
    }
    let json = list[number]
    let place = GLTFContext.label("animation", number, json)
    name = json["name"]?.string ?? ""
    samplers = []
    var times: [Int: [Float]] = [:]
    let samplerList = json["samplers"]?.array ?? []
    var interpolations: [String] = []
    for (k, sampler) in samplerList.enumerated() {
      let place = "\(place) sampler \(k)"
      interpolations.append(try Self.interpolation(sampler, context, place))
      let input = try context.index(
        sampler["input"], below: context.accessors.count, of: "accessor", place: place)
      if times[input] == nil {
        let read = try context.floats(
          GLTFAccessor(input, in: context), types: ["SCALAR"], components: [.float])
        for k in 1..<max(1, read.count) where read[k] <= read[k - 1] {
          throw context.malformed(place, "time \(k) does not come after the one before")
        }
        times[input] = read
      }
      let output = try context.index(
        sampler["output"], below: context.accessors.count, of: "accessor", place: place)
      let values = try context.floats(
        GLTFAccessor(output, in: context), types: ["SCALAR", "VEC3", "VEC4"],
        components: [.float, .byte, .unsignedByte, .short, .unsignedShort])
      samplers.append(Sampler(times: times[input] ?? [], values: values))
    }
    channels = []
    var unknown: [String: Int] = [:]
    for (k, channel) in (json["channels"]?.array ?? []).enumerated() {
      let place = "\(place) channel \(k)"
      let sampler = try context.index(channel["sampler"], below: samplers.count, of: "sampler", place: place)
      guard let word = channel["target"]?["path"]?.string else {
        throw context.malformed(place, "its target has no path")
      }
      guard let path = Path(rawValue: word) else {
        unknown["\"\(String(word.prefix(40)).asOneLine)\"", default: 0] += 1
        continue
      }
      let node = try context.optionalIndex(
        channel["target"]?["node"], below: context.nodes.count, of: "node", place: place)
      let interpolation = interpolations[sampler]
      var width = path == .rotation ? 4 : 3
      if path == .weights {
        let mesh = try node.flatMap { node throws(FormatsError) in
          try context.optionalIndex(
            context.nodes[node]["mesh"], below: context.meshes.count, of: "mesh", place: place)
        }
        let primitive = mesh.flatMap { context.meshes[$0]["primitives"]?.array?.first }
        width = primitive?["targets"]?.array?.count ?? 0
      }
      let keys = samplers[sampler].times.count * (interpolation == "CUBICSPLINE" ? 3 : 1)
      guard node == nil || samplers[sampler].values.count == keys * width else {
        throw context.malformed(
          place, "\(samplers[sampler].values.count) numbers do not suit \(keys) keys of \(width)")
      }
      channels.append(Channel(node: node, path: path, interpolation: interpolation, sampler: sampler))
    }
    let names = unknown.keys.sorted()
    if !names.isEmpty {
      let count = unknown.values.reduce(0, +)
      let list = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
      notices.append(
        "\(place): \(count) channels move what no node of glTF has (path \(list)); they were left out")
    }
  }

  /// One of the three that the specification has (5.9.2); `LINEAR` where none is given.
  private static func interpolation(
    _ sampler: JSONValue, _ context: GLTFContext, _ place: String
  ) throws(FormatsError) -> String {
    guard let value = sampler["interpolation"] else { return "LINEAR" }
    let words = ["LINEAR", "STEP", "CUBICSPLINE"]
    guard let word = value.string, words.contains(word) else {
      throw context.malformed(
        place,
        "interpolation \(value.string.map { "\"\($0.prefix(40))\"" } ?? "that is no text") is none of "
          + words.joined(separator: ", "))
    }
    return word
  }
}
