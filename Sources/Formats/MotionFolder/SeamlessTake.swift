import Conversation
import Foundation
import Motion

/// Takes of Seamless Interaction: one set of files for each participant, `V<vendor>_S<session>_I<interaction>_P<participant>`.
///
/// Both layouts are read: siblings of one stem (`.wav`, `.json`, `.npz`), and folders by sort (`audio`,
/// `transcript`, `vad`, `smplh/body_pose` …). Participants of one interaction are on one clock.
enum SeamlessTake {
  /// What the corpus documents for its arrays.
  private static let documented = FrameRate(frames: 30)
  private static let annotations: Set<String> = ["1p-is", "1p-r", "3p-is", "3p-r", "3p-v"]

  /// The takes among some files, and the files that belong to none.
  static func handles(_ files: [FolderFile], options: MotionFolder.Options) -> (
    handles: [TakeHandle], rest: [FolderFile]
  ) {
    var takes: [String: [String: TakeHandle.Member]] = [:]
    var rest: [FolderFile] = []
    for file in files {
      guard let (interaction, participant) = names(file.stem) else {
        rest.append(file)
        continue
      }
      add(file, to: &takes[interaction, default: [:]][participant, default: .init(id: participant)])
    }
    let handles = takes.map { id, members in
      TakeHandle(
        id: id, form: .seamless, members: members.sorted { $0.key < $1.key }.map(\.value), options: options)
    }
    return (handles, rest)
  }

  /// `V00_S0809_I00000582_P0947` as `V00_S0809_I00000582` and `P0947`; a participant may carry a letter.
  static func names(_ stem: String) -> (interaction: String, participant: String)? {
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    for (part, letter) in zip(parts, "VSIP") {
      let digits = part.dropFirst().utf8
      let core =
        letter == "P" && (digits.last.map { $0 >= 0x41 && $0 <= 0x5A } ?? false) ? digits.dropLast() : digits
      guard part.first == letter, !core.isEmpty, core.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
        return nil
      }
    }
    return (parts[0..<3].joined(separator: "_"), String(parts[3]))
  }

  private static func add(_ file: FolderFile, to member: inout TakeHandle.Member) {
    let parent = file.folders.last?.lowercased() ?? ""
    func put(_ key: String) {
      if member.texts[key] == nil { member.texts[key] = file } else { member.others.append(file) }
    }
    switch file.kind {
    case "npz": member.archives.append(file)
    case "json": if annotations.contains(parent) { member.others.append(file) } else { put("metadata") }
    case "jsonl":
      if parent == "transcript" || parent == "vad" { put(parent) } else { member.others.append(file) }
    case "npy":
      let collection = file.folders.dropLast().last?.lowercased() ?? ""
      let key = "\(collection):\(file.folders.last?.replacingOccurrences(of: "-", with: "_") ?? "")"
      if member.arrays[key] == nil { member.arrays[key] = file } else { member.others.append(file) }
    case _ where FolderFiles.audio.contains(file.kind): member.sounds.append(file)
    default: member.others.append(file)
    }
  }

  /// Reads all participants.
  static func read(_ handle: TakeHandle) throws(FormatsError) -> PairedTake {
    var take = PairedTake(id: handle.id)
    for member in handle.members {
      take.participants.append(try participant(member, handle: handle, notes: &take.notes))
    }
    if take.participants.count == 1 {
      take.notes.append(ImportNote(.missing, handle.id, "the other participant"))
    }
    if take.participants.filter({ $0.performance != nil }).count > 1 {
      take.notes.append(
        ImportNote(
          .missing, handle.id, "where the participants stand to each other: each has coordinates of its own"))
    }
    return take
  }

  private static func participant(_ member: TakeHandle.Member, handle: TakeHandle, notes: inout [ImportNote])
    throws(FormatsError) -> PairedTake.Participant
  {
    let place = "\(handle.id)_\(member.id)"
    var participant = PairedTake.Participant(id: member.id)
    if let sound = member.sounds.first {
      participant.sound = .init(file: sound.url, seconds: AudioHead(path: sound.url.path)?.seconds)
    } else {
      notes.append(ImportNote(.missing, place, "the sound"))
    }
    var words = SeamlessTranscript(participant: member.id, id: place)
    if let file = member.texts["metadata"] {
      try words.read(document: FolderFiles.text(of: file.url), file: FolderFiles.name(file.url))
    }
    for list in [SeamlessTranscript.List.transcript, .vad] {
      guard let file = member.texts[list.rawValue] else { continue }
      if words.found.contains(list) {
        notes.append(
          ImportNote(.read, file.path, "not used: another file has the participant's \(list.rawValue)"))
        continue
      }
      try words.read(
        lines: FolderFiles.text(of: file.url), list, file: "\(list.rawValue)/\(FolderFiles.name(file.url))")
    }
    if words.found.contains(.transcript) || words.found.contains(.vad) {
      participant.words = .transcript(words.transcript)
    }
    for list in [SeamlessTranscript.List.transcript, .vad] where !words.found.contains(list) {
      notes.append(ImportNote(.missing, place, list == .vad ? "voice activity" : "the transcript"))
    }

    let shelf: ArrayShelf?
    if let file = member.archives.first {
      let name = FolderFiles.name(file.url)
      shelf = ArrayShelf(try NPZArchive(FolderFiles.bytes(of: file.url), file: name), file: name)
    } else if !member.arrays.isEmpty {
      shelf = ArrayShelf(member.arrays.mapValues(\.url), file: place)
    } else {
      shelf = nil
    }
    if let shelf, shelf.names.contains("smplh:body_pose") {
      let timing = TrackTiming(
        given: handle.options.rate, seconds: participant.sound?.seconds, documented: documented)
      let motion = try SMPLMotion(shelf, timing: timing)
      participant.performance = motion.track
      notes += motion.notes
      noteRest(shelf, &notes)
    } else {
      notes.append(ImportNote(.missing, place, "the motion"))
    }
    let left = member.others + member.archives.dropFirst() + member.sounds.dropFirst()
    for file in left.sorted(by: { $0.path < $1.path }) {
      notes.append(ImportNote(.read, file.path, "belongs to the take; not used"))
    }
    return participant
  }

  private static func noteRest(_ shelf: ArrayShelf, _ notes: inout [ImportNote]) {
    let used: Set<String> = ["movement:expression", "movement:FAUValue", "movement:is_valid"]
    let rest = shelf.names.filter { !$0.hasPrefix("smplh:") && !used.contains($0) }
    guard !rest.isEmpty else { return }
    notes.append(
      ImportNote(
        .read, shelf.file, "not used, estimates of other models: \(rest.sorted().joined(separator: ", "))"))
  }
}
