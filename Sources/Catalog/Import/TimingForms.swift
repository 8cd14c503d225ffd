import Conversation
import Formats
import Foundation
import Motion

extension ImportForm {
  /// Reads a file of times into transcripts.
  typealias TimingReader = @Sendable (Data, String) throws(FormatsError) -> [Transcript]

  /// A form of files with times beside audio of the same name.
  static func timing(
    _ id: String, _ title: String, kinds: Set<String>, files: String, assumptions: [String] = [],
    read: @escaping TimingReader
  ) -> ImportForm {
    ImportForm(
      id: id, group: .timing, title: title, files: files,
      assumptions: [
        "Words without turns are grouped into turns at pauses longer than 0.6 s; such turns are marked as estimated.",
        "Silence labels are no records: what is between phones is silence.",
      ] + assumptions
    ) { source, _, report throws(CatalogError) in
      try TimingFolder(source, kinds: kinds, form: id, read: read, &report).takes
    }
  }
}

/// Files with times and the audio that they speak of.
private struct TimingFolder {
  private(set) var takes: [ImportTake] = []

  /// What may stand behind a stem where one recording has several files of times.
  private static let endings = ["_words", "_phones", "-words", "-phones", ".words", ".phones"]

  init(
    _ source: URL, kinds: Set<String>, form: String, read: @escaping ImportForm.TimingReader,
    _ report: inout ImportReport
  ) throws(CatalogError) {
    let folder = try ImportFolder(source, &report)
    var labels = folder.files.filter { kinds.contains($0.kind) }
    if let named = folder.named {
      let key = ImportFolder.audio.contains(named.kind) ? named.stem : Self.key(named, kinds, in: folder)
      labels = labels.filter { $0 == named || Self.key($0, kinds, in: folder) == key }
    }
    var order: [String] = []
    var groups: [String: [ImportFolder.File]] = [:]
    for file in labels {
      let key = file.folder + "/" + Self.key(file, kinds, in: folder)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(file)
    }
    var matched: Set<ImportFolder.File> = []
    for key in order {
      guard let files = groups[key], let first = files.first else { continue }
      let stem = Self.key(first, kinds, in: folder)
      for file in files {
        if let sound = folder.sound(Self.key(file, kinds, in: folder), near: file.folder) {
          matched.insert(sound)
        }
      }
      takes.append(
        ImportTake(name: first.path) { () throws(CatalogError) in
          try Self.materials(files, stem: stem, folder, read)
        })
    }
    guard folder.named == nil || takes.isEmpty, labels.allSatisfy({ !Self.holdsSeveral($0.kind) }) else {
      return
    }
    for sound in folder.sounds where !matched.contains(sound) {
      report.add(.leftOut, sound.path, "there is no file of form \(form) of its name")
    }
  }

  /// Files of these kinds name the recordings of which they speak inside.
  private static func holdsSeveral(_ kind: String) -> Bool { ["ctm", "stm", "rttm"].contains(kind) }

  /// The stem under which a file's recording is known: without an ending, where audio or another file has it so.
  private static func key(_ file: ImportFolder.File, _ kinds: Set<String>, in folder: ImportFolder) -> String
  {
    for ending in endings where file.stem.hasSuffix(ending) {
      let stem = String(file.stem.dropLast(ending.count))
      if folder.sound(stem, near: file.folder) != nil { return stem }
      let others = endings.filter { $0 != ending }.map { stem + $0 } + [stem]
      if others.contains(where: { folder.beside($0, in: file.folder).contains { kinds.contains($0.kind) } }) {
        return stem
      }
    }
    return file.stem
  }

