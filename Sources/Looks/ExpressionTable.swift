import Motion
import Rigging

/// VRM's presets, ARKit's shapes and the visemes as expressions over the meshes that carry morphs.
struct ExpressionTable {
  let meshes: [Mesh]
  /// Node of each mesh.
  let nodes: [Int]

  /// Presets in VRM's order, then the 52 shapes and the visemes as custom ones by name: the order in which a file
  /// gives them back.
  var expressions: [Rig.Expression] {
    let presets =
      Self.presets.map { expression($0.name, isPreset: true, $0.weights) }
      + VisemeTable.presets.map { expression($0.preset, isPreset: true, [($0.viseme, 1)]) }
    let order = ExpressionPreset.names
    func place(_ expression: Rig.Expression) -> Int { order.firstIndex(of: expression.name) ?? order.count }
    return presets.sorted { place($0) < place($1) }
      + MorphBuilder.names.sorted().map { expression($0, isPreset: false, [($0, 1)]) }
  }

  private func expression(_ name: String, isPreset: Bool, _ weights: [(String, Float)]) -> Rig.Expression {
    var binds: [Rig.Expression.MorphBind] = []
    for (mesh, node) in zip(meshes, nodes) {
      for (shape, weight) in weights {
        guard let target = mesh.morphNames.firstIndex(of: shape),
          mesh.primitives.contains(where: { !$0.morphs[target].vertices.isEmpty })
        else { continue }
        binds.append(Rig.Expression.MorphBind(node: node, target: target, weight: weight))
      }
    }
    var out = Rig.Expression(name: name, isPreset: isPreset, morphBinds: binds)
    guard isPreset else { return out }
    // What already lowers the lids would add up with a blink to more than shut, what opens the jaw with a vowel.
    if Self.lidded.contains(name) { out.overrideBlink = .blend }
    if name.hasPrefix("blink") { out.overrideLookAt = .blend }
    if name == "surprised" { out.overrideMouth = .blend }
    return out
  }

  private static let lidded = ["sad", "relaxed"]

  private static func both(_ shape: String, _ weight: Float) -> [(String, Float)] {
    [(shape + "Left", weight), (shape + "Right", weight)]
  }

  /// The names VRM 1.0 fixes (`VRMC_vrm`, expressions), but for the mouth shapes, which are visemes.
  static let presets: [(name: String, weights: [(String, Float)])] = [
    ("neutral", []),
    (
      "happy",
      both("mouthSmile", 0.85) + both("cheekSquint", 0.6) + both("browOuterUp", 0.2) + [("jawOpen", 0.12)]
    ),
    (
      "angry",
      both("browDown", 1) + both("noseSneer", 0.45) + both("mouthFrown", 0.5) + both("eyeSquint", 0.4)
        + [("mouthShrugLower", 0.3)]
    ),
    (
      "sad",
      [("browInnerUp", 1), ("mouthShrugLower", 0.45)] + both("mouthFrown", 0.8) + both("eyeBlink", 0.18)
    ),
    ("relaxed", both("mouthSmile", 0.45) + both("eyeBlink", 0.35) + both("cheekSquint", 0.2)),
    (
      "surprised",
      [("browInnerUp", 0.8), ("jawOpen", 0.45), ("mouthFunnel", 0.3)] + both("browOuterUp", 0.9)
        + both("eyeWide", 1)
    ),
    ("blink", both("eyeBlink", 1)),
    ("blinkLeft", [("eyeBlinkLeft", 1)]),
    ("blinkRight", [("eyeBlinkRight", 1)]),
    ("lookUp", both("eyeLookUp", 1)),
    ("lookDown", both("eyeLookDown", 1)),
    ("lookLeft", [("eyeLookOutLeft", 1), ("eyeLookInRight", 1)]),
    ("lookRight", [("eyeLookInLeft", 1), ("eyeLookOutRight", 1)]),
  ]
}
