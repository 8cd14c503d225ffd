import Foundation

/// Words, cues and gestures in files of their own.
enum MarkerFiles {
  /// The shortest that a caption is shown, in seconds; points on the time axis have no length.
  private static let shortest = 0.2

  /// WebVTT (W3C): a caption per marker with the performer as its voice; the kind is the caption's name.
  static func captions(_ markers: [(participant: String, marker: TakeMarker)]) -> [UInt8] {
    var text = TextBuilder()
    text.add("WEBVTT\n")
    let sorted = markers.enumerated().sorted {
      ($0.element.marker.time, $0.offset) < ($1.element.marker.time, $1.offset)
    }
    for (_, (participant, marker)) in sorted {
      let end = max(marker.end ?? 0, marker.time + (marker.end == nil ? shortest : 0.001))
      let kind = marker.kind.replacingOccurrences(of: "-->", with: "→")
      text.add("\n\(oneLine(kind))\n\(clock(marker.time)) --> \(clock(end))\n")
      text.add("<v \(escaped(participant))>\(escaped(marker.text.isEmpty ? marker.kind : marker.text))\n")
    }
    return text.bytes
  }

  /// A table of time, end, kind, participant and text.
  static func table(_ markers: [(participant: String, marker: TakeMarker)]) -> [UInt8] {
    var text = TextBuilder()
    text.add("time,end,kind,participant,text\n")
    for (participant, marker) in markers {
      text.add(marker.time)
      text.add(",")
      if let end = marker.end { text.add(end) }
      for field in [marker.kind, participant, marker.text] {
        text.add(",")
        text.add(field: field)
      }
      text.add("\n")
    }
    return text.bytes
  }

  private static func clock(_ seconds: Double) -> String {
    let milliseconds = Int((max(0, min(seconds, 359_999)) * 1000).rounded())
    func digits(_ value: Int, _ count: Int) -> String {
      String(repeating: "0", count: max(0, count - String(value).count)) + String(value)
    }
    return digits(milliseconds / 3_600_000, 2) + ":" + digits(milliseconds / 60_000 % 60, 2) + ":"
      + digits(milliseconds / 1000 % 60, 2) + "." + digits(milliseconds % 1000, 3)
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func escaped(_ text: String) -> String {
    oneLine(text).replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }
}
