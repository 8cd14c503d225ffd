import Formats
import Foundation
import Motion

/// A transcript in a few lines of text, for tests that say what a file means.
struct TranscriptSketch {
  let lines: [String]

  init(_ transcript: Transcript) {
    var lines = [
      "\(transcript.id): " + transcript.speakers.map { "'\($0.name)'" }.joined(separator: " ")
        + (transcript.duration.map { " lasts \(Self.time($0))" } ?? "")
        + (transcript.audio.map { " of \($0)" } ?? "")
    ]
    for turn in transcript.turns {
      let text = turn.text.replacingOccurrences(of: "\n", with: "|")
      var line =
        "turn '\(turn.speaker)' \(turn.start.map(Self.time) ?? "?")-\(turn.end.map(Self.time) ?? "?") \(text)"
      if !turn.words.isEmpty { line += " = " + Self.list(turn.words) }
      lines.append(line)
    }
    for speaker in transcript.speakers {
      guard let lane = transcript.lanes[speaker.name] else { continue }
      for (name, list) in [
        ("words", lane.words), ("phones", lane.phones), ("voice", lane.voice), ("shapes", lane.shapes),
      ] where !list.isEmpty {
        lines.append("\(name) '\(speaker.name)' \(Self.list(list))")
      }
    }
    lines += transcript.notes.map { $0.description }
    self.lines = lines
  }

  static func of(_ transcripts: [Transcript]) -> [String] {
    transcripts.flatMap { TranscriptSketch($0).lines }
  }

  private static func list(_ spans: [Transcript.Span]) -> String {
    spans.map { "\($0.text)@\(time($0.start))-\(time($0.end))" }.joined(separator: ", ")
  }

  private static func time(_ time: MediaTime) -> String {
    let value = (time.seconds * 1000).rounded() / 1000
    return value == value.rounded() ? String(Int(value)) : String(value)
  }
}
