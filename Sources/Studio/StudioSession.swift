public import Catalog
public import Foundation
import Provenance

/// Records scripts into a corpus folder.
public enum StudioSession {
  /// Script files in the order given; of a folder, its `.script` files by name.
  public static func scripts(at places: [URL]) throws(StudioError) -> [URL] {
    var result: [URL] = []
    for place in places {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
        throw .catalog(.missing(file: place.path, cure: "give a script file or a folder of them"))
      }
      guard isFolder.boolValue else {
        result.append(place)
        continue
      }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
      result += names.filter { $0.hasSuffix(".script") }.sorted().map { place.appendingPathComponent($0) }
    }
    guard !result.isEmpty else {
      throw .scripts(reason: "there is no script", cure: "give files, or a folder with .script files")
    }
    return result
  }

  /// Records every script and writes logs, audio and manifest into `out`.
  ///
  /// Recordings of the same id are replaced, others of a corpus that is there stay. Nothing is written
  /// before every script has been performed. What storing the audio lost is added to the manifest's notes.
  ///
  /// - Parameters:
  ///   - places: script files, and folders of them.
  ///   - out: folder of the corpus; it is made where there is none.
  ///   - manifest: what the corpus says of itself; `nil` takes that of the corpus in `out`, or says the least.
  ///   - options: what overrides the scripts and the manifest.
  ///   - synthesizer: the voices; `nil` takes espeak-ng.
  ///   - progress: called with each script's id before it is recorded.
  /// - Returns: the manifest as written.
  @discardableResult
  public static func record(
    scripts places: [URL], out: URL, manifest: CorpusManifest? = nil,
    options: RecordingOptions = RecordingOptions(), synthesizer: (any SpeechSynthesizer)? = nil,
    progress: (String) -> Void = { _ in }
  ) throws(StudioError) -> CorpusManifest {
    var screenplays: [Screenplay] = []
    for script in try scripts(at: places) {
      let screenplay = try Screenplay.read(at: script)
      if let twin = screenplays.first(where: { $0.id == screenplay.id }) {
        throw .scripts(
          reason: "\(twin.file) and \(screenplay.file) bear one id '\(screenplay.id)'",
          cure: "give one of them another with 'id:'")
      }
      screenplays.append(screenplay)
    }
    try options.apply(to: &screenplays)
    var draft = CorpusDraft(manifest: manifest ?? plain(out))
    draft.audioCoding = options.audio
    draft.manifest.recordings = []
    let assumptions = assumptions(of: screenplays, stored: options.audio)
    if FileManager.default.fileExists(atPath: out.appendingPathComponent(Corpus.manifestName).path) {
      do throws(CatalogError) {
        let present = try Corpus.load(at: out).manifest
        if manifest == nil { draft.manifest = present }
        draft.manifest.recordings = present.recordings
      } catch { throw .catalog(error) }
    }
    let ids = Set(screenplays.map(\.id))
    // What was assumed stays only where something of it stays.
    if draft.manifest.recordings.allSatisfy({ ids.contains($0.id) }) { draft.manifest.assumptions = [] }
    draft.manifest.assumptions += assumptions.filter { !draft.manifest.assumptions.contains($0) }
    if let title = options.title { draft.manifest.title = title }
    if let licence = options.licence { draft.manifest.licence = licence }
    let voice: any SpeechSynthesizer
    if let synthesizer { voice = synthesizer } else { voice = try EspeakVoice() }
    let recorder = StudioRecorder(synthesizer: voice)
    for screenplay in screenplays {
      progress(screenplay.id)
      let taken = try recorder.record(screenplay, seed: options.seed)
      draft.entries.append(.init(recording: taken.recording, audio: taken.audio))
    }
    do throws(CatalogError) { return try draft.update(out).manifest } catch { throw .catalog(error) }
  }

  /// The least a corpus of scripts says of itself.
  private static func plain(_ out: URL) -> CorpusManifest {
    let name = out.standardizedFileURL.lastPathComponent
    return CorpusManifest(
      id: name, title: name, language: "en", licence: "unknown", evidence: .synthetic,
      about: "Conversations recorded from scripts with synthesised speech.", recordings: [])
  }
}
