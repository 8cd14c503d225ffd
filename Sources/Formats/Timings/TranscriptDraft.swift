import Motion

/// A transcript while it is being read: speakers in order of first appearance, lists by speaker.
struct TranscriptDraft {
  var transcript: Transcript
  private var places: [String: Int] = [:]
  /// Those who were named on more than one channel.
  private var wanderers: Set<Int> = []

  init(id: String) { transcript = Transcript(id: id) }

  /// Name of a file without folder and extension.
  static func stem(_ file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Makes a speaker known.
  mutating func speaker(_ name: String) {
    guard places[name] == nil else { return }
    places[name] = transcript.speakers.count
    transcript.speakers.append(.init(name: name))
  }

  /// Notes the channel on which a speaker is heard, as NIST's files name it: `1` or `A` is the first one. Anything
  /// else, and a speaker on several channels, says nothing.
  mutating func hear(_ name: String, on field: Substring) {
    guard let channel = Self.channel(field) else { return }
    speaker(name)
    guard let place = places[name], !wanderers.contains(place) else { return }
    if let known = transcript.speakers[place].channel, known != channel {
      transcript.speakers[place].channel = nil
      wanderers.insert(place)
    } else {
      transcript.speakers[place].channel = channel
    }
  }

  private static func channel(_ field: Substring) -> Int? {
    guard let first = field.utf8.first else { return nil }
    if field.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      let number = Int(field) ?? .max
      return number > 0 ? number - 1 : nil
    }
    return field.utf8.count == 1 && (0x41...0x5A).contains(first) ? Int(first) - 0x41 : nil
  }

  /// Adds a stretch to one of a speaker's lists.
  mutating func add(
    _ span: Transcript.Span, to list: WritableKeyPath<Transcript.Lane, [Transcript.Span]>, of name: String
  ) {
    speaker(name)
    transcript.lanes[name, default: .init()][keyPath: list].append(span)
  }

  /// Adds a turn.
  mutating func add(_ turn: Transcript.Turn) {
    speaker(turn.speaker)
    transcript.turns.append(turn)
  }

  /// The transcript with lists in order, words in the turns in which they are spoken, and all notes.
  consuming func finished(
    isOrdered: Bool = true, notes: inout TimingNotes
  ) -> Transcript {
    for speaker in transcript.speakers {
      guard var lane = transcript.lanes[speaker.name] else { continue }
      func order(_ list: WritableKeyPath<Transcript.Lane, [Transcript.Span]>, _ what: String) {
        guard !lane[keyPath: list].isEmpty else { return }
        lane[keyPath: list] = TimingSpans.ordered(
          lane[keyPath: list], what, of: speaker.name, isOrdered: isOrdered, notes: &notes)
      }
      order(\.words, "word")
      order(\.phones, "phone")
      order(\.voice, "stretch of voice")
      order(\.shapes, "shape")
      transcript.lanes[speaker.name] = lane
    }
    transcript.seatWords()
    transcript.notes += notes.notes
    return transcript
  }
}
