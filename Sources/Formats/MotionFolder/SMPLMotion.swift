import Motion

/// Motion of an SMPL body as a track: joints as humanoid bones, the root's travel, numbers of the face.
///
/// Reads what BEAT2, AMASS and Seamless Interaction write: a whole pose vector `poses`, or the parts of one.
struct SMPLMotion {
  /// The track; `nil` when the arrays hold no frames, or none that is valid.
  var track: Track?
  /// How it was read.
  var notes: [ImportNote] = []

  private static let weights: [(key: String, prefix: String)] = [
    ("expressions", "flame.expression"), ("expression", "flame.expression"),
    ("movement:expression", "movement.expression"), ("movement:FAUValue", "movement.FAUValue"),
  ]
  private static let rates = ["mocap_frame_rate", "mocap_framerate", "frame_rate", "framerate", "fps"]

  private struct Part {
    var table: ArrayShelf.Table
    var bones: [HumanoidBone?]
  }

  /// Reads the arrays.
  ///
  /// - Throws: ``FormatsError`` when no pose is among them, one is of a width that no model has, a valid frame
  ///   holds a number that is not finite, or the take is longer than the limits.
  init(_ shelf: ArrayShelf, timing: TrackTiming) throws(FormatsError) {
    var parts: [Part] = []
    let model = try Self.parts(of: shelf, into: &parts, notes: &notes)
    guard !parts.isEmpty else {
      throw .unsupported(
        file: shelf.file, place: "arrays", reason: "there is no body pose among \(shelf.names.prefix(12))",
        cure: "save poses, or body_pose and global_orient, in axis-angle")
    }
    var travel = try shelf.table(["trans", "transl"])
    if let table = travel, table.rows > 0, table.width != 3 {
      throw .malformed(
        file: shelf.file, place: "array '\(table.name)'", reason: "\(table.width) numbers a frame",
        cure: "save x, y and z")
    }
    if travel == nil { notes.append(Self.noTravel(shelf)) }
    var faces: [(prefix: String, table: ArrayShelf.Table)] = []
    for (key, prefix) in Self.weights where faces.allSatisfy({ $0.prefix != prefix }) {
      // One row for a whole take is a constant of the model, not motion.
      if let table = try shelf.table([key]), table.width > 0, table.rows > 1 || parts[0].table.rows <= 1 {
        faces.append((prefix, table))
      }
    }

    let lengths = parts.map(\.table.rows) + (travel.map { [$0.rows] } ?? []) + faces.map(\.table.rows)
    let frames = lengths.min() ?? 0
    guard frames > 0 else {
      notes.append(ImportNote(.missing, shelf.file, "the motion: its arrays hold no frames"))
      return
    }
    if let longest = lengths.max(), longest > frames {
      notes.append(
        ImportNote(.repaired, shelf.file, "arrays of \(frames) to \(longest) frames; cut to the shortest"))
    }
    let (rate, rateNote) = try timing.rate(stated: shelf.scalar(Self.rates), frames: frames, file: shelf.file)
    notes.append(rateNote)

    let masks = (
      body: try Self.mask(["smplh:is_valid"], shelf, frames),
      face: try Self.mask(["movement:is_valid"], shelf, frames)
    )
    if let mask = masks.body, !mask.contains(true) {
      notes.append(ImportNote(.missing, shelf.file, "the motion: none of \(frames) frames is marked valid"))
      return
    }
    if let mask = masks.face, !mask.contains(true), faces.contains(where: { $0.prefix.hasPrefix("movement") })
    {
      notes.append(ImportNote(.missing, shelf.file, "the face: none of its frames is marked valid"))
      faces.removeAll { $0.prefix.hasPrefix("movement") }
    }

    var channels: [Channel] = []
    for part in parts { channels += part.bones.compactMap { $0 }.map { .rotation(of: $0) } }
    let rotations = channels.count
    if travel != nil { channels.append(.translation(of: .hips)) }
    let bodyCount = channels.count
    for face in faces {
      let digits = String(face.table.width - 1).count
      for index in 0..<face.table.width {
        let number = String(index)
        let zeros = String(repeating: "0", count: max(3, digits) - number.count)
        channels.append(.weight("\(face.prefix).\(zeros)\(number)"))
      }
    }
    let layout = ChannelLayout(channels)
    try MotionFolder.checkSize(
      channels: layout.channels.count, width: layout.width, frames: frames, rate: rate, file: shelf.file)
    var track = Track(layout: layout, rate: rate, frameCount: frames)
    try Self.fill(&track, parts, valid: masks.body, file: shelf.file)
    let correction = Self.turnUpright(&track, valid: masks.body, file: shelf.file, notes: &notes)
    if let table = travel {
      travel = nil
      try Self.move(&track, by: table, correction, valid: masks.body, file: shelf.file)
      notes.append(
        ImportNote(.assumed, shelf.file, "the hips' displacement is counted from its median over the take"))
    }
    var column = bodyCount
    var faceStart = layout.channels.count
    for face in faces {
      let isMovement = face.prefix.hasPrefix("movement")
      if isMovement { faceStart = min(faceStart, column) }
      let valid = isMovement ? masks.face : masks.body
      try Self.copy(face.table, to: &track, channel: column, valid: valid, file: shelf.file)
      column += face.table.width
      let last = face.table.width - 1
      notes.append(
        ImportNote(
          .read, shelf.file,
          "'\(face.table.name)': \(face.table.width) numbers of its makers' face model, kept as \(face.prefix).000 to \(last)"
        ))
    }
    bridge(&track, masks.body, 0..<(masks.body == nil ? 0 : faceStart), "body", shelf.file)
    bridge(&track, masks.face, faceStart..<layout.channels.count, "face", shelf.file)
    FrameBridge.unwind(&track)
    let gender = try shelf.text(["gender"]).map { ", gender \($0)" } ?? ""
    notes.insert(
      ImportNote(
        .read, shelf.file,
        "\(model) pose\(gender): \(frames) frames, \(rotations) bones, \(layout.channels.count) channels"),
      at: 0)
    noteFingers(parts, shelf)
    if let note = timing.lengthNote(track, file: shelf.file) { notes.append(note) }
    self.track = track
  }

