import Conversation
import Motion
import StrategyABI
import StrategyDriver

/// Hands a strategy what becomes known, block by block: records by their due frame, and audio as far as it is
/// known at a block's last frame.
struct TakeFeed {
  private let entries: [RecordEncoding.Entry]
  private var nextEntry = 0
  private var voices: [Voice]

  /// One participant's audio and how much of it is known at each frame.
  private struct Voice {
    let participant: UInt32
    let audio: HeardAudio
    let knownRows: [Int]
    let knownSamples: [Int]
    var fedRows = 0
    var fedSamples = 0
  }

  /// Works out when everything of a scene is due.
  ///
  /// - Parameters:
  ///   - positions: number of each participant, 0 is the performer.
  ///   - start: the first frame that will be asked for.
  ///   - hears: whether the strategy reads the audio of a participant's number.
  init(
    _ scene: TakeRenderer.Scene, positions: [String: UInt32], rate: FrameRate, frames: Int, lookahead: Int,
    resumingAt start: Int = 0, hears: (UInt32) -> Bool
  ) {
    entries = RecordEncoding(participants: positions, rate: rate, lookahead: lookahead)
      .entries(scene.schedule, frames: frames)
    // What was due before has been received by whoever saved the state.
    nextEntry = entries.firstIndex { $0.dueFrame >= start } ?? entries.count
    voices = []
    for (id, position) in positions.sorted(by: { $0.value < $1.value }) where hears(position) {
      guard let audio = scene.audio[id] else { continue }
      let hearing = scene.schedule.hearing[id] ?? .live
      let until = (0..<frames).map { hearing.knownUntil(at: rate.time(ofFrame: $0 + lookahead)).flicks }
      let perRow = MediaTime.flicksPerSecond / Int64(HeardAudio.rowsPerSecond)
      let perSample = MediaTime.flicksPerSecond / Int64(HeardAudio.samplesPerSecond)
      let rowCount = audio.columns.isEmpty ? 0 : audio.rows.count / audio.columns.count
      voices.append(
        Voice(
          participant: position, audio: audio,
          knownRows: Self.rising(until.map { Int($0 / perRow) }, limit: rowCount),
          knownSamples: Self.rising(until.map { Int($0 / perSample) }, limit: audio.samples.count)))
    }
  }

  /// Writes what becomes known up to the last frame of a block.
  mutating func write(first: Int, count: Int, to writer: FeedWriter) throws {
    let end = first + count
    while nextEntry < entries.count, entries[nextEntry].dueFrame < end {
      let entry = entries[nextEntry]
      try writer.record(entry.record, text: entry.text, due: entry.dueFrame)
      nextEntry += 1
    }
    for index in voices.indices {
      let voice = voices[index]
      let rows = voice.knownRows[end - 1]
      let samples = voice.knownSamples[end - 1]
      let columns = voice.audio.columns.count
      try voice.audio.rows.withUnsafeBufferPointer { allRows in
        try voice.audio.samples.withUnsafeBufferPointer { allSamples in
          try writer.audio(
            participant: voice.participant, columns: columns,
            rows: UnsafeBufferPointer(rebasing: allRows[voice.fedRows * columns..<rows * columns]),
            samples: UnsafeBufferPointer(rebasing: allSamples[voice.fedSamples..<samples]))
        }
      }
      voices[index].fedRows = rows
      voices[index].fedSamples = samples
      try writer.known(
        participant: voice.participant, firstFrame: first, rows: voice.knownRows[first..<end],
        samples: voice.knownSamples[first..<end])
    }
  }

  /// Counts that neither fall nor exceed what there is.
  private static func rising(_ counts: [Int], limit: Int) -> [Int] {
    var highest = 0
    return counts.map { count in
      highest = max(highest, min(max(0, count), limit))
      return highest
    }
  }
}
