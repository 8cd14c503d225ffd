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
  ///   - synthesizer: the voice of the character; `nil` takes espeak-ng.
  ///   - progress: called with each script's id before it is recorded.
  /// - Returns: the manifest as written.
  @discardableResult
  public static func record(
    scripts places: [URL], out: URL, manifest: CorpusManifest? = nil,
    synthesizer: (any SpeechSynthesizer)? = nil, progress: (String) -> Void = { _ in }
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
    var draft = CorpusDraft(manifest: manifest ?? plain(out))
    draft.manifest.recordings = []
    if FileManager.default.fileExists(atPath: out.appendingPathComponent(Corpus.manifestName).path) {
      do throws(CatalogError) {
        let present = try Corpus.load(at: out).manifest
        if manifest == nil { draft.manifest = present }
        draft.manifest.recordings = present.recordings
      } catch { throw .catalog(error) }
    }
    let voice: any SpeechSynthesizer
    if let synthesizer { voice = synthesizer } else { voice = try EspeakVoice() }
    let recorder = StudioRecorder(synthesizer: voice)
    for screenplay in screenplays {
      progress(screenplay.id)
      let taken = try recorder.record(screenplay)
      draft.entries.append(.init(recording: taken.recording, audio: taken.audio))
    }
    do throws(CatalogError) { return try draft.update(out).manifest } catch { throw .catalog(error) }
  }

  /// The least a corpus of scripts says of itself.
  private static func plain(_ out: URL) -> CorpusManifest {
    let name = out.standardizedFileURL.lastPathComponent
    return CorpusManifest(
      id: name, title: name, language: "en", licence: "unknown", evidence: .synthetic,
      about: "Conversations recorded from scripts with synthesised speech.", assumptions: assumptions,
      recordings: [])
  }

  /// What every recording of the studio rests on.
  public static let assumptions = [
    "The character's speech, word times and phone times come from espeak-ng. Its events put stops at the burst; "
      + "their start is moved back over the silence of the closure that the samples show (46 dB below the "
      + "loudest, at most 60 ms and two thirds of the sound before; behind a pause 48 ms or half of it). Flaps stay.",
    "The character's arrivals simulate agent/1: text begins 600 ms before the first word and streams at 120 "
      + "bytes a second in pieces of 20 to 60 bytes, never later than the speech made of it; speech arrives by "
      + "sentence or pause, the first chunk 250 ms ahead, each next one after 150 ms and 0.3 of the length of "
      + "the one before.",
    "A cue is announced when its text arrives and gets its time with the chunk that speaks it: an emoji as the "
      + "word before it ends, other cues as the next word starts; a tool call holds the speech up.",
    "An interruption starts 60 ms after a word; the character is silent 200 ms later, faded out over 20 ms. Its "
      + "samples keep 14 significant bits.",
    "The partner is not synthesised. Its words are spread by rule (80 ms and 170 ms a syllable at 170 words a "
      + "minute, pauses of 180 and 450 ms) and marked estimated; recognisers' delays are those of agent/1.",
    "Gaps between turns are drawn from a seed: 0.9 to 1.3 s before the character, 0.3 to 0.9 s before the partner.",
  ]
}