  private static func parts(of shelf: ArrayShelf, into parts: inout [Part], notes: inout [ImportNote])
    throws(FormatsError) -> String
  {
    if let table = try shelf.table(["poses", "pose"]) {
      guard let whole = SMPLSkeleton.whole(table.rows == 0 ? 165 : table.width) else {
        throw .unsupported(
          file: shelf.file, place: "array '\(table.name)'", reason: "\(table.width) numbers a frame",
          cure: "axis-angle poses of SMPL-X (165), SMPL-H (156), SMPL (72) or the body (66) are read")
      }
      parts = [Part(table: table, bones: whole.bones)]
      return whole.name
    }
    for (keys, choices) in SMPLSkeleton.parts {
      guard let table = try shelf.table(keys) else { continue }
      let known = Set(parts.flatMap { $0.bones.compactMap { $0 } })
      if choices.joined().contains(where: { $0.map(known.contains) ?? false }) {
        notes.append(
          ImportNote(.read, shelf.file, "'\(table.name)': not used, its joints came from another array"))
      } else if table.rows == 0 {
        parts.append(Part(table: table, bones: choices[0]))
      } else if let bones = choices.first(where: { $0.count * 3 == table.width }) {
        parts.append(Part(table: table, bones: bones))
      } else if keys.contains(where: { $0.contains("hand") }) {
        notes.append(
          ImportNote(
            .leftOut, shelf.file,
            "'\(table.name)': \(table.width) numbers a frame are components of the model's own, not angles"))
      } else {
        throw .unsupported(
          file: shelf.file, place: "array '\(table.name)'", reason: "\(table.width) numbers a frame",
          cure: "save axis-angle, three numbers a joint")
      }
    }
    guard parts.contains(where: { $0.bones.count > 15 }) else {
      parts = []
      return ""
    }
    return parts.contains { $0.bones.first == .jaw } ? "SMPL-X" : "SMPL-H"
  }

  private static func noTravel(_ shelf: ArrayShelf) -> ImportNote {
    shelf.names.contains("smplh:translation")
      ? ImportNote(
        .missing, shelf.file,
        "a displacement in metres: 'smplh:translation' is a camera's place for each frame, in no stated unit")
      : ImportNote(.missing, shelf.file, "the hips' displacement")
  }

  /// Flags of the frames that are valid; `nil` where no such array is there.
  static func mask(_ keys: [String], _ shelf: ArrayShelf, _ frames: Int) throws(FormatsError) -> [Bool]? {
    guard let table = try shelf.table(keys) else { return nil }
    guard table.width == 1, table.rows >= frames else {
      throw .malformed(
        file: shelf.file, place: "array '\(table.name)'",
        reason: "\(table.rows) rows of \(table.width) for \(frames) frames",
        cure: "save one flag for each frame")
    }
    return table.values.prefix(frames).map { $0 > 0.5 }
  }

  private static func fill(_ track: inout Track, _ parts: [Part], valid: [Bool]?, file: String)
    throws(FormatsError)
  {
    for part in parts {
      for (joint, bone) in part.bones.enumerated() {
        guard let bone, let offset = track.layout.offset(of: Channel.rotation(of: bone).name) else {
          continue
        }
        for frame in 0..<track.frameCount {
          let at = frame * part.table.width + joint * 3
          guard let turn = RotationForm.axisAngle.rotation(part.table.values, at: at) else {
            if valid?[frame] == false { continue }
            throw notFinite(part.table.name, frame, "joint \(joint + 1)", file)
          }
          for axis in 0..<4 { track[frame, offset + axis] = turn.vector[axis] }
        }
      }
    }
  }

