import Conversation
import Motion
import Script

extension CharacterTurn {
  /// When a cue is due: its span, and when the chunk that decides it arrives.
  struct CueTime {
    var start: MediaTime
    var end: MediaTime?
    var arrival: MediaTime
  }

  /// Times of the turn's cues, in their order.
  ///
  /// An emoji belongs to what it follows and is due as the word before it ends; every other cue belongs
  /// to what it precedes and is due as the next word starts. Where there is no such word the other one
  /// serves. A tool call lasts while the speech waits for it. An emotion lasts until the next one or the
  /// turn's end, which ``emotionEnds(_:)`` adds.
  func cueTimes() -> [CueTime] { reading.cues.map(time(of:)) }

  private func time(of cue: ScriptCue) -> CueTime {
    let before = words.last { $0.anchor < cue.offset }
    let after = words.first { $0.anchor >= cue.offset }
    func known(_ word: Word?) -> MediaTime {
      word.map { chunks[$0.chunk].arrival } ?? max(.zero, start - AgentTiming.headroom)
    }
    switch cue.kind {
    case .tool:
      let from = before?.end ?? max(.zero, (after?.start ?? start) - toolTime)
      return CueTime(start: from, end: after?.start ?? from + toolTime, arrival: known(before ?? after))
    case .emoji:
      let word = before ?? after
      return CueTime(start: before?.end ?? after?.start ?? start, end: nil, arrival: known(word))
    case .emotion, .stage, .gaze:
      let word = after ?? before
      return CueTime(start: after?.start ?? before?.end ?? start, end: nil, arrival: known(word))
    }
  }

  /// Ends of emotions by cue index: each lasts until the next emotion, or the end of the turn.
  func emotionEnds(_ times: [CueTime]) -> [Int: (end: MediaTime, arrival: MediaTime)] {
    var result: [Int: (end: MediaTime, arrival: MediaTime)] = [:]
    var following: (MediaTime, MediaTime) = (end, chunks.last?.arrival ?? start)
    for index in reading.cues.indices.reversed() where reading.cues[index].kind == .emotion {
      result[index] = (max(following.0, times[index].start), following.1)
      following = (times[index].start, times[index].arrival)
    }
    return result
  }
}
