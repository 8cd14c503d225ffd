public import Foundation
import Motion

/// Mouth cues of Rhubarb Lip Sync: shapes `A` … `H` and `X` over a recording (its manual, "Output formats").
///
/// JSON holds `metadata.soundFile`, `metadata.duration` and `mouthCues[]` of `start`, `end`, `value`; the
/// text form holds `seconds<TAB>shape` a line, where a shape lasts up to the next line and the last line
/// marks the end.
public enum Rhubarb {
  private static let shapes: Set<String> = ["A", "B", "C", "D", "E", "F", "G", "H", "X"]

  /// Reads either form; JSON begins with a brace.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the cue or line: a shape that is
  ///   none, a time that is none.
  public static func transcript(_ bytes: Data, file: String) throws(FormatsError) -> Transcript {
    let text = try TimingText(bytes, file: file)
    let first = text.bytes.first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    return first == UInt8(ascii: "{") ? try json(text) : try lines(text)
  }

  private static func json(_ text: TimingText) throws(FormatsError) -> Transcript {
    let file = text.file
    let root = try JSONValue(parsing: text.bytes, file: file, place: "the document")
    guard let cues = root["mouthCues"]?.array else {
      throw TimingPlace(file: file).malformed(
        "there is no list 'mouthCues'", cure: "export it from Rhubarb as JSON")
    }
    var draft = TranscriptDraft(id: TranscriptDraft.stem(file))
    var notes = TimingNotes(file: file)
    draft.speaker("")
    draft.transcript.audio = root["metadata"]?["soundFile"]?.string.flatMap(Self.name)
    if let length = root["metadata"]?["duration"]?.double {
      draft.transcript.duration = try TimingPlace(file: file, list: "metadata").time(length, "the duration")
    }
    for (number, cue) in cues.enumerated() {
      let place = TimingPlace(file: file, list: "mouthCues", item: number)
      guard let start = cue["start"]?.double, let end = cue["end"]?.double, let value = cue["value"]?.string
      else { throw place.malformed("a cue has 'start', 'end' and 'value'") }
      let (from, to) = (try place.time(start, "the start"), try place.time(end, "the end"))
      draft.add(
        TimingSpans.span(try shape(value, at: place), from, to, at: place, "shape", notes: &notes),
        to: \.shapes, of: "")
    }
    return draft.finished(notes: &notes)
  }

  private static func lines(_ source: TimingText) throws(FormatsError) -> Transcript {
    var text = source
    let file = text.file
    var draft = TranscriptDraft(id: TranscriptDraft.stem(file))
    var notes = TimingNotes(file: file)
    draft.speaker("")
    var open: (shape: String, start: MediaTime, line: Int)?
    while let line = try text.next() {
      guard !line.isBlank else { continue }
      let place = TimingPlace(file: file, line: line.number)
      let fields = line.fields()
      guard fields.count == 2 else {
        throw place.malformed("it has \(fields.count) fields", cure: "a line is seconds and shape")
      }
      let time = try place.time(fields[0], "the time")
      let shape = try shape(String(fields[1]), at: place)
      if let open {
        draft.add(
          TimingSpans.span(
            open.shape, open.start, time, at: TimingPlace(file: file, line: open.line), "shape", notes: &notes
          ),
          to: \.shapes, of: "")
      }
      open = (shape, time, line.number)
    }
    guard let last = open else {
      throw TimingPlace(file: file, line: 1).malformed(
        "there is no cue", cure: "export it from Rhubarb again")
    }
    if last.shape != "X" {
      notes.add(
        .missing, TimingPlace(file: file, line: last.line),
        "the last line marks the end and has the shape \(last.shape), whose length nothing tells; not used")
    }
    draft.transcript.duration = last.start
    return draft.finished(notes: &notes)
  }

  private static func shape(_ text: String, at place: TimingPlace) throws(FormatsError) -> String {
    guard shapes.contains(text) else {
      throw place.malformed("'\(text.prefix(40))' is no mouth shape", cure: "shapes are A to H and X")
    }
    return text
  }

  /// The last part of a path of either system.
  private static func name(_ path: String) -> String? {
    path.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
  }
}
