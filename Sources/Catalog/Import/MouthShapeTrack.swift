import Formats
import Motion

/// Mouth shapes of another tool as a track: a weight per shape, 1 while it is shown.
enum MouthShapeTrack {
  /// The track of the shapes of a lane, stepped, at 60 frames a second; `nil` when there are none.
  static func track(_ shapes: [Transcript.Span], named tool: String = "rhubarb") -> Track? {
    guard let end = shapes.map(\.end).max(), end > .zero, end.seconds <= CorpusManifest.longestSession else {
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
