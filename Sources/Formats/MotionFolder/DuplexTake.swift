import Conversation
import Foundation
import Motion

/// Two-party tests of speaking agents: the user's sound and the agent's answer on one clock, with timed JSON
/// beside them (Full-Duplex-Bench).
///
/// Files are `input` and `output`, alone in a folder of their own or behind a common stem (`take_input.wav`).
/// `…input.json` and `…output.json` hold `{text, chunks[] {text, timestamp [start, end]}}`, `…interrupt.json` a list
/// of `{context, interrupt, timestamp}`: what the user says first, and with what they interrupt.
enum DuplexTake {
  static let user = "user"
  static let agent = "agent"

  /// The takes among some files, and the files that belong to none.
  static func handles(_ files: [FolderFile], options: MotionFolder.Options) -> (
    handles: [TakeHandle], rest: [FolderFile]
  ) {
    struct Key: Hashable {
      var folders: [String]
      var stem: String
    }
    func split(_ file: FolderFile) -> (Key, String)? {
      let name = file.stem.lowercased()
      for role in ["input", "output", "interrupt"] where name == role || name.hasSuffix("_" + role) {
        return (Key(folders: file.folders, stem: String(file.stem.dropLast(role.count))), role)
      }
      return nil
    }
    var sounds: [Key: [String: FolderFile]] = [:]
    for file in files where FolderFiles.audio.contains(file.kind) {
      if let (key, role) = split(file), sounds[key]?[role] == nil { sounds[key, default: [:]][role] = file }
    }
    sounds = sounds.filter { $0.value["input"] != nil && $0.value["output"] != nil }
    var texts: [Key: [String: FolderFile]] = [:]
    var rest: [FolderFile] = []
    for file in files {
      guard let (key, role) = split(file), let pair = sounds[key] else {
        rest.append(file)
        continue
      }
      if file.kind == "json" { texts[key, default: [:]]["\(role).json"] = file }
      if file.kind != "json", pair[role] != file { rest.append(file) }
    }
    let handles = sounds.map { key, pair in
      let stem = key.stem.hasSuffix("_") ? String(key.stem.dropLast()) : key.stem
      let id =
        stem.isEmpty
        ? key.folders.last ?? "take"
        : key.folders.isEmpty ? stem : "\(key.folders[key.folders.count - 1])/\(stem)"
      var input = TakeHandle.Member(id: user)
      var output = TakeHandle.Member(id: agent)
      input.sounds = [pair["input"]].compactMap { $0 }
      output.sounds = [pair["output"]].compactMap { $0 }
      input.texts = texts[key, default: [:]].filter { $0.key != "output.json" }
      output.texts = texts[key, default: [:]].filter { $0.key == "output.json" }
      return TakeHandle(id: id, form: .duplex, members: [input, output], options: options)
    }
    return (handles, rest)
  }

  /// Reads both sides.
  static func read(_ handle: TakeHandle) throws(FormatsError) -> PairedTake {
    var take = PairedTake(id: handle.id)
    var words: [String: Transcript] = [:]
    for member in handle.members {
      for (key, file) in member.texts.sorted(by: { $0.key < $1.key }) {
        let name = FolderFiles.name(file.url)
        let speaker = key == "output.json" ? agent : user
        var transcript = words[speaker] ?? Transcript(id: handle.id, speakers: [.init(name: speaker)])
        let bytes = try FolderFiles.text(of: file.url)
        if key == "interrupt.json" {
          try addInterruptions(bytes, to: &transcript, file: name)
        } else {
          try addChunks(bytes, to: &transcript, file: name)
        }
        words[speaker] = transcript
      }
    }
    for (index, name) in [user, agent].enumerated() {
      var participant = PairedTake.Participant(id: name, role: name == agent ? .character : .partner)
      let isSplit = handle.form == .twoChannels
      let sound = isSplit ? handle.members.first?.sounds.first : handle.members[index].sounds.first
      if let sound {
        participant.sound = .init(
          file: sound.url, channel: isSplit ? index : nil,
          seconds: AudioHead(path: sound.url.path)?.seconds)
      }
      if let transcript = words[name] {
        participant.words = .transcript(transcript)
      } else {
        take.notes.append(ImportNote(.missing, handle.id, "words of the \(name)"))
      }
      take.participants.append(participant)
    }
    if handle.form == .twoChannels {
      take.notes.append(
        ImportNote(.assumed, handle.id, "the left channel is the user's and the right one the agent's"))
    }
    let lengths = take.participants.compactMap { $0.sound?.seconds }
    if lengths.count == 2, abs(lengths[0] - lengths[1]) > TrackTiming.tolerance {
      take.notes.append(
        ImportNote(
          .read, handle.id,
          "sounds of \(TrackTiming.number(lengths[0])) s (user) and \(TrackTiming.number(lengths[1])) s (agent); kept"
        ))
    }
    return take
  }

