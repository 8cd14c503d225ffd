import Conversation
import Motion

/// Who speaks in which frame.
enum Speaking {
  /// Whether a participant speaks, frame by frame; nowhere when nothing tells.
  static func flags(of participant: String, in take: TakeEvidence) -> [Bool] {
    var result = [Bool](repeating: false, count: take.track.frameCount)
    for span in take.happened.speech(of: participant) {
      for frame in take.frames(of: span) { result[frame] = true }
    }
    return result
  }

  /// Whether anybody else speaks, frame by frame.
  static func others(than participant: String, in take: TakeEvidence) -> [Bool] {
    var result = [Bool](repeating: false, count: take.track.frameCount)
    var names: [String] = []
    for spans in [take.happened.voice, take.happened.words, take.happened.turns] {
      for span in spans where span.participant != participant && !names.contains(span.participant) {
        names.append(span.participant)
      }
    }
    for name in names {
      for span in take.happened.speech(of: name) {
        for frame in take.frames(of: span) { result[frame] = true }
      }
    }
    return result
  }

  /// Longest runs of true.
  static func stretches(_ flags: [Bool]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start: Int?
    for (frame, flag) in flags.enumerated() {
      if flag {
        if start == nil { start = frame }
      } else if let first = start {
        result.append(first..<frame)
        start = nil
      }
    }
    if let first = start { result.append(first..<flags.count) }
    return result
  }
}
