import Motion

/// Lays the rows of a stack's layers over each other, frame by frame.
///
/// In each channel it begins at rest and goes from the lowest layer to the topmost. An `override` layer takes the
/// value towards its own by its weight w, v + w·(x − v), along the shorter arc for rotations; an `additive` layer
/// adds its deviation from rest, v + w·x, and turns v · slerp(1, x, w). The weight follows the layer's activity,
/// at most 1/blendIn and 1/blendOut per second, and begins at the activity of frame 0. Where the weight still
/// falls though the layer has let go altogether, the value that it last held is used: its row is then no longer
/// meant. The gain scales the deviation from rest before all this.
///
/// A layer alone with weight 1 comes through bit for bit. Rotations keep to one hemisphere over time from the
/// first frame on in which a channel was mixed.
///
/// The state is all here, so that blocks of any size give the same bytes, and so does one frame at a time. No call
/// allocates. Not to be shared between threads.
public struct StackBlender: Sendable {
  /// Rows that one layer wrote: a block of frames, each `stride` floats after the one before.
  public struct LayerRows {
    /// First row, in the layout of the layer's own channels.
    public var rows: UnsafePointer<Float>
    /// Floats from one row to the next.
    public var rowStride: Int
    /// First row of activity, one number per channel of the layer.
    public var activity: UnsafePointer<Float>
    /// Floats from one row of activity to the next.
    public var activityStride: Int

    /// Names the rows of a layer.
    public init(
      rows: UnsafePointer<Float>, rowStride: Int, activity: UnsafePointer<Float>, activityStride: Int
    ) {
      self.rows = rows
      self.rowStride = rowStride
      self.activity = activity
      self.activityStride = activityStride
    }
  }

  /// What is followed.
  public let plan: StackPlan
  /// The guard that works on every row, if there is one.
  public private(set) var guarding: Guard?
  /// Weight of each contribution.
  private var weights: [Float]
  /// Value that each contribution last held, four floats each.
  private var held: [SIMD4<Float>]
  /// Rotations of the frame before, as they were before the guard.
  private var last: [SIMD4<Float>]
  /// Which rotations must keep their hemisphere.
  private var isMixed: [Bool]
  private var isFirst = true

  /// Makes a blender for one take.
  ///
  /// - Precondition: the guard, if any, was made for the plan's layout.
  public init(_ plan: StackPlan, guarding: Guard? = nil) {
    if let guarding { precondition(guarding.layout == plan.layout, "the guard is another stack's") }
    self.plan = plan
    self.guarding = guarding
    weights = Array(repeating: 0, count: plan.contributions.count)
    held = Array(repeating: .zero, count: plan.contributions.count)
    last = Array(repeating: .zero, count: plan.lanes.count)
    isMixed = Array(repeating: false, count: plan.lanes.count)
  }

  /// What the guard has done so far; `nil` without one.
  public var guardReport: GuardReport? { guarding?.report }

  /// Makes the next frames.
  ///
  /// - Parameters:
  ///   - frames: how many.
  ///   - layers: rows of every layer, in the order of the plan.
  ///   - rows: where the stack's rows go, in the plan's layout; already blended towards rest.
  ///   - rowStride: floats from one row to the next.
  ///   - activity: where the stack's own activity goes, one number per channel: how far anybody holds it.
  ///   - activityStride: floats from one row of activity to the next.
  /// - Precondition: there are as many layers as in the plan.
  public mutating func blend(
    frames: Int, layers: UnsafeBufferPointer<LayerRows>, into rows: UnsafeMutablePointer<Float>,
    rowStride: Int, activity: UnsafeMutablePointer<Float>?, activityStride: Int
  ) {
    precondition(layers.count == plan.layers.count, "rows of every layer are needed")
    for frame in 0..<frames {
      let row = rows + frame * rowStride
      for channel in plan.lanes.indices {
        let share = blend(channel, frame: frame, layers: layers, into: row)
        if let activity { activity[frame * activityStride + channel] = share }
      }
      guarding?.correct(row)
      isFirst = false
    }
  }

