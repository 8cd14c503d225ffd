public import Foundation
import Motion

/// Rich transcription time marks of NIST: `type file channel start duration text subtype speaker confidence
/// [lookahead]`, one object a line, seconds, `<NA>` for what is not there (RT-09 evaluation plan, appendix
/// A).
///
/// `SPEAKER` lines are voice activity, `LEXEME` lines words; other types are counted in a note. One
/// transcript for each file in order of first appearance.
public enum RTTM {
  /// Reads who speaks when in all recordings of the file.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line: too few fields, a type that
  ///   is none of the format's, a time that is none.
  public static func transcripts(_ bytes: Data, file: String) throws(FormatsError) -> [Transcript] {
    var text = try TimingText(bytes, file: file)
    var drafts: [TranscriptDraft] = []
    var notes: [TimingNotes] = []
    var index: [String: Int] = [:]
    while let line = try text.next() {
      guard !line.isBlank, !line.begins(with: ";;") else { continue }
      let place = TimingPlace(file: file, line: line.number)
      let fields = line.fields()
      guard let type = fields.first?.uppercased(), types.contains(type) else {
        throw place.malformed(
          "'\(fields.first?.prefix(40) ?? "")' is no type of an RTTM object",
          cure: "begin the line with SPEAKER or another type")
      }
      guard fields.count >= 8 else {
        throw place.malformed(
          "it has \(fields.count) fields",
          cure: "a line is type, file, channel, start, duration, text, subtype, speaker, confidence")
      }
      let name = String(fields[1])
      let number = index[name] ?? drafts.count
      if number == drafts.count {
        index[name] = number
        drafts.append(TranscriptDraft(id: name))
        notes.append(TimingNotes(file: file))
      }
      let speaker = CTM.name(fields[7]) ?? ""
      guard type == "SPEAKER" || type == "LEXEME" else {
        if type != "SPKR-INFO" { notes[number].add(.leftOut, place, "objects of type \(type) are not used") }
        continue
      }
      let start = try place.time(fields[3], "the start")
      let length = try place.time(fields[4], "the duration")
      let isWord = type == "LEXEME" && fields[5] != "<NA>"
      drafts[number].add(
        .init(isWord ? String(fields[5]) : "", start: start, end: start + length, line: line.number),
        to: isWord ? \.words : \.voice, of: speaker)
      drafts[number].hear(speaker, on: fields[2])
    }
    guard !drafts.isEmpty else {
      throw TimingPlace(file: file, line: 1).malformed(
        "there is no object", cure: "give an RTTM with objects")
    }
    var transcripts: [Transcript] = []
    for (number, draft) in drafts.enumerated() {
      transcripts.append(draft.finished(isOrdered: false, notes: &notes[number]))
    }
    return transcripts
  }

  private static let types: Set<String> = [
    "SPEAKER", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER", "EDIT", "IP", "SU", "CB", "A/P", "SEGMENT",
    "NOSCORE", "NO_RT_METADATA", "SPKR-INFO",
  ]
}
