import Motion
import Rigging

/// Every shape of a face by itself, and the shapes of both sides together: what its maker has surely looked at.
struct FaceSweep {
  /// Weights at which a shape is shown.
  static let levels: [Float] = [1, 0.75, 0.5, 0.25]

  /// Names of the shapes.
  let names: [String]
  /// What is shown at once, as indices of ``names``: one shape, or a pair.
  let shapes: [[Int]]
  private var posed: PosedRig
  private let binding: TrackBinding
  private var row: [Float]

  init(_ posed: PosedRig) {
    let meshes = posed.rig.nodes.compactMap(\.mesh).flatMap { posed.rig.meshes[$0].morphNames }
    let all = FaceVocabulary.allCases.flatMap(\.names) + posed.rig.expressions.map(\.name) + meshes
    let reserved = [Channel.gazeYaw.name, Channel.gazePitch.name]
    let layout = ChannelLayout(all.filter { !reserved.contains($0) }.map(Channel.weight))
    binding = TrackBinding(layout: layout, posed: posed)
    let unbound = Set(binding.unbound.map(\.name))
    names = layout.channels.map(\.name)
    var shapes: [[Int]] = []
    for (number, name) in names.enumerated() where !unbound.contains(name) {
      shapes.append([number])
      for (one, other) in [("Left", "Right"), ("Upper", "Lower")] where name.hasSuffix(one) {
        let partner = name.dropLast(one.count) + other
        if let second = layout.index(of: String(partner)), !unbound.contains(String(partner)) {
          shapes.append([number, second])
        }
      }
    }
    self.shapes = shapes
    self.posed = posed
    row = [Float](repeating: 0, count: layout.width)
  }

  /// The face at rest.
  mutating func rest() -> PosedRig { posed([], 0) }

  /// The face with some shapes at one weight, the others at 0.
  mutating func posed(_ shape: [Int], _ weight: Float) -> PosedRig {
    for number in shape { row[number] = weight }
    row.withUnsafeBufferPointer { posed.apply(binding, $0, updatingWorld: false) }
    for number in shape { row[number] = 0 }
    return posed
  }
}
