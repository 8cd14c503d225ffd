public import Foundation
import Motion

/// Word timings of the GENEA challenges: `start<TAB>end<TAB>word`, one a line, seconds, no header. Files of
/// the main agent and of the interlocutor are alike; who speaks is in the name of the file only.
public enum GENEA {
  /// Reads one speaker's words; the speaker has no name.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line: not three fields, a time
  ///   that is none.
  public static func transcript(_ bytes: Data, file: String) throws(FormatsError) -> Transcript {
    var text = try TimingText(bytes, file: file)
    var draft = TranscriptDraft(id: TranscriptDraft.stem(file))
    var notes = TimingNotes(file: file)
    draft.speaker("")
    while let line = try text.next() {
      guard !line.isBlank else { continue }
      let place = TimingPlace(file: file, line: line.number)
      let content = line.text
      let fields = content.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else {
        throw place.malformed(
          "it has \(fields.count) fields divided by tabs", cure: "a line is start, end, word")
      }
      let start = try place.time(Self.trimmed(fields[0]), "the start")
      let end = try place.time(Self.trimmed(fields[1]), "the end")
      let word = Self.trimmed(fields[2])
      guard !word.isEmpty else {
        notes.add(.leftOut, place, "a line has times and no word")
        continue
      }
      draft.add(
        TimingSpans.span(String(word), start, end, at: place, "word", notes: &notes), to: \.words, of: "")
    }
    return draft.finished(notes: &notes)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var units = text.utf8
    while let first = units.first, first == 0x20 || first == 0x09 { units.removeFirst() }
    while let last = units.last, last == 0x20 || last == 0x09 { units.removeLast() }
    return Substring(units)
  }
}
