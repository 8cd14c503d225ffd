public import Foundation
import Motion

/// SubRip subtitles (`.srt`): a number, a line `HH:MM:SS,mmm --> HH:MM:SS,mmm`, text up to a blank line.
///
/// Each cue is a turn; a point stands for the comma too and hours may be absent. Speakers come from `<v
/// NAME>` only: `NAME:` before a line stays text, for nothing tells it from other colons. Tags of style and
/// `{\…}` are taken out with a note. Blank lines inside a cue stay, the next number and times end it.
public enum SubRip {
  /// Reads the cues of a file.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line: text before the first
  ///   times, a line with an arrow that is not a pair of times.
  public static func transcript(_ bytes: Data, file: String) throws(FormatsError) -> Transcript {
    var text = try TimingText(bytes, file: file)
    var draft = TranscriptDraft(id: TranscriptDraft.stem(file))
    var notes = TimingNotes(file: file)
    var open: (line: Int, start: MediaTime, end: MediaTime?)?
    var lines: [TimingText.Line] = []
    func close() {
      defer { lines.removeAll(keepingCapacity: true) }
      guard let cue = open else { return }
      let place = TimingPlace(file: file, line: cue.line)
      let content = CaptionText(lines.map(\.text).joined(separator: "\n"), as: .subRip)
      if content.hasMarkup { notes.add(.read, place, "tags of style are taken out") }
      for piece in content.pieces {
        let text = piece.text.withoutOuterBlanks
        guard !text.isEmpty else { continue }
        draft.add(
          Transcript.Turn(speaker: piece.speaker, text: text, start: cue.start, end: cue.end, line: cue.line))
      }
    }
    while let line = try text.next() {
      let place = TimingPlace(file: file, line: line.number)
      guard CaptionClock.hasArrow(line) else {
        lines.append(line)
        continue
      }
      let (start, end, _) = try CaptionClock.span(line, file: file)
      if let last = lines.last, Self.isNumber(last) { lines.removeLast() }
      if open == nil, let stray = lines.first(where: { !$0.isBlank }) {
        throw TimingPlace(file: file, line: stray.number).malformed(
          "text stands before the first times", cure: "begin with a number and a line of times")
      }
      close()
      if end < start {
        notes.add(
          .repaired, place, "a cue ends before it starts; it keeps its start and its end is left open")
      }
      open = (line.number, start, end < start ? nil : end)
    }
    guard open != nil else {
      guard let stray = lines.first(where: { !$0.isBlank }) else { return draft.finished(notes: &notes) }
      throw TimingPlace(file: file, line: stray.number).malformed(
        "there is no line of times", cure: "write it as 00:00:01,000 --> 00:00:02,000")
    }
    close()
    return draft.finished(notes: &notes)
  }

  private static func isNumber(_ line: TimingText.Line) -> Bool {
    let fields = line.fields(2)
    return fields.count == 1 && fields[0].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
