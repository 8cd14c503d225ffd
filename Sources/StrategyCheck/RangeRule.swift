import Motion
import StrategyHost

/// What the contract allows a row to hold: finite numbers, weights and activities of 0…1, unit quaternions,
/// angles up to π, displacements up to 10 m. Weights under a custom name only have to be finite.
struct RangeRule {
  private let layout: ChannelLayout
  private let isBounded: [Bool]
  private static let slack: Float = 1e-3
  private static let farthest: Float = 10

  init(_ layout: ChannelLayout) {
    self.layout = layout
    isBounded = layout.channels.map { ARKit.canonicalName(for: $0.name) != nil }
  }

  /// The first fault of a block, with the channel and frame.
  ///
  /// - Parameter firstFrame: frame of the block's first row.
  func fault(in block: Audition.Block, firstFrame: Int) -> String? {
    fault(rows: block.rows, activity: block.activity, firstFrame: firstFrame)
  }

  /// The first fault of a take.
  func fault(in take: ShownTake) -> String? { fault(rows: take.rows, activity: take.activity, firstFrame: 0) }

  /// The first fault of rows and activities.
  func fault(rows: [Float], activity: [Float], firstFrame: Int) -> String? {
    let width = layout.width
    let count = layout.channels.count
    let frames = width > 0 ? rows.count / width : 0
    return rows.withUnsafeBufferPointer { rows in
      activity.withUnsafeBufferPointer { activity in
        for frame in 0..<frames {
          for index in 0..<count {
            let at = frame * width + layout.offsets[index]
            let channel = layout.channels[index]
            if let reason = reason(channel.kind, bounded: isBounded[index], rows, at)
              ?? Self.activityReason(activity[frame * count + index])
            {
              return "\(channel.name) \(reason) at frame \(firstFrame + frame)"
            }
          }
        }
        return nil
      }
    }
  }

  private func reason(
    _ kind: Channel.Kind, bounded: Bool, _ rows: UnsafeBufferPointer<Float>, _ at: Int
  ) -> String? {
    for column in at..<at + kind.width where !rows[column].isFinite {
      return "is no finite number (\(rows[column]))"
    }
    let value = rows[at]
    switch kind {
    case .weight:
      guard bounded, value < -Self.slack || value > 1 + Self.slack else { return nil }
      return "is \(value), outside 0...1,"
    case .angle:
      guard abs(value) > .pi + Self.slack else { return nil }
      return "is \(value) rad, more than half a turn,"
    case .rotation:
      let (x, y, z, w) = (value, rows[at + 1], rows[at + 2], rows[at + 3])
      let length = (x * x + y * y + z * z + w * w).squareRoot()
      guard abs(length - 1) > Self.slack else { return nil }
      return "is a quaternion of length \(length), not a unit one,"
    case .translation:
      for column in at..<at + 3 where abs(rows[column]) > Self.farthest {
        return "is \(rows[column]) m away, more than \(Int(Self.farthest)) m,"
      }
      return nil
    }
  }

  private static func activityReason(_ value: Float) -> String? {
    guard value.isFinite else { return "has an activity that is no finite number (\(value))" }
    guard value < -slack || value > 1 + slack else { return nil }
    return "has an activity of \(value), outside 0...1,"
  }
}
