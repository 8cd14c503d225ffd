import Rigging

extension GLTFWriter {
  /// A mesh object; its accessors go into the buffer.
  ///
  /// - Parameter paints: the painted colours by material.
  static func mesh(
    _ mesh: Mesh, _ paints: [Int: VertexPaint], _ buffer: inout GLTFBufferBuilder
  ) -> JSONValue {
    var json: JSONValue = mesh.name.isEmpty ? .object([:]) : .object(["name": .string(mesh.name)])
    json["primitives"] = .array(
      mesh.primitives.map { primitive($0, $0.material.flatMap { paints[$0] }, &buffer) })
    if !mesh.morphNames.isEmpty {
      json["extras"] = .object(["targetNames": .array(mesh.morphNames.map { .string($0) })])
      json["weights"] = .array(mesh.morphNames.map { _ in 0 })
    }
    return json
  }

  private static func primitive(
    _ source: Primitive, _ paint: VertexPaint?, _ buffer: inout GLTFBufferBuilder
  ) -> JSONValue {
    var attributes: JSONValue = .object([:])
    func add(_ name: String, _ numbers: [Float], width: Int, bounds: Bool = false) {
      guard !numbers.isEmpty else { return }
      attributes[name] = .int(
        buffer.add(
          numbers, component: .float, type: "VEC\(width)", width: width, target: .vertices, bounds: bounds))
    }
    /// Fractions that 65535ths hold exactly take half the bytes.
    func addFractions(_ name: String, _ numbers: [Float], width: Int, rounding: Bool = false) {
      let parts = numbers.map { UInt16(min(max($0, 0), 1) * 65535 + 0.5) }
      guard rounding || zip(parts, numbers).allSatisfy({ Float($0) / 65535 == $1 }) else {
        return add(name, numbers, width: width)
      }
      guard !numbers.isEmpty else { return }
      attributes[name] = .int(
        buffer.add(
          parts, component: .unsignedShort, type: "VEC\(width)", width: width, target: .vertices,
          isFraction: true))
    }
    add("POSITION", GLTFBufferBuilder.flat(source.positions), width: 3, bounds: true)
    add("NORMAL", GLTFBufferBuilder.flat(source.normals), width: 3)
    if let paint {
      addFractions(
        "TEXCOORD_0", source.colors.flatMap { paint.coordinates(of: $0) }, width: 2, rounding: true)
      addFractions("_COLOR_0", flat(source.colors), width: 4)
    } else {
      add("TEXCOORD_0", source.textureCoordinates.flatMap { [$0.x, $0.y] }, width: 2)
      addFractions("COLOR_0", flat(source.colors), width: 4)
    }
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
      addFractions("WEIGHTS_0", flat(source.weights), width: 4)
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
