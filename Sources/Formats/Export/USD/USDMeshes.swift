import Motion
import Rigging

/// The meshes of one performer with their skin, blend shapes, colours and materials.
enum USDMeshes {
  static func write(_ character: USDCharacter, path: String, _ text: inout USDText) {
    let rig = character.rig
    let materials = USDText.identifiers(rig.materials.map { $0.name.isEmpty ? "material" : $0.name })
    if !rig.materials.isEmpty {
      let coloured = Set(
        rig.meshes.flatMap(\.primitives).filter { !$0.colors.isEmpty }.compactMap(\.material))
      text.block("def Scope \"Materials\"") { text in
        for (number, material) in rig.materials.enumerated() {
          write(
            material, name: materials[number], path: "\(path)/Materials",
            isColoured: coloured.contains(number),
            &text)
        }
      }
    }
    var wanted: [(node: Int, primitive: Primitive, name: String)] = []
    for (number, node) in rig.nodes.enumerated() {
      guard let mesh = node.mesh else { continue }
      let parts = rig.meshes[mesh].primitives
      for (part, primitive) in parts.enumerated() where !primitive.positions.isEmpty {
        wanted.append((number, primitive, parts.count > 1 ? "\(node.name)_\(part)" : node.name))
      }
    }
    let taken: Set<String> = ["Motion", "Materials", "Skeleton"]
    let names = USDText.identifiers(wanted.map(\.name), taken: taken)
    for (entry, name) in zip(wanted, names) {
      let material = entry.primitive.material.map { "\(path)/Materials/\(materials[$0])" }
      let isDoubleSided = entry.primitive.material.map { rig.materials[$0].isDoubleSided } ?? false
      write(
        entry.primitive, at: entry.node, name: name, path: path, material: material,
        isDoubleSided: isDoubleSided, character, &text)
    }
  }

  private static func write(
    _ primitive: Primitive, at node: Int, name: String, path: String, material: String?,
    isDoubleSided: Bool, _ character: USDCharacter, _ text: inout USDText
  ) {
    let schemas = material == nil ? "\"SkelBindingAPI\"" : "\"MaterialBindingAPI\", \"SkelBindingAPI\""
    text.block("def Mesh \"\(name)\" (\n    prepend apiSchemas = [\(schemas)]\n)") { text in
      let triangles = primitive.indices.count / 3
      if isDoubleSided { text.line("uniform bool doubleSided = 1") }
      extent(primitive.positions, &text)
      text.list("int[] faceVertexCounts") { text in
        text.add(each: repeatElement(3, count: triangles)) { text, _ in text.add("3") }
      }
      text.list("int[] faceVertexIndices") { text in
        text.add(each: primitive.indices.prefix(triangles * 3)) { $0.add("\($1)") }
      }
      if let material { text.line("rel material:binding = <\(material)>") }
      vectors("normal3f[] normals", primitive.normals, " (\n    interpolation = \"vertex\"\n)", &text)
      vectors("point3f[] points", primitive.positions, "", &text)
      surface(primitive, &text)
      skin(primitive, at: node, character, &text)
      text.line("rel skel:skeleton = <\(path)/\(skeleton(of: node, character))>")
      text.line("uniform token subdivisionScheme = \"none\"")
      shapes(primitive, tokens: character.tokens[node] ?? [], path: "\(path)/\(name)", &text)
    }
  }

  private static func skeleton(of node: Int, _ character: USDCharacter) -> String {
    let skin = character.rig.nodes[node].skin
    return USDScene.skeletonName(skin.map { character.skeletonOfSkin[$0] } ?? 0)
  }

  private static func surface(_ primitive: Primitive, _ text: inout USDText) {
    if !primitive.colors.isEmpty {
      vectors(
        "color3f[] primvars:displayColor", primitive.colors.map { SIMD3($0.x, $0.y, $0.z) },
        " (\n    interpolation = \"vertex\"\n)", &text)
      if primitive.colors.contains(where: { $0.w < 1 }) {
        text.list(
          "float[] primvars:displayOpacity", { $0.add(each: primitive.colors) { $0.add($1.w) } },
          end: " (\n    interpolation = \"vertex\"\n)")
      }
    }
    if !primitive.textureCoordinates.isEmpty {
      text.list(
        "texCoord2f[] primvars:st",
        { $0.add(each: primitive.textureCoordinates) { $0.add(tuple: [$1.x, 1 - $1.y]) } },
        end: " (\n    interpolation = \"vertex\"\n)")
    }
  }

