import Motion
import Rigging

/// Writes performers as a UsdSkel scene: a SkelRoot each with skeletons, one animation, meshes and blend shapes.
///
/// +Y up, metres, a time code for each frame at the take's rate. Rotations are quatf as USD writes them, w first;
/// matrices stand in USD's row order, whose sequence of numbers is that of glTF's columns.
struct USDScene {
  let characters: [USDCharacter]
  let material: ExportMaterial

  func bytes() -> [UInt8] {
    var text = USDText()
    let track = characters.first?.take.track
    text.line("#usda 1.0")
    text.line("(")
    customData(&text)
    text.line("    defaultPrim = \"Take\"")
    text.line("    endTimeCode = \(max(0, (track?.frameCount ?? 1) - 1))")
    text.line("    framesPerSecond = \(number(track?.rate.framesPerSecond ?? 60))")
    text.line("    metersPerUnit = 1")
    text.line("    startTimeCode = 0")
    text.line("    timeCodesPerSecond = \(number(track?.rate.framesPerSecond ?? 60))")
    text.line("    upAxis = \"Y\"")
    text.line(")")
    text.line("")
    text.block("def Xform \"Take\" (\n    kind = \"component\"\n)") { text in
      for (number, character) in characters.enumerated() {
        root(character, isSecond: number > 0, &text)
        sound(character, &text)
      }
    }
    return text.bytes
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  /// What the take is, its markers and what its sources allow, for people and scripts.
  private func customData(_ text: inout USDText) {
    text.line("    customLayerData = {")
    text.line("        dictionary mien = {")
    func strings(_ name: String, _ values: [String]) {
      text.line("            string[] \(name) = [\(values.map(USDText.quoted).joined(separator: ", "))]")
    }
    func doubles(_ name: String, _ values: [Double]) {
      text.line("            double[] \(name) = [\(values.map { "\($0)" }.joined(separator: ", "))]")
    }
    strings("takes", characters.map(\.take.name))
    text.line("            bool loop = \(material.isLooped ? 1 : 0)")
    let markers = characters.flatMap { character in
      character.take.markers.map { (character.take.participant, $0) }
    }
    if !markers.isEmpty {
      doubles("markerTimes", markers.map(\.1.time))
      doubles("markerEnds", markers.map { $0.1.end ?? $0.1.time })
      strings("markerKinds", markers.map(\.1.kind))
      strings("markerTexts", markers.map(\.1.text))
      strings("markerParticipants", markers.map(\.0))
    }
    let claims = material.rights.claims
    if !claims.isEmpty {
      strings("rightsSources", claims.map { "\($0.source) \($0.name)" })
      strings("rightsLicences", claims.map(\.licence.text))
      strings("rightsCredits", claims.map { $0.credit.joined(separator: "; ") })
    }
    text.line("        }")
    text.line("    }")
  }

  private func sound(_ character: USDCharacter, _ text: inout USDText) {
    guard let audio = character.take.audio else { return }
    text.block("def SpatialAudio \"\(character.name)_speech\"") { text in
      text.line("uniform token auralMode = \"nonSpatial\"")
      text.line("uniform asset filePath = @./\(audio.filter { $0 != "@" })@")
      text.line("uniform timecode startTime = 0")
    }
  }

  private func root(_ character: USDCharacter, isSecond: Bool, _ text: inout USDText) {
    let path = "/Take/\(character.name)"
    let head = "def SkelRoot \"\(character.name)\" (\n    prepend apiSchemas = [\"SkelBindingAPI\"]\n)"
    text.block(head) { text in
      bounds(character, &text)
      text.line("rel skel:animationSource = <\(path)/Motion>")
      if characters.count > 1 {
        let half = TakeStage.distance / 2
        text.line("double3 xformOp:translate = (\(isSecond ? half : -half), 0, 0)")
        text.line("float xformOp:rotateY = \(isSecond ? -90 : 90)")
        text.line("uniform token[] xformOpOrder = [\"xformOp:translate\", \"xformOp:rotateY\"]")
      }
      USDMotion.write(character, &text)
      for number in character.bindings.indices { skeleton(number, character, &text) }
      USDMeshes.write(character, path: path, &text)
    }
  }

  private func bounds(_ character: USDCharacter, _ text: inout USDText) {
    var (low, high) = (SIMD3<Float>(repeating: .infinity), SIMD3<Float>(repeating: -.infinity))
    // Joints with room around them: what is skinned follows them wherever they go in the take.
    for matrix in character.rest {
      low = pointwiseMin(low, matrix.point(.zero) - 0.5)
      high = pointwiseMax(high, matrix.point(.zero) + 0.5)
    }
    guard low.x <= high.x else { return }
    text.list("float3[] extent") { text in
      text.add(each: [low, high]) { $0.add(tuple: [$1.x, $1.y, $1.z]) }
    }
  }

  static func skeletonName(_ number: Int) -> String { number == 0 ? "Skeleton" : "Skeleton_\(number + 1)" }

  private func skeleton(_ number: Int, _ character: USDCharacter, _ text: inout USDText) {
    let head =
      "def Skeleton \"\(Self.skeletonName(number))\" (\n    prepend apiSchemas = [\"SkelBindingAPI\"]\n)"
    text.block(head) { text in
      text.list("uniform matrix4d[] bindTransforms") { text in
        text.add(each: character.nodes) { text, node in
          text.add(matrix: node.map { character.bindings[number][$0] } ?? .identity)
        }
      }
      text.list("uniform token[] jointNames") { text in
        text.add(
          each: TakeColumns.unique(
            character.nodes.map { $0.map { character.rig.nodes[$0].name } ?? "root" }, reserved: [])
        ) {
          $0.add(USDText.quoted($1))
        }
      }
      text.list("uniform token[] joints") { text in
        text.add(each: character.joints) { $0.add("\"\($1)\"") }
      }
      text.list("uniform matrix4d[] restTransforms") { text in
        text.add(each: character.nodes) { text, node in
          guard let node else { return text.add(matrix: .identity) }
          let rest = character.rig.nodes[node]
          text.add(matrix: Matrix4(translation: rest.translation, rotation: rest.rotation, scale: rest.scale))
        }
      }
    }
  }
}

extension TextBuilder {
  mutating func add(matrix: Matrix4) {
    add("(")
    let columns = [matrix.columns.0, matrix.columns.1, matrix.columns.2, matrix.columns.3]
    add(each: columns) { $0.add(tuple: [$1.x, $1.y, $1.z, $1.w]) }
    add(")")
  }
}
