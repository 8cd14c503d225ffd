import Motion
import Rigging

/// The hands before trunk and head.
struct HandContact: Sendable {
  /// Share of the hand's length by which it may sink in.
  static let tolerance: Float = 0.25
  /// Most points of a hand that are looked at.
  static let points = 48

  /// A point of a hand's skin that rides on a bone.
  private struct Point: Sendable {
    let bone: Int
    /// From the bone's joint, at rest.
    let offset: SIMD3<Float>
  }
  /// One hand.
  private struct Hand: Sendable {
    let word: String
    let wrist: Int
    let points: [Point]
    /// Bones beyond the wrist, parents first.
    let fingers: [Int]
    /// Farthest point from the wrist, in metres.
    let length: Float
  }
  private let hands: [Hand]
  private let chain: BodyChain
  private let profile: BodyProfile
  /// Bones up to the wrists, parents first.
  private let trunkAndArms: [Int]

  /// Gathers the hands; `nil` where no vertex rides on one.
  init?(_ posed: PosedRig, _ chain: BodyChain, _ profile: BodyProfile, _ share: BoneShare) {
    let rig = posed.rig
    var hands: [Hand] = []
    for (word, wrist) in [("leftHand", HumanoidBone.leftHand), ("rightHand", .rightHand)] {
      guard let number = chain.number(of: wrist) else { continue }
      let fingers = chain.bones.indices.filter { Self.isBeyond(number, $0, chain) }
      let own = Set([number] + fingers)
      var points: [Point] = []
      for (node, entry) in rig.nodes.enumerated() {
        guard let mesh = entry.mesh else { continue }
        for index in rig.meshes[mesh].primitives.indices {
          let part = MorphedSurface.Part(node: node, primitive: index)
          let numbers = share.bones(of: part, in: rig).map { $0.flatMap { chain.number(of: $0) } }
          guard numbers.contains(where: { $0.map(own.contains) == true }) else { continue }
          let source = RestedPart(posed, part)
          for (vertex, bone) in numbers.enumerated() {
            guard let bone, own.contains(bone) else { continue }
            points.append(Point(bone: bone, offset: source.positions[vertex] - chain.rest[bone]))
          }
        }
      }
      guard !points.isEmpty else { continue }
      let length =
        points.map { point -> Float in
          let d = chain.rest[point.bone] + point.offset - chain.rest[number]
          return (d * d).sum().squareRoot()
        }.max() ?? 0
      let step = (points.count + Self.points - 1) / Self.points
      hands.append(
        Hand(
          word: word, wrist: number,
          points: Swift.stride(from: 0, to: points.count, by: step).map { points[$0] }, fingers: fingers,
          length: length))
    }
    guard !hands.isEmpty, hands.allSatisfy({ $0.length > 0 }) else { return nil }
    self.hands = hands
    self.chain = chain
    self.profile = profile
    var needed: Set<Int> = []
    let ends = [HumanoidBone.leftHand, .rightHand, .head, .neck, .upperChest, .chest, .spine, .hips]
    for end in ends.compactMap({ chain.number(of: $0) }) {
      var at: Int? = end
      while let number = at, needed.insert(number).inserted { at = chain.parents[number] }
    }
    trunkAndArms = needed.sorted()
  }

  private static func isBeyond(_ wrist: Int, _ bone: Int, _ chain: BodyChain) -> Bool {
    var at = chain.parents[bone]
    while let number = at {
      if number == wrist { return true }
      at = chain.parents[number]
    }
    return false
  }

  /// Names of the hands, in order.
  var words: [String] { hands.map(\.word) }

  /// Greatest depth allowed of a hand, in metres.
  func allowed(_ hand: Int) -> Float { Self.tolerance * hands[hand].length }

  /// A stance to be written frame by frame.
  var stance: BodyChain.Stance { chain.stance }

  /// Columns of the bones in a layout.
  func columns(in layout: ChannelLayout) -> [Int?] { chain.columns(in: layout) }

  /// How deep each hand lies in trunk or head in a frame, in metres; -infinity where it is nowhere near.
  func depths(
    _ row: UnsafePointer<Float>, _ columns: [Int?], _ stance: inout BodyChain.Stance,
    into depths: inout [Float]
  ) {
    chain.pose(row, columns, trunkAndArms, into: &stance)
    for (number, hand) in hands.enumerated() {
      depths[number] = -.infinity
      guard profile.isNear(stance.positions[hand.wrist], within: hand.length, in: stance) else { continue }
      chain.pose(row, columns, hand.fingers, into: &stance)
      for point in hand.points {
        let place = stance.positions[point.bone] + stance.rotations[point.bone].act(point.offset)
        depths[number] = max(depths[number], profile.depth(of: place, in: stance))
      }
    }
  }
}
