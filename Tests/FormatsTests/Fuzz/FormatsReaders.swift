import Conversation
import Foundation
import Motion
import Rigging

@testable import Formats

/// All readers of this room; a new one is added here.
extension ReaderUnderTest {
  static let all: [ReaderUnderTest] =
    transcripts + columnMaps + texts + arrays + layouts + takes + packets + sounds + models
    + motions

  private static func timings(
    _ name: String, _ read: @escaping @Sendable (Data, String) throws -> [Transcript]
  ) -> ReaderUnderTest {
    ReaderUnderTest(name, [name, "\(name)/readable"]) { try use(read($0, $1)) }
  }

  /// Conversations with times.
  private static let transcripts: [ReaderUnderTest] = [
    timings("CTM") { try CTM.transcripts($0, file: $1) },
    ReaderUnderTest("CTM-phones", ["CTM", "CTM/readable"]) {
      try use(CTM.transcripts($0, file: $1, holding: .phones))
    },
    timings("STM") { try STM.transcripts($0, file: $1) },
    timings("RTTM") { try RTTM.transcripts($0, file: $1) },
    timings("EAF") { [try EAF.transcript($0, file: $1)] },
    timings("WebVTT") { [try WebVTT.transcript($0, file: $1)] },
    timings("SubRip") { [try SubRip.transcript($0, file: $1)] },
    timings("WordJSON") { [try WordJSON.transcript($0, file: $1)] },
    timings("Rhubarb") { [try Rhubarb.transcript($0, file: $1)] },
    timings("GENEA") { [try GENEA.transcript($0, file: $1)] },
    timings("TextGrid") { [try Transcript.textGrid($0, file: $1)] },
    ReaderUnderTest("TextGrid-tiers", ["TextGrid", "TextGrid/readable"]) { bytes, file in
      let grid = try TextGrid(bytes, file: file)
      for interval in grid.tiers.flatMap(\.intervals) where !(interval.start <= interval.end) {
        throw Broken(description: "line \(interval.line) lasts from \(interval.start) to \(interval.end)")
      }
    },
    ReaderUnderTest("MELD", ["MELD", "MELD/mended"]) { bytes, file in
      try use(MELDTable(bytes, file: file).transcripts())
    },
    ReaderUnderTest("Chat", ["Chat"]) { try use(ChatReader.read($0, file: $1)) },
    ReaderUnderTest("Seamless", ["MotionJSON", "MotionJSON/readable"]) { bytes, file in
      // One file is of one of these sorts, and the others refuse it.
      var words = SeamlessTranscript(participant: "P1", id: "a")
      var chunks = Transcript(id: "a", speakers: [.init(name: "user")])
      let attempts: [() throws -> Void] = [
        { try words.read(document: bytes, file: file) },
        { try words.read(lines: bytes, .transcript, file: file) },
        { try words.read(lines: bytes, .vad, file: file) },
        { try DuplexTake.addChunks(bytes, to: &chunks, file: file) },
        { try DuplexTake.addInterruptions(bytes, to: &chunks, file: file) },
        { _ = try BlendShapeFrames(bytes, file: file).resampled(TrackTiming()) },
      ]
      var refusals: [any Error] = []
      for attempt in attempts { do { try attempt() } catch { refusals.append(error) } }
      try use([words.transcript, chunks])
      if refusals.count == attempts.count { throw refusals[0] }
    },
    ReaderUnderTest("AgentLog", ["agentlog"]) { bytes, file in
      let log = try AgentLog(bytes, file: file)
      _ = log.notes.map(\.description)
      for session in try AgentLog.sessions(bytes, file: file, keepsAudio: true) {
        for sound in session.items.compactMap(\.sound) + [session.input].compactMap({ $0 }) {
          _ = sound.format.samples(sound.bytes)
          _ = sound.duration
        }
      }
    },
  ]

