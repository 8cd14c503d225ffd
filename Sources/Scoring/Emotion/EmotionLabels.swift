import Conversation
import Motion

/// What the performer is said to feel: emotion cues with their times.
enum EmotionLabels {
  /// Strength of a cue that states none.
  static let usualStrength = 0.6
  /// Longest time for which a cue without an end holds, in seconds.
  static let longest = 10.0

  /// A feeling and the frames over which it is on.
  struct Feeling {
    var emotion: Emotion
    /// 0…1.
    var strength: Double
    var frames: Range<Int>
  }

  /// The performer's feelings in order of start. One ends where it says, where the next begins, or after ten seconds
  /// where it does not say; labels that name no emotion of the house are left out.
  static func feelings(of take: TakeEvidence) -> [Feeling] {
    let cues = take.happened.cues.filter { $0.cue == .emotion && $0.participant == take.participant }
    var result: [Feeling] = []
    for (index, cue) in cues.enumerated() {
      guard let emotion = Emotion(label: cue.text) else { continue }
      var span = cue
      if cue.end <= cue.start {
        span.end = cue.start + (MediaTime(seconds: longest) ?? .zero)
      }
      if index + 1 < cues.count { span.end = max(span.start, min(span.end, cues[index + 1].start)) }
      let frames = take.frames(of: span)
      guard !frames.isEmpty else { continue }
      result.append(
        Feeling(emotion: emotion, strength: min(1, max(0, cue.value ?? usualStrength)), frames: frames))
    }
    return result
  }

  /// Pleasant 1, unpleasant -1, neither 0.
  static func valence(of emotion: Emotion) -> Double {
    switch emotion {
    case .joy, .amusement, .contentment, .love, .pride, .relief, .interest: 1
    case .sadness, .disappointment, .fear, .anger, .annoyance, .disgust, .contempt: -1
    case .neutral, .surprise, .confusion, .thinking, .embarrassment: 0
    }
  }

  /// How much of the face an emotion of full strength is taken to move, 0…1: calm ones little, wild ones all.
  static func arousal(of emotion: Emotion) -> Double {
    switch emotion {
    case .neutral: 0
    case .contentment, .relief, .thinking, .interest, .pride, .contempt: 0.4
    case .love, .sadness, .disappointment, .confusion, .embarrassment, .annoyance: 0.6
    case .amusement, .disgust: 0.8
    case .joy, .surprise, .fear, .anger: 1
    }
  }

  /// The prototype that an emotion belongs to; `nil` for those that have none.
  static func prototype(of emotion: Emotion) -> EmotionPrototypes.Name? {
    switch emotion {
    case .joy, .amusement, .contentment, .love, .pride, .relief: .joy
    case .sadness, .disappointment: .sadness
    case .surprise: .surprise
    case .fear: .fear
    case .anger, .annoyance: .anger
    case .disgust: .disgust
    case .contempt: .contempt
    case .neutral, .confusion, .interest, .thinking, .embarrassment: nil
    }
  }
}
