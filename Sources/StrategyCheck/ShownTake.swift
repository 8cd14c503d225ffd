import Motion
import StrategyHost

/// A take as the strategy wrote it: rows and activities of all frames asked for, and the lookahead it declared.
struct ShownTake {
  let layout: ChannelLayout
  let rate: FrameRate
  let lookahead: Int
  /// Frames × width.
  var rows: [Float] = []
  /// Frames × channels.
  var activity: [Float] = []

  var frameCount: Int { layout.width > 0 ? rows.count / layout.width : 0 }

  /// Where two takes first differ.
  struct Difference {
    var frame: Int
    var channel: String
    var this: Float
    var other: Float

    /// `browInnerUp is 0.25, not 0.5, at frame 12`.
    var description: String { "\(channel) is \(this), not \(other), at frame \(frame)" }
  }

  /// The first difference among the frames that both have, before `end`.
  ///
  /// - Parameter tolerance: 0 compares bits; else the largest difference that counts as none.
  func firstDifference(from other: ShownTake, tolerance: Float, before end: Int = .max) -> Difference? {
    let frames = min(frameCount, other.frameCount, end)
    guard frames > 0 else { return nil }
    let width = layout.width
    let channels = layout.channels.count
    let inRows = Self.first(rows, other.rows, count: frames * width, tolerance: tolerance)
    let inActivity = Self.first(activity, other.activity, count: frames * channels, tolerance: tolerance)
    if let at = inRows, inActivity.map({ at / width <= $0 / channels }) ?? true {
      return Difference(
        frame: at / width, channel: layout.name(ofColumn: at % width), this: rows[at],
        other: other.rows[at])
    }
    guard let at = inActivity else { return nil }
    return Difference(
      frame: at / channels, channel: "the activity of \(layout.channels[at % channels].name)",
      this: activity[at], other: other.activity[at])
  }

  /// The first difference of a block of another take from the frames that begin at `firstFrame`.
  func firstDifference(
    to block: Audition.Block, firstFrame: Int, tolerance: Float
  ) -> Difference? {
    firstDifference(to: block.rows, activity: block.activity, firstFrame: firstFrame, tolerance: tolerance)
  }

  func firstDifference(
    to block: [Float], activity blockActivity: [Float], firstFrame: Int, tolerance: Float
  ) -> Difference? {
    let count = layout.width > 0 ? block.count / layout.width : 0
    let end = min(frameCount, firstFrame + count)
    guard firstFrame < end else { return nil }
    let channels = layout.channels.count
    var mine = ShownTake(layout: layout, rate: rate, lookahead: lookahead)
    mine.rows = Array(rows[firstFrame * layout.width..<end * layout.width])
    mine.activity = Array(activity[firstFrame * channels..<end * channels])
    var other = mine
    other.rows = block
    other.activity = blockActivity
    var found = other.firstDifference(from: mine, tolerance: tolerance)
    found?.frame += firstFrame
    return found
  }

  private static func first(_ a: [Float], _ b: [Float], count: Int, tolerance: Float) -> Int? {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        // Most takes are equal to the bit, which whole blocks tell quickest.
        var index = 0
        while index < count {
          let left = a[index]
          let right = b[index]
          if left.bitPattern != right.bitPattern, tolerance == 0 || !(abs(left - right) <= tolerance) {
            return index
          }
          index += 1
        }
        return nil
      }
    }
  }
}

extension ChannelLayout {
  /// Name of the channel that a column belongs to.
  func name(ofColumn column: Int) -> String {
    channels[offsets.lastIndex { $0 <= column } ?? 0].name
  }
}