  /// Tables by a map, and maps.
  private static let columnMaps: [ReaderUnderTest] =
    ColumnMap.ready.map { id, _, map in
      ReaderUnderTest("ColumnMap-\(id)", ["ColumnMap/tables", "MELD"]) { bytes, file in
        _ = ColumnMap.recognised(bytes, file: file)
        try use(ColumnMap.read(map, bytes, file: file))
      }
    } + [
      ReaderUnderTest("ColumnMap", ["ColumnMap"]) { bytes, file in
        let map = try ColumnMap(bytes, file: file)
        for table in mapped { _ = try? ColumnMap.read(map, Data(table.utf8), file: "table") }
      }
    ]

  /// Tables in all forms for maps that were made up.
  private static let mapped = [
    "a,b,text,start\n1,x,Hello there,0.5\n2,y,\"So, hi\",1.5\n", "text\tspeaker\nHi\tA\n",
    #"{"text":"Hi","start":1,"speaker":["A"],"dialogue":[{"text":"Ho","end":1e308}]}"# + "\n",
    #"[{"text":"Hi"},{"text":[1,2],"words":[[0,1,"a"],[1,2]]}]"#,
  ]

  /// JSON and tables.
  private static let texts: [ReaderUnderTest] = [
    ReaderUnderTest("JSON", ["json"]) { bytes, file in
      let value = try JSONValue(parsing: bytes, file: file, place: "")
      let again = try JSONValue(parsing: Data(value.text), file: file, place: "")
      if value != again { throw Broken(description: "what was written is not what was read") }
    },
    ReaderUnderTest("Emotions", ["Emotions"]) { bytes, file in
      let vocabulary = try EmotionVocabulary(parsing: bytes, file: file)
      _ = vocabulary.emotion("joy")
    },
    ReaderUnderTest("JSONLines", ["jsonl"]) { bytes, file in
      var lines = JSONLines(bytes, file: file)
      while let line = try lines.next() { _ = try line.value() }
    },
    ReaderUnderTest("CSV", ["CSV", "MELD"]) { bytes, file in
      for delimiter in [",", "\t", ";"] {
        _ = try? DelimitedText(bytes, file: file, delimiter: delimiter.utf8.first ?? 0, quotes: false)
      }
      _ = try DelimitedText(bytes, file: file)
    },
    ReaderUnderTest("LiveLink", ["LiveLink", "LiveLink/readable"]) { bytes, file in
      let take = try LiveLinkTake(bytes, file: file)
      _ = (take.rowRate, take.medianStep, take.largestStep)
      // A take may last a day; its track is made where it is short.
      if take.times.last ?? 0 < 60 { _ = try take.resampled(to: .fps60) }
    },
  ]

  /// Arrays, and motion made of them.
  private static let arrays: [ReaderUnderTest] = [
    ReaderUnderTest("NPY", ["NPY", "NPY/readable"]) { bytes, file in
      let array = try NPYArray(bytes, file: file)
      _ = (array.floats()?.count, array.doubles()?.count, array.texts()?.count, array.length, array.width)
      _ = try? CurveTable.track(array, names: nil, source: "", file: file, timing: TrackTiming(given: .fps60))
    },
    ReaderUnderTest("NPZ", ["NPZ", "NPZ/readable"]) { bytes, file in
      let archive = try NPZArchive(bytes, file: file)
      for name in archive.names { _ = try archive.array(name)?.floats() }
    },
    ReaderUnderTest("SMPL", ["SMPL", "SMPL/readable"]) { bytes, file in
      let shelf = ArrayShelf(try NPZArchive(bytes, file: file), file: file)
      let motion = try SMPLMotion(shelf, timing: TrackTiming(given: .fps60))
      _ = motion.track?.duration
    },
  ]

