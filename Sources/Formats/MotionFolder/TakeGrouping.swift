import Foundation

/// Sorts the files of a folder into takes, by their names.
struct TakeGrouping {
  private let files: [FolderFile]
  private let options: MotionFolder.Options
  private var handles: [TakeHandle] = []
  private var notes: [ImportNote] = []

  /// Folders that sort a corpus by sort of file and not by take.
  static let sorting: Set<String> = [
    "smplxflame_30", "smplxflame", "smplx", "smplh", "motion", "npz", "npy", "wave16k", "wave", "wav", "wavs",
    "audio", "textgrid", "textgrids", "word", "text", "sem", "facial52", "face", "json", "csv", "livelink",
    "bvh", "footcontact", "blendshapes", "curves",
  ]
  /// What tells sound from motion at the end of names that are otherwise equal.
  private static let endings = [
    "_audio", "_speech", "_sound", "_voice", "_shapes", "_blendshapes", "_motion", "_face", "_curves",
  ]
  /// Motion that is derived from the motion beside it.
  private static let derived: Set<String> = ["footcontact", "weights"]

  init(_ files: [FolderFile], options: MotionFolder.Options) {
    self.files = files
    self.options = options
  }

  func listing() -> MotionFolder.Listing {
    var copy = self
    copy.sort()
    // Equal names are told apart by where their files lie, so that the order never rests on a dictionary's.
    let keyed = copy.handles.map { (key: ($0.id, $0.form.rawValue, $0.files.first?.path ?? ""), handle: $0) }
    copy.handles = keyed.sorted { $0.key < $1.key }.map(\.handle)
    return MotionFolder.Listing(handles: copy.handles, notes: copy.notes)
  }

  private func wants(_ form: MotionFolder.Form) -> Bool {
    options.form == nil ? form != .twoChannels : options.form == form
  }

  private mutating func sort() {
    if options.form == .twoChannels {
      for file in files where FolderFiles.audio.contains(file.kind) {
        guard let head = AudioHead(path: file.url.path), head.channels == 2 else {
          notes.append(ImportNote(.leftOut, file.path, "skipped, it has not two channels"))
          continue
        }
        var member = TakeHandle.Member()
        member.sounds = [file]
        let beside = files.filter { $0.folders == file.folders && $0.stem == file.stem && $0.kind == "json" }
        if let json = beside.first { member.texts["output.json"] = json }
        handles.append(TakeHandle(id: file.stem, form: .twoChannels, members: [member], options: options))
      }
      return
    }
    let seamless = SeamlessTake.handles(files, options: options)
    if wants(.seamless) { handles += seamless.handles }
    let duplex = DuplexTake.handles(seamless.rest, options: options)
    if wants(.duplex) { handles += duplex.handles }
    pair(duplex.rest)
  }

  private struct Key: Hashable, Comparable {
    var base: String
    var stem: String
    static func < (left: Key, right: Key) -> Bool { (left.base, left.stem) < (right.base, right.stem) }
  }

  private mutating func pair(_ files: [FolderFile]) {
    var groups: [Key: TakeHandle.Member] = [:]
    for file in files {
      var folders = file.folders
      let parent = folders.last?.lowercased() ?? ""
      if Self.sorting.contains(parent) || Self.derived.contains(parent) { folders.removeLast() }
      let key = Key(base: folders.joined(separator: "/"), stem: file.stem)
      Self.add(file, parent: parent, to: &groups[key, default: .init()])
    }
    let lists = names(in: &groups)
    join(&groups)
    var skipped: [String: [String]] = [:]
    let counts = groups.reduce(into: [String: Int]()) {
      if $1.value.hasMotion { $0[$1.key.stem, default: 0] += 1 }
    }
    for (key, member) in groups.sorted(by: { $0.key < $1.key }) {
      guard let form = form(of: member) else {
        for sound in member.sounds { skipped["without motion of their name", default: []].append(sound.path) }
        continue
      }
      guard wants(form) else { continue }
      guard !member.sounds.isEmpty else {
        for file in member.all { skipped["without audio of their name", default: []].append(file.path) }
        continue
      }
      var member = member
      member.id = Self.speaker(key.stem, form) ?? ""
      let isAlone = counts[key.stem] == 1
      let id = isAlone || key.base.isEmpty ? key.stem : "\(key.base)/\(key.stem)"
      handles.append(
        TakeHandle(
          id: id, form: form, members: [member], options: options,
          names: form == .curves ? lists[key.base] ?? [] : []))
    }
    for (reason, paths) in skipped.sorted(by: { $0.key < $1.key }) {
      let shown = paths.prefix(5).joined(separator: ", ")
      let more = paths.count > 5 ? " and \(paths.count - 5) more" : ""
      notes.append(ImportNote(.leftOut, shown + more, "skipped, \(reason)"))
    }
  }

