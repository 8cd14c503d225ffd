import Formats

/// Texts without characters that are no text: control characters become a space, but for line breaks and tabs.
struct PlainText {
  /// How many texts were changed.
  private(set) var count = 0

  /// The text as it may be written.
  mutating func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return text }
    guard text.unicodeScalars.contains(where: Self.isControl) else { return text }
    count += 1
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(Self.isControl(scalar) ? " " : scalar) }
    return String(scalars)
  }

  /// The transcript with all texts of turns and words as they may be written.
  mutating func plain(_ transcript: Transcript) -> Transcript {
    var result = transcript
    for index in transcript.turns.indices {
      result.turns[index].text = plain(transcript.turns[index].text)
      plain(&result.turns[index].words)
    }
    for (name, lane) in transcript.lanes {
      var lane = lane
      plain(&lane.words)
      result.lanes[name] = lane
    }
    return result
  }

  /// The session with all texts as they may be written.
  mutating func plain(_ session: AgentSession) -> AgentSession {
    var result = session
    for item in session.items.indices {
      for piece in session.items[item].text.indices {
        result.items[item].text[piece].text = plain(session.items[item].text[piece].text)
      }
    }
    return result
  }

  private mutating func plain(_ spans: inout [Transcript.Span]) {
    for index in spans.indices { spans[index].text = plain(spans[index].text) }
  }

  /// What there is to say of it.
  func tally(_ place: String) -> ImportReport.Tally {
    .init(
      .repaired, place, count, one: "text holds control characters, which became spaces",
      many: "texts hold control characters, which became spaces")
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && !["\n", "\r", "\t"].contains(scalar)
  }

  /// A text without the mark of byte order with which some editors begin a file.
  static func unmarked(_ text: String) -> String {
    text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }
}
