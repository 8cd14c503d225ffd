public import Foundation
import Motion

/// Time-marked words of the NIST scoring tools: `recording channel start duration word [confidence [type
/// [speaker]]]`, one a line, seconds; lines that begin with `;;` are comments (sctk, "ctm").
///
/// One transcript for each recording, in order of first appearance. A word's speaker is the eighth field
/// where it names one, else the channel where a recording has several, else nobody by name. Channels `1`, `2` …
/// and `A`, `B` … are those of the audio in order. Of alternatives
/// (`<ALT_BEGIN>` … `<ALT>` … `<ALT_END>`) the first is taken. Words of the types `non-lex`, `misc` and
/// `noscore`, and the null word `@`, are left out.
public enum CTM {
  /// What the words of a file are; the format is used for phones too and does not say so.
  public enum Content: Sendable {
    /// Words.
    case words
    /// Phones, as aligners write them.
    case phones
  }

  private struct Entry {
    var recording: Int
    var channel: String
    var speaker: String?
    var span: Transcript.Span
  }

  /// Reads the words of all recordings in the file.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line: too few fields, a time that
  ///   is none, alternatives that do not open or close.
  public static func transcripts(_ bytes: Data, file: String, holding content: Content = .words)
    throws(FormatsError) -> [Transcript]
  {
    var text = try TimingText(bytes, file: file)
    var entries: [Entry] = []
    var order: [String] = []
    var index: [String: Int] = [:]
    var channels: [[String]] = []
    var notes: [TimingNotes] = []
    var alternatives: Int?
    var alternative = 0
    while let line = try text.next() {
      guard !line.isBlank, !line.begins(with: ";;") else { continue }
      let place = TimingPlace(file: file, line: line.number)
      let fields = line.fields()
      guard fields.count >= 5 else {
        throw place.malformed(
          "it has \(fields.count) fields", cure: "a line is recording, channel, start, duration, word")
      }
      switch fields[4].uppercased() {
      case "<ALT_BEGIN>":
        guard alternatives == nil else { throw place.malformed("alternatives stand inside alternatives") }
        (alternatives, alternative) = (line.number, 0)
        continue
      case "<ALT>", "<ALT_END>":
        guard alternatives != nil else { throw place.malformed("'\(fields[4])' stands before <ALT_BEGIN>") }
        alternative += 1
        if fields[4].uppercased() == "<ALT_END>" { alternatives = nil }
        continue
      default: break
      }
      let start = try place.time(fields[2], "the start")
      let length = try place.time(fields[3], "the duration")
      let name = String(fields[0])
      let recording = index[name] ?? order.count
      if recording == order.count {
        index[name] = recording
        order.append(name)
        channels.append([])
        notes.append(TimingNotes(file: file))
      }
      let channel = String(fields[1])
      if !channels[recording].contains(channel) {
        guard channels[recording].count < 64 else {
          throw place.malformed("recording '\(name)' has more than 64 channels")
        }
        channels[recording].append(channel)
      }
      if alternatives != nil, alternative > 0 {
        notes[recording].add(.leftOut, place, "a word of a second alternative")
        continue
      }
      if fields[4] == "@" { continue }
      if fields.count > 6, ["non-lex", "misc", "noscore"].contains(fields[6].lowercased()) {
        notes[recording].add(.leftOut, place, "'\(fields[4])' is no word but of type '\(fields[6])'")
        continue
      }
      let speaker = fields.count > 7 ? Self.name(fields[7]) : nil
      entries.append(
        Entry(
          recording: recording, channel: channel, speaker: speaker,
          span: .init(String(fields[4]), start: start, end: start + length, line: line.number)))
    }
    if let alternatives {
      throw TimingPlace(file: file, line: alternatives).malformed("alternatives are not closed by <ALT_END>")
    }
    guard !order.isEmpty else {
      throw TimingPlace(file: file, line: 1).malformed("there is no word", cure: "give a CTM with words")
    }
    var drafts = order.map(TranscriptDraft.init)
    for entry in entries {
      let channel = channels[entry.recording].count > 1 ? entry.channel : ""
      drafts[entry.recording].add(
        entry.span, to: content == .words ? \.words : \.phones, of: entry.speaker ?? channel)
      drafts[entry.recording].hear(entry.speaker ?? channel, on: entry.channel[...])
    }
    var transcripts: [Transcript] = []
    for (number, draft) in drafts.enumerated() { transcripts.append(draft.finished(notes: &notes[number])) }
    return transcripts
  }

  /// A speaker's name; `nil` for the placeholders of a field without one.
  static func name(_ field: Substring) -> String? {
    ["<na>", "unknown", "null", "-"].contains(field.lowercased()) ? nil : String(field)
  }
}
