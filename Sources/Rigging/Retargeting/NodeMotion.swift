public import Motion

/// Motion of a file's own skeleton: the node tree as the file has it, and what moves on it, frame by frame.
///
/// Axes, unit and rest pose are the file's own; ``SkeletonRest`` says what they are, and ``Retargeting`` turns the
/// motion into normalised humanoid channels and back. All numbers lie in contiguous rows, frame after frame.
public struct NodeMotion: Sendable, Equatable {
  /// How a column goes from one frame to the next.
  public enum Interpolation: String, Sendable, Hashable {
    /// Values between two frames lie between their values.
    case linear
    /// A value holds until the next frame: stepped animation.
    case step
  }

  /// A column of ``rotations`` or ``translations``.
  public struct NodeColumn: Sendable, Hashable {
    /// The node that it moves.
    public var node: Int
    /// How it goes on between frames.
    public var interpolation: Interpolation

    /// Makes a column.
    public init(_ node: Int, _ interpolation: Interpolation = .linear) {
      self.node = node
      self.interpolation = interpolation
    }
  }

  /// A column of ``curves``.
  public struct CurveColumn: Sendable, Hashable {
    /// A channel of one number: a weight or an angle.
    public var channel: Channel
    /// How it goes on between frames.
    public var interpolation: Interpolation

    /// Makes a column.
    public init(_ channel: Channel, _ interpolation: Interpolation = .linear) {
      self.channel = channel
      self.interpolation = interpolation
    }
  }

  /// Name of the clip, empty where the file gives none.
  public var name: String
  /// The nodes in their rest pose, as the file gives it; names are unique.
  public var nodes: [Rig.Node]
  /// Node index of each humanoid bone.
  public var humanoid: [HumanoidBone: Int]
  /// Frames per second.
  public var rate: FrameRate
  /// Number of frames.
  public var frameCount: Int
  /// Nodes that turn, each once.
  public var rotated: [NodeColumn]
  /// Local rotations: `frameCount` rows of `rotated.count`.
  public var rotations: [Quaternion]
  /// Nodes that are displaced, each once.
  public var moved: [NodeColumn]
  /// Local translations in the file's unit: `frameCount` rows of `moved.count`.
  public var translations: [SIMD3<Float>]
  /// Weights and angles that move.
  public var curveColumns: [CurveColumn]
  /// Their values: `frameCount` rows of `curveColumns.count`.
  public var curves: [Float]

  /// Makes a motion in which nothing moves yet.
  public init(
    name: String = "", nodes: [Rig.Node], humanoid: [HumanoidBone: Int], rate: FrameRate, frameCount: Int
  ) {
    self.name = name
    self.nodes = nodes
    self.humanoid = humanoid
    self.rate = rate
    self.frameCount = frameCount
    rotated = []
    rotations = []
    moved = []
    translations = []
    curveColumns = []
    curves = []
  }

  /// Length of the motion.
  public var duration: MediaTime { rate.time(ofFrame: frameCount) }

  /// Whether all that moves is stepped.
  public var isStepped: Bool {
    !(rotated.isEmpty && moved.isEmpty && curveColumns.isEmpty)
      && rotated.allSatisfy { $0.interpolation == .step } && moved.allSatisfy { $0.interpolation == .step }
      && curveColumns.allSatisfy { $0.interpolation == .step }
  }

  /// Makes every column hold its values between frames.
  public mutating func step() {
    for k in rotated.indices { rotated[k].interpolation = .step }
    for k in moved.indices { moved[k].interpolation = .step }
    for k in curveColumns.indices { curveColumns[k].interpolation = .step }
  }

  /// Checks that rows and references agree.
  ///
  /// - Throws: ``RigError`` for a tree that is none, columns of nodes that do not exist or that occur twice, rows
  ///   that are not whole, numbers that are not finite.
  public func validate() throws(RigError) {
    guard Rig(nodes: nodes).parentFirstOrder != nil else {
      throw .brokenReference(what: "the node tree runs in a circle and")
    }
    for columns in [rotated, moved] {
      var seen: Set<Int> = []
      for column in columns {
        guard nodes.indices.contains(column.node) else {
          throw .brokenReference(what: "a moving node, \(column.node),")
        }
        guard seen.insert(column.node).inserted else {
          throw .mismatch(what: "two columns of node \(column.node)")
        }
      }
    }
    if let stray = humanoid.values.first(where: { !nodes.indices.contains($0) }) {
      throw .brokenReference(what: "a humanoid bone, by its node \(stray),")
    }
    guard rotations.count == frameCount * rotated.count, translations.count == frameCount * moved.count,
      curves.count == frameCount * curveColumns.count
    else { throw .mismatch(what: "frames and columns of the motion") }
    guard rotations.allSatisfy({ $0.vector.sum().isFinite }),
      translations.allSatisfy({ $0.sum().isFinite }), curves.allSatisfy(\.isFinite)
    else { throw .notFinite(what: "the motion") }
  }

  /// Index of the column that turns a node.
  public func rotationColumn(of node: Int) -> Int? { rotated.firstIndex { $0.node == node } }

  /// The local rotations of a node, frame by frame; `nil` when it does not turn.
  public func rotations(of node: Int) -> [Quaternion]? {
    rotationColumn(of: node).map { column in
      (0..<frameCount).map { rotations[$0 * rotated.count + column] }
    }
  }

  /// The values of a weight or angle, frame by frame; `nil` when it is absent.
  public func curve(_ name: String) -> [Float]? {
    curveColumns.firstIndex { $0.channel.name == name }.map { column in
      (0..<frameCount).map { curves[$0 * curveColumns.count + column] }
    }
  }
}
