public import Motion

/// Leads from what was shown to what a raised epoch brings, so that an interruption does not jerk.
///
/// Feed every shown frame through ``show(_:epoch:)``; after the epoch changed, frames start at the last one shown and
/// reach the new ones after `length` frames along a smooth step.
public struct EpochBlend: Sendable {
  /// Frames that a blend takes.
  public let length: Int
  private let layout: ChannelLayout
  private var epoch: UInt16?
  private var from: [Float]
  private var shown: [Float]
  private var left = 0

  /// Makes a blend over frames of a layout.
  public init(layout: ChannelLayout, length: Int = 12) {
    self.layout = layout
    self.length = max(1, length)
    from = layout.restFrame
    shown = from
  }

  /// What to show for a frame of an epoch.
  ///
  /// - Precondition: `frame` has the layout's width.
  public mutating func show(_ frame: inout [Float], epoch: UInt16) {
    precondition(frame.count == shown.count, "a frame of another layout")
    if let known = self.epoch, known != epoch {
      from = shown
      left = length
    }
    self.epoch = epoch
    if left > 0 {
      let t = 1 - Float(left) / Float(length + 1)
      let share = t * t * (3 - 2 * t)
      mix(&frame, share)
      left -= 1
    }
    for index in frame.indices { shown[index] = frame[index] }
  }

  private func mix(_ frame: inout [Float], _ share: Float) {
    for (channel, column) in zip(layout.channels, layout.offsets) {
      guard channel.kind == .rotation else {
        for at in column..<column + channel.kind.width {
          frame[at] = from[at] + (frame[at] - from[at]) * share
        }
        continue
      }
      func turn(_ values: [Float]) -> Quaternion {
        Quaternion(x: values[column], y: values[column + 1], z: values[column + 2], w: values[column + 3])
      }
      let mixed = turn(from).slerp(to: turn(frame), share)
      for axis in 0..<4 { frame[column + axis] = mixed.vector[axis] }
    }
  }
}
