import Characters
import Conversation
import Motion

/// Habits while the performer is in one state of mind, by the valence of the emotion that is on.
enum StateHabits {
  /// States in order.
  static let names = ["positive", "neutral", "negative"]
  /// Least time in a state, in seconds.
  static let leastSeconds = 10.0

  /// Habits by state, and how long each lasted; states that last less than ten seconds are left out.
  static func measure(_ take: TakeEvidence) -> [String: (habits: [String: Double], seconds: Double)] {
    let feelings = EmotionLabels.feelings(of: take)
    guard !feelings.isEmpty else { return [:] }
    var state = [Int](repeating: 1, count: take.track.frameCount)
    for feeling in feelings {
      let valence = EmotionLabels.valence(of: feeling.emotion)
      for frame in feeling.frames { state[frame] = valence > 0 ? 0 : valence < 0 ? 2 : 1 }
    }
    var result: [String: (habits: [String: Double], seconds: Double)] = [:]
    for (index, name) in names.enumerated() {
      let frames = state.indices.filter { state[$0] == index }
      let seconds = Double(frames.count) / take.framesPerSecond
      guard seconds >= leastSeconds else { continue }
      result[name] = (SignatureMeasurement.measure(excerpt(of: take.track, frames)), seconds)
    }
    return result
  }

  /// The frames of the channels that habits are made of, put together.
  private static func excerpt(of track: Track, _ frames: [Int]) -> Track {
    let layout = track.layout
    let indices = layout.channels.indices.filter { channels.contains(layout.channels[$0].name) }
    let width = layout.width
    var samples: [Float] = []
    track.samples.withUnsafeBufferPointer { x in
      for frame in frames {
        for index in indices {
          let from = frame * width + layout.offsets[index]
          for lane in 0..<layout.channels[index].kind.width { samples.append(x[from + lane]) }
        }
      }
    }
    return Track(
      layout: ChannelLayout(indices.map { layout.channels[$0] }), rate: track.rate, samples: samples)
  }

  private static let channels: Set<String> = [
    "eyeBlinkLeft", "eyeBlinkRight", "mouthSmileLeft", "mouthSmileRight", "browOuterUpLeft",
    "browOuterUpRight", "head.rotation", "neck.rotation", "gaze.yaw", "gaze.pitch", "leftUpperArm.rotation",
    "leftLowerArm.rotation", "rightUpperArm.rotation", "rightLowerArm.rotation",
  ]
}
