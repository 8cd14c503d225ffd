import Motion
import Rigging

/// The SkelAnimation of one performer.
enum USDMotion {
  /// Joints that the animation moves, in the order in which it tells them: rotating nodes, then the hips if they do
  /// not rotate, then the root.
  static func joints(_ character: USDCharacter) -> [Int?] {
    var out: [Int?] = character.curves.curves.filter { $0.path == .rotation }.map { $0.nodes[0] }
    for curve in character.curves.curves where curve.path == .translation {
      let node = curve.nodes.first
      if !out.contains(node) { out.append(node) }
    }
    return out
  }

  static func write(_ character: USDCharacter, _ text: inout USDText) {
    let (curves, floats) = (character.curves, character.floats)
    let joints = joints(character)
    let frames = curves.frames
    text.block("def SkelAnimation \"Motion\"") { text in
      if !character.shapes.isEmpty {
        text.list("uniform token[] blendShapes") { text in
          text.add(each: character.shapes) { $0.add(USDText.quoted($1.token)) }
        }
        text.samples("float[] blendShapeWeights", frames: frames) { frame, text in
          text.add(each: character.shapes) { text, shape in
            let curve = curves.curves[shape.curve]
            text.add(floats[curve.values + frame * curve.width + shape.target])
          }
        }
      }
      guard !joints.isEmpty else { return }
      text.list("uniform token[] joints") { text in
        text.add(each: joints) { text, node in
          text.add("\"\(node.map { character.joints[character.place[$0]] } ?? "root")\"")
        }
      }
      let turning = joints.map { node in
        curves.curves.first { $0.path == .rotation && node != nil && $0.nodes.first == node }
      }
      text.samples("quatf[] rotations", frames: frames) { frame, text in
        text.add(each: zip(joints, turning)) { text, entry in
          let (node, curve) = entry
          var q = node.map { character.rig.nodes[$0].rotation.vector } ?? SIMD4(0, 0, 0, 1)
          if let curve {
            let at = curve.values + 4 * frame
            q = SIMD4(floats[at], floats[at + 1], floats[at + 2], floats[at + 3])
          }
          text.add(tuple: [q.w, q.x, q.y, q.z])
        }
      }
      text.list("half3[] scales") { text in
        text.add(each: joints) { text, node in
          let scale = node.map { character.rig.nodes[$0].scale } ?? SIMD3(1, 1, 1)
          text.add(tuple: [scale.x, scale.y, scale.z])
        }
      }
      let moving = joints.map { node in
        curves.curves.first { $0.path == .translation && $0.nodes.first == node }
      }
      func translations(_ frame: Int, _ text: inout TextBuilder) {
        text.add(each: zip(joints, moving)) { text, entry in
          let (node, curve) = entry
          var t = node.map { character.rig.nodes[$0].translation } ?? .zero
          if let curve {
            let at = curve.values + 3 * frame
            t = SIMD3(floats[at], floats[at + 1], floats[at + 2])
          }
          text.add(tuple: [t.x, t.y, t.z])
        }
      }
      if moving.contains(where: { $0 != nil }) {
        text.samples("float3[] translations", frames: frames) { translations($0, &$1) }
      } else {
        text.list("float3[] translations") { translations(0, &$0) }
      }
    }
  }
}
