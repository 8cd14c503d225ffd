public import Motion

/// The presets of VRM that the weights of a layout tell by ``DerivedChannels``, for receivers that know no others.
///
/// Looks are left out: gaze tells them. Where a layout brings a preset itself, nothing is derived for it.
public struct PresetDerivation: Sendable, Equatable {
  /// One preset and the columns that it is the sum of.
  public struct Preset: Sendable, Equatable {
    /// Name of the preset, as VRM 1.0 spells it.
    public var name: String
    /// Columns of the layout.
    public var columns: [Int]
    /// What each is multiplied by.
    public var factors: [Float]
  }

  /// The presets, in VRM's order of vocabulary.
  public let presets: [Preset]

  /// Finds what a layout tells.
  public init(_ layout: ChannelLayout) {
    let known = Set(ExpressionPreset.names).subtracting(ExpressionPreset.looks)
    var columns: [String: Int] = [:]
    for (channel, column) in zip(layout.channels, layout.offsets) where channel.kind == .weight {
      for name in [ARKit.canonicalName(for: channel.name), channel.name].compactMap({ $0 })
      where columns[name] == nil {
        columns[name] = column
      }
    }
    let derived = DerivedChannels(own: known, brought: Set(columns.keys)).derivations
    presets = derived.filter { $0.source == .arkit && known.contains($0.channel) }.map { derivation in
      let parts = derivation.parts.compactMap { part in columns[part.channel].map { ($0, part.factor) } }
      return Preset(name: derivation.channel, columns: parts.map(\.0), factors: parts.map(\.1))
    }
  }

  /// The weight of a preset in a frame, held to 0…1.
  public static func weight(_ preset: Preset, _ row: UnsafeBufferPointer<Float>) -> Float {
    var value: Float = 0
    for (column, factor) in zip(preset.columns, preset.factors) { value += row[column] * factor }
    return min(1, max(0, value))
  }
}
