import Rigging

extension GLTFWriter {
  /// A mesh object; its accessors go into the buffer.
  static func mesh(_ mesh: Mesh, _ buffer: inout GLTFBufferBuilder) -> JSONValue {
    var json: JSONValue = mesh.name.isEmpty ? .object([:]) : .object(["name": .string(mesh.name)])
    json["primitives"] = .array(mesh.primitives.map { primitive($0, &buffer) })
    if !mesh.morphNames.isEmpty {
      json["extras"] = .object(["targetNames": .array(mesh.morphNames.map { .string($0) })])
      json["weights"] = .array(mesh.morphNames.map { _ in 0 })
    }
    return json
  }

  private static func primitive(_ source: Primitive, _ buffer: inout GLTFBufferBuilder) -> JSONValue {
    var attributes: JSONValue = .object([:])
    func add(_ name: String, _ numbers: [Float], width: Int, bounds: Bool = false) {
      guard !numbers.isEmpty else { return }
      attributes[name] = .int(
        buffer.add(
          numbers, component: .float, type: "VEC\(width)", width: width, target: .vertices, bounds: bounds))
    }
    add("POSITION", GLTFBufferBuilder.flat(source.positions), width: 3, bounds: true)
    add("NORMAL", GLTFBufferBuilder.flat(source.normals), width: 3)
    add("TEXCOORD_0", source.textureCoordinates.flatMap { [$0.x, $0.y] }, width: 2)
    add("COLOR_0", flat(source.colors), width: 4)
    if !source.joints.isEmpty {
      let numbers = source.joints.flatMap { [$0.x, $0.y, $0.z, $0.w] }
      if numbers.allSatisfy({ $0 < 256 }) {
        attributes["JOINTS_0"] = .int(
          buffer.add(
            numbers.map { UInt8($0) }, component: .unsignedByte, type: "VEC4", width: 4, target: .vertices))
      } else {
        attributes["JOINTS_0"] = .int(
          buffer.add(numbers, component: .unsignedShort, type: "VEC4", width: 4, target: .vertices))
      }
      add("WEIGHTS_0", flat(source.weights), width: 4)
    }
    var json: JSONValue = .object(["attributes": attributes])
    if !source.indices.isEmpty {
      // 65535 would be the restart value of 16-bit indices (3.7.2.1).
      let index =
        source.positions.count <= 65535
        ? buffer.add(
          source.indices.map { UInt16($0) }, component: .unsignedShort, type: "SCALAR", width: 1,
          target: .indices)
        : buffer.add(
          source.indices, component: .unsignedInt, type: "SCALAR", width: 1, target: .indices)
      json["indices"] = .int(index)
    }
    if let material = source.material { json["material"] = .int(material) }
    if !source.morphs.isEmpty {
      let count = source.positions.count
      json["targets"] = .array(
        source.morphs.map { morph in
          var target: JSONValue = .object([
            "POSITION": .int(
              buffer.addVectors(at: morph.vertices, morph.positions, count: count, bounds: true))
          ])
          if !morph.normals.isEmpty {
            target["NORMAL"] = .int(
              buffer.addVectors(at: morph.vertices, morph.normals, count: count, bounds: false))
          }
          return target
        })
    }
    return json
  }

  private static func flat(_ vectors: [SIMD4<Float>]) -> [Float] {
    var out: [Float] = []
    out.reserveCapacity(vectors.count * 4)
    for v in vectors { for part in 0..<4 { out.append(v[part]) } }
    return out
  }
}
