import Formats
import Motion

/// Mouth shapes of another tool as a track: a weight per shape, 1 while it is shown.
enum MouthShapeTrack {
  /// The track of the shapes of a lane, stepped, at 60 frames a second; `nil` when there are none.
  ///
  /// - Parameter length: of the sound, or as the file states it; shapes end there. Without one they end where sessions
  ///   must.
  static func track(
    _ shapes: [Transcript.Span], named tool: String = "rhubarb", length: MediaTime? = nil, id: String,
    _ report: inout ImportReport
  ) -> Track? {
    guard !shapes.isEmpty else { return nil }
    let longest = MediaTime(seconds: CorpusManifest.longestSession) ?? .zero
    let limit = min(length ?? longest, longest)
    // Tools round to hundredths; what is less than a frame is no fault.
    let cut = shapes.count { $0.end > limit + .milliseconds(17) }
    report.add(
      .init(
        .repaired, id, cut, one: "mouth shape reaches beyond the sound and was cut off there",
        many: "mouth shapes reach beyond the sound and were cut off there"))
    let shapes = shapes.compactMap { shape -> Transcript.Span? in
      guard shape.start < limit else { return nil }
      return .init(shape.text, start: shape.start, end: min(shape.end, limit), line: shape.line)
    }
    guard let end = shapes.map(\.end).max(), end > .zero else {
      report.add(.leftOut, id, "no mouth shape lies within the sound")
      return nil
    }
    let labels = Set(shapes.map(\.text)).sorted()
    let layout = ChannelLayout(labels.map { .weight("\(tool).\($0)") })
    let rate = FrameRate.fps60
    let count = Int((end.seconds * rate.framesPerSecond).rounded(.up))
    var track = Track(layout: layout, rate: rate, frameCount: count)
    for shape in shapes {
      guard let column = labels.firstIndex(of: shape.text) else { continue }
      let first = Int((shape.start.seconds * rate.framesPerSecond).rounded(.up))
      let last = min(count, Int((shape.end.seconds * rate.framesPerSecond).rounded(.up)))
      guard first >= 0, first < last else { continue }
      for frame in first..<last { track.samples[frame * layout.width + column] = 1 }
    }
    return track
  }
}
