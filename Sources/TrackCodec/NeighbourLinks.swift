import Motion

/// Which earlier channels tell most about each channel: the other side of the face, the bone above.
struct NeighbourLinks {
  private(set) var first: [Int?] = []
  private(set) var second: [Int?] = []

  init(layout: ChannelLayout, plan: BodyPlan) {
    var above: [Int: Int] = [:]
    for bone in plan.bones where bone.channel >= 0 {
      var parent = bone.parent
      while parent >= 0 && plan.bones[parent].channel < 0 { parent = plan.bones[parent].parent }
      if parent >= 0 { above[bone.channel] = plan.bones[parent].channel }
    }
    var lastSingles: [Int] = []
    for (index, channel) in layout.channels.enumerated() {
      if channel.kind == .rotation || channel.kind == .translation {
        let parent = above[index].flatMap { $0 < index ? $0 : nil }
        first.append(parent)
        second.append(parent.flatMap { above[$0] }.flatMap { $0 < index ? $0 : nil })
        continue
      }
      let mirror = Self.mirror(of: channel.name).flatMap { layout.index(of: $0) }
      var near = lastSingles
      if let mirror, mirror < index, TrackSchema.componentCount(of: layout.channels[mirror].kind) == 1 {
        near.removeAll { $0 == mirror }
        near.insert(mirror, at: 0)
      }
      first.append(near.first)
      second.append(near.dropFirst().first)
      lastSingles = [index] + lastSingles.prefix(1)
    }
  }

  /// The name of the same thing on the other side.
  static func mirror(of name: String) -> String? {
    for (side, other) in [("Left", "Right"), ("Right", "Left"), ("_L", "_R"), ("_R", "_L")]
    where name.hasSuffix(side) {
      return name.dropLast(side.count) + other
    }
    return nil
  }
}
