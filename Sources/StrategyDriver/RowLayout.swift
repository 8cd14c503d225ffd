/// Where the rows of a block lie: each between canaries, so that a write past one is seen.
///
///     [8 canaries][row 0][≥ 4 canaries][row 1][≥ 4 canaries]…   then the same for the activities
public struct RowLayout: Hashable, Sendable {
  /// Floats before the first row.
  public static let lead = 8
  /// What stands around rows: a NaN that no strategy writes by chance.
  public static let canary: UInt32 = 0x7fc0_dead

  /// Floats of a row.
  public let width: Int
  /// Channels, and so floats of a row of activities.
  public let channels: Int
  /// Rows that fit.
  public let capacity: Int
  /// Floats from one row to the next.
  public let rowStride: Int
  /// Floats from one row of activities to the next.
  public let activityStride: Int
  /// First float of the activities' part.
  public let activityBase: Int

  /// Lays out `capacity` rows of `width` floats and as many of `channels` activities.
  public init(width: Int, channels: Int, capacity: Int) {
    self.width = width
    self.channels = channels
    self.capacity = capacity
    rowStride = (width + 4 + 3) & ~3
    activityStride = (channels + 4 + 3) & ~3
    activityBase = Self.lead + rowStride * capacity
  }

  /// Floats in all.
  public var count: Int { activityBase + Self.lead + activityStride * capacity }

  /// First float of a row.
  @inlinable public func row(_ index: Int) -> Int { Self.lead + index * rowStride }
  /// First float of a row of activities.
  @inlinable public func activity(_ index: Int) -> Int { activityBase + Self.lead + index * activityStride }

  /// Floats from the rows of one slot to those of the next, in whole pages. There are two slots, so that a
  /// block can be asked for while the one before is read.
  public var slotStride: Int { (count + 1023) & ~1023 }
  /// Slots.
  public static let slots = 2

  /// Fills the memory with canaries.
  public func seal(_ memory: UnsafeMutablePointer<Float>) {
    memory.update(repeating: Float(bitPattern: Self.canary), count: count)
  }

  /// Sets the first rows to rest and their activities to 1.
  public func rest(_ memory: UnsafeMutablePointer<Float>, rows: Int, pose: UnsafePointer<Float>) {
    for index in 0..<rows {
      (memory + row(index)).update(from: pose, count: width)
      (memory + activity(index)).update(repeating: 1, count: channels)
    }
  }

  /// The first of the rows around which a canary is gone; `nil` when all are as they were. What was
  /// overwritten is sealed again.
  public func trespass(_ memory: UnsafeMutablePointer<Float>, rows: Int) -> Int? {
    // One pass that only gathers, which is all that the usual case costs.
    var changed: UInt32 = 0
    func gather(_ start: Int, _ end: Int) {
      for at in start..<end { changed |= memory[at].bitPattern ^ Self.canary }
    }
    gather(0, Self.lead)
    gather(activityBase, activityBase + Self.lead)
    for index in 0..<rows {
      gather(row(index) + width, row(index) + rowStride)
      gather(activity(index) + channels, activity(index) + activityStride)
    }
    guard changed != 0 else { return nil }
    func isWhole(_ start: Int, _ end: Int) -> Bool {
      (start..<end).allSatisfy { memory[$0].bitPattern == Self.canary }
    }
    let first = (0..<rows).first { index in
      !isWhole(row(index) + width, row(index) + rowStride)
        || !isWhole(activity(index) + channels, activity(index) + activityStride)
        || (index == 0 && !(isWhole(0, Self.lead) && isWhole(activityBase, activityBase + Self.lead)))
    }
    seal(memory)
    return first ?? 0
  }
}
