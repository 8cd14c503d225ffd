import Foundation
import Motion

/// A participant's words and voice activity as Seamless Interaction has them: rows
/// `{start, end, transcript, words[] {word, start, end, score}}` and rows `{start, end}`, times in seconds,
/// either as lines of files of their own or as lists of one document.
struct SeamlessTranscript {
  /// The two lists.
  enum List: String, Hashable {
    case transcript
    case vad
  }

  private(set) var transcript: Transcript
  /// The lists that were there, be they empty.
  private(set) var found: Set<List> = []
  private let participant: String
  private var untimed = 0
  private var backwards = 0

  init(participant: String, id: String) {
    self.participant = participant
    transcript = Transcript(id: id, speakers: [.init(name: participant)])
  }

  /// Reads `{"id", "metadata:transcript": [...], "metadata:vad": [...]}`.
  mutating func read(document: Data, file: String) throws(FormatsError) {
    let value = try JSONValue(parsing: document, file: file, place: "document")
    guard let members = value.object else {
      throw Self.malformed(file, "document", "it is no object")
    }
    for list in [List.transcript, .vad] {
      guard let member = members["metadata:\(list.rawValue)"], member != .null else { continue }
      guard let rows = member.array else {
        throw Self.malformed(file, "metadata:\(list.rawValue)", "it is no list")
      }
      found.insert(list)
      for (index, row) in rows.enumerated() {
        try add(row, to: list, file: file, place: "metadata:\(list.rawValue)[\(index)]", line: 0)
      }
    }
    let further = members.keys.filter { $0.hasPrefix("annotations:") }.sorted()
    if !further.isEmpty {
      transcript.notes.append(ImportNote(.read, file, "not used: \(further.joined(separator: ", "))"))
    }
    finish(file)
  }

  /// Reads one row a line.
  mutating func read(lines: Data, _ list: List, file: String) throws(FormatsError) {
    found.insert(list)
    var source = JSONLines(lines, file: file)
    while let line = try source.next() {
      try add(line.value(), to: list, file: file, place: "line \(line.number)", line: line.number)
    }
    finish(file)
  }

  private static func malformed(_ file: String, _ place: String, _ reason: String) -> FormatsError {
    .malformed(file: file, place: place, reason: reason, cure: "correct it there or fetch the file again")
  }

  private mutating func add(_ row: JSONValue, to list: List, file: String, place: String, line: Int)
    throws(FormatsError)
  {
    guard row.object != nil else { throw Self.malformed(file, place, "it is no object") }
    guard let span = try Self.span(row, "", file: file, place: place, line: line) else {
      throw Self.malformed(file, place, "start or end is missing")
    }
    guard span.end >= span.start else {
      throw Self.malformed(
        file, place, "it ends at \(span.end.seconds) s, before it starts at \(span.start.seconds) s")
    }
    guard list == .transcript else {
      transcript.lanes[participant, default: .init()].voice.append(span)
      return
    }
    guard let text = row["transcript"]?.string ?? row["text"]?.string else {
      throw Self.malformed(file, place, "transcript is missing")
    }
    var words: [Transcript.Span] = []
    for (index, word) in (row["words"]?.array ?? []).enumerated() {
      let place = "\(place), words[\(index)]"
      guard let label = word["word"]?.string ?? word["text"]?.string else {
        throw Self.malformed(file, place, "word is missing")
      }
      let trimmed = label.trimmingCharacters(in: .whitespacesAndNewlines)
      guard let timed = try Self.span(word, trimmed, file: file, place: place, line: line) else {
        untimed += 1
        continue
      }
      guard timed.end >= timed.start else {
        backwards += 1
        continue
      }
      if !trimmed.isEmpty { words.append(timed) }
    }
    transcript.turns.append(
      Transcript.Turn(
        speaker: participant, text: text.trimmingCharacters(in: .whitespacesAndNewlines), start: span.start,
        end: span.end, words: words, line: line))
  }

  /// The times of a row; `nil` where one of them is absent or null.
  private static func span(_ row: JSONValue, _ text: String, file: String, place: String, line: Int)
    throws(FormatsError) -> Transcript.Span?
  {
    var times: [MediaTime] = []
    for key in ["start", "end"] {
      guard let member = row[key], member != .null else { return nil }
      guard let seconds = member.double, seconds >= 0, let time = MediaTime(seconds: seconds) else {
        throw malformed(file, place, "\(key) is no time from 0 s on")
      }
      times.append(time)
    }
    return Transcript.Span(text, start: times[0], end: times[1], line: line)
  }

  private mutating func finish(_ file: String) {
    if untimed > 0 {
      transcript.notes.append(
        ImportNote(.missing, file, "times of \(untimed) words; the words stay in their turns' text"))
    }
    if backwards > 0 {
      transcript.notes.append(
        ImportNote(
          .leftOut, file, "times of \(backwards) words that end before they start; the words stay in the text"
        ))
    }
    (untimed, backwards) = (0, 0)
  }
}
