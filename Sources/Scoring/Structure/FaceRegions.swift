import Motion
import Rigging

/// Which parts of a rig are eyes, teeth and skin, told by the names of nodes, meshes and materials.
struct FaceRegions {
  typealias Part = MorphedSurface.Part

  /// Parts of the eyeballs; their highlights and shadows are left out.
  let eyes: [Part]
  /// Parts of both rows of teeth.
  let teeth: [Part]
  /// Parts that can be lids and lips: what has morph targets and is none of the others.
  let skin: [Part]

  private static let eyeWords = ["eye", "iris", "sclera", "cornea", "pupil"]
  private static let eyeExtras = [
    "brow", "lash", "lid", "line", "glass", "highlight", "shadow", "wet", "occlusion", "tear", "lens",
  ]
  private static let teethWords = ["teeth", "tooth"]
  /// What lies on the skin or behind it, as words of the material's name.
  private static let notSkin = ["lash", "brow", "mouth", "tongue", "hair", "glass", "beard", "gum"]

  init(_ rig: Rig) {
    var eyes: [Part] = []
    var teeth: [Part] = []
    var skin: [Part] = []
    for (number, node) in rig.nodes.enumerated() {
      guard let mesh = node.mesh else { continue }
      for (index, primitive) in rig.meshes[mesh].primitives.enumerated() {
        let material = primitive.material.map { rig.materials[$0] }
        let inner = (material?.name ?? "").lowercased()
        let label = "\(node.name) \(rig.meshes[mesh].name) \(inner)".lowercased()
        let part = Part(node: number, primitive: index)
        func has(_ words: [String], in text: String) -> Bool { words.contains { text.contains($0) } }
        if has(Self.teethWords, in: label) {
          teeth.append(part)
        } else if has(Self.eyeWords, in: label) {
          if !has(Self.eyeExtras, in: label), (material?.baseColor.w ?? 1) >= 0.5 { eyes.append(part) }
        } else if !primitive.morphs.isEmpty, !has(Self.notSkin, in: inner) {
          skin.append(part)
        }
      }
    }
    self.eyes = eyes
    self.teeth = teeth
    self.skin = skin
  }
}
