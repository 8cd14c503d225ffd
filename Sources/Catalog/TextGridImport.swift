import Conversation
import Formats
public import Foundation
import Motion
import Speech

extension CorpusImport {
  /// Imports speech with Praat alignments: each audio file with `STEM.TextGrid`, or with `STEM_words.TextGrid`
  /// and `STEM_phones.TextGrid`.
  ///
  /// - Parameter source: a folder, or one of a pair's files.
  /// - Throws: ``CatalogError`` when a file is broken or nothing could be paired.
  public func textGrid(_ source: URL) throws(CatalogError) -> Corpus {
    var draft = draft(
      about: "Speech with words and phones from TextGrids.",
      assumptions: [
        "Words are grouped into turns at pauses longer than 0.6 s; such turns are marked as estimated.",
        "Silence labels are no records: what is between phones is silence.",
      ])
    let files = try Self.files(at: source)
    var grids: [String: [URL]] = [:]
    for file in files where file.pathExtension.lowercased() == "textgrid" {
      grids[Self.stem(file), default: []].append(file)
    }
    var used: Set<URL> = []
    var ids: Set<String> = []
    for file in files where Self.isAudio(file) {
      let stem = Self.stem(file)
      let own = [stem, stem + "_words", stem + "_phones"].flatMap { grids[$0] ?? [] }
      guard !own.isEmpty else {
        draft.manifest.notes.append("\(file.lastPathComponent): skipped, there is no TextGrid of its name")
        continue
      }
      var id = CorpusDraft.slug(stem)
      if !ids.insert(id).inserted {
        // Two containers of one name, such as a.wav and a.flac.
        id = CorpusDraft.slug(file.lastPathComponent)
        ids.insert(id)
      }
      draft.entries.append(try entry(id, audio: file, grids: own, notes: &draft.manifest.notes))
      used.formUnion(own)
    }
    for file in files where file.pathExtension.lowercased() == "textgrid" && !used.contains(file) {
      draft.manifest.notes.append("\(file.lastPathComponent): skipped, there is no audio of its name")
    }
    return try finish(draft, source: source)
  }

  private func entry(_ id: String, audio file: URL, grids: [URL], notes: inout [String])
    throws(CatalogError) -> CorpusDraft.Entry
  {
    var read: [TextGrid] = []
    for grid in grids {
      let bytes = try Self.bytes(of: grid)
      do { read.append(try TextGrid(bytes, file: grid.path)) } catch { throw .format(error) }
    }
    let speech = TextGridSpeech(read, file: id)
    notes += speech.notes
    let audio = try Self.speech(at: file, id: id, notes: &notes)
    let isOne = speech.speakers.count <= 1
    var people: [Recording.Participant] = []
    if isOne {
      people = [.init(id: "speaker", role: .character)]
    } else {
      let letters = speech.speakers.map { speaker in
        (speaker.words + speaker.utterances).reduce(0) { $0 + $1.text.count(where: \.isLetter) }
      }
      let most = letters.firstIndex(of: letters.max() ?? 0)
      for (index, speaker) in speech.speakers.enumerated() {
        var name = CorpusDraft.slug(speaker.name.isEmpty ? "speaker" : speaker.name)
        if people.contains(where: { $0.id == name }) { name += "-\(index + 1)" }
        people.append(.init(id: name, role: index == most ? .character : .partner))
      }
      notes.append("\(id): the audio mixes \(speech.speakers.count) speakers and was left out")
    }
    let records = speech.records(participants: people.map(\.id))
    let last = records.compactMap(\.end).max() ?? .zero
    if last > audio.duration + .milliseconds(10) {
      notes.append("\(id): labels reach to \(last.seconds) s, the audio to \(audio.duration.seconds) s; kept")
    }
    let count = (
      words: records.count { $0.kind == .word }, phones: records.count { $0.kind == .phone },
      turns: records.count { $0.kind == .turn }
    )
    notes.append("\(id): \(count.turns) turns, \(count.words) words, \(count.phones) phones")
    return CorpusDraft.Entry(
      recording: Recording(id: id, participants: people, duration: max(audio.duration, last), log: records),
      audio: isOne ? ["speaker": audio] : [:])
  }

  /// Decodes speech and adds what the decoder had to say.
  static func speech(at file: URL, id: String, notes: inout [String]) throws(CatalogError) -> Waveform {
    let samples: AudioSamples
    do { samples = try AudioFile.decode(path: file.path) } catch { throw .format(error) }
    notes += samples.notes.map { "\(id): \($0)" }
    do { return try Waveform(sampleRate: samples.rate, samples: samples.samples) } catch {
      throw .malformed(file: file.path, place: "header", reason: "\(error)", cure: "resample it")
    }
  }
}
