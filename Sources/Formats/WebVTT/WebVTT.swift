public import Foundation
import Motion

/// Captions of the web (W3C, "WebVTT: The Web Video Text Tracks Format").
///
/// Each voice of a cue is a turn over the cue's time; `<v NAME>` names the speaker and nothing else does.
/// Time tags time the words behind them up to the next time. Comments, styles, regions, settings and the
/// other tags are taken out. In files with time tags a line that stays on screen from the cue before is taken
/// once.
public enum WebVTT {
  private struct Cue {
    var line: Int
    var start: MediaTime
    var end: MediaTime?
    var lines: [String] = []
  }

  private enum Block {
    /// Before or between blocks.
    case none
    /// In a comment, style or region, or in the file's head.
    case skipped
    /// Behind a line that may be a cue's name.
    case named
    case cue
  }

  /// Reads the cues of a file.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line: no `WEBVTT` at its head, a
  ///   line with an arrow that is not a pair of times.
  public static func transcript(_ bytes: Data, file: String) throws(FormatsError) -> Transcript {
    var text = try TimingText(bytes, file: file)
    var notes = TimingNotes(file: file)
    guard let head = try text.next(), head.begins(with: "WEBVTT"),
      head.bytes.count == 6 || head.bytes.dropFirst(6).first == 0x20 || head.bytes.dropFirst(6).first == 0x09
    else {
      throw TimingPlace(file: file, line: 1).malformed(
        "it does not begin with WEBVTT", cure: "write WEBVTT on the first line")
    }
    var cues: [Cue] = []
    var block = Block.skipped
    while let line = try text.next() {
      let place = TimingPlace(file: file, line: line.number)
      if line.bytes.isEmpty {
        if block == .named { notes.add(.leftOut, place, "a block without times") }
        block = .none
      } else if block != .skipped || cues.isEmpty, CaptionClock.hasArrow(line), !line.begins(with: "NOTE") {
        let (start, end, hasComma) = try CaptionClock.span(line, file: file)
        if hasComma { notes.add(.repaired, place, "a time has a comma where WebVTT has a point") }
        if end < start {
          notes.add(
            .repaired, place, "a cue ends before it starts; it keeps its start and its end is left open")
        }
        cues.append(Cue(line: line.number, start: start, end: end < start ? nil : end))
        block = .cue
      } else if block == .cue {
        cues[cues.count - 1].lines.append(line.text)
      } else if block == .skipped, cues.isEmpty, line.begins(with: "X-TIMESTAMP-MAP") {
        notes.add(.leftOut, place, "X-TIMESTAMP-MAP, which moves all times, is not applied")
      } else if block == .none {
        let first = line.fields(2).first ?? ""
        block = ["NOTE", "STYLE", "REGION"].contains(first) ? .skipped : .named
      }
    }
    return self.transcript(cues, file: file, notes: &notes)
  }

  private static func transcript(_ cues: [Cue], file: String, notes: inout TimingNotes) -> Transcript {
    var draft = TranscriptDraft(id: TranscriptDraft.stem(file))
    let isTimed = cues.contains { $0.lines.contains { Self.hasTime($0) } }
    var shown: Set<String> = []
    var reached = MediaTime.zero
    for cue in cues {
      let place = TimingPlace(file: file, line: cue.line)
      var lines = cue.lines
      if isTimed {
        let plain = lines.map { CaptionText($0, as: .webVTT).plain.withoutOuterBlanks }
        if cue.start <= reached + .milliseconds(20) {
          lines = zip(lines, plain).filter { Self.hasTime($0) || $1.isEmpty || !shown.contains($1) }.map(\.0)
          if lines.count < plain.count {
            notes.add(.read, place, "a line that stays on screen from the cue before is taken once")
          }
        }
        shown = Set(plain)
        reached = cue.end ?? cue.start
      }
      let text = CaptionText(lines.joined(separator: "\n"), as: .webVTT)
      if let time = text.badTime { notes.add(.leftOut, place, "'<\(time)>' is not a time") }
      if text.hasMarkup { notes.add(.read, place, "tags of style are taken out") }
      for turn in turns(text.pieces, of: cue, at: place, notes: &notes) { draft.add(turn) }
    }
    return draft.finished(notes: &notes)
  }

  /// A turn for each voice.
  private static func turns(
    _ pieces: [CaptionText.Piece], of cue: Cue, at place: TimingPlace, notes: inout TimingNotes
  ) -> [Transcript.Turn] {
    var turns: [Transcript.Turn] = []
    var at = 0
    while at < pieces.count {
      var end = at + 1
      while end < pieces.count, pieces[end].speaker == pieces[at].speaker { end += 1 }
      let own = pieces[at..<end]
      let text = own.map(\.text).joined().withoutOuterBlanks
      defer { at = end }
      guard !text.isEmpty else { continue }
      turns.append(
        Transcript.Turn(
          speaker: own[at].speaker, text: text, start: cue.start, end: cue.end,
          words: words(own, of: cue, at: place, notes: &notes), line: cue.line))
    }
    return turns
  }

  /// The words of pieces with time tags; none where no tag times them.
  private static func words(
    _ pieces: ArraySlice<CaptionText.Piece>, of cue: Cue, at place: TimingPlace, notes: inout TimingNotes
  ) -> [Transcript.Span] {
    guard pieces.contains(where: { $0.time != nil }) else { return [] }
    var drafts: [TimingSpans.Draft] = []
    var reached = cue.start
    var isInside = false
    for piece in pieces {
      // Words of the first piece begin with the cue; the last word before a tag ends there.
      var start: MediaTime? = drafts.isEmpty ? reached : nil
      if let time = piece.time {
        if time >= reached, time <= cue.end ?? time {
          (start, reached) = (time, time)
          let isContinued = isInside && piece.text.first?.isWhitespace == false
          if !drafts.isEmpty, !isContinued { drafts[drafts.count - 1].end = time }
        } else {
          notes.add(.repaired, place, "a time tag runs backwards or out of its cue; not used")
        }
      }
      if piece.text.first?.isWhitespace == true { isInside = false }
      for word in piece.text.split(whereSeparator: \.isWhitespace) {
        if isInside, !drafts.isEmpty {
          drafts[drafts.count - 1].text += word
        } else {
          drafts.append(.init(text: String(word), start: start, end: nil, line: cue.line))
        }
        (isInside, start) = (false, nil)
      }
      if let last = piece.text.last { isInside = !last.isWhitespace }
    }
    if !drafts.isEmpty { drafts[drafts.count - 1].end = cue.end }
    return TimingSpans.filled(drafts, from: cue.start, to: cue.end, at: place, notes: &notes)
  }

  private static func hasTime(_ line: String) -> Bool {
    var isOpen = false
    for byte in line.utf8 {
      if isOpen, (0x30...0x39).contains(byte) { return true }
      isOpen = byte == UInt8(ascii: "<")
    }
    return false
  }
}
