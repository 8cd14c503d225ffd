import Motion

/// The document into which a take is written: the character's own, with a root above it where the take moves one,
/// or twice beside each other for two performers.
///
/// Two stand ``distance`` apart on the x axis and face each other. They share meshes, materials and textures;
/// nodes and skins are there twice, those of the second performer under names with the performer's behind them.
struct TakeStage {
  /// Metres between two performers.
  static let distance = 1.2

  private(set) var json: JSONValue
  /// Number of each performer's first node.
  private(set) var offsets: [Int] = [0]
  /// The node that takes each performer's root motion.
  private(set) var roots: [Int?] = [nil]
  /// What had to be left out, a sentence each.
  private(set) var notices: [String] = []

  /// Extensions that speak of the one model in a file.
  private static let singular = ["VRMC_vrm", "VRMC_springBone", "VRM"]

  /// - Parameter facing: Turns directions of the document's world into those of a character that faces +Z.
  init(_ document: GLTFDocument, names: [String], hasRoot: [Bool], facing: Quaternion = .identity) {
    json = document.json
    let nodes = json["nodes"]?.array ?? []
    let children = rootNodes(nodes)
    guard names.count > 1 else {
      if hasRoot.first == true {
        roots = [add(["name": "root", "children": .array(children.map { .int($0) })])]
        show([roots[0] ?? 0])
      }
      return
    }
    for name in names.dropFirst() { copyNodes(nodes, performer: name) }
    var places: [Int] = []
    roots = []
    for (number, name) in names.enumerated() {
      var inside = children.map { JSONValue.int($0 + offsets[number]) }
      var root: Int?
      if hasRoot[number] {
        root = add(["name": .string("root.\(name)"), "children": .array(inside)])
        inside = [.int(root ?? 0)]
      }
      roots.append(root)
      // A quarter turn about +Y: from +Z to +X for the one on the left, to -X for the other.
      let side = number == 0 ? -1.0 : 1.0
      let turn = (Quaternion(axis: SIMD3(0, 1, 0), angle: Float(-side) * .pi / 2) * facing).normalized.vector
      places.append(
        add([
          "name": .string("place.\(name)"), "children": .array(inside),
          "translation": .array([.number(side * Self.distance / 2), 0, 0]),
          "rotation": .floats([turn.x, turn.y, turn.z, turn.w]),
        ]))
    }
    show(places)
    dropSingularExtensions()
  }

  /// Nodes of the scene that is shown; without scenes, those below no other.
  private func rootNodes(_ nodes: [JSONValue]) -> [Int] {
    let scenes = json["scenes"]?.array ?? []
    let shown = json["scene"]?.integer ?? 0
    if scenes.indices.contains(shown), let roots = scenes[shown]["nodes"]?.array {
      return roots.compactMap(\.integer)
    }
    let inner = Set(nodes.flatMap { $0["children"]?.array ?? [] }.compactMap(\.integer))
    return nodes.indices.filter { !inner.contains($0) }
  }

  private mutating func add(_ node: [String: JSONValue]) -> Int {
    var nodes = json["nodes"]?.array ?? []
    nodes.append(.object(node))
    json["nodes"] = .array(nodes)
    return nodes.count - 1
  }

  private mutating func show(_ nodes: [Int]) {
    var scenes = json["scenes"]?.array ?? []
    let shown = json["scene"]?.integer ?? 0
    if scenes.indices.contains(shown) {
      scenes[shown]["nodes"] = .array(nodes.map { .int($0) })
    } else {
      scenes = [.object(["nodes": .array(nodes.map { .int($0) })])]
      json["scene"] = 0
    }
    json["scenes"] = .array(scenes)
  }

  private mutating func copyNodes(_ nodes: [JSONValue], performer: String) {
    var all = json["nodes"]?.array ?? []
    var skins = json["skins"]?.array ?? []
    let (offset, firstSkin) = (all.count, skins.count)
    let ownSkins = skins
    func moved(_ value: JSONValue?) -> JSONValue? { value?.integer.map { .int($0 + offset) } }
    for node in nodes {
      var copy = node
      copy["name"] = .string((node["name"]?.string ?? "node \(all.count - offset)") + "." + performer)
      if let children = node["children"]?.array {
        copy["children"] = .array(children.compactMap { moved($0) })
      }
      if let skin = node["skin"]?.integer { copy["skin"] = .int(skin + firstSkin) }
      // A constraint follows the node of its own performer (VRMC_node_constraint 1.0).
      if var constraint = copy["extensions"]?["VRMC_node_constraint"] {
        for kind in constraint["constraint"]?.object?.keys.sorted() ?? [] {
          var inner = constraint["constraint"] ?? .object([:])
          guard var rule = inner[kind] else { continue }
          rule["source"] = moved(rule["source"])
          inner[kind] = rule
          constraint["constraint"] = inner
        }
        copy["extensions"]?["VRMC_node_constraint"] = constraint
      }
      all.append(copy)
    }
    for skin in ownSkins {
      var copy = skin
      copy["joints"] = .array((skin["joints"]?.array ?? []).compactMap { moved($0) })
      if let skeleton = moved(skin["skeleton"]) { copy["skeleton"] = skeleton }
      skins.append(copy)
    }
    json["nodes"] = .array(all)
    if !skins.isEmpty { json["skins"] = .array(skins) }
    offsets.append(offset)
  }

  private mutating func dropSingularExtensions() {
    for name in Self.singular where json["extensions"]?[name] != nil {
      json["extensions"]?[name] = nil
      for list in ["extensionsUsed", "extensionsRequired"] {
        guard let names = json[list]?.array else { continue }
        let left = names.filter { $0 != .string(name) }
        json[list] = left.isEmpty ? nil : .array(left)
      }
      notices.append("\(name) speaks of one model and is left out of a file with two")
    }
    if json["extensions"] == .object([:]) { json["extensions"] = nil }
  }
}