  private static func materials(
    _ files: [ImportFolder.File], stem: String, _ folder: ImportFolder,
    _ read: ImportForm.TimingReader
  ) throws(CatalogError) -> [ImportMaterial] {
    var transcripts: [Transcript] = []
    for file in files {
      let bytes = try ImportFolder.bytes(of: file.url)
      do throws(FormatsError) { transcripts += try read(bytes, file.url.lastPathComponent) } catch {
        throw .format(error)
      }
    }
    guard let first = files.first else { return [] }
    if files.count > 1 || transcripts.count == 1, !transcripts.isEmpty {
      var whole = transcripts[0]
      for other in transcripts.dropFirst() { whole = whole.merged(with: other) }
      whole.id = stem
      transcripts = [whole]
    }
    return transcripts.map { transcript in
      var material = ImportMaterial(id: transcript.id, transcript: transcript)
      let wanted = transcript.audio.map {
        ($0.replacingOccurrences(of: "\\", with: "/") as NSString).lastPathComponent
      }
      let sound =
        folder.sound(transcript.id, near: first.folder)
        ?? wanted.flatMap { folder.sound(($0 as NSString).deletingPathExtension, near: first.folder) }
        ?? (transcripts.count == 1 ? folder.sound(stem, near: first.folder) : nil)
      if let sound { material.attach(sound) }
      return material
    }
  }
}

extension ImportMaterial {
  /// Gives a sound file to the speakers of the transcript: by channel where the transcript says so, else whole to the
  /// only one, channel by channel to as many as there are; a mixture of several voices is nobody's.
  mutating func attach(_ sound: ImportFolder.File) {
    var names = transcript.speakers.map(\.name)
    for turn in transcript.turns where !names.contains(turn.speaker) { names.append(turn.speaker) }
    for name in transcript.lanes.keys.sorted() where !names.contains(name) { names.append(name) }
    let head = AudioHead(path: sound.url.path)
    let channels = head?.channels ?? 1
    if transcript.speakers.contains(where: { $0.channel != nil }), channels > 1 || names.count <= 1 {
      attach(sound, channels: channels, to: names)
      clock = head.flatMap { MediaTime(seconds: $0.seconds) }
    } else if names.count <= 1 {
      sounds[names.first ?? ""] = .file(sound.url)
    } else if channels == names.count {
      for (number, name) in names.enumerated() { sounds[name] = .channel(sound.url, number) }
      transcript.notes.append(
        ImportNote(
          .assumed, sound.path,
          "its \(channels) channels are the speakers in the order in which the file of times names them"))
    } else {
      transcript.notes.append(
        ImportNote(
          .leftOut, sound.path,
          "its \(channels == 1 ? "one channel mixes" : "\(channels) channels mix") \(names.count) speakers: it is "
            + "nobody's voice"))
      clock = head.flatMap { MediaTime(seconds: $0.seconds) }
    }
  }

  /// Gives each speaker the channel that the transcript names, where nobody else is on it.
  private mutating func attach(_ sound: ImportFolder.File, channels: Int, to names: [String]) {
    var voices: [Int: [String]] = [:]
    let known = Dictionary(
      transcript.speakers.map { ($0.name, $0.channel) }, uniquingKeysWith: { first, _ in first })
    func leave(_ text: String) { transcript.notes.append(ImportNote(.leftOut, sound.path, text)) }
    let has = "the sound has \(channels) \(channels == 1 ? "channel" : "channels")"
    for name in names {
      let who = name.isEmpty ? "the speaker" : "'\(name)'"
      guard let channel = known[name] ?? nil else {
        leave("\(who) is on no channel of its own; \(has), and none is taken")
        continue
      }
      guard channel < channels else {
        leave("\(who) is on channel \(channel + 1), and \(has); left without sound")
        continue
      }
      voices[channel, default: []].append(name)
    }
    for (channel, names) in voices.sorted(by: { $0.key < $1.key }) {
      if names.count == 1 {
        sounds[names[0]] = channels == 1 ? .file(sound.url) : .channel(sound.url, channel)
      } else {
        leave("channel \(channel + 1) mixes \(names.joined(separator: ", ")): it is nobody's voice")
      }
    }
  }
}
