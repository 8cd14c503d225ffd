import Motion

/// The weight columns of a layout that move the face of a rig, directly or derived.
struct FaceBinding {
  /// The first column of each canonical name, the exact spelling before others.
  let columns: [String: (name: String, column: Int)]
  private(set) var bound: Set<String> = []
  private(set) var weights: [TrackBinding.Weight] = []
  private(set) var drives: [TrackBinding.Drive] = []
  let derived: DerivedChannels

  init(_ layout: ChannelLayout, _ morphs: MorphSlots) {
    let columns = Self.columns(layout)
    self.columns = columns
    var weights: [TrackBinding.Weight] = []
    var drives: [TrackBinding.Drive] = []
    var bound: Set<String> = []
    for (number, slot) in morphs.slots.enumerated() {
      var source = columns[slot.key] ?? slot.preset.flatMap { columns[$0] }
      if layout[slot.name]?.kind == .weight, let column = layout.offset(of: slot.name) {
        source = (slot.name, column)
      }
      guard let source else { continue }
      weights.append(.init(slot: number, column: source.column, factor: 1))
      bound.insert(source.name)
    }
    for (number, expression) in morphs.expressions.enumerated()
    where !expression.isShadowed && (expression.isShown || expression.overrides.contains { $0 != .none }) {
      var source = columns[expression.name] ?? expression.key.flatMap { columns[$0] }
      if layout[expression.name]?.kind == .weight, let column = layout.offset(of: expression.name) {
        source = (expression.name, column)
      }
      guard let source else { continue }
      // One that changes materials alone shows nothing, but may keep others from showing.
      if expression.isShown { bound.insert(source.name) }
      let whole: [(column: Int, factor: Float)] = [(column: source.column, factor: Float(1))]
      drives.append(TrackBinding.Drive(output: .expression(number), inputs: whole, isDerived: false))
    }
    derived = DerivedChannels(own: Set(morphs.outputs.keys), brought: Set(columns.keys))
    for derivation in derived.derivations {
      guard let output = morphs.outputs[derivation.channel] else { continue }
      var inputs: [(column: Int, factor: Float)] = []
      for part in derivation.parts {
        guard let source = columns[part.channel] else { continue }
        inputs.append((source.column, part.factor))
        if part.factor > 0 { bound.insert(source.name) }
      }
      drives.append(.init(output: output, inputs: inputs, isDerived: true))
    }
    self.weights = weights
    self.drives = drives
    self.bound = bound
  }

  private static func columns(_ layout: ChannelLayout) -> [String: (name: String, column: Int)] {
    var columns: [String: (name: String, column: Int)] = [:]
    func add(_ key: String, _ name: String, _ column: Int) {
      if columns[key] == nil || name == key { columns[key] = (name, column) }
    }
    for (channel, column) in zip(layout.channels, layout.offsets) where channel.kind == .weight {
      if let key = ARKit.canonicalName(for: channel.name) ?? Viseme.canonicalName(for: channel.name) {
        add(key, channel.name, column)
      } else {
        add(channel.name, channel.name, column)
        if let preset = ExpressionPreset.canonicalName(for: channel.name) {
          add(preset, channel.name, column)
        }
      }
    }
    return columns
  }
}
