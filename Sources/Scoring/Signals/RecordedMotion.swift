import Motion

/// A take beside the performer's real motion, frame by frame.
struct RecordedMotion {
  /// The real motion at the take's rate.
  let track: Track
  /// Frames that both have, at least 1.
  let frameCount: Int

  /// Finds the performance of a take.
  ///
  /// - Throws: ``Undefined`` where the recording has none, it has no frames, or it holds NaN or infinity.
  init(of take: TakeEvidence) throws(Undefined) {
    guard let performance = take.performance else {
      throw Undefined("the recording holds no performance of \(take.participant)")
    }
    let track = performance.resampled(to: take.track.rate).track
    guard track.samples.allSatisfy(\.isFinite) else {
      throw Undefined("the performance holds NaN or infinity")
    }
    self.track = track
    frameCount = min(track.frameCount, take.track.frameCount)
    guard frameCount > 0 else { throw Undefined("the performance has no frames") }
  }

  /// Channels of one kind that both have, by name, with their columns in the take and in the performance.
  func shared(_ kind: Channel.Kind, with layout: ChannelLayout) -> [(name: String, own: Int, recorded: Int)] {
    layout.channels.filter { $0.kind == kind && track.layout[$0.name]?.kind == kind }.map(\.name).sorted()
      .compactMap { name in
        guard let own = layout.offset(of: name), let recorded = track.layout.offset(of: name) else {
          return nil
        }
        return (name, own, recorded)
      }
  }
}
