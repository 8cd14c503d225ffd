public import Motion
import Rigging

extension TakeExport {
  /// What another program must show when it plays the exported take: JSON for `.ci/blender_check.py`.
  ///
  /// Per frame: world positions of the humanoid bones and skin joints, their world rotations since rest, morph
  /// weights by mesh node and target, and the bounds of the deformed meshes of one primitive; glTF axes, metres.
  ///
  /// - Parameters:
  ///   - track: The take.
  ///   - frames: Frame numbers; those outside the track are left out.
  public func expectation(track: Track, frames: [Int]) -> [UInt8] {
    var posed = rest
    let binding = TrackBinding(layout: track.layout, posed: posed)
    let width = track.layout.width
    var out: [JSONValue] = []
    for frame in frames where frame >= 0 && frame < track.frameCount {
      track.samples.withUnsafeBufferPointer { samples in
        posed.apply(binding, UnsafeBufferPointer(rebasing: samples[(frame * width)..<((frame + 1) * width)]))
      }
      out.append(Self.describe(posed, time: Float(track.rate.time(ofFrame: frame).seconds)))
    }
    return JSONValue.object(["frames": .array(out)]).text
  }

  private static func describe(_ posed: PosedRig, time: Float) -> JSONValue {
    let rig = posed.rig
    let joints = Set(rig.skins.flatMap(\.joints))
    let bones = joints.union(rig.humanoid.values)
    var members: [String: JSONValue] = ["joints": .object([:]), "rotations": .object([:])]
    members["weights"] = .object([:])
    members["meshes"] = .object([:])
    var vertices = DeformedVertices()
    for (number, node) in rig.nodes.enumerated() {
      if bones.contains(number) {
        let p = posed.position(of: number)
        members["joints"]?[node.name] = .floats([p.x, p.y, p.z])
      }
      if joints.contains(number) {
        let q = posed.rotationSinceRest(of: number).vector
        members["rotations"]?[node.name] = .floats([q.x, q.y, q.z, q.w])
      }
      guard let mesh = node.mesh else { continue }
      let weights = posed.morphWeights(of: number)
      if !weights.isEmpty {
        var named: JSONValue = .object([:])
        for (name, weight) in zip(rig.meshes[mesh].morphNames, weights) { named[name] = .float(weight) }
        members["weights"]?[node.name] = named
      }
      guard rig.meshes[mesh].primitives.count == 1 else { continue }
      posed.deform(primitive: 0, of: number, into: &vertices)
      guard var low = vertices.positions.first else { continue }
      var high = low
      for vertex in vertices.positions {
        low = pointwiseMin(low, vertex)
        high = pointwiseMax(high, vertex)
      }
      members["meshes"]?[node.name] = .object([
        "min": .floats([low.x, low.y, low.z]), "max": .floats([high.x, high.y, high.z]),
      ])
    }
    members["time"] = .number(Double(time))
    return .object(members)
  }
}
