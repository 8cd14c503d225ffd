import Conversation
import Formats
public import Foundation
public import Motion
import Speech

extension CorpusImport {
  /// Imports takes of speech with face motion: each Live Link Face table with the audio of its stem, taken to
  /// begin together.
  ///
  /// - Parameters:
  ///   - source: a folder, or one of a pair's files.
  ///   - rate: frame rate of the performance tracks.
  /// - Throws: ``CatalogError`` when a file is broken or nothing could be paired.
  public func liveLink(_ source: URL, rate: FrameRate = .fps60) throws(CatalogError) -> Corpus {
    var draft = draft(
      about: "Speech with the face motion captured in the same take.",
      assumptions: ["The first row of a table and the first sample of its audio are one moment."])
    let files = try Self.files(at: source)
    let tables = files.filter { $0.pathExtension.lowercased() == "csv" }
    var used: Set<String> = []
    for table in tables {
      let stem = Self.stem(table)
      guard let sound = files.first(where: { Self.isAudio($0) && Self.stem($0) == stem }) else {
        draft.manifest.notes.append("\(table.lastPathComponent): skipped, there is no audio of its name")
        continue
      }
      used.insert(sound.lastPathComponent)
      draft.entries.append(
        try entry(
          CorpusDraft.slug(stem), table: table, sound: sound, rate: rate, notes: &draft.manifest.notes))
    }
    for file in files where Self.isAudio(file) && !used.contains(file.lastPathComponent) {
      draft.manifest.notes.append("\(file.lastPathComponent): skipped, there is no table of its name")
    }
    return try finish(draft, source: source)
  }

  private func entry(_ id: String, table: URL, sound: URL, rate: FrameRate, notes: inout [String])
    throws(CatalogError) -> CorpusDraft.Entry
  {
    let bytes = try Self.bytes(of: table)
    let take: LiveLinkTake
    do { take = try LiveLinkTake(bytes, file: table.path) } catch { throw .format(error) }
    let motion = take.resampled(to: rate)
    notes += motion.notes.map { "\(id): \($0)" }
    let audio = try Self.speech(at: sound, id: id, notes: &notes)
    let difference = motion.track.duration.seconds - audio.duration.seconds
    if abs(difference) > 0.1 {
      let amount = (abs(difference) * 1000).rounded() / 1000
      notes.append(
        "\(id): the motion is \(amount) s \(difference > 0 ? "longer" : "shorter") than the audio; kept")
    }
    let speaker = Recording.Participant(id: "speaker", role: .character)
    let heard = Record(
      id: "speaker.audio", kind: .audio, participant: speaker.id, start: .zero, end: audio.duration)
    return CorpusDraft.Entry(
      recording: Recording(id: id, participants: [speaker], duration: audio.duration, log: [heard]),
      audio: [speaker.id: audio], performances: [speaker.id: motion.track])
  }
}