  /// The error of a frame that holds no number, or no rotation.
  static func notFinite(_ name: String, _ frame: Int, _ what: String, _ file: String) -> FormatsError {
    .malformed(
      file: file, place: "array '\(name)', frame \(frame)", reason: "\(what) is not a finite number",
      cure: "mark the frame as not valid or fill it")
  }

  /// Turns the root to +Y up; returns what it was turned by.
  static func turnUpright(
    _ track: inout Track, valid: [Bool]?, file: String, notes: inout [ImportNote]
  ) -> Quaternion {
    let name = Channel.rotation(of: .hips).name
    guard let roots = track.rotations(name), let offset = track.layout.offset(of: name) else {
      notes.append(ImportNote(.missing, file, "the root's orientation"))
      return .identity
    }
    let (axis, mean) = UpAxis.measured(roots.indices.lazy.filter { valid?[$0] != false }.map { roots[$0] })
    let direction =
      "(\(TrackTiming.number(Double(mean.x))), \(TrackTiming.number(Double(mean.y))), \(TrackTiming.number(Double(mean.z))))"
    guard let axis else {
      notes.append(
        ImportNote(
          .assumed, file, "+Y is up: the body's own up axis points on the mean to \(direction), near no axis")
      )
      return .identity
    }
    notes.append(
      ImportNote(
        .assumed, file,
        "\(axis.rawValue) is up: the body's own up axis points on the mean to \(direction)"
          + (axis == .positiveY ? "" : "; turned to +Y")))
    guard axis != .positiveY else { return .identity }
    for frame in 0..<track.frameCount {
      let turned = (axis.correction * roots[frame]).normalized
      for part in 0..<4 { track[frame, offset + part] = turned.vector[part] }
    }
    return axis.correction
  }

  private static func move(
    _ track: inout Track, by table: ArrayShelf.Table, _ correction: Quaternion, valid: [Bool]?, file: String
  ) throws(FormatsError) {
    guard let offset = track.layout.offset(of: Channel.translation(of: .hips).name) else { return }
    var counted: [[Float]] = [[], [], []]
    for frame in 0..<track.frameCount {
      let place = SIMD3(
        table.values[frame * 3], table.values[frame * 3 + 1], table.values[frame * 3 + 2])
      let isValid = valid?[frame] != false
      guard (place * place).sum().isFinite else {
        if !isValid { continue }
        throw notFinite(table.name, frame, "a coordinate", file)
      }
      let turned = correction.act(place)
      for axis in 0..<3 {
        track[frame, offset + axis] = turned[axis]
        if isValid { counted[axis].append(turned[axis]) }
      }
    }
    for axis in 0..<3 {
      let sorted = counted[axis].sorted()
      guard !sorted.isEmpty else { continue }
      let median = sorted[(sorted.count - 1) / 2]
      for frame in 0..<track.frameCount { track[frame, offset + axis] -= median }
    }
  }

  private static func copy(
    _ table: ArrayShelf.Table, to track: inout Track, channel: Int, valid: [Bool]?, file: String
  ) throws(FormatsError) {
    guard table.width > 0 else { return }
    let first = track.layout.offsets[channel]
    for frame in 0..<track.frameCount {
      for index in 0..<table.width {
        let value = table.values[frame * table.width + index]
        guard value.isFinite else {
          if valid?[frame] == false { continue }
          throw notFinite(table.name, frame, "number \(index + 1)", file)
        }
        track[frame, first + index] = value
      }
    }
  }

  private mutating func bridge(
    _ track: inout Track, _ valid: [Bool]?, _ channels: Range<Int>, _ what: String, _ file: String
  ) {
    guard let valid, !channels.isEmpty else { return }
    let bad = valid.lazy.filter { !$0 }.count
    guard bad > 0 else { return }
    FrameBridge.fill(&track, valid: valid, channels: channels)
    notes.append(
      ImportNote(
        .repaired, file, "\(what): \(bad) of \(valid.count) frames are marked not valid; \(FrameBridge.rule)")
    )
  }

  private mutating func noteFingers(_ parts: [Part], _ shelf: ArrayShelf) {
    guard
      parts.contains(where: { $0.bones.contains(.leftThumbDistal) || $0.bones.contains(.rightThumbDistal) })
    else { return }
    notes.append(
      ImportNote(
        .assumed, shelf.file,
        "finger angles are counted from the flat hand; where a corpus counts them from its model's mean hand, they lack that mean"
      ))
  }
}