  /// Arrays by layouts, and layouts.
  private static let layouts: [ReaderUnderTest] = [
    ReaderUnderTest("MotionLayout", ["MotionLayout", "MotionLayout/readable", "NPY", "NPZ", "SMPL"]) {
      bytes, file in
      var refusals: [any Error] = []
      for layout in MotionLayout.shipped {
        do {
          let reading = try layout.read(bytes, file: file, options: .init(rate: .fps60))
          if let bad = reading.track.samples.first(where: { !$0.isFinite }) {
            throw Broken(description: "\(layout.id) gives \(bad)")
          }
          _ = reading.notes.map(\.description)
        } catch { refusals.append(error) }
      }
      if let broken = refusals.first(where: { $0 is Broken }) { throw broken }
      if refusals.count == MotionLayout.shipped.count { throw refusals[0] }
    },
    ReaderUnderTest("MotionLayout-layouts", ["MotionLayout/layouts", "MotionLayout/layouts/readable"]) {
      bytes, file in
      let layout = try MotionLayout(parsing: bytes, file: file)
      for text in [
        #"{"q": [[[1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0]]], "t": [[1, 2, 3]]}"#, "[[1]]",
      ] {
        _ = try? layout.read(Data(text.utf8), file: "arrays")
      }
    },
  ]

  /// Takes that we exported.
  private static let takes: [ReaderUnderTest] = [
    ReaderUnderTest("OwnTakes", ["OwnTakes", "OwnTakes/readable"]) { bytes, file in
      let readers = TakeReader.all.filter { file.hasSuffix($0.id) }
      var refusal: (any Error)?
      for reader in readers.isEmpty ? TakeReader.all : readers {
        do {
          let track = try reader.read(bytes, .init(file: file)).track
          guard track.samples.allSatisfy(\.isFinite) else {
            throw Broken(description: "a value is not finite")
          }
          return
        } catch {
          if error is Broken { throw error }
          refusal = error
        }
      }
      if let refusal { throw refusal }
    }
  ]

  /// Datagrams.
  private static let packets: [ReaderUnderTest] = [
    ReaderUnderTest("OSC", ["OSC", "OSC/readable"]) { bytes, file in
      let packet = try OSCPacket([UInt8](bytes), file: file)
      let again = try OSCPacket(packet.bytes, file: file)
      // Numbers that are none are not equal to themselves.
      if again.bytes != packet.bytes { throw Broken(description: "what was written is not what was read") }
      var pose = VMCPose()
      try pose.receive([UInt8](bytes), file: file)
      let values = pose.bones.values.flatMap { [$0.place.x, $0.place.y, $0.place.z, $0.turn.length] }
      if !(values + pose.weights.values).allSatisfy(\.isFinite) {
        throw Broken(description: "a value is not finite")
      }
    },
    ReaderUnderTest("LiveLinkPacket", ["LiveLinkPacket", "LiveLinkPacket/readable"]) { bytes, file in
      _ = try? LiveLinkPacket([UInt8](bytes), file: file)
      let take = try LiveLinkCapture.read(bytes, file: file).take
      if !take.values.allSatisfy(\.isFinite) { throw Broken(description: "a value is not finite") }
      if take.times.last ?? 0 < 60 { _ = try take.resampled(to: .fps60) }
    },
  ]

  /// Audio through the codecs.
  private static let sounds: [ReaderUnderTest] = [
    ReaderUnderTest("Audio", ["Audio", "Audio/readable"]) { bytes, file in
      for channel in 0..<2 { _ = try? AudioFile.decode(bytes, file: file, channel: channel) }
      let sound = try AudioFile.decode(bytes, file: file)
      if !sound.samples.allSatisfy(\.isFinite) { throw Broken(description: "a sample is not finite") }
    }
  ]

  /// Asks a transcript for what everybody does with one, and whether it keeps its word.
  private static func use(_ transcripts: [Transcript]) throws {
    for transcript in transcripts {
      let turns = transcript.turns.flatMap(\.words)
      let lanes = transcript.lanes.values.flatMap { $0.words + $0.phones + $0.voice + $0.shapes }
      for span in turns + lanes where span.end < span.start || span.start.flicks < 0 {
        throw Broken(
          description: "'\(span.text)' of line \(span.line) lasts from \(span.start) to \(span.end)")
      }
      for turn in transcript.turns {
        if let start = turn.start, let end = turn.end, end < start || start.flicks < 0 {
          throw Broken(description: "the turn of line \(turn.line) lasts from \(start) to \(end)")
        }
      }
      _ = transcript.notes.map(\.description)
      _ = transcript.merged(with: transcript)
    }
    if let first = transcripts.first, let last = transcripts.last { _ = first.merged(with: last) }
  }
}
