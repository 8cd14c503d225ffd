public import Foundation
import Motion

/// Segment time marks of the NIST scoring tools: `file channel speaker start end [<label>] text`, one segment
/// a line, seconds; lines that begin with `;;` are comments (sctk, "stm").
///
/// One transcript for each file in order of first appearance; segments are turns. Segments marked
/// `IGNORE_TIME_SEGMENT_IN_SCORING` and segments of the speaker `inter_segment_gap` are not speech that
/// anybody wrote down and are left out. Of alternatives `{ a / b }` the first is taken.
public enum STM {
  /// Reads the segments of all recordings in the file.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line: too few fields, a time that
  ///   is none, a segment that ends before it starts.
  public static func transcripts(_ bytes: Data, file: String) throws(FormatsError) -> [Transcript] {
    var text = try TimingText(bytes, file: file)
    var drafts: [TranscriptDraft] = []
    var notes: [TimingNotes] = []
    var index: [String: Int] = [:]
    while let line = try text.next() {
      guard !line.isBlank, !line.begins(with: ";;") else { continue }
      let place = TimingPlace(file: file, line: line.number)
      let fields = line.fields(6)
      guard fields.count >= 5 else {
        throw place.malformed(
          "it has \(fields.count) fields", cure: "a line is file, channel, speaker, start, end, text")
      }
      let name = String(fields[0])
      let number = index[name] ?? drafts.count
      if number == drafts.count {
        index[name] = number
        drafts.append(TranscriptDraft(id: name))
        notes.append(TimingNotes(file: file))
      }
      let start = try place.time(fields[3], "the start")
      let end = try place.time(fields[4], "the end")
      guard end >= start else {
        throw place.malformed("it ends at \(fields[4]) s, before it starts at \(fields[3]) s")
      }
      let spoken = Self.text(fields.count > 5 ? fields[5] : "", at: place, notes: &notes[number])
      guard !Self.matches(fields[2], "inter_segment_gap"), !spoken.isEmpty else { continue }
      guard !Self.matches(spoken[...], "ignore_time_segment_in_scoring") else {
        notes[number].add(.leftOut, place, "a segment is marked to be ignored and has no text")
        continue
      }
      drafts[number].add(
        Transcript.Turn(
          speaker: String(fields[2]), text: spoken, start: start, end: end, line: line.number))
      drafts[number].hear(String(fields[2]), on: fields[1])
    }
    guard !drafts.isEmpty else {
      throw TimingPlace(file: file, line: 1).malformed(
        "there is no segment", cure: "give an STM with segments")
    }
    var transcripts: [Transcript] = []
    for (number, draft) in drafts.enumerated() { transcripts.append(draft.finished(notes: &notes[number])) }
    return transcripts
  }

  /// Whether a text is a keyword in any case; most are told by their length.
  private static func matches(_ text: Substring, _ keyword: String) -> Bool {
    text.utf8.count == keyword.utf8.count && text.lowercased() == keyword
  }

  /// The text with blanks around braces, and around strokes between them.
  private static func spaced(_ text: Substring) -> Substring {
    var result = ""
    var depth = 0
    for character in text {
      switch character {
      case "{", "}":
        depth = max(0, depth + (character == "{" ? 1 : -1))
        result += " \(character) "
      case "/" where depth > 0: result += " / "
      default: result.append(character)
      }
    }
    return result[...]
  }

  /// The text behind an optional label, with the first of alternatives.
  private static func text(_ field: Substring, at place: TimingPlace, notes: inout TimingNotes) -> String {
    var rest = field
    // A label is a list of categories; a single token in angle brackets may be a word such as <unk>.
    if rest.utf8.first == UInt8(ascii: "<"), let close = rest.utf8.firstIndex(of: UInt8(ascii: ">")) {
      let label = rest[..<close].dropFirst()
      let follows = rest[rest.index(after: close)...]
      let isLabel = label.contains(",") || ["o", "na", ""].contains(label.lowercased())
      if isLabel, !label.contains(where: \.isWhitespace), follows.first.map(\.isWhitespace) ?? true {
        rest = follows.drop(while: \.isWhitespace)
      }
    }
    guard rest.utf8.contains(UInt8(ascii: "{")) else { return String(rest) }
    notes.add(.leftOut, place, "alternatives stand in braces; the first is taken")
    var words: [Substring] = []
    var isSecond: [Bool] = []
    for word in spaced(rest).split(whereSeparator: \.isWhitespace) {
      switch word {
      case "{": isSecond.append(isSecond.last ?? false)
      case "/" where !isSecond.isEmpty: isSecond[isSecond.count - 1] = true
      case "}" where !isSecond.isEmpty: isSecond.removeLast()
      case "@": break
      default: if isSecond.last != true { words.append(word) }
      }
    }
    return words.joined(separator: " ")
  }
}
