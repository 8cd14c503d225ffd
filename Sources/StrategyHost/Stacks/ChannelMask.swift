public import Motion

/// Which of its channels a layer may write: groups and channels by name, some of them taken away.
///
/// Entries are read from left to right. A name adds its channels, a name after `-` takes them away; a mask that
/// begins with `-` begins with all, and so does one without entries. `["face", "-mouth"]` is a face without
/// mouth, `["-gaze"]` everything but the gaze.
///
/// A name is a group (``groups``), a channel (`jawOpen`, `head.rotation`) or a bone (`leftHand`), which means all
/// channels of the bone. Where a bone is named like a group, the group is meant.
public struct ChannelMask: Hashable, Sendable {
  /// A named set of channels.
  public struct Group: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What is in it, for people.
    public let summary: String
    /// Weights and angles in it.
    let scalars: Set<String>
    /// Bones in it, with all their channels.
    let bones: Set<HumanoidBone>

    /// Whether a channel belongs to the group.
    public func contains(_ channel: Channel) -> Bool {
      if name == "all" { return true }
      if let bone = channel.bone { return bones.contains(bone) }
      return scalars.contains(channel.name)
    }
  }

  /// The entries.
  public let entries: [String]

  /// Makes a mask; without entries it holds every channel.
  public init(_ entries: [String] = []) { self.entries = entries }

  /// Every channel.
  public static let all = ChannelMask()

  /// Whether the mask lets a channel through. Names that are unknown let nothing through.
  public func contains(_ channel: Channel) -> Bool {
    var isIn = entries.first.map { $0.hasPrefix("-") } ?? true
    for entry in entries {
      let takesAway = entry.hasPrefix("-")
      if Self.matches(takesAway ? String(entry.dropFirst()) : entry, channel) { isIn = !takesAway }
    }
    return isIn
  }

  /// The first entry, without its `-`, that is neither a group, a channel or bone of the house's vocabulary, nor
  /// one of the given channels.
  public func firstUnknown(among channels: [Channel]) -> String? {
    for entry in entries {
      let name = entry.hasPrefix("-") ? String(entry.dropFirst()) : entry
      if Self.group(name) != nil || HumanoidBone(rawValue: name) != nil { continue }
      if Self.vocabulary.contains(name) || channels.contains(where: { $0.name == name }) { continue }
      return name
    }
    return nil
  }

  private static func matches(_ name: String, _ channel: Channel) -> Bool {
    if let group = group(name) { return group.contains(channel) }
    if channel.name == name { return true }
    return channel.bone.map { $0.rawValue == name } ?? false
  }

  /// The group of a name.
  public static func group(_ name: String) -> Group? { byName[name] }

  /// The parts, which share no channel, and then what is put together from them; `all` holds custom channels too.
  public static let groups: [Group] = parts + wholes

  /// Groups that share no channel and together hold every ARKit shape, every bone and both gaze angles.
  static let parts: [Group] = [
    part("brows", "the five brow shapes", weights: ["brow"]),
    part("lids", "blinks, squints and wide eyes", weights: ["eyeBlink", "eyeSquint", "eyeWide"]),
    part(
      "gaze", "gaze angles, eye bones and the eyeLook shapes", weights: ["eyeLook"],
      angles: [.gazeYaw, .gazePitch], bones: [.leftEye, .rightEye]),
    part("cheeks", "cheek puff and both cheek squints", weights: ["cheek"]),
    part("nose", "both nose sneers", weights: ["nose"]),
    part("mouth", "the mouth shapes", weights: ["mouth"]),
    part("jaw", "jaw shapes and bone", weights: ["jaw"], bones: [.jaw]),
    part("tongue", "tongue out", weights: ["tongue"]),
    part("head", "head bone", bones: [.head]),
    part("neck", "neck bone", bones: [.neck]),
    part("spine", "spine, chest and upper chest", bones: [.spine, .chest, .upperChest]),
    part("arms", "shoulders, upper and lower arms", bones: bones(["Shoulder", "Arm"])),
    part(
      "hands", "hands and fingers", bones: bones(["Hand", "Thumb", "Index", "Middle", "Ring", "Little"])),
    part("hips", "hips, turned and moved", bones: [.hips]),
    part("legs", "legs, feet and toes", bones: bones(["Leg", "Foot", "Toes"])),
  ]

  private static let wholes: [Group] = {
    let cheekSquints: Set = ["cheekSquintLeft", "cheekSquintRight"]
    var upperFace = whole("upper-face", "brows, lids and cheek squints", ["brows", "lids"])
    upperFace = Group(
      name: upperFace.name, summary: upperFace.summary, scalars: upperFace.scalars.union(cheekSquints),
      bones: [])
    return [
      whole("eyes", "lids and gaze", ["lids", "gaze"]),
      upperFace,
      whole(
        "face", "every ARKit shape, jaw and gaze",
        ["brows", "lids", "gaze", "cheeks", "nose", "mouth", "jaw", "tongue"]),
      whole(
        "body", "every bone but jaw and eyes", ["head", "neck", "spine", "arms", "hands", "hips", "legs"]),
      Group(name: "all", summary: "every channel, custom ones too", scalars: [], bones: []),
    ]
  }()

  private static let byName = Dictionary(uniqueKeysWithValues: groups.map { ($0.name, $0) })

  private static let vocabulary: Set<String> = {
    var names = Set(ARKit.names).union([Channel.gazeYaw.name, Channel.gazePitch.name])
    for bone in HumanoidBone.allCases { names.insert(Channel.rotation(of: bone).name) }
    names.insert(Channel.translation(of: .hips).name)
    return names
  }()

  private static func part(
    _ name: String, _ summary: String, weights prefixes: [String] = [], angles: [Channel] = [],
    bones: Set<HumanoidBone> = []
  ) -> Group {
    let weights = ARKit.names.filter { weight in prefixes.contains { weight.hasPrefix($0) } }
    return Group(
      name: name, summary: summary, scalars: Set(weights).union(angles.map(\.name)), bones: bones)
  }

  private static func whole(_ name: String, _ summary: String, _ names: [String]) -> Group {
    let members = parts.filter { names.contains($0.name) }
    return Group(
      name: name, summary: summary, scalars: members.reduce(into: []) { $0.formUnion($1.scalars) },
      bones: members.reduce(into: []) { $0.formUnion($1.bones) })
  }

  private static func bones(_ words: [String]) -> Set<HumanoidBone> {
    Set(HumanoidBone.allCases.filter { bone in words.contains { bone.rawValue.contains($0) } })
  }
}
