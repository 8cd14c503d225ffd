import Conversation
import Foundation
import Motion

@testable import Catalog

/// All readers of this room's own files; a new one is added here.
extension ReaderUnderTest {
  static let all: [ReaderUnderTest] = [
    ReaderUnderTest("RecordingLog", ["RecordingLog", "RecordingLog/readable"]) { bytes, file in
      let entry = CorpusManifest.Entry(
        id: "r", log: file, duration: 10,
        participants: [.init(id: "a", role: .character), .init(id: "b", role: .partner)])
      _ = try? RecordingLog.recording(bytes, file: file, entry: entry)
      let (records, lines) = try RecordingLog.read(bytes, file: file)
      if records.count != lines.count {
        throw Broken(description: "\(records.count) records, \(lines.count) lines")
      }
      let again = try RecordingLog.read(RecordingLog.write(records), file: file).records
      if again != records { throw Broken(description: "what was written is not what was read") }
    },
    ReaderUnderTest("Corpus", ["Corpus", "Corpus/readable"]) { bytes, file in
      let manifest = try StoredJSON.decode(CorpusManifest.self, from: bytes, file: file)
      _ = manifest.firstFault
    },
    ReaderUnderTest("Track", ["Track", "Track/readable"]) { bytes, file in
      let track = try TrackFile.read(bytes, file: file)
      _ = track.duration
      let again = try TrackFile.read(TrackFile.write(track, file: file), file: file)
      if again != track { throw Broken(description: "what was written is not what was read") }
    },
  ]
}
