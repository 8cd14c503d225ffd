public import Motion

/// What comes out of a stack for a whole take.
public struct StackTake: Sendable, Equatable {
  /// The animation, already blended towards rest where layers let go.
  public var track: Track
  /// Frames × channels: how far any layer holds each channel.
  public var activity: [Float]
  /// What the guard did, if there was one.
  public var guardReport: GuardReport?
}

extension StackPlan {
  /// Lays whole tracks over each other.
  ///
  /// - Parameters:
  ///   - tracks: one per layer as its strategy wrote it, not yet blended towards rest, in the order of the plan.
  ///   - activities: frames × channels of each layer.
  ///   - guarding: the guard, fresh.
  /// - Precondition: every track has its layer's layout and the plan's rate, all have the same length, and each
  ///   activity fits its track.
  public func blend(tracks: [Track], activities: [[Float]], guarding: Guard? = nil) -> StackTake {
    precondition(tracks.count == layers.count && activities.count == layers.count, "a layer has no track")
    let frames = tracks.first?.frameCount ?? 0
    for (index, track) in tracks.enumerated() {
      precondition(track.layout == layerLayouts[index] && track.rate == rate, "track \(index) is another's")
      precondition(track.frameCount == frames, "track \(index) has another length")
      precondition(activities[index].count == frames * track.layout.channels.count, "activity \(index)")
    }
    var blender = StackBlender(self, guarding: guarding)
    var result = Track(layout: layout, rate: rate, frameCount: frames)
    var activity = [Float](repeating: 0, count: frames * layout.channels.count)
    let width = layout.width
    let count = layout.channels.count
    result.samples.withUnsafeMutableBufferPointer { rows in
      activity.withUnsafeMutableBufferPointer { held in
        guard let row = rows.baseAddress, let share = held.baseAddress else { return }
        Self.withRows(tracks, activities) { layers in
          blender.blend(
            frames: frames, layers: layers, into: row, rowStride: width, activity: share,
            activityStride: count)
        }
      }
    }
    return StackTake(track: result, activity: activity, guardReport: blender.guardReport)
  }

  /// Calls `body` while the samples of all layers stay where they are.
  private static func withRows(
    _ tracks: [Track], _ activities: [[Float]], _ body: (UnsafeBufferPointer<StackBlender.LayerRows>) -> Void
  ) {
    // A layer without channels has nothing to read; any address will do.
    var nothing: Float = 0
    func collect(_ index: Int, _ rows: inout [StackBlender.LayerRows], empty: UnsafePointer<Float>) {
      guard index < tracks.count else { return rows.withUnsafeBufferPointer(body) }
      tracks[index].samples.withUnsafeBufferPointer { samples in
        activities[index].withUnsafeBufferPointer { held in
          rows.append(
            StackBlender.LayerRows(
              rows: samples.baseAddress ?? empty, rowStride: tracks[index].layout.width,
              activity: held.baseAddress ?? empty, activityStride: tracks[index].layout.channels.count))
          collect(index + 1, &rows, empty: empty)
        }
      }
    }
    var rows: [StackBlender.LayerRows] = []
    withUnsafePointer(to: &nothing) { collect(0, &rows, empty: $0) }
  }
}
