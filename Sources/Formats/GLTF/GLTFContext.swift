import Rigging

/// A document while it is being read: its lists, checked look-ups, notices, and the memory it may still claim.
struct GLTFContext {
  let document: GLTFDocument
  let accessors: [JSONValue]
  let bufferViews: [JSONValue]
  let nodes: [JSONValue]
  let meshes: [JSONValue]
  let skins: [JSONValue]
  let materials: [JSONValue]
  /// What was read but not kept as it stands, for people.
  var notices: [String] = []
  /// What stays in the document and is not part of the rig, a sentence each.
  var remainders: [String] = []
  /// Numbers that may still be unpacked: one accessor can be referred to any number of times.
  private var budget: Int
  /// Vertices and corners of triangles that all nodes together may draw: a mesh counts for every node that draws it.
  static let largestDrawn = 1 << 24
  /// The most elements an accessor may claim that has no data: no more than the file's own data could hold.
  let largestWithoutData: Int

  /// The notices, the last ones only counted where there are very many.
  var listedNotices: [String] {
    notices.count <= 500
      ? notices : notices.prefix(500) + ["and \(notices.count - 500) more remarks of this kind"]
  }

  init(_ document: GLTFDocument) throws(FormatsError) {
    self.document = document
    let stored = document.buffers.reduce(0) { $0 + $1.count }
    budget = min(1 << 28, 1 << 22 + 64 * stored)
    largestWithoutData = min(1 << 24, 1 << 16 + stored)
    var lists: [[JSONValue]] = []
    for key in ["accessors", "bufferViews", "nodes", "meshes", "skins", "materials"] {
      let items = document.json[key]?.array ?? []
      guard document.json[key] == nil || document.json[key]?.array != nil,
        items.allSatisfy({ $0.object != nil })
      else {
        throw .malformed(
          file: document.file, place: key, reason: "is not a list of objects", cure: "export the file again")
      }
      lists.append(items)
    }
    accessors = lists[0]
    bufferViews = lists[1]
    nodes = lists[2]
    meshes = lists[3]
    skins = lists[4]
    materials = lists[5]
  }

  func malformed(
    _ place: String, _ reason: String, cure: String = "export the file again from its source"
  ) -> FormatsError {
    .malformed(file: document.file, place: place, reason: reason, cure: cure)
  }

  func unsupported(_ place: String, _ reason: String, cure: String) -> FormatsError {
    .unsupported(file: document.file, place: place, reason: reason, cure: cure)
  }

  /// A whole number in `0..<limit`.
  func index(
    _ value: JSONValue?, below limit: Int, of kind: String, place: String
  ) throws(FormatsError) -> Int {
    guard let number = value?.integer, number >= 0, number < limit else {
      throw malformed(place, "refers to \(kind) \(Self.print(value)), of which there are \(limit)")
    }
    return number
  }

  /// An index that may be absent.
  func optionalIndex(
    _ value: JSONValue?, below limit: Int, of kind: String, place: String
  ) throws(FormatsError) -> Int? {
    value == nil ? nil : try index(value, below: limit, of: kind, place: place)
  }

  /// A size or offset: not negative and small enough that sums and products of two cannot overflow.
  func size(
    _ value: JSONValue?, default standard: Int? = nil, place: String, what: String
  ) throws(FormatsError) -> Int {
    if value == nil, let standard { return standard }
    guard let number = value?.integer, number >= 0, number < 1 << 40 else {
      throw malformed(place, "\(what) is \(Self.print(value))")
    }
    return number
  }

  /// A fixed number of finite numbers that fit a Float.
  func floats(
    _ value: JSONValue?, count: Int, place: String, what: String
  ) throws(FormatsError) -> [Float]? {
    guard let value else { return nil }
    let numbers = value.array?.compactMap(\.double).map { Float($0) } ?? []
    guard numbers.count == count, value.array?.count == count, numbers.allSatisfy(\.isFinite) else {
      throw malformed(place, "\(what) is not a list of \(count) finite numbers")
    }
    return numbers
  }

  /// One finite number that fits a Float.
  func float(
    _ value: JSONValue?, default standard: Float, place: String, what: String
  ) throws(FormatsError) -> Float {
    guard let value else { return standard }
    guard let number = value.double.map({ Float($0) }), number.isFinite else {
      throw malformed(place, "\(what) is not a finite number")
    }
    return number
  }

  /// Accounts for numbers about to be unpacked.
  mutating func claim(_ numbers: Int, place: String) throws(FormatsError) {
    guard numbers <= budget else {
      throw unsupported(
        place, "the document unpacks to far more numbers than it holds",
        cure: "reduce the meshes, let each have data of its own, and export again")
    }
    budget -= numbers
  }

  /// Refuses meshes that nodes draw too many times over.
  func checkDrawn(_ rig: Rig) throws(FormatsError) {
    let sizes = rig.meshes.map { mesh in
      mesh.primitives.reduce(0) { $0 + $1.positions.count + $1.indices.count }
    }
    var drawn = 0
    for node in rig.nodes {
      // Every mesh fits in memory, and there are less than 2³² nodes in a file: no overflow.
      if let mesh = node.mesh { drawn += sizes[mesh] }
    }
    guard drawn <= Self.largestDrawn else {
      throw unsupported(
        "nodes", "they draw \(drawn) vertices and corners of triangles, a mesh counted for each of its nodes",
        cure: "draw at most \(Self.largestDrawn): reduce the meshes, or let fewer nodes draw them")
    }
  }

  /// `node 3 "Head"`.
  static func label(_ kind: String, _ number: Int, _ item: JSONValue) -> String {
    guard let name = item["name"]?.string else { return "\(kind) \(number)" }
    return "\(kind) \(number) \"\(name.prefix(60).filter { !$0.isNewline })\""
  }

  private static func print(_ value: JSONValue?) -> String {
    switch value {
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case nil: "(absent)"
    default: "(no whole number)"
    }
  }
}
