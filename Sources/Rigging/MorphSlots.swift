import Motion

/// Where the weights of all morph targets of all nodes stand in one flat list, and what drives them by name.
struct MorphSlots: Sendable {
  /// One target of the mesh at one node.
  struct Slot: Sendable {
    /// The target's own name.
    let name: String
    /// The canonical spelling of an ARKit shape or a viseme, else the name.
    let key: String
    /// The preset that the target stands for in a rig without such an expression.
    let preset: String?
  }
  /// One target that an expression sets.
  struct Bind: Sendable {
    let slot: Int
    let weight: Float
  }
  /// A group of expressions that others may override.
  enum Group: Int, Sendable {
    case blink, look, mouth
  }
  /// An expression of the rig.
  struct Expression: Sendable {
    let name: String
    /// The preset, ARKit shape or viseme that it is; `nil` for another custom one.
    let key: String?
    let binds: [Bind]
    /// Whether it moves anything; one that changes materials alone shows on no mesh.
    let isShown: Bool
    /// Whether a morph target has its name, and is driven in its place.
    let isShadowed: Bool
    let isBinary: Bool
    let group: Group?
    /// Overrides of blink, look and mouth.
    let overrides: [Rig.Expression.Override]
  }
  /// What shows a face channel of the rig.
  enum Output: Sendable, Equatable {
    case expression(Int)
    case slots([Int])
  }
  /// All targets, node after node.
  let slots: [Slot]
  /// Weights other than 0 that targets have by default.
  let defaults: [(slot: Int, weight: Float)]
  /// Range of the slots of each node; empty where the node has no morphing mesh.
  let ranges: [Range<Int>]
  /// The expressions of the rig, in its order.
  let expressions: [Expression]
  /// Whether any expression changes others.
  let hasOverrides: Bool
  /// What shows each face channel that the rig has, by canonical name.
  let outputs: [String: Output]

  init(_ rig: Rig) {
    let named = Set(
      rig.expressions.filter { !$0.isEmpty }.compactMap { ExpressionPreset.canonicalName(for: $0.name) })
    let bare = Set(rig.nodes.compactMap(\.mesh).flatMap { rig.meshes[$0].morphNames })
      .count { Viseme.canonicalName(forSymbol: $0) != nil }
    var slots: [Slot] = []
    var ranges: [Range<Int>] = []
    var defaults: [(slot: Int, weight: Float)] = []
    for node in rig.nodes {
      let start = slots.count
      for (target, weight) in node.defaultWeights.enumerated() where weight != 0 {
        defaults.append((start + target, weight))
      }
      for name in node.mesh.map({ rig.meshes[$0].morphNames }) ?? [] {
        var key = ARKit.canonicalName(for: name) ?? Viseme.canonicalName(for: name)
        // Single symbols are visemes where the greater part of the fifteen is there.
        if key == nil && bare >= 8 { key = Viseme.canonicalName(forSymbol: name) }
        let preset = key == nil ? ExpressionPreset.name(ofMorph: name) : nil
        slots.append(
          Slot(name: name, key: key ?? name, preset: preset.flatMap { named.contains($0) ? nil : $0 }))
      }
      ranges.append(start..<slots.count)
    }
    let taken = Set(slots.map(\.name)).union(slots.map(\.key))
    let expressions = rig.expressions.map { expression in
      let key =
        expression.isPreset
        ? ExpressionPreset.canonicalName(for: expression.name)
        : ARKit.canonicalName(for: expression.name) ?? Viseme.canonicalName(for: expression.name)
      return Expression(
        name: expression.name, key: key,
        binds: expression.morphBinds.map {
          Bind(slot: ranges[$0.node].lowerBound + $0.target, weight: $0.weight)
        },
        isShown: !expression.morphBinds.isEmpty,
        isShadowed: taken.contains(expression.name) || key.map(taken.contains) == true,
        isBinary: expression.isBinary, group: key.flatMap(Self.group),
        overrides: [expression.overrideBlink, expression.overrideLookAt, expression.overrideMouth])
    }
    var outputs: [String: Output] = [:]
    for (number, slot) in slots.enumerated() {
      let name = FaceVocabulary(of: slot.key) != nil ? slot.key : slot.preset
      guard let name else { continue }
      if case .slots(let others) = outputs[name] {
        outputs[name] = .slots(others + [number])
      } else {
        outputs[name] = .slots([number])
      }
    }
    for (number, expression) in expressions.enumerated() where expression.isShown && !expression.isShadowed {
      if let key = expression.key { outputs[key] = .expression(number) }
    }
    self.slots = slots
    self.defaults = defaults
    self.ranges = ranges
    self.expressions = expressions
    self.outputs = outputs
    hasOverrides = expressions.contains { $0.overrides.contains { $0 != .none } }
  }

  private static func group(of preset: String) -> Group? {
    if ExpressionPreset.blinks.contains(preset) { return .blink }
    if ExpressionPreset.looks.contains(preset) { return .look }
    return ExpressionPreset.mouth.contains(preset) ? .mouth : nil
  }
}

extension Rig.Expression {
  /// Whether it sets nothing at all.
  public var isEmpty: Bool {
    morphBinds.isEmpty && materialColorBinds.isEmpty && textureTransformBinds.isEmpty
  }

  /// Whether it changes colours and textures alone, which animations of nodes and morph targets cannot show.
  public var isByMaterial: Bool { morphBinds.isEmpty && !isEmpty }
}
