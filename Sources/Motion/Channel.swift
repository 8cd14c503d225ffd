/// One named curve of a track.
///
/// Names are the field's own: an ARKit-52 blend shape in camelCase (`jawOpen`), a humanoid bone with
/// the property that moves (`head.rotation`, `hips.translation`), or a gaze angle (`gaze.yaw`).
/// Anything else is a custom channel and travels under the name its maker gave it.
public struct Channel: Hashable, Sendable {
  /// What the numbers of a channel mean.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A blend-shape weight, one number, 0…1 unless its owner says otherwise.
    case weight
    /// An angle in radians, one number. Gaze yaw is positive to the character's left, pitch upward.
    case angle
    /// A unit quaternion x y z w: the VRM normalised humanoid local rotation, identity in the T-pose.
    case rotation
    /// A displacement from rest in metres, x y z, in the same normalised axes.
    case translation

    /// Float32 columns that the channel occupies.
    public var width: Int {
      switch self {
      case .weight, .angle: 1
      case .rotation: 4
      case .translation: 3
      }
    }

    /// The value of a character at rest.
    public var rest: [Float] { self == .rotation ? [0, 0, 0, 1] : Array(repeating: 0, count: width) }
  }

  /// The channel's name; unique within a layout.
  public let name: String
  /// What its numbers mean.
  public let kind: Kind

  /// Makes a channel.
  public init(_ name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// A blend-shape weight channel.
  public static func weight(_ name: String) -> Channel { Channel(name, kind: .weight) }

  /// The rotation channel of a humanoid bone, `<bone>.rotation`.
  public static func rotation(of bone: HumanoidBone) -> Channel {
    Channel(bone.rawValue + ".rotation", kind: .rotation)
  }

  /// The translation channel of a humanoid bone, `<bone>.translation` (VRM animates the hips only).
  public static func translation(of bone: HumanoidBone) -> Channel {
    Channel(bone.rawValue + ".translation", kind: .translation)
  }

  /// Gaze yaw in radians, turned in the head: 0 looks straight out of the face; positive to the character's left.
  public static let gazeYaw = Channel("gaze.yaw", kind: .angle)
  /// Gaze pitch in radians, turned in the head: 0 looks straight out of the face; positive upward.
  public static let gazePitch = Channel("gaze.pitch", kind: .angle)

  /// The bone that a rotation or translation channel moves, if its name is a humanoid bone's.
  public var bone: HumanoidBone? {
    guard kind == .rotation || kind == .translation, let dot = name.lastIndex(of: ".") else { return nil }
    return HumanoidBone(rawValue: String(name[..<dot]))
  }
}
