public import Motion

extension Track.Regridded {
  /// What was done, in one line; `nil` where the rates are the same.
  public func note(from rate: FrameRate) -> String? {
    guard rate != track.rate else { return nil }
    let moving = track.layout.channels.count - stepped.count
    var text = "resampled from \(TrackTiming.text(rate)) to \(TrackTiming.text(track.rate)) frames a second"
    if moving > 0 { text += ", straight lines and slerp between frames" }
    if !stepped.isEmpty {
      text += moving > 0 ? "; \(stepped.count) stepped channels hold" : "; stepped, every frame holds"
    }
    return text
  }
}
