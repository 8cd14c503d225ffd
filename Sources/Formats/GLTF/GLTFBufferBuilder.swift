import Rigging

/// Collects binary data and the accessors and buffer views that describe it.
///
/// Dense attributes get a view each (3.6.2.4 demands a byteStride where they share one); all sparse indices share
/// one view, and all sparse values another.
struct GLTFBufferBuilder {
  private(set) var accessors: [JSONValue] = []
  private var views: [JSONValue] = []
  private var bytes: [UInt8] = []
  private var sparseIndices: [UInt8] = []
  private var sparseValues: [UInt8] = []
  /// Accessors of all zeros by their count: targets that move nothing share one.
  private var still: [Int: Int] = [:]
  private var sparseViews: (indices: Int, values: Int)?
  /// The indices written last and where: positions and normals of a target move the same vertices.
  private var lastIndices: (vertices: [UInt32], offset: Int) = ([], 0)

  enum Target: Int {
    case vertices = 34962
    case indices = 34963
  }

  /// Adds an accessor over new bytes.
  mutating func add<Number>(
    _ numbers: [Number], component: GLTFAccessor.Component, type: String, width: Int, target: Target?,
    bounds: Bool = false, isFraction: Bool = false
  ) -> Int {
    Self.pad(&bytes)
    let start = bytes.count
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
    views.append(
      .object([
        "buffer": 0, "byteOffset": .int(start), "byteLength": .int(bytes.count - start),
      ]))
    if let target { views[views.count - 1]["target"] = .int(target.rawValue) }
    var json: JSONValue = .object([
      "bufferView": .int(views.count - 1), "componentType": .int(component.rawValue), "type": .string(type),
      "count": .int(numbers.count / width),
    ])
    if isFraction { json["normalized"] = .bool(true) }
    if bounds, let floats = numbers as? [Float] { Self.setBounds(of: floats, width: width, in: &json) }
    accessors.append(json)
    return accessors.count - 1
  }

  /// Adds bytes that no accessor describes, as pictures are; returns their view.
  mutating func add(_ content: [UInt8]) -> Int {
    Self.pad(&bytes)
    views.append(
      .object([
        "buffer": 0, "byteOffset": .int(bytes.count), "byteLength": .int(content.count),
      ]))
    bytes += content
    return views.count - 1
  }

  /// Adds vectors of which only some are not zero, sparse where that takes fewer bytes.
  mutating func addVectors(
    at vertices: [UInt32], _ values: [SIMD3<Float>], count: Int, bounds: Bool
  ) -> Int {
    var json: JSONValue = .object([
      "componentType": .int(GLTFAccessor.Component.float.rawValue), "type": "VEC3", "count": .int(count),
    ])
    let last = Int(vertices.last ?? 0)
    let indexSize = last < 256 ? 1 : last < 65536 ? 2 : 4
    // About 160 bytes of JSON describe the sparse part.
    if vertices.isEmpty {
      // An accessor without any data would say the same (3.6.2.3), but importers in use refuse it.
      if let same = still[count] { return same }
      let index = addVectors(at: [0], [.zero], count: count, bounds: true)
      still[count] = index
      return index
    }
    guard vertices.count * (12 + indexSize) + 160 < count * 12 else {
      var dense: [Float] = Array(repeating: 0, count: count * 3)
      for (vertex, value) in zip(vertices, values) {
        for part in 0..<3 { dense[Int(vertex) * 3 + part] = value[part] }
      }
      return add(dense, component: .float, type: "VEC3", width: 3, target: .vertices, bounds: bounds)
    }
    let component: GLTFAccessor.Component =
      indexSize == 1 ? .unsignedByte : indexSize == 2 ? .unsignedShort : .unsignedInt
    if lastIndices.vertices != vertices {
      Self.pad(&sparseIndices)
      lastIndices = (vertices, sparseIndices.count)
      switch indexSize {
      case 1: sparseIndices.append(contentsOf: vertices.map { UInt8($0) })
      case 2: vertices.map { UInt16($0) }.withUnsafeBytes { sparseIndices.append(contentsOf: $0) }
      default: vertices.withUnsafeBytes { sparseIndices.append(contentsOf: $0) }
      }
    }
    let indexOffset = lastIndices.offset
    let valueOffset = sparseValues.count
    let flat = Self.flat(values)
    flat.withUnsafeBytes { sparseValues.append(contentsOf: $0) }
    if sparseViews == nil {
      sparseViews = (views.count, views.count + 1)
      views += [.object([:]), .object([:])]
    }
    guard let shared = sparseViews else { return accessors.count }
    json["sparse"] = .object([
      "count": .int(vertices.count),
      "indices": .object([
        "bufferView": .int(shared.indices), "byteOffset": .int(indexOffset),
        "componentType": .int(component.rawValue),
      ]),
      "values": .object(["bufferView": .int(shared.values), "byteOffset": .int(valueOffset)]),
    ])
    if bounds {
      Self.setBounds(of: vertices.count < count ? flat + [0, 0, 0] : flat, width: 3, in: &json)
    }
    accessors.append(json)
    return accessors.count - 1
  }

  /// The views and the bytes of the one buffer.
  consuming func finish() -> (views: [JSONValue], bytes: [UInt8]) {
    if let shared = sparseViews {
      for (view, content) in [(shared.indices, sparseIndices), (shared.values, sparseValues)] {
        Self.pad(&bytes)
        views[view] = .object([
          "buffer": 0, "byteOffset": .int(bytes.count), "byteLength": .int(content.count),
        ])
        bytes.append(contentsOf: content)
      }
    }
    return (views, bytes)
  }

  /// Three numbers per vector, without the padding of SIMD3.
  static func flat(_ vectors: [SIMD3<Float>]) -> [Float] {
    var out: [Float] = []
    out.reserveCapacity(vectors.count * 3)
    for v in vectors {
      out.append(v.x)
      out.append(v.y)
      out.append(v.z)
    }
    return out
  }

  private static func pad(_ bytes: inout [UInt8]) {
    bytes.append(contentsOf: repeatElement(0, count: GLB.padded(bytes.count) - bytes.count))
  }

  private static func setBounds(of numbers: [Float], width: Int, in json: inout JSONValue) {
    guard numbers.count >= width else { return }
    var low = Array(numbers[0..<width])
    var high = low
    for (k, number) in numbers.enumerated() {
      low[k % width] = min(low[k % width], number)
      high[k % width] = max(high[k % width], number)
    }
    json["min"] = .floats(low)
    json["max"] = .floats(high)
  }
}

extension JSONValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
}
