public import Conversation
import Formats
public import Foundation
public import Motion
public import Provenance
public import Speech

/// A corpus in memory, ready to be written as a folder.
public struct CorpusDraft: Sendable {
  /// One recording with the material of its participants, by participant id.
  public struct Entry: Sendable {
    /// The conversation.
    public var recording: Recording
    /// Speech from session time zero.
    public var audio: [String: Waveform]
    /// Recorded motion.
    public var performances: [String: Track]

    /// Makes an entry.
    public init(
      recording: Recording, audio: [String: Waveform] = [:], performances: [String: Track] = [:]
    ) {
      self.recording = recording
      self.audio = audio
      self.performances = performances
    }
  }

  /// What the manifest will say; its list of recordings is made from ``entries``.
  public var manifest: CorpusManifest
  /// The recordings.
  public var entries: [Entry] = []

  /// Starts a corpus.
  public init(
    id: String, title: String, language: String, licence: String, evidence: Evidence, about: String
  ) {
    manifest = CorpusManifest(
      id: id, title: title, language: language, licence: licence, evidence: evidence, about: about,
      recordings: [])
  }

  /// Writes the folder as a whole, or not at all, and reads it back.
  ///
  /// An existing folder is replaced only when it is empty, or when it holds a corpus and `force` is set.
  /// Audio becomes mono 16-bit FLAC; what that lost is added to the notes.
  public func write(to folder: URL, force: Bool) throws(CatalogError) -> Corpus {
    let isOurs = FileManager.default.fileExists(
      atPath: folder.appendingPathComponent(Corpus.manifestName).path)
    if isOurs, !force {
      throw .refused(
        what: folder.path, reason: "there is a corpus already", cure: "choose another place or use --force")
    }
    var manifest = manifest
    manifest.recordings = entries.map { entry in
      let recording = entry.recording
      return CorpusManifest.Entry(
        id: recording.id, log: "\(recording.id)/recording.jsonl", duration: recording.duration.seconds,
        participants: recording.participants.map { person in
          let stem = "\(recording.id)/\(person.id)"
          return .init(
            id: person.id, role: person.role, audio: entry.audio[person.id].map { _ in stem + ".flac" },
            performance: entry.performances[person.id].map { _ in stem + ".track" })
        })
    }
    if let fault = manifest.firstFault {
      throw .malformed(
        file: folder.appendingPathComponent(Corpus.manifestName).path, place: fault.place,
        reason: fault.reason,
        cure: "rename it at the source")
    }
    try AtomicFile.writeFolder(folder, replacing: isOurs) { place throws(CatalogError) in
      var manifest = manifest
      for (entry, listed) in zip(entries, manifest.recordings) {
        try AtomicFile.write(
          RecordingLog.write(entry.recording.log), to: place.appendingPathComponent(listed.log))
        for person in listed.participants {
          if let path = person.audio, let speech = entry.audio[person.id] {
            let (bytes, notes) = try Self.flac(speech, file: path)
            manifest.notes += notes
            try AtomicFile.write(bytes, to: place.appendingPathComponent(path))
          }
          if let path = person.performance, let track = entry.performances[person.id] {
            try AtomicFile.write(TrackFile.write(track, file: path), to: place.appendingPathComponent(path))
          }
        }
      }
      let file = place.appendingPathComponent(Corpus.manifestName)
      try AtomicFile.write(StoredJSON.encode(manifest, file: file.path), to: file)
    }
    return try Corpus.load(at: folder)
  }

  private static func flac(_ speech: Waveform, file: String) throws(CatalogError) -> (Data, [String]) {
    let encoded: (bytes: Data, clipped: Int)
    do { encoded = try AudioFile.encodeFLAC(speech.samples, rate: speech.sampleRate, file: file) } catch {
      throw .format(error)
    }
    var notes: [String] = []
    if encoded.clipped > 0 {
      notes.append("\(file): \(encoded.clipped) samples beyond full scale were clipped")
    }
    let isRounded = speech.samples.contains { sample in
      let scaled = sample * 32768
      return scaled != scaled.rounded()
    }
    if isRounded { notes.append("\(file): samples finer than 16 bits were rounded to them") }
    return (encoded.bytes, notes)
  }

  /// A text as an id: letters, digits, dots, underscores and hyphens stay, anything else becomes a hyphen.
  public static func slug(_ text: String) -> String {
    let mapped = text.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" }
    let trimmed = String(mapped.drop { $0 == "." || $0 == "-" })
    return trimmed.isEmpty ? "corpus" : trimmed
  }
}