  /// Makes one channel of one frame.
  ///
  /// - Returns: how far any layer holds it.
  private mutating func blend(
    _ channel: Int, frame: Int, layers: UnsafeBufferPointer<LayerRows>, into row: UnsafeMutablePointer<Float>
  ) -> Float {
    let lane = plan.lanes[channel]
    let offset = lane.columns.lowerBound
    let width = lane.columns.count
    var value = Layered(isRotation: lane.isRotation)
    for slot in lane.contributions {
      let part = plan.contributions[slot]
      let source = layers[part.layer]
      let active = min(1, max(0, source.activity[frame * source.activityStride + part.channel]))
      let weight = follow(active, slot: slot, part)
      let from = source.rows + (frame * source.rowStride + part.column)
      var x = Self.load(from, width)
      if active > 0 { held[slot] = x } else if weight > 0 { x = held[slot] }
      value.lay(x, weight: weight, gain: part.gain, isAdditive: part.isAdditive)
    }
    if lane.isRotation {
      if value.isMixed { isMixed[channel] = true }
      // Times −1, not the vector's minus, which is a subtraction from 0 and loses the sign of zeros.
      if isMixed[channel], !isFirst, (last[channel] * value.value).sum() < 0 { value.value *= -1 }
      last[channel] = value.value
    }
    for column in 0..<width { row[offset + column] = value.value[column] }
    return value.share
  }

  /// The numbers of a channel; lanes beyond its width are 0.
  private static func load(_ from: UnsafePointer<Float>, _ width: Int) -> SIMD4<Float> {
    switch width {
    case 1: SIMD4(from[0], 0, 0, 0)
    case 4: SIMD4(from[0], from[1], from[2], from[3])
    default: SIMD4(from[0], from[1], from[2], 0)
    }
  }

  /// Moves a weight towards the activity, as fast as the blend allows.
  private mutating func follow(_ active: Float, slot: Int, _ part: StackPlan.Contribution) -> Float {
    let before = weights[slot]
    let now =
      isFirst ? active : active > before ? min(active, before + part.rise) : max(active, before - part.fall)
    weights[slot] = now
    return now
  }
}

/// The value of one channel while layers are laid over each other.
private struct Layered {
  /// Value so far; only the channel's own lanes mean anything.
  var value: SIMD4<Float>
  /// How far any layer holds the channel.
  var share: Float = 0
  /// Whether the value is other than one layer's own.
  var isMixed = false
  private let isRotation: Bool
  /// Whether anything but rest is below.
  private var isCovered = false

  init(isRotation: Bool) {
    self.isRotation = isRotation
    value = isRotation ? Quaternion.identity.vector : .zero
  }

  mutating func lay(_ own: SIMD4<Float>, weight: Float, gain: Float, isAdditive: Bool) {
    if weight == 0, isCovered {
      if !isAdditive { isMixed = true }
      return
    }
    let x = gain == 1 ? own : scaled(own, by: gain)
    if isAdditive && isCovered { add(x, weight) } else { override(x, weight) }
    if gain != 1 { isMixed = true }
    share = isAdditive ? max(share, weight) : weight + (1 - weight) * share
    if weight > 0 { isCovered = true }
  }

  private mutating func override(_ x: SIMD4<Float>, _ weight: Float) {
    isMixed = weight < 1
    if weight == 1 {
      value = x
    } else if isCovered {
      value =
        isRotation ? Quaternion(value).slerp(to: Quaternion(x), weight).vector : value + (x - value) * weight
    } else {
      // The same arithmetic as where a strategy alone lets go of a channel.
      value = scaled(x, by: weight)
    }
  }

  private mutating func add(_ x: SIMD4<Float>, _ weight: Float) {
    isMixed = true
    let part = weight == 1 ? x : scaled(x, by: weight)
    value = isRotation ? (Quaternion(value) * Quaternion(part)).normalized.vector : value + part
  }

  private func scaled(_ x: SIMD4<Float>, by factor: Float) -> SIMD4<Float> {
    isRotation ? Quaternion.identity.slerp(to: Quaternion(x), factor).vector : x * factor
  }
}
