/// A whole turn's text, read: what is said, what is asked for, and where each byte of it came from.
///
///     let reading = ScriptReading("[happy] Hi *waves* there 🙂")
///     reading.spoken        // " Hi  there "
///     reading.cues.count    // 3
public struct ScriptReading: Hashable, Sendable {
  /// The raw text.
  public let raw: String
  /// Spoken stretches in order; neighbours of one kind are joined.
  public let segments: [SpokenSegment]
  /// Cues in order of offset.
  public let cues: [ScriptCue]
  /// Spoken stretches in one string, kept apart by a blank where a cue stood between two words,
  /// and without one where a cue stood before a closing mark.
  public let spoken: String
  /// Where each segment begins in ``spoken``, in UTF-8 bytes.
  let starts: [Int]

  /// Reads a text. What was given in pieces reads the same as what was given whole.
  public init(_ raw: String) {
    var reader = ScriptReader()
    self.init(raw: raw, pieces: reader.feed(raw) + reader.finish())
  }

  /// Joins up the answers of a ``ScriptReader``.
  public init(raw: String, pieces: [ScriptPiece]) {
    self.raw = raw
    var segments: [SpokenSegment] = []
    var cues: [ScriptCue] = []
    var isCueBetween: [Bool] = []
    var sawCue = false
    for piece in pieces {
      switch piece {
      case .cue(let cue):
        cues.append(cue)
        sawCue = true
      case .spoken(let segment):
        if let last = segments.last, last.isEmphasized == segment.isEmphasized, !sawCue,
          last.offset + last.text.utf8.count == segment.offset
        {
          segments[segments.count - 1].text += segment.text
        } else {
          segments.append(segment)
          isCueBetween.append(sawCue)
        }
        sawCue = false
      }
    }
    var spoken = ""
    var starts: [Int] = []
    for (segment, isApart) in zip(segments, isCueBetween) {
      if isApart, let last = spoken.last, let next = segment.text.first {
        if !last.isWhitespace, next.isWordlike { spoken += " " }
        // "up 🙂." is spoken "up."
        if ".,;:!?…".contains(next), let floor = starts.last {
          while spoken.utf8.count > floor, spoken.last?.isWhitespace ?? false { spoken.removeLast() }
        }
      }
      starts.append(spoken.utf8.count)
      spoken += segment.text
    }
    self.segments = segments
    self.cues = cues
    self.spoken = spoken
    self.starts = starts
  }

  /// Where a byte of ``spoken`` stands in ``raw``; a blank put in maps to the segment behind it.
  public func rawOffset(ofSpoken offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return segments.first?.offset ?? 0 }
    let segment = segments[low - 1]
    let inside = offset - starts[low - 1]
    if inside >= segment.text.utf8.count, low < segments.count { return segments[low].offset }
    return segment.offset + min(inside, segment.text.utf8.count)
  }
}

extension ScriptReading {
  /// The first byte of ``spoken`` that stands at or behind a byte of ``raw``; its length when none does.
  public func spokenOffset(ofRaw offset: Int) -> Int {
    for (index, segment) in segments.enumerated() {
      if segment.offset >= offset { return starts[index] }
      let inside = offset - segment.offset
      let end = index + 1 < starts.count ? starts[index + 1] : spoken.utf8.count
      if inside < segment.text.utf8.count { return min(starts[index] + inside, end) }
    }
    return spoken.utf8.count
  }
}
