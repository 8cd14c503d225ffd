public import Motion

/// Names of the VMC protocol: Unity's `HumanBodyBones`, and expressions as VRM 0.x, VRM 1.0 and Perfect Sync spell them.
public enum VMCNames {
  /// How expressions are spelt.
  public enum Expressions: String, Sendable, Hashable, CaseIterable {
    /// VRM 0.x presets (`Joy`, `A`, `Blink_L`), which the protocol demands of senders.
    case vrm0
    /// VRM 1.0 presets (`happy`, `aa`, `blinkLeft`).
    case vrm1
    /// What the track has, and no presets derived of it; those that it brings as VRM 0.x spells them.
    case arkit
  }

  /// Unity's name of a bone: VRM 1.0's with a capital, but thumbs begin with `Proximal` there.
  public static func unity(_ bone: HumanoidBone) -> String {
    let name = thumbs[bone] ?? bone.rawValue
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// The bone of a name of Unity's; `nil` for any other, `LastBone` among them.
  public static func bone(_ unity: String) -> HumanoidBone? { bones[unity] }

  /// Name under which a weight is sent: ARKit's shapes in capitals (Perfect Sync), presets as asked, others as is.
  public static func expression(_ channel: String, as spelling: Expressions) -> String {
    if let shape = ARKit.canonicalName(for: channel) {
      return shape.prefix(1).uppercased() + shape.dropFirst()
    }
    guard spelling != .vrm1 else { return channel }
    return presets.first { $0.vrm1 == channel }?.vrm0 ?? channel
  }

  /// Name of the channel that an expression means, whichever way it is spelt.
  public static func channel(_ expression: String) -> String {
    if let shape = ARKit.canonicalName(for: expression) { return shape }
    return presets.first { $0.vrm0 == expression }?.vrm1 ?? expression
  }

  private static let thumbs: [HumanoidBone: String] = [
    .leftThumbMetacarpal: "leftThumbProximal", .leftThumbProximal: "leftThumbIntermediate",
    .rightThumbMetacarpal: "rightThumbProximal", .rightThumbProximal: "rightThumbIntermediate",
  ]

  private static let bones: [String: HumanoidBone] = Dictionary(
    HumanoidBone.allCases.map { (unity($0), $0) }
  ) { first, _ in first }

  /// Presets of VRM 0.x and those of VRM 1.0 that took their place.
  private static let presets: [(vrm0: String, vrm1: String)] = [
    ("Joy", "happy"), ("Angry", "angry"), ("Sorrow", "sad"), ("Fun", "relaxed"), ("Neutral", "neutral"),
    ("A", "aa"), ("I", "ih"), ("U", "ou"), ("E", "ee"), ("O", "oh"),
    ("Blink", "blink"), ("Blink_L", "blinkLeft"), ("Blink_R", "blinkRight"),
    ("LookUp", "lookUp"), ("LookDown", "lookDown"), ("LookLeft", "lookLeft"), ("LookRight", "lookRight"),
  ]
}

/// Unity's axes: left-handed, +Y up, a character that faces +Z with its left hand at −X. Ours differ by the sign of x.
enum VMCAxes {
  /// A place, either way.
  static func mirrored(_ place: SIMD3<Float>) -> SIMD3<Float> { SIMD3(-place.x, place.y, place.z) }

  /// A rotation, either way.
  static func mirrored(_ turn: Quaternion) -> Quaternion {
    Quaternion(x: turn.x, y: -turn.y, z: -turn.z, w: turn.w)
  }
}
