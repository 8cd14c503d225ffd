public import Conversation
public import Motion

/// Words, phones or cues written under a strip, each where it begins.
public struct SpanLane: Sendable, Equatable {
  /// The line, at most as wide as asked for.
  public let text: String
  /// Spans that found no room.
  public let hidden: Int

  /// Lays spans on one line of `width` columns from `start` to `end`.
  ///
  /// A text is cut where the next span begins, with `…` where there is room for it; a span without room for one column is counted as hidden.
  public init(_ spans: [Happened.Span], from start: MediaTime, to end: MediaTime, width: Int) {
    let width = max(1, width)
    let length = (end - start).seconds
    var starts: [(column: Int, text: String)] = []
    var hidden = 0
    for span in spans.sorted(by: { $0.start < $1.start }) {
      let reaches = span.end > start || (span.start == span.end && span.start >= start)
      guard reaches, span.start < end, length > 0 else { continue }
      let share = max(0, (span.start - start).seconds / length)
      let column = min(width - 1, Int(share * Double(width)))
      if starts.last?.column == column {
        hidden += 1
      } else {
        starts.append((column, SafeText.escaped(span.text)))
      }
    }
    var line = ""
    var used = 0
    for (index, item) in starts.enumerated() {
      let limit = index + 1 < starts.count ? starts[index + 1].column : width
      guard item.column >= used else {
        hidden += 1
        continue
      }
      line += String(repeating: " ", count: item.column - used)
      let room = max(1, limit - item.column - (limit < width ? 1 : 0))
      let text = Self.cut(item.text.isEmpty ? "·" : item.text, to: room)
      line += text
      used = item.column + DisplayWidth.of(text)
    }
    text = line
    self.hidden = hidden
  }

  /// In a narrow place letters say more than an ellipsis.
  private static func cut(_ text: String, to room: Int) -> String {
    guard room < 5 else { return DisplayWidth.shortened(text, to: room) }
    var result = ""
    for character in text {
      guard DisplayWidth.of(result) + DisplayWidth.of(character) <= room else { break }
      result.append(character)
    }
    return result
  }
}
