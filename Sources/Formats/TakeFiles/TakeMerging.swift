import Motion

extension TakeFile {
  /// Files of one take may differ in length by so many seconds.
  static let lengthTolerance = 0.5

  /// One track of several files of a take: face and body.
  ///
  /// Each file brings its channels. Of a channel that two bring, that which moves is kept; where both move, rotations
  /// and displacements are the skeleton's and weights the other's. Shorter files hold their last frame.
  ///
  /// - Throws: ``FormatsError`` when the files are not of one rate, or differ in length by more than half a second.
  public static func merged(_ files: [(name: String, file: TakeFile)]) throws(FormatsError) -> TakeFile {
    guard var result = files.first?.file, let first = files.first else {
      throw .unreadable(file: "take", reason: "it has no files")
    }
    guard files.count > 1 else { return result }
    var owners: [String: Int] = [:]
    var channels: [Channel] = []
    var notes = files.flatMap(\.file.notes)
    for (index, entry) in files.enumerated() {
      let difference = abs(entry.file.track.duration.seconds - first.file.track.duration.seconds)
      guard entry.file.track.rate == first.file.track.rate, difference <= lengthTolerance else {
        throw .unsupported(
          file: entry.name, place: "length",
          reason: "it differs from \(first.name) by \(TrackTiming.number(difference)) s, or in its rate",
          cure: "bring files that were recorded together")
      }
      for channel in entry.file.track.layout.channels {
        guard let owner = owners[channel.name] else {
          owners[channel.name] = index
          channels.append(channel)
          continue
        }
        let isOurs = wins(entry.file, over: files[owner].file, channel)
        if isOurs { owners[channel.name] = index }
        let kept = isOurs ? index : owner
        let other = isOurs ? owner : index
        notes.append(
          ImportNote(.leftOut, files[other].name, "'\(channel.name)', which \(files[kept].name) brings too"))
      }
    }
    let eyes = Self.surplusGaze(files, owners)
    for (channel, reason) in eyes {
      notes.append(
        ImportNote(.leftOut, files[owners[channel.name] ?? 0].name, "'\(channel.name)', \(reason)"))
    }
    channels.removeAll { channel in eyes.contains { $0.channel == channel } }
    // A name may be of another kind in the other file: the kind is its owner's.
    channels = channels.map { channel in
      owners[channel.name].flatMap { files[$0].file.track.layout[channel.name] } ?? channel
    }
    let layout = ChannelLayout(channels)
    let count = files.map(\.file.track.frameCount).max() ?? 0
    var track = Track(layout: layout, rate: first.file.track.rate, frameCount: count)
    for (channel, offset) in zip(layout.channels, layout.offsets) {
      guard let owner = owners[channel.name],
        let from = files[owner].file.track.layout.offset(of: channel.name)
      else { continue }
      let source = files[owner].file.track
      guard source.frameCount > 0 else { continue }
      for frame in 0..<count {
        let row = min(frame, source.frameCount - 1)
        for part in 0..<channel.kind.width { track[frame, offset + part] = source[row, from + part] }
      }
    }
    for entry in files where entry.file.track.frameCount < count {
      notes.append(
        ImportNote(
          .repaired, entry.name,
          "its last frame is held for \(count - entry.file.track.frameCount) frames, to the end of the longest file"
        ))
    }
    result.track = track
    result.notes = notes
    result.isSkeleton = files.contains { $0.file.isSkeleton }
    return result
  }

  /// Gaze comes as angles or as turns of the eye joints, and where both are there a rig shows the turns alone. Of
  /// files that bring one each, the one that moves is kept, and the joints where both do.
  private static func surplusGaze(
    _ files: [(name: String, file: TakeFile)], _ owners: [String: Int]
  ) -> [(channel: Channel, reason: String)] {
    func held(_ channels: [Channel]) -> [(channel: Channel, owner: Int)] {
      channels.compactMap { channel in
        owners[channel.name].flatMap {
          files[$0].file.track.layout[channel.name] == channel ? (channel, $0) : nil
        }
      }
    }
    let joints = held([.rotation(of: .leftEye), .rotation(of: .rightEye)])
    let angles = held([.gazeYaw, .gazePitch])
    guard let joint = joints.first, let angle = angles.first, joint.owner != angle.owner else { return [] }
    func moves(_ list: [(channel: Channel, owner: Int)]) -> Bool {
      list.contains { files[$0.owner].file.moves($0.channel.name) }
    }
    if moves(joints) {
      let reason = "for the eye joints of \(files[joint.owner].name) turn"
      return angles.map { ($0.channel, reason) }
    }
    let reason = "which never turns, for \(files[angle.owner].name) brings the gaze"
    return joints.map { ($0.channel, reason) }
  }

  private static func wins(_ new: TakeFile, over old: TakeFile, _ channel: Channel) -> Bool {
    let (moves, moved) = (new.moves(channel.name), old.moves(channel.name))
    if moves != moved { return moves }
    let isBody = channel.kind == .rotation || channel.kind == .translation
    return isBody ? new.isSkeleton && !old.isSkeleton : !new.isSkeleton && old.isSkeleton
  }

  private func moves(_ name: String) -> Bool {
    guard let channel = track.layout[name], let offset = track.layout.offset(of: name) else { return false }
    // What is retargeted trembles in its last digits; a turn of less than 0.02° is none.
    let still: Float = channel.kind == .rotation ? 2e-4 : 0
    return (1..<max(1, track.frameCount)).contains { frame in
      (0..<channel.kind.width).contains { part in
        abs(track[frame, offset + part] - track[0, offset + part]) > still
      }
    }
  }
}
