public import Motion

/// A Biovision hierarchy file as it stands: joints, channels, and the numbers of each frame.
///
/// Lengths are in the file's unit, rotations in degrees.
public struct BVHFile: Sendable, Equatable {
  /// What a number of a frame moves.
  public enum ChannelKind: String, Sendable, Hashable, CaseIterable {
    /// Displacement along X.
    case xPosition = "Xposition"
    /// Displacement along Y.
    case yPosition = "Yposition"
    /// Displacement along Z.
    case zPosition = "Zposition"
    /// Rotation about X.
    case xRotation = "Xrotation"
    /// Rotation about Y.
    case yRotation = "Yrotation"
    /// Rotation about Z.
    case zRotation = "Zrotation"

    /// 0 x, 1 y, 2 z.
    public var axis: Int {
      switch self {
      case .xPosition, .xRotation: 0
      case .yPosition, .yRotation: 1
      case .zPosition, .zRotation: 2
      }
    }
    /// Whether it rotates.
    public var isRotation: Bool { self == .xRotation || self == .yRotation || self == .zRotation }
  }

  /// A joint, or the end of a chain.
  public struct Joint: Sendable, Equatable {
    /// Its name as in the file; empty where there is none.
    public var name: String
    /// Index of the joint above, always smaller; `nil` for a root.
    public var parent: Int?
    /// Place relative to the joint above, at rest.
    public var offset: SIMD3<Double>
    /// Its channels in the file's order.
    public var channels: [ChannelKind]
    /// Column of its first channel.
    public var firstColumn: Int
    /// Whether it is an `End Site`.
    public var isEnd: Bool

    /// Makes a joint.
    public init(
      name: String, parent: Int?, offset: SIMD3<Double>, channels: [ChannelKind], firstColumn: Int,
      isEnd: Bool = false
    ) {
      self.name = name
      self.parent = parent
      self.offset = offset
      self.channels = channels
      self.firstColumn = firstColumn
      self.isEnd = isEnd
    }
  }

  /// Joints and ends of chains, parents before children.
  public var joints: [Joint]
  /// Numbers in each frame.
  public var width: Int
  /// Frames per second.
  public var rate: FrameRate
  /// `width` numbers for each frame.
  public var values: [Double]
  /// What was found, assumed and mended while reading.
  public var notes: [ImportNote]

  /// Makes a file of values that agree.
  public init(joints: [Joint], width: Int, rate: FrameRate, values: [Double], notes: [ImportNote] = []) {
    self.joints = joints
    self.width = width
    self.rate = rate
    self.values = values
    self.notes = notes
  }

  /// Number of frames.
  public var frameCount: Int { width > 0 ? values.count / width : 0 }

  /// Whether bytes begin as such a file does.
  public static func isBVH(_ bytes: some Collection<UInt8>) -> Bool {
    let start = bytes.prefix(512).drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
    return start.prefix(9).map { $0 & 0xDF } == Array("HIERARCHY".utf8)
  }
}
