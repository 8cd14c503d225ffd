public import Motion

/// What a rig can show: the channels that will move something on it, those that can be derived, and those that
/// will not.
public struct CapabilityProfile: Sendable, Equatable {
  /// A way in which gaze reaches the eyes.
  public enum GazeMeans: String, Sendable, CaseIterable {
    /// Eye bones turn.
    case eyeBones = "eye bones"
    /// The eight `eyeLook…` shapes, or some of them.
    case eyeLookShapes = "eyeLook shapes"
    /// The expressions `lookUp`, `lookDown`, `lookLeft`, `lookRight`, or some of them.
    case lookExpressions = "look expressions"
  }

  /// ARKit shapes that the rig shows, canonical spelling, in the order of ``Motion/ARKit/names``.
  public var shapes: [String]
  /// ARKit shapes that it lacks.
  public var missingShapes: [String]
  /// Visemes that it shows, in the order of ``Motion/Viseme/names``.
  public var visemes: [String]
  /// Visemes that it lacks.
  public var missingVisemes: [String]
  /// Presets of VRM that it shows, in the order of ``ExpressionPreset/names``.
  public var presets: [String]
  /// Presets that it lacks or that set nothing.
  public var missingPresets: [String]
  /// Humanoid bones of the rig, in VRM's order.
  public var bones: [HumanoidBone]
  /// Humanoid bones the rig lacks.
  public var missingBones: [HumanoidBone]
  /// How gaze reaches the eyes; empty when it does not.
  public var gaze: [GazeMeans]
  /// Morph targets that are in no vocabulary, each name once, in the order of the meshes.
  public var customMorphs: [String]
  /// Joints and unskinned meshes that are no humanoid bones: nodes that a `<node>.rotation` channel turns.
  public var otherNodes: [String]
  /// Names of the expressions, with those that set nothing.
  public var expressions: [String]
  /// Expressions that set nothing at all.
  public var emptyExpressions: [String]
  /// Expressions that change colours and textures alone: players of VRM show them, animations of glTF cannot.
  public var materialExpressions: [String]
  /// Missing shapes, visemes and presets that move the rig through ``DerivedChannels`` when a take brings them.
  public var derivable: [String]
  /// Missing names of the three vocabularies that move nothing.
  public var lost: [String]

  /// Reads the profile of a rig that ``Rig/validate()`` accepts.
  public init(_ rig: Rig) {
    let morphs = MorphSlots(rig)
    let own = Set(morphs.outputs.keys)
    func split(_ names: [String]) -> ([String], [String]) {
      (names.filter(own.contains), names.filter { !own.contains($0) })
    }
    (shapes, missingShapes) = split(ARKit.names)
    (visemes, missingVisemes) = split(Viseme.names)
    (presets, missingPresets) = split(ExpressionPreset.names)
    var seen: Set<String> = []
    let targets = morphs.slots.filter { FaceVocabulary(of: $0.key) == nil && $0.preset == nil }.map(\.name)
    customMorphs = targets.filter { seen.insert($0).inserted }
    bones = HumanoidBone.allCases.filter { rig.humanoid[$0] != nil }
    missingBones = HumanoidBone.allCases.filter { rig.humanoid[$0] == nil }
    expressions = rig.expressions.map(\.name)
    emptyExpressions = rig.expressions.filter(\.isEmpty).map(\.name)
    materialExpressions = rig.expressions.filter(\.isByMaterial).map(\.name)
    let slots = GazeSlots(rig, morphs)
    gaze = []
    if slots.eyes.contains(where: { $0 != nil }) { gaze.append(.eyeBones) }
    if EyeLook.names.contains(where: own.contains) { gaze.append(.eyeLookShapes) }
    if ExpressionPreset.looks.contains(where: own.contains) { gaze.append(.lookExpressions) }
    otherNodes = Self.otherNodes(rig)
    // Each vocabulary alone, as takes usually bring one of them.
    var derivable: [String] = []
    for vocabulary in FaceVocabulary.allCases {
      let inputs = DerivedChannels(own: own, brought: Set(vocabulary.names)).inputs
      derivable += inputs.filter { !own.contains($0) }
    }
    if gaze.contains(.eyeBones), !EyeLook.names.contains(where: own.contains) {
      derivable =
        ARKit.names.filter { derivable.contains($0) || EyeLook.names.contains($0) }
        + derivable.filter { FaceVocabulary(of: $0) != .arkit }
    }
    self.derivable = derivable
    lost = (missingShapes + missingVisemes + missingPresets).filter { !derivable.contains($0) }
  }

  /// Whether all 52 ARKit shapes are there.
  public var hasWholeFace: Bool { missingShapes.isEmpty }

  /// Required bones of VRM 1.0 that the rig lacks.
  public var missingRequiredBones: [HumanoidBone] {
    HumanoidBone.required.filter { missingBones.contains($0) }
  }

  /// Names of all channels that move something: shown, derived, bones, gaze, custom targets and other nodes.
  public var channels: Set<String> {
    var names = Set(shapes + visemes + presets + customMorphs + derivable)
    names.formUnion(expressions.filter { !(emptyExpressions + materialExpressions).contains($0) })
    names.formUnion(bones.map { Channel.rotation(of: $0).name })
    names.formUnion(otherNodes.map { $0 + ".rotation" })
    if bones.contains(.hips) { names.insert(Channel.translation(of: .hips).name) }
    if !gaze.isEmpty { names.formUnion([Channel.gazeYaw.name, Channel.gazePitch.name]) }
    return names
  }

  private static func otherNodes(_ rig: Rig) -> [String] {
    let humanoid = Set(rig.humanoid.values)
    let joints = Set(rig.skins.flatMap(\.joints))
    var seen: Set<String> = []
    return rig.nodes.indices.filter { number in
      let node = rig.nodes[number]
      let moves = joints.contains(number) || (node.mesh != nil && node.skin == nil)
      return moves && !humanoid.contains(number) && !node.name.isEmpty
        && HumanoidBone(rawValue: node.name) == nil
    }.map { rig.nodes[$0].name }.filter { seen.insert($0).inserted }
  }
}
