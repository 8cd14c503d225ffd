public import Conversation
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

  /// What the manifest will say. ``write(to:force:)`` makes its list of recordings from ``entries``,
  /// ``update(_:)`` adds them to it.
  public var manifest: CorpusManifest
  /// The recordings.
  public var entries: [Entry] = []
  /// How the speech of the recordings is stored.
  public var audioCoding = AudioCoding.flac

  /// Starts a corpus.
  public init(
    id: String, title: String, language: String, licence: String, evidence: Evidence, about: String
  ) {
    manifest = CorpusManifest(
      id: id, title: title, language: language, licence: licence, evidence: evidence, about: about,
      recordings: [])
  }

  /// Starts from a manifest, such as that of a corpus that is to be updated.
  public init(manifest: CorpusManifest) { self.manifest = manifest }

  /// Writes the folder as a whole, or not at all, and reads it back.
  ///
  /// An existing folder is replaced only when it is empty, or when it holds a corpus and `force` is set.
  /// Audio becomes one channel, stored as ``audioCoding`` says; what FLAC lost is added to the notes.
  public func write(to folder: URL, force: Bool) throws(CatalogError) -> Corpus {
    let isOurs = try Self.mayReplace(folder, force: force)
    var manifest = manifest
    manifest.recordings = entries.map { $0.listed(audioCoding) }
    try Self.check(manifest, folder)
    try AtomicFile.writeFolder(folder, replacing: isOurs) { place throws(CatalogError) in
      var manifest = manifest
      for entry in entries {
        let (files, notes) = try entry.files(audioCoding)
        manifest.notes += notes
        for (path, bytes) in files { try AtomicFile.write(bytes, to: place.appendingPathComponent(path)) }
      }
      let file = place.appendingPathComponent(Corpus.manifestName)
      try AtomicFile.write(StoredJSON.encode(manifest, file: file.path), to: file)
    }
    return try Corpus.load(at: folder)
  }

  /// Writes the entries into a folder beside what is there, and reads the corpus back.
  ///
  /// Recordings that ``manifest`` lists stay as they are, unless an entry bears their id: that one takes their
  /// place, its audio's notes that of theirs, and audio files of another coding go. The list ends up in order
  /// of ids. Nothing is written before everything is encoded; the manifest comes last.
  @discardableResult
  public func update(_ folder: URL) throws(CatalogError) -> Corpus {
    var manifest = manifest
    var stale: Set<String> = []
    for listed in entries.map({ $0.listed(audioCoding) }) {
      for old in manifest.recordings where old.id == listed.id {
        for path in old.participants.compactMap(\.audio) {
          manifest.notes.removeAll { $0.hasPrefix("\(path): ") }
          stale.insert(path)
        }
      }
      manifest.recordings.removeAll { $0.id == listed.id }
      manifest.recordings.append(listed)
    }
    manifest.recordings.sort { $0.id < $1.id }
    try Self.check(manifest, folder)
    var files: [(path: String, bytes: Data)] = []
    for entry in entries {
      let encoded = try entry.files(audioCoding)
      files += encoded.files
      manifest.notes += encoded.notes
    }
    let file = folder.appendingPathComponent(Corpus.manifestName)
    files.append((Corpus.manifestName, try StoredJSON.encode(manifest, file: file.path)))
    for (path, bytes) in files { try AtomicFile.write(bytes, to: folder.appendingPathComponent(path)) }
    // Audio of another coding that nobody names any more.
    let corpus = Corpus(manifest: manifest, directory: folder)
    for path in stale.subtracting(corpus.paths).sorted() {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(path))
    }
    return try Corpus.load(at: folder)
  }

  static func check(_ manifest: CorpusManifest, _ folder: URL) throws(CatalogError) {
    guard let fault = manifest.firstFault else { return }
    throw .malformed(
      file: folder.appendingPathComponent(Corpus.manifestName).path, place: fault.place,
      reason: fault.reason, cure: "rename it at the source")
  }

  /// A text as an id: letters, digits, dots, underscores and hyphens stay, anything else becomes a hyphen.
  public static func slug(_ text: String) -> String {
    let mapped = text.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" }
    let trimmed = String(mapped.drop { $0 == "." || $0 == "-" })
    return trimmed.isEmpty ? "corpus" : trimmed
  }
}

extension CorpusDraft.Entry {
  /// The entry as the manifest lists it.
  func listed(_ coding: AudioCoding) -> CorpusManifest.Entry {
    CorpusManifest.Entry(
      id: recording.id, log: "\(recording.id)/recording.jsonl", duration: recording.duration.seconds,
      participants: recording.participants.map { person in
        let stem = "\(recording.id)/\(person.id)"
        return .init(
          id: person.id, role: person.role,
          audio: audio[person.id].map { _ in "\(stem).\(coding.fileExtension)" },
          performance: performances[person.id].map { _ in stem + ".track" })
      })
  }

  /// The files that ``listed`` names, and what encoding them lost.
  func files(_ coding: AudioCoding) throws(CatalogError) -> (
    files: [(path: String, bytes: Data)], notes: [String]
  ) {
    let listed = listed(coding)
    var files = [(path: listed.log, bytes: RecordingLog.write(recording.log))]
    var notes: [String] = []
    for person in listed.participants {
      if let path = person.audio, let speech = audio[person.id] {
        let (bytes, lost) = try coding.encode(speech, file: path)
        files.append((path, bytes))
        notes += lost
      }
      if let path = person.performance, let track = performances[person.id] {
        files.append((path, try TrackFile.write(track, file: path)))
      }
    }
    return (files, notes)
  }
}