  private static func malformed(_ file: String, _ place: String, _ reason: String) -> FormatsError {
    .malformed(file: file, place: place, reason: reason, cure: "correct it there or write the file again")
  }

  /// Timed words of a speech recogniser.
  static func addChunks(_ bytes: Data, to transcript: inout Transcript, file: String) throws(FormatsError) {
    let value = try JSONValue(parsing: bytes, file: file, place: "document")
    guard let chunks = value["chunks"]?.array else {
      throw malformed(file, "chunks", "there is no such list")
    }
    let speaker = transcript.speakers.first?.name ?? ""
    for (index, chunk) in chunks.enumerated() {
      let place = "chunks[\(index)]"
      guard let text = chunk["text"]?.string else { throw malformed(file, place, "text is missing") }
      guard let (start, end) = try times(chunk, file: file, place: place) else {
        throw malformed(file, place, "timestamp is missing")
      }
      if end == nil {
        transcript.notes.append(
          ImportNote(.repaired, file, "\(place): its end is not told; it ends where it starts"))
      }
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !trimmed.isEmpty else { continue }
      transcript.lanes[speaker, default: .init()].words.append(
        Transcript.Span(trimmed, start: start, end: end ?? start))
    }
    // Lanes are in order of start; a recogniser's seldom are not.
    transcript.lanes[speaker]?.words.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    if chunks.isEmpty { transcript.notes.append(ImportNote(.missing, file, "words: its list is empty")) }
  }

  /// What the user says: a first request without times, and an interruption with them.
  static func addInterruptions(_ bytes: Data, to transcript: inout Transcript, file: String)
    throws(FormatsError)
  {
    let value = try JSONValue(parsing: bytes, file: file, place: "document")
    guard let rows = value.array ?? value.object.map({ [.object($0)] }) else {
      throw malformed(file, "document", "it is no list")
    }
    let speaker = transcript.speakers.first?.name ?? ""
    for (index, row) in rows.enumerated() {
      let place = "entry \(index + 1)"
      guard row.object != nil else { throw malformed(file, place, "it is no object") }
      if let context = row["context"]?.string, !context.isEmpty {
        transcript.turns.append(Transcript.Turn(speaker: speaker, text: context))
        transcript.notes.append(ImportNote(.missing, file, "\(place): the time of its context"))
      }
      guard let text = row["interrupt"]?.string, let (start, end) = try times(row, file: file, place: place)
      else {
        throw malformed(file, place, "interrupt or timestamp is missing")
      }
      transcript.turns.append(Transcript.Turn(speaker: speaker, text: text, start: start, end: end))
    }
  }

  private static func times(_ row: JSONValue, file: String, place: String) throws(FormatsError) -> (
    start: MediaTime, end: MediaTime?
  )? {
    guard let pair = row["timestamp"]?.array, pair.count == 2 else { return nil }
    guard let first = pair[0].double, first >= 0, let start = MediaTime(seconds: first) else {
      throw malformed(file, "\(place).timestamp", "its start is no time from 0 s on")
    }
    if pair[1] == .null { return (start, nil) }
    guard let second = pair[1].double, let end = MediaTime(seconds: second) else {
      throw malformed(file, "\(place).timestamp", "its end is no time")
    }
    guard end >= start else {
      throw malformed(file, "\(place).timestamp", "it ends at \(second) s, before it starts at \(first) s")
    }
    return (start, end)
  }
}
