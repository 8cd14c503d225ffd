import Conversation
import Motion
import Script

/// A turn of the synthesised party, laid on the session's axis.
struct CharacterTurn {
  struct Word {
    var text: String
    /// Place in the raw text, in UTF-8 bytes.
    var anchor: Int
    var sounds: [(phone: Phone, start: MediaTime, end: MediaTime)]
    var start: MediaTime
    var end: MediaTime
    var chunk = 0
  }

  /// What the synthesiser hands out at once.
  struct Chunk {
    var words: Range<Int>
    var start: MediaTime
    var end: MediaTime
    var arrival: MediaTime
  }

  let id: String
  let participant: String
  let reading: ScriptReading
  var words: [Word] = []
  var chunks: [Chunk] = []
  /// Where each stretch of samples begins in the session.
  var sound: [(first: Int, samples: ArraySlice<Int16>)] = []
  let start: MediaTime
  private(set) var end: MediaTime
  let toolTime: MediaTime
  let timing: AgentTiming
  /// When the party falls silent because it is talked over.
  var silence: MediaTime?

  /// Texts between tool calls, each with its place in the spoken text: calls interrupt speech.
  static func stretches(of reading: ScriptReading) -> [(text: String, offset: Int)] {
    let bytes = Array(reading.spoken.utf8)
    var cuts = reading.cues.filter { $0.kind == .tool }.map { reading.spokenOffset(ofRaw: $0.offset) }
    cuts.append(bytes.count)
    var result: [(text: String, offset: Int)] = []
    var first = 0
    for cut in cuts where cut > first {
      let text = String(decoding: bytes[first..<cut], as: UTF8.self)
      if text.contains(where: { $0.isLetter || $0.isNumber }) { result.append((text, first)) }
      first = cut
    }
    return result
  }

  /// Lays the stretches one behind the other from a sample on, a tool's time between them.
  init(
    id: String, participant: String, reading: ScriptReading, spoken: [SpokenStretch], from first: Int,
    clock: SampleClock, toolTime: Double, timing: AgentTiming
  ) {
    self.id = id
    self.participant = participant
    self.reading = reading
    self.timing = timing
    self.toolTime = clock.time(clock.samples(toolTime))
    var place = first
    for (stretch, piece) in zip(spoken, Self.stretches(of: reading)) {
      let bytes = Array(piece.text.utf8)
      for word in stretch.words {
        let text = String(
          decoding: bytes[word.offset..<min(bytes.count, word.offset + word.length)], as: UTF8.self)
        words.append(
          Word(
            text: text, anchor: reading.rawOffset(ofSpoken: piece.offset + word.offset),
            sounds: word.sounds.map {
              ($0.phone, clock.time(place + $0.span.lowerBound), clock.time(place + $0.span.upperBound))
            },
            start: clock.time(place + word.start), end: clock.time(place + word.end)))
      }
      let last = stretch.words.last?.end ?? 0
      // What follows the last phone is its decay, then a pause of the synthesiser's own.
      let kept = min(stretch.samples.count, last + clock.samples(0.05))
      sound.append((place, stretch.samples[0..<kept]))
      place += last + clock.samples(toolTime)
    }
    start = words.first?.start ?? clock.time(first)
    end = words.last?.end ?? start + .milliseconds(600)
    chop()
  }

  /// When the character is heard last.
  var heardUntil: MediaTime { min(end, silence ?? end) }

  /// Cuts the turn into chunks as `agent/1` does, which also says when each arrives, and at the words that fill
  /// one where chunks have a length.
  private mutating func chop() {
    var first = 0
    let longest = timing.ttsChunk.map(AgentTiming.time)
    for index in words.indices {
      let isLast = index + 1 == words.count
      let closes = words[index].text.last.map { ".!?…".contains($0) } ?? false
      let isFull = longest.map { words[index].end - words[first].start >= $0 } ?? false
      guard
        isLast || closes || isFull || words[index + 1].start - words[index].end >= .milliseconds(250)
      else { continue }
      let start = words[first].start
      var arrival = start - AgentTiming.headroom
      if let before = chunks.last {
        let made = MediaTime(flicks: (before.end - before.start).flicks * 3 / 10)
        arrival = min(arrival, before.arrival + made + .milliseconds(150))
      }
      chunks.append(
        Chunk(words: first..<(index + 1), start: start, end: words[index].end, arrival: max(.zero, arrival)))
      for member in first...index { words[member].chunk = chunks.count - 1 }
      first = index + 1
    }
  }

  /// When the text at an offset has streamed in, and never later than the speech made of it.
  func written(_ offset: Int) -> MediaTime {
    let time = max(.zero, start - timing.lead) + timing.streamed(offset)
    let chunk = chunks.first { chunk in
      chunk.words.last.map { words[$0].anchor + words[$0].text.utf8.count > offset } ?? false
    }
    return min(time, chunk?.arrival ?? time)
  }
}
