import Foundation
import Motion
import Rigging

@testable import Formats

/// Characters in three dimensions.
extension ReaderUnderTest {
  static let models: [ReaderUnderTest] = ["GLTF", "VRM0", "Meshopt"].map { name in
    ReaderUnderTest(name, [name, "\(name)/readable"]) { bytes, file in
      let model = try GLTFReader.read([UInt8](bytes), file: file)
      try use(model)
      guard let export = try? TakeExport(model) else { return }
      let layout = ChannelLayout([.weight("jawOpen"), .rotation(of: .head)])
      _ = try? export.glb(track: Track(layout: layout, rate: .fps60, frameCount: 2), name: "take")
    }
  }

  /// Asks a model for what everybody does with one, and whether it keeps its word.
  private static func use(_ model: GLTFModel) throws {
    if model.notices.contains(where: { $0.utf8.count > 4000 }) {
      throw Broken(description: "a notice is endless")
    }
    for number in model.document.json["animations"]?.array?.indices ?? 0..<0 {
      if let animation = try? GLTFAnimation(number, of: model.document) {
        _ = (animation.name, animation.samplers.count)
      }
    }
    let posed: PosedRig
    do { posed = try PosedRig(model.rig) } catch {
      throw Broken(description: "the rig that was read is not valid: \(error)")
    }
    var vertices = DeformedVertices()
    for (number, node) in model.rig.nodes.enumerated().prefix(64) {
      guard let mesh = node.mesh else { continue }
      for part in model.rig.meshes[mesh].primitives.indices.prefix(4) {
        posed.deform(primitive: part, of: number, into: &vertices)
      }
    }
    _ = (model.meta, model.rights.isStated)
  }
}
