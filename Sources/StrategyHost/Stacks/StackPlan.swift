public import Motion

/// A stack put together: the channels of its take, and which layers take part in each.
///
/// Made once, before any frame; ``StackBlender`` follows it. The layout holds the channels of the top layer first
/// and in its order, then those that lower layers add, without channels that a mask keeps out everywhere.
public struct StackPlan: Sendable {
  /// A layer as the plan needs it.
  public struct Layer: Sendable {
    /// Name for tables and errors.
    public var label: String
    /// Channels that the strategy declares, in the order of its rows.
    public var channels: [Channel]
    /// How it is laid over those below.
    public var mode: StackDescription.Mode
    /// Which of its channels take part.
    public var mask: ChannelMask
    /// Seconds that it takes to come in; 0 follows its activity at once.
    public var blendIn: Double
    /// Seconds that it takes to go out; 0 follows its activity at once.
    public var blendOut: Double
    /// Factor on its deviation from rest, 0…2.
    public var gain: Double

    /// Makes a layer.
    public init(
      label: String, channels: [Channel], mode: StackDescription.Mode = .override, mask: ChannelMask = .all,
      blendIn: Double = 0, blendOut: Double = 0, gain: Double = 1
    ) {
      self.label = label
      self.channels = channels
      self.mode = mode
      self.mask = mask
      self.blendIn = blendIn
      self.blendOut = blendOut
      self.gain = gain
    }

    /// Whether the layer takes part in a channel.
    public func holds(_ channel: Channel) -> Bool {
      mask.contains(channel) && channels.contains { $0.name == channel.name }
    }
  }

  /// What one layer does in one channel.
  struct Contribution: Sendable {
    let layer: Int
    /// First column in the layer's row.
    let column: Int
    /// Position among the layer's channels, for its activity.
    let channel: Int
    let isAdditive: Bool
    let gain: Float
    /// Most that the weight rises and falls in a frame; infinite at once.
    let rise: Float
    let fall: Float
  }

  /// One channel of the stack's rows.
  struct Lane: Sendable {
    let isRotation: Bool
    /// Columns that it occupies.
    let columns: Range<Int>
    /// Where its contributions stand.
    let contributions: Range<Int>
  }

  /// Name of the stack, for errors.
  public let id: String
  /// The layers, topmost first.
  public let layers: [Layer]
  /// Layout of each layer's own rows.
  public let layerLayouts: [ChannelLayout]
  /// Channels of the stack's take.
  public let layout: ChannelLayout
  /// Frames per second.
  public let rate: FrameRate
  /// Contributions channel by channel, in each from the lowest layer up.
  let contributions: [Contribution]
  /// The channels as frames need them, without names.
  let lanes: [Lane]

  /// Puts a stack together.
  ///
  /// - Parameters:
  ///   - id: name of the stack, for errors.
  ///   - layers: topmost first.
  ///   - rate: frames per second.
  /// - Throws: ``StackError/unknownMaskName(stack:layer:name:known:)`` and
  ///   ``StackError/kindConflict(stack:channel:kinds:layers:)``.
  public init(id: String, layers: [Layer], rate: FrameRate) throws(StackError) {
    self.id = id
    self.layers = layers
    self.rate = rate
    layerLayouts = layers.map { ChannelLayout($0.channels) }
    var channels: [Channel] = []
    var owners: [String: (kind: Channel.Kind, label: String)] = [:]
    for layer in layers {
      if let name = layer.mask.firstUnknown(among: layer.channels) {
        throw .unknownMaskName(
          stack: id, layer: layer.label, name: name, known: ChannelMask.groups.map(\.name))
      }
      for channel in layer.channels where layer.mask.contains(channel) {
        if let known = owners[channel.name] {
          guard known.kind == channel.kind else {
            throw .kindConflict(
              stack: id, channel: channel.name, kinds: [known.kind.rawValue, channel.kind.rawValue],
              layers: [known.label, layer.label])
          }
        } else {
          owners[channel.name] = (channel.kind, layer.label)
          channels.append(channel)
        }
      }
    }
    layout = ChannelLayout(channels)
    let fps = rate.framesPerSecond
    func step(_ seconds: Double) -> Float { seconds > 0 ? Float(1 / (seconds * fps)) : .infinity }
    var contributions: [Contribution] = []
    var lanes: [Lane] = []
    for (channel, offset) in zip(layout.channels, layout.offsets) {
      let start = contributions.count
      for (index, layer) in layers.enumerated().reversed() where layer.mask.contains(channel) {
        let own = layerLayouts[index]
        guard let position = own.index(of: channel.name) else { continue }
        contributions.append(
          Contribution(
            layer: index, column: own.offsets[position], channel: position,
            isAdditive: layer.mode == .additive, gain: Float(layer.gain), rise: step(layer.blendIn),
            fall: step(layer.blendOut)))
      }
      lanes.append(
        Lane(
          isRotation: channel.kind == .rotation, columns: offset..<offset + channel.kind.width,
          contributions: start..<contributions.count))
    }
    self.contributions = contributions
    self.lanes = lanes
  }

  /// Puts a described stack together.
  ///
  /// - Parameters:
  ///   - stack: the description.
  ///   - channels: what each layer's strategy declares, in the order of the layers.
  ///   - rate: frames per second.
  /// - Throws: ``StackError``.
  /// - Precondition: there are as many lists of channels as layers.
  public init(_ stack: StackDescription, channels: [[Channel]], rate: FrameRate) throws(StackError) {
    precondition(channels.count == stack.layers.count, "channels of every layer are needed")
    let labels = stack.labels
    let layers = stack.layers.indices.map { index in
      let layer = stack.layers[index]
      return Layer(
        label: labels[index], channels: channels[index], mode: layer.mode, mask: ChannelMask(layer.mask),
        blendIn: layer.blendIn, blendOut: layer.blendOut, gain: layer.gain)
    }
    try self.init(id: stack.id, layers: layers, rate: rate)
  }

  /// Lookahead of the stack in frames: the largest of its layers'. Frame k of every layer is known by then.
  public static func lookahead(of layers: [Int]) -> Int { layers.max() ?? 0 }
}
