public import Motion

/// What is known of a skeleton's rest: its axes, its unit, and how each node would stand in the T-pose.
///
/// A rest pose is either declared to be the T-pose (`VRMC_vrm`, `VRMC_vrm_animation`) or measured from the bones'
/// directions, and where those mean nothing, from the frames of a motion.
public struct SkeletonRest: Sendable, Equatable {
  /// What was found, and how.
  public enum Remark: Sendable, Equatable {
    /// Follows from the file.
    case found(String)
    /// Made up by a stated rule.
    case assumed(String)

    /// The sentence.
    public var text: String {
      switch self {
      case .found(let text), .assumed(let text): text
      }
    }
  }

  /// What is measured and what is taken for given.
  public struct Options: Sendable, Equatable {
    /// Metres in one unit of length; `nil` to find it from the length of the legs.
    public var metresPerUnit: Float?
    /// Whether the rest pose is the T-pose of `VRMC_vrm` in glTF's axes, by the file's own word.
    public var isTPose: Bool

    /// Makes options.
    public init(metresPerUnit: Float? = nil, isTPose: Bool = false) {
      self.metresPerUnit = metresPerUnit
      self.isTPose = isTPose
    }
  }

  /// The nodes.
  public let nodes: [Rig.Node]
  /// Node index of each humanoid bone.
  public let humanoid: [HumanoidBone: Int]
  /// Turns directions of the skeleton at rest into +Y up, facing +Z.
  public internal(set) var axes: Quaternion
  /// Turns directions of the moving skeleton likewise. Differs from ``axes`` where motion was recorded with another
  /// axis up than the skeleton was built with.
  public internal(set) var motionAxes: Quaternion
  /// Metres in one unit of length of the file.
  public internal(set) var metresPerUnit: Float
  /// Place of the hips in the T-pose in metres, +Y up.
  public internal(set) var hipsPosition: SIMD3<Float>
  /// Height of the hips above the ground in the T-pose in metres; 0 when there is nothing to tell it from.
  public internal(set) var hipHeight: Float
  /// World rotation of each node in the T-pose, +Y up, facing +Z.
  public internal(set) var rotations: [Quaternion]
  /// What was found and assumed.
  public internal(set) var remarks: [Remark]

  let order: [Int]

  /// Measures the rest of a moving skeleton.
  ///
  /// - Throws: ``RigError`` where ``NodeMotion/validate()`` does.
  public init(of motion: NodeMotion, _ options: Options = Options()) throws(RigError) {
    try motion.validate()
    guard let walk = SkeletonWalk(motion.nodes) else {
      throw .brokenReference(what: "the node tree runs in a circle and")
    }
    self.init(walk, motion.humanoid)
    if options.isTPose {
      standAsDeclared(motion, walk)
    } else {
      measure(motion, walk, options)
    }
  }

  /// A rig whose rest pose is the T-pose, in metres, +Y up and facing +Z.
  ///
  /// - Throws: ``RigError`` when the node tree is none or a bone's node does not exist.
  public init(declared nodes: [Rig.Node], humanoid: [HumanoidBone: Int]) throws(RigError) {
    let still = NodeMotion(nodes: nodes, humanoid: humanoid, rate: .fps60, frameCount: 0)
    try self.init(of: still, Options(metresPerUnit: 1, isTPose: true))
  }

  private init(_ walk: SkeletonWalk, _ humanoid: [HumanoidBone: Int]) {
    nodes = walk.nodes
    order = walk.order
    self.humanoid = humanoid
    axes = .identity
    motionAxes = .identity
    metresPerUnit = 1
    hipsPosition = .zero
    hipHeight = 0
    rotations = walk.rotations
    remarks = []
  }

  private mutating func standAsDeclared(_ motion: NodeMotion, _ walk: SkeletonWalk) {
    if let hips = humanoid[.hips] {
      hipsPosition = walk.positions[hips]
      checkDeclaration(motion, walk)
      hipHeight = height(SkeletonMeasure(walk, humanoid, axes: .identity))
    }
  }

  private mutating func measure(_ motion: NodeMotion, _ walk: SkeletonWalk, _ options: Options) {
    guard humanoid[.hips] != nil else {
      let size = SkeletonMeasure(walk, humanoid, axes: .identity).extent
      metresPerUnit = options.metresPerUnit ?? SkeletonUnit.forExtent(size, &remarks)
      remarks.append(
        .assumed(
          "no humanoid bones: +Y is taken for up, and nodes keep their rotations under their own names"))
      return
    }
    let measure = SkeletonMeasure(walk, humanoid, axes: .identity)
    if let body = BodyFrame(measure) {
      standByDirections(motion, walk, body)
    } else {
      standByFrames(motion, walk)
    }
    let place = axes.act(walk.positions[humanoid[.hips] ?? 0])
    // Half a foot's height below the ground, or half a leg above it, is not built around the hips either.
    let isBuilt = measure.leg > 0 && (measure.leg * 0.9...measure.leg * 1.5).contains(place.y)
    let bearsVRMNames =
      HumanoidBone.required.allSatisfy { humanoid[$0] != nil }
      && humanoid.allSatisfy { nodes[$0.value].name == $0.key.rawValue }
    metresPerUnit =
      options.metresPerUnit
      ?? SkeletonUnit.forBody(measure, bearsVRMNames: bearsVRMNames, isBuilt: isBuilt, &remarks)
    hipHeight = height(measure) * metresPerUnit
    let rest = place * metresPerUnit
    // A skeleton that was built with its feet on the ground says itself how high its hips are; one that was built
    // around its hips stands on its legs.
    let isOnGround = hipHeight <= 0 || (hipHeight * 0.95...hipHeight * 1.3).contains(rest.y)
    if isOnGround, rest.y > 0 { hipHeight = rest.y }
    let isCentred = max(abs(rest.x), abs(rest.z)) > 0.3 * max(hipHeight, 0.1)
    hipsPosition = SIMD3(isCentred ? 0 : rest.x, hipHeight, isCentred ? 0 : rest.z)
  }

  /// Height of the hips: as they stand over a ground at zero, else the length of the legs and a foot.
  private func height(_ measure: SkeletonMeasure) -> Float {
    let leg = measure.hipsToAnkle
    let standing = hipsPosition.y
    if leg <= 0 { return max(0, standing) }
    if standing > leg * 0.8 { return standing }
    return leg + measure.ankleHeight
  }
}
