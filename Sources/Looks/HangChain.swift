import Motion

/// A row of joints that something hanging swings on: hair below the ear, a braid, a string.
///
/// The first point is where the hanging starts, the last one is the tip; each point but the last becomes a joint.
struct HangChain: Equatable {
  /// Name of the first joint's node; the others get numbers. One name per chain of a look.
  var name: String
  /// Three or more places in head heights, root first.
  var points: [Vector]
  /// Half the thickness of what hangs, for collisions.
  var radius: Double
  /// The bone that carries the root.
  var parent = HumanoidBone.head
  /// How fast it comes back to rest; VRM's range is 0…4.
  var stiffness = 1.2
  /// How much of the movement is lost at each step, 0…1.
  var drag = 0.45
  /// The pull downwards.
  var gravity = 0.12

  /// The same chain on the other side.
  var mirrored: HangChain {
    var other = self
    other.points = points.map(\.mirrored)
    if name.hasSuffix("Left") {
      other.name = String(name.dropLast(4)) + "Right"
    } else if name.hasSuffix("Right") {
      other.name = String(name.dropLast(5)) + "Left"
    } else {
      other.name = name + "Mirrored"
    }
    return other
  }

  /// How far along the chain a place lies: 0 at or before the root, 1 at or beyond the tip.
  func share(of p: Vector) -> Double {
    var best = Double.infinity
    var share = 0.0
    let spans = Double(points.count - 1)
    for i in points.indices.dropLast() {
      let axis = points[i + 1] - points[i]
      let t = min(max(dot(p - points[i], axis) / max(dot(axis, axis), 1e-12), 0), 1)
      let distance = (p - (points[i] + axis * t)).length
      if distance < best {
        best = distance
        share = (Double(i) + t) / spans
      }
    }
    return share
  }

  /// Shares of the joints at a place along the chain; what is missing to 1 stays with the vertex's bones.
  ///
  /// Each joint rules the middle of its span; between two middles the weight passes over linearly.
  func weights(at share: Double) -> [(joint: Int, weight: Double)] {
    let joints = points.count - 1
    let place = share * Double(joints) - 0.5
    let low = Int(place.rounded(.down))
    let t = place - Double(low)
    if low >= joints - 1 { return [(joints - 1, 1)] }
    return [(low, 1 - t), (low + 1, t)].filter { $0.joint >= 0 && $0.weight > 1e-4 }
  }
}

/// Where a vertex hangs: on which chain of its patch and how far along.
struct Hang: Equatable {
  /// Index into ``Patch/chains``.
  var chain: Int
  /// 0 at the root, where the vertex follows its bones alone, to 1 at the tip.
  var share: Double
}

extension Patch {
  /// Hangs every vertex on a chain as far along as it lies; what lies at the root keeps its bones.
  func hanging(on chain: HangChain) -> Patch {
    hanging(on: chain) { chain.share(of: $0) }
  }

  /// Hangs every vertex on a chain as far along as the rule says, 0…1.
  func hanging(on chain: HangChain, along rule: (Vector) -> Double) -> Patch {
    var other = self
    other.chains.append(chain)
    for i in positions.indices {
      let share = min(max(rule(positions[i]), 0), 1)
      if share > 0 { other.hangs[i] = Hang(chain: other.chains.count - 1, share: share) }
    }
    return other
  }
}