  /// What the motion of a take is read from: the form that is asked for where it is there, else the richest.
  private func form(of member: TakeHandle.Member) -> MotionFolder.Form? {
    let present: [(form: MotionFolder.Form, files: [FolderFile])] = [
      (.smpl, member.archives), (.liveLink, member.tables), (.blendShapes, member.frames),
      (.curves, member.curves),
    ]
    let forms = present.filter { !$0.files.isEmpty }.map(\.form)
    return forms.first { $0 == options.form } ?? forms.first
  }

  private static func add(_ file: FolderFile, parent: String, to member: inout TakeHandle.Member) {
    switch file.kind {
    case "npz": member.archives.append(file)
    case "npy": if derived.contains(parent) { member.others.append(file) } else { member.curves.append(file) }
    case "csv":
      let head = String(decoding: FolderFiles.head(of: file.url, 64), as: UTF8.self).lowercased()
      if head.trimmingPrefix("\u{FEFF}").hasPrefix("timecode") { member.tables.append(file) }
    case "json":
      let head = String(decoding: FolderFiles.head(of: file.url, 4096), as: UTF8.self)
      if head.contains("\"names\"") || head.contains("\"weights\"") { member.frames.append(file) }
    case "textgrid": member.grids.append(file)
    case "bvh": member.others.append(file)
    case "txt": if parent == "sem" || parent == "text" { member.others.append(file) }
    case _ where FolderFiles.audio.contains(file.kind): member.sounds.append(file)
    default: break
    }
  }

  /// Takes lone arrays of texts out of the groups: the names of curves, by base folder.
  private func names(in groups: inout [Key: TakeHandle.Member]) -> [String: [URL]] {
    var lists: [String: [URL]] = [:]
    for (key, member) in groups.sorted(by: { $0.key < $1.key }) where member.sounds.isEmpty {
      let texts = member.curves.filter { file in
        let head = String(decoding: FolderFiles.head(of: file.url, 128), as: UTF8.self)
        return head.contains("'<U") || head.contains("'>U") || head.contains("'|S")
      }
      guard !texts.isEmpty else { continue }
      lists[key.base, default: []] += texts.map(\.url)
      groups[key]?.curves.removeAll { texts.contains($0) }
    }
    return lists
  }

  /// Brings sound and motion of unlike names together: equal but for an ending, or one name inside the other at
  /// an underscore (`bs_value_take.npy`, `take.wav`).
  private func join(_ groups: inout [Key: TakeHandle.Member]) {
    func bare(_ key: Key) -> Key {
      let ending = Self.endings.first { key.stem.lowercased().hasSuffix($0) && key.stem.count > $0.count }
      return ending.map { Key(base: key.base, stem: String(key.stem.dropLast($0.count))) } ?? key
    }
    var voices: [Key: [Key]] = [:]
    for (key, member) in groups where !member.sounds.isEmpty && !member.hasMotion {
      voices[key, default: []].append(key)
      if bare(key) != key { voices[bare(key), default: []].append(key) }
    }
    var claims: [Key: [Key]] = [:]
    for (key, member) in groups.sorted(by: { $0.key < $1.key })
    where member.sounds.isEmpty && member.hasMotion {
      var candidates = [key, bare(key)]
      let parts = key.stem.split(separator: "_", omittingEmptySubsequences: false)
      for count in stride(from: parts.count - 1, to: 0, by: -1) where parts.count <= 64 {
        candidates.append(Key(base: key.base, stem: parts.suffix(count).joined(separator: "_")))
        candidates.append(Key(base: key.base, stem: parts.prefix(count).joined(separator: "_")))
      }
      if let voice = candidates.lazy.compactMap({ voices[$0] }).first, voice.count == 1 {
        claims[voice[0], default: []].append(key)
      }
    }
    // A sound that two motions claim belongs to neither for certain.
    for (voice, motions) in claims where motions.count == 1 {
      guard let motion = groups.removeValue(forKey: motions[0]), var whole = groups[voice] else { continue }
      whole.archives += motion.archives
      whole.tables += motion.tables
      whole.frames += motion.frames
      whole.curves += motion.curves
      whole.grids += motion.grids
      whole.others += motion.others
      groups[voice] = whole
    }
  }

  /// `2_scott_0_1_1`, BEAT's names: number, speaker and three more numbers.
  private static func speaker(_ stem: String, _ form: MotionFolder.Form) -> String? {
    guard form == .smpl || form == .blendShapes else { return nil }
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[1].contains(where: \.isLetter),
      [0, 2, 3, 4].allSatisfy({ !parts[$0].isEmpty && parts[$0].allSatisfy(\.isNumber) })
    else { return nil }
    return String(parts[1])
  }
}