  /// Skinned vertices follow four joints of the skin; all others one joint, the node's own, wherever it is bound.
  private static func skin(
    _ primitive: Primitive, at node: Int, _ character: USDCharacter, _ text: inout USDText
  ) {
    if let number = character.rig.nodes[node].skin, !primitive.joints.isEmpty {
      let joints = character.rig.skins[number].joints
      text.line(
        "matrix4d primvars:skel:geomBindTransform = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))")
      text.list(
        "int[] primvars:skel:jointIndices",
        { text in
          text.add(each: primitive.joints) { text, four in
            text.add(
              "\(place(four.x, joints, character)), \(place(four.y, joints, character)), \(place(four.z, joints, character)), \(place(four.w, joints, character))"
            )
          }
        }, end: " (\n    elementSize = 4\n    interpolation = \"vertex\"\n)")
      text.list(
        "float[] primvars:skel:jointWeights",
        { text in
          text.add(each: primitive.weights) { text, w in text.add(each: [w.x, w.y, w.z, w.w]) { $0.add($1) } }
        }, end: " (\n    elementSize = 4\n    interpolation = \"vertex\"\n)")
    } else {
      var bind = TextBuilder()
      bind.add(matrix: character.bindings[0][node])
      text.line(
        "matrix4d primvars:skel:geomBindTransform = \(String(decoding: bind.bytes, as: UTF8.self))")
      text.line(
        "int[] primvars:skel:jointIndices = [\(character.place[node])] (\n    elementSize = 1\n    interpolation = \"constant\"\n)"
      )
      text.line(
        "float[] primvars:skel:jointWeights = [1] (\n    elementSize = 1\n    interpolation = \"constant\"\n)"
      )
    }
  }

  private static func place(_ joint: UInt16, _ joints: [Int], _ character: USDCharacter) -> Int {
    joints.indices.contains(Int(joint)) ? character.place[joints[Int(joint)]] : 0
  }

  private static func shapes(
    _ primitive: Primitive, tokens: [String], path: String, _ text: inout USDText
  ) {
    let used = zip(tokens, primitive.morphs).filter { !$0.1.vertices.isEmpty }
    guard !used.isEmpty else { return }
    let names = USDText.identifiers(used.map(\.0))
    text.list("uniform token[] skel:blendShapes") { text in
      text.add(each: used) { $0.add(USDText.quoted($1.0)) }
    }
    text.list("rel skel:blendShapeTargets") { text in
      text.add(each: names) { $0.add("<\(path)/\($1)>") }
    }
    for (name, entry) in zip(names, used) {
      text.block("def BlendShape \"\(name)\"") { text in
        let morph = entry.1
        if !morph.normals.isEmpty { vectors("uniform vector3f[] normalOffsets", morph.normals, "", &text) }
        vectors("uniform vector3f[] offsets", morph.positions, "", &text)
        text.list("uniform int[] pointIndices") { $0.add(each: morph.vertices) { $0.add("\($1)") } }
      }
    }
  }

  private static func vectors(
    _ head: String, _ values: [SIMD3<Float>], _ end: String, _ text: inout USDText
  ) {
    guard !values.isEmpty else { return }
    text.list(head, { $0.add(each: values) { $0.add(tuple: [$1.x, $1.y, $1.z]) } }, end: end)
  }

  private static func extent(_ points: [SIMD3<Float>], _ text: inout USDText) {
    guard var low = points.first else { return }
    var high = low
    for point in points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    vectors("float3[] extent", [low, high], "", &text)
  }

  private static func write(
    _ material: Material, name: String, path: String, isColoured: Bool, _ text: inout USDText
  ) {
    text.block("def Material \"\(name)\"") { text in
      text.line("token outputs:surface.connect = <\(path)/\(name)/Surface.outputs:surface>")
      text.block("def Shader \"Surface\"") { text in
        func number(_ value: Float) -> String {
          var text = TextBuilder()
          text.add(value)
          return String(decoding: text.bytes, as: UTF8.self)
        }
        func colour(_ c: SIMD3<Float>) -> String { "(\(number(c.x)), \(number(c.y)), \(number(c.z)))" }
        let base = material.baseColor
        text.line("uniform token info:id = \"UsdPreviewSurface\"")
        if isColoured {
          text.line("color3f inputs:diffuseColor.connect = <\(path)/\(name)/Colour.outputs:result>")
        } else {
          text.line("color3f inputs:diffuseColor = \(colour(SIMD3(base.x, base.y, base.z)))")
        }
        text.line("color3f inputs:emissiveColor = \(colour(material.emissive))")
        text.line("float inputs:metallic = \(number(material.metallic))")
        text.line("float inputs:opacity = \(number(base.w))")
        text.line("float inputs:roughness = \(number(material.roughness))")
        text.line("token outputs:surface")
      }
      guard isColoured else { return }
      text.block("def Shader \"Colour\"") { text in
        text.line("uniform token info:id = \"UsdPrimvarReader_float3\"")
        text.line("float3 inputs:fallback = (1, 1, 1)")
        text.line("string inputs:varname = \"displayColor\"")
        text.line("float3 outputs:result")
      }
    }
  }
}
