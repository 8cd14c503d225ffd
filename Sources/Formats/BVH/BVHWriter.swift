public import Motion
public import Rigging

/// Writes motion as a Biovision hierarchy file.
public enum BVHWriter {
  /// The order of a joint's rotations; the last one is made first in fixed axes.
  public enum Order: String, Sendable, CaseIterable {
    /// Z, then X, then Y: what most tools write.
    case zxy
    /// Z, then Y, then X.
    case zyx

    var axes: SIMD3<Int> { self == .zxy ? SIMD3(2, 0, 1) : SIMD3(2, 1, 0) }
    var channels: [BVHFile.ChannelKind] {
      self == .zxy ? [.zRotation, .xRotation, .yRotation] : [.zRotation, .yRotation, .xRotation]
    }
  }

  /// How a file is written.
  public struct Options: Sendable {
    /// Order of the rotations.
    public var order: Order
    /// What a length is multiplied with: 100 writes metres as centimetres.
    public var scale: Double
    /// Largest error of an angle in degrees and of a length in the file's unit that the digits may cause.
    public var largestError: Double

    /// Makes options; centimetres of metres, a thousandth of a degree and of a centimetre.
    public init(order: Order = .zxy, scale: Double = 100, largestError: Double = 0.001) {
      self.order = order
      self.scale = scale
      self.largestError = largestError
    }

    /// Digits behind the point: half a unit of the last one is within the error.
    public var decimals: Int {
      var decimals = 1
      var half = 0.05
      while half > largestError, decimals < 9 {
        half /= 10
        decimals += 1
      }
      return decimals
    }
  }

  /// What a file leaves out: weights and angles, and displacements of nodes that are not written.
  public struct Written: Sendable {
    /// The text.
    public var bytes: [UInt8]
    /// Names of channels that BVH cannot hold or the skeleton does not have.
    public var dropped: [String]
    /// Bones whose rotation was put into that of the bones below, for want of a joint.
    public var folded: [HumanoidBone]
  }

  /// A track on a rig: one joint for each humanoid bone and each node that moves, resting in the T-pose without
  /// rotations, so that an all-zero frame is the T-pose.
  ///
  /// - Throws: ``FormatsError`` when the rig has no hips, or a number is not finite.
  public static func write(
    _ track: Track, rig: Rig, file: String, _ options: Options = Options(), hipHeight: Float? = nil
  ) throws(FormatsError) -> Written {
    guard rig.humanoid[.hips] != nil else {
      throw .unsupported(
        file: file, place: "rig", reason: "it has no hips",
        cure: "give a humanoid, or name its bones in a map")
    }
    let rest: SkeletonRest
    do {
      rest = try SkeletonRest(declared: rig.nodes, humanoid: rig.humanoid)
    } catch {
      throw .unsupported(file: file, place: "rig", reason: error.description, cure: "export the rig again")
    }
    let (motion, outcome) = Retargeting.motion(of: track, on: rest, hipHeight: hipHeight)
    let bones = Set(rig.humanoid.values)
    let moving = Set(motion.rotated.map(\.node) + motion.moved.map(\.node))
    let tips = tips(of: rig, bones)
    let slim = motion.keeping { bones.contains($0) || moving.contains($0) || tips.contains($0) }
    var written = try write(slim, file: file, options)
    written.dropped += outcome.dropped
    written.folded = outcome.folded
    return written
  }

  /// Nodes that hang on bones at the end of a chain: they show how long those bones are.
  private static func tips(of rig: Rig, _ bones: Set<Int>) -> Set<Int> {
    var hasBoneBelow: Set<Int> = []
    for bone in bones {
      var at = rig.nodes[bone].parent
      while let node = at, hasBoneBelow.insert(node).inserted { at = rig.nodes[node].parent }
    }
    var tips: Set<Int> = []
    var served: Set<Int> = []
    for (number, node) in rig.nodes.enumerated() where node.mesh == nil && !bones.contains(number) {
      guard let parent = node.parent, bones.contains(parent), !hasBoneBelow.contains(parent),
        served.insert(parent).inserted
      else { continue }
      tips.insert(number)
    }
    return tips
  }

  /// The motion of a skeleton, its lengths multiplied with the scale. Nodes that rest with rotations are written by
  /// the world's axes, as BVH knows none; nodes without motion at the end of chains become End Sites.
  ///
  /// - Throws: ``FormatsError`` for numbers that are not finite, or a skeleton without nodes.
  public static func write(
    _ motion: NodeMotion, file: String, _ options: Options = Options()
  ) throws(FormatsError) -> Written {
    do {
      try motion.validate()
    } catch {
      throw .unsupported(
        file: file, place: "motion", reason: error.description, cure: "give motion of a node tree")
    }
    guard motion.nodes.contains(where: { $0.parent == nil }) else {
      throw .unsupported(file: file, place: "motion", reason: "it has no nodes", cure: "give a skeleton")
    }
    var text = BVHText(motion.withoutRestRotations, options)
    text.write()
    return Written(bytes: text.bytes, dropped: motion.curveColumns.map(\.channel.name), folded: [])
  }
}
