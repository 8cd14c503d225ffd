public import Conversation
import Formats
public import Foundation
public import Motion
public import Provenance
public import Speech

/// A corpus on disk: its manifest, and its recordings read when they are asked for.
public struct Corpus: Sendable {
  /// What the corpus says about itself.
  public let manifest: CorpusManifest
  /// The folder.
  public let directory: URL

  private let positions: [String: Int]

  init(manifest: CorpusManifest, directory: URL) {
    self.manifest = manifest
    self.directory = directory
    positions = Dictionary(
      manifest.recordings.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Name of the manifest in a corpus folder.
  public static let manifestName = "corpus.json"

  /// Reads the manifest of a folder (or of the path to a `corpus.json`); recordings are not touched yet.
  public static func load(at place: URL) throws(CatalogError) -> Corpus {
    let folder = place.lastPathComponent == manifestName ? place.deletingLastPathComponent() : place
    let file = folder.appendingPathComponent(manifestName)
    let manifest = try StoredJSON.read(
      CorpusManifest.self, at: file, cure: "a corpus is a folder with \(manifestName); see Corpora/README.md")
    if let fault = manifest.firstFault {
      throw .malformed(
        file: file.path, place: fault.place, reason: fault.reason,
        cure: "see Corpora/README.md for the schema")
    }
    return Corpus(manifest: manifest, directory: folder)
  }

  /// The manifest's entry of a recording.
  public func entry(_ recording: String) throws(CatalogError) -> CorpusManifest.Entry {
    guard let position = positions[recording] else {
      throw .noRecording(corpus: manifest.id, name: recording, known: manifest.recordings.map(\.id))
    }
    return manifest.recordings[position]
  }

  /// Reads and checks the log of a recording.
  public func recording(_ id: String) throws(CatalogError) -> Recording {
    let entry = try entry(id)
    let file = place(entry.log)
    return try RecordingLog.recording(bytes(of: file), file: file.path, entry: entry)
  }

  /// A participant's speech as it was recorded, at its own sample rate; `nil` where there is none.
  public func audio(_ recording: String, of participant: String) throws(CatalogError) -> Waveform? {
    guard let path = try person(participant, in: recording).audio else { return nil }
    return try Corpus.waveform(at: place(path))
  }

  /// A participant's speech at 16 kHz with its features, kept between runs by the content of its file; `nil` where
  /// there is none.
  public func speech(
    _ recording: String, of participant: String, cache: FeatureCache = .standard
  ) throws(CatalogError) -> AnalysedSpeech? {
    guard let path = try person(participant, in: recording).audio else { return nil }
    return try cache.speech(at: place(path))
  }

  /// A participant's recorded motion; `nil` where there is none.
  public func performance(_ recording: String, of participant: String) throws(CatalogError) -> Track? {
    guard let path = try person(participant, in: recording).performance else { return nil }
    return try TrackFile.read(at: place(path))
  }

  /// Hash of everything that a result can depend on: manifest, logs, audio and performances, in the order
  /// of the manifest. The prose of the manifest (title, about, notes) is part of it.
  public func contentHash() throws(CatalogError) -> ContentHash {
    var hasher = ContentHasher()
    for path in [Corpus.manifestName] + paths { hasher.update(label: path, try bytes(of: place(path))) }
    return hasher.finish()
  }

  /// Files that the manifest names, relative to the folder, in its order.
  public var paths: [String] {
    manifest.recordings.flatMap { entry in
      [entry.log] + entry.participants.flatMap { [$0.audio, $0.performance].compactMap(\.self) }
    }
  }

  /// A file of the corpus.
  public func place(_ path: String) -> URL { directory.appendingPathComponent(path) }

  /// Decodes an audio file of any format that is read here.
  public static func waveform(at file: URL) throws(CatalogError) -> Waveform {
    try waveform(audioBytes(of: file), file: file)
  }

  /// Bytes of an audio file.
  static func audioBytes(of file: URL) throws(CatalogError) -> Data {
    do { return try Data(contentsOf: file, options: .alwaysMapped) } catch {
      guard FileManager.default.fileExists(atPath: file.path) else {
        throw .missing(file: file.path, cure: "restore it or take it out of the manifest")
      }
      throw .format(.unreadable(file: file.path, reason: (error as NSError).localizedDescription))
    }
  }

  /// Decodes the bytes of an audio file.
  static func waveform(_ bytes: Data, file: URL) throws(CatalogError) -> Waveform {
    let audio: AudioSamples
    do { audio = try AudioFile.decode(bytes, file: file.path) } catch { throw .format(error) }
    do { return try Waveform(sampleRate: audio.rate, samples: audio.samples) } catch {
      throw .malformed(file: file.path, place: "header", reason: "\(error)", cure: "resample it")
    }
  }

  private func person(_ id: String, in recording: String) throws(CatalogError) -> CorpusManifest.Participant {
    let entry = try entry(recording)
    guard let person = entry.participants.first(where: { $0.id == id }) else {
      throw .notFound(
        kind: "participant in recording '\(recording)'", name: id, known: entry.participants.map(\.id))
    }
    return person
  }

  private func bytes(of file: URL) throws(CatalogError) -> Data {
    try StoredJSON.bytes(of: file, cure: "restore it or take it out of the manifest")
  }
}
