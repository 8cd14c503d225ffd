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

  /// Reads bytes; those that are no UTF-8 are U+FFFD in ``raw`` (``UTF8Stream``).
  public init(bytes: some Sequence<UInt8>) {
    var stream = UTF8Stream()
    self.init(stream.decode(bytes) + stream.finish())
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
        if !sawCue, segments.last?.isContinued(by: segment) ?? false {
          segments[segments.count - 1].join(segment)
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
    let isBehind = inside >= segment.text.utf8.count
    if isBehind, low < segments.count { return segments[low].offset }
    if !segment.isVerbatim { return isBehind ? segment.offset + segment.length : segment.offset }
    return segment.offset + min(inside, segment.length)
  }
}

extension ScriptReading {
  /// The first byte of ``spoken`` that stands at or behind a byte of ``raw``; its length when none does.
  /// Words that stand for other words are one piece.
  public func spokenOffset(ofRaw offset: Int) -> Int {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].offset + segments[middle].length <= offset {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < segments.count else { return spoken.utf8.count }
    let segment = segments[low]
    if segment.offset >= offset { return starts[low] }
    let end = low + 1 < starts.count ? starts[low + 1] : spoken.utf8.count
    if !segment.isVerbatim { return min(starts[low] + segment.text.utf8.count, end) }
    return min(starts[low] + offset - segment.offset, end)
  }
}
