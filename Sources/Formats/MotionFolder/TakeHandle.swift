import Conversation
public import Foundation
import Motion
import Rigging

/// A take that was found in a folder and is not read yet.
public struct TakeHandle: Sendable {
  /// Somebody's files in it.
  struct Member: Sendable {
    var id = ""
    var sounds: [FolderFile] = []
    var archives: [FolderFile] = []
    var tables: [FolderFile] = []
    var frames: [FolderFile] = []
    var curves: [FolderFile] = []
    var grids: [FolderFile] = []
    /// Transcript, voice activity, annotations: by what they are.
    var texts: [String: FolderFile] = [:]
    /// Arrays of a file each, by `collection:field`.
    var arrays: [String: FolderFile] = [:]
    /// Known and not read here.
    var others: [FolderFile] = []

    var all: [FolderFile] {
      sounds + archives + tables + frames + curves + grids + texts.values + arrays.values + others
    }
    var hasMotion: Bool { !archives.isEmpty || !tables.isEmpty || !frames.isEmpty || !curves.isEmpty }
  }

  /// Name of the take.
  public let id: String
  /// What it is made of.
  public let form: MotionFolder.Form
  let members: [Member]
  let options: MotionFolder.Options
  /// Arrays of texts beside it, where curves look for their names.
  var names: [URL] = []

  /// The files that it is made of, in order.
  public var files: [URL] { Set(members.flatMap(\.all)).sorted { $0.path < $1.path }.map(\.url) }

  /// Reads the take: motion and words into values, sounds as places.
  ///
  /// - Throws: ``FormatsError`` of the file that is broken; other takes of the folder are not touched by it.
  public func read() throws(FormatsError) -> PairedTake {
    var take: PairedTake
    switch form {
    case .seamless: take = try SeamlessTake.read(self)
    case .duplex, .twoChannels: take = try DuplexTake.read(self)
    case .smpl, .liveLink, .blendShapes, .curves: take = try readPair()
    }
    guard let map = options.map else { return take }
    let shares = TargetShares(map.channels)
    for index in take.participants.indices {
      guard var track = take.participants[index].performance else { continue }
      shares.apply(to: &track, file: id, notes: &take.notes)
      shares.rename(&track, file: id, notes: &take.notes)
      take.participants[index].performance = track
    }
    return take
  }

  private func readPair() throws(FormatsError) -> PairedTake {
    var take = PairedTake(id: id)
    guard let member = members.first else { return take }
    var participant = PairedTake.Participant(id: member.id)
    if let sound = member.sounds.first {
      participant.sound = .init(file: sound.url, seconds: AudioHead(path: sound.url.path)?.seconds)
    } else {
      take.notes.append(ImportNote(.missing, id, "the sound"))
    }
    if let grid = member.grids.first { participant.words = .textGrid(grid.url) }
    let timing = TrackTiming(given: options.rate, seconds: participant.sound?.seconds)
    let (track, motion) = try Self.motion(of: member, form: form, timing: timing, handle: self, &take.notes)
    participant.performance = track
    var left = member.others
    for list in [
      member.sounds, member.archives, member.tables, member.frames, member.curves, member.grids,
    ] where !list.isEmpty {
      left += list.filter { $0 != motion && $0 != member.sounds.first && $0 != member.grids.first }
    }
    for file in left.sorted(by: { $0.path < $1.path }) { take.notes.append(Self.note(on: file)) }
    take.participants = [participant]
    return take
  }

  private static func motion(
    of member: Member, form: MotionFolder.Form, timing: TrackTiming, handle: TakeHandle,
    _ notes: inout [ImportNote]
  ) throws(FormatsError) -> (Track?, FolderFile?) {
    switch form {
    case .smpl:
      guard let file = member.archives.first else { return (nil, nil) }
      let name = FolderFiles.name(file.url)
      let archive = try NPZArchive(FolderFiles.bytes(of: file.url), file: name)
      let motion = try SMPLMotion(ArrayShelf(archive, file: name), timing: timing)
      notes += motion.notes
      return (motion.track, file)
    case .liveLink:
      guard let file = member.tables.first else { return (nil, nil) }
      let name = FolderFiles.name(file.url)
      let table = try LiveLinkTake(FolderFiles.text(of: file.url), file: name)
      let rate = timing.given ?? .fps60
      let resampled = try table.resampled(to: rate)
      notes += resampled.notes.map { ImportNote(sort(of: $0), name, $0) }
      if let note = timing.lengthNote(resampled.track, file: name) { notes.append(note) }
      return (resampled.track, file)
    case .blendShapes:
      guard let file = member.frames.first else { return (nil, nil) }
      let name = FolderFiles.name(file.url)
      let frames = try BlendShapeFrames(FolderFiles.text(of: file.url), file: name)
      let (track, said) = try frames.resampled(timing)
      notes += said
      return (track, file)
    case .curves:
      guard let file = member.curves.first else { return (nil, nil) }
      let (track, said) = try CurveTable.read(file.url, handle: handle, timing: timing)
      notes += said
      return (track, file)
    case .seamless, .duplex, .twoChannels: return (nil, nil)
    }
  }

  /// Live Link tables speak in sentences; those that tell of something absent or bridged are sorted so.
  private static func sort(of note: String) -> ImportNote.Sort {
    if note.hasPrefix("the largest gap") { return .repaired }
    return ["without shapes", "no head angles", "all head angles"].contains { note.hasPrefix($0) }
      ? .missing : .read
  }

  private static func note(on file: FolderFile) -> ImportNote {
    switch file.kind {
    case "bvh": ImportNote(.leftOut, file.path, "motion as BVH, to be imported as a take of its own")
    case "txt": ImportNote(.read, file.path, "annotation of its makers; not used")
    default: ImportNote(.read, file.path, "belongs to the take; not used")
    }
  }
}
