public import Foundation
public import Motion

extension MotionLayout {
  /// A track and how it was read.
  public struct Reading: Sendable {
    /// The motion at the file's own rate; frame 0 is session time zero.
    public var track: Track
    /// What was read, assumed, repaired and left out.
    public var notes: [ImportNote]
  }

  /// What the layout and the file do not say.
  public struct Options: Sendable {
    /// Frames a second, which go before what layout and file say.
    public var rate: FrameRate?
    /// Folder that files named by the layout lie in.
    public var folder: URL?
    /// Our names for names of the file's: joints (humanoid bones) and weights.
    public var names: [String: String]

    /// Makes options.
    public init(rate: FrameRate? = nil, folder: URL? = nil, names: [String: String] = [:]) {
      self.rate = rate
      self.folder = folder
      self.names = names
    }
  }

  /// Reads a file of arrays: `.npz`, `.npy`, or JSON. Names that are neither humanoid bones nor ARKit shapes are kept
  /// as custom channels.
  ///
  /// - Throws: ``FormatsError`` naming the array, its shape, the shape that the layout expects, and the cure; or the
  ///   frame of a number that is none.
  public func read(_ bytes: Data, file: String, options: Options = Options()) throws(FormatsError) -> Reading
  {
    var shelf = try MotionArrays.shelf(bytes, file: file)
    let stated = try shelf.scalar(rateKeys)
    if let known = options.rate ?? stated.flatMap(TrackTiming.rational) ?? rate {
      shelf.largestRows = Int(MotionFolder.longestSeconds * known.framesPerSecond)
    }
    var notes: [ImportNote] = []
    let joints = try LayoutJoints(self, shelf, options: options, notes: &notes)
    var weightTables: [LayoutWeights] = []
    for weights in weights {
      if let table = try LayoutWeights(weights, shelf, options: options, notes: &notes) {
        weightTables.append(table)
      }
    }
    let travel = try travel(shelf, &notes)

    let lengths =
      joints.lengths + weightTables.map(\.rows) + (travel.map { [$0.rows] } ?? [])
    guard let frames = lengths.min(), let longest = lengths.max() else {
      throw .unsupported(
        file: file, place: "arrays",
        reason: shelf.names.isEmpty
          ? "the file holds none"
          : "none that the layout '\(id)' describes is among \(Self.list(shelf.names))",
        cure: "choose another layout, or write one with the names of this file")
    }
    guard frames > 0 else {
      throw .malformed(
        file: file, place: "arrays", reason: "they hold no frames", cure: "save the take again")
    }
    if longest > frames {
      notes.append(
        ImportNote(.repaired, file, "arrays of \(frames) to \(longest) frames; cut to the shortest"))
    }
    let timing = TrackTiming(given: options.rate, documented: rate)
    let (rate, rateNote) = try timing.rate(stated: stated, frames: frames, file: file)
    notes.append(rateNote)

    var channels = joints.channels
    let moving = translation.map {
      Channel("\(options.names[$0.joint] ?? $0.joint).translation", kind: .translation)
    }
    if travel != nil, let moving { channels.append(moving) }
    for table in weightTables { channels += table.names.map { .weight($0) } }
    if let twice = ChannelLayout.firstDuplicate(in: channels) {
      throw .malformed(
        file: file, place: "channel '\(twice)'", reason: "two columns mean it",
        cure: "name each joint and weight differently in the layout or the map")
    }
    guard !channels.isEmpty else {
      throw .unsupported(
        file: file, place: "arrays", reason: "the layout '\(id)' names no joint and no weight of them",
        cure: "name those that are wanted in the layout")
    }
    let layout = ChannelLayout(channels)
    try MotionFolder.checkSize(
      channels: layout.channels.count, width: layout.width, frames: frames, rate: rate, file: file)
    let valid = try SMPLMotion.mask(validKeys, shelf, frames)
    if let valid, !valid.contains(true) {
      throw .malformed(
        file: file, place: "array '\(validKeys.first ?? "")'",
        reason: "none of \(frames) frames is marked valid",
        cure: "take another file")
    }

    var track = Track(layout: layout, rate: rate, frameCount: frames)
    try joints.fill(&track, valid: valid, file: file, notes: &notes)
    var correction = Quaternion.identity
    if world == .measured {
      correction = SMPLMotion.turnUpright(&track, valid: valid, file: file, notes: &notes)
    }
    if let travel, let translation, let moving {
      try move(&track, moving, by: travel, translation, correction, valid: valid, &notes, file)
    }
    var first = layout.channels.count - weightTables.reduce(0) { $0 + $1.names.count }
    bridge(&track, valid, 0..<first, &notes, file)
    for table in weightTables {
      let own = try SMPLMotion.mask(table.validKeys, shelf, frames) ?? valid
      try table.fill(&track, valid: own, file: file, notes: &notes)
      bridge(&track, own, first..<first + table.names.count, &notes, file)
      first += table.names.count
    }
    FrameBridge.unwind(&track)
    return Reading(track: try started(track, &notes, file), notes: notes)
  }

  private func bridge(
    _ track: inout Track, _ valid: [Bool]?, _ channels: Range<Int>, _ notes: inout [ImportNote],
    _ file: String
  ) {
    guard let valid, !channels.isEmpty, valid.contains(false) else { return }
    FrameBridge.fill(&track, valid: valid, channels: channels)
    let bad = valid.count { !$0 }
    let names = "\(track.layout.channels[channels.lowerBound].name) and \(channels.count - 1) more"
    notes.append(
      bad == valid.count
        ? ImportNote(.missing, file, "\(names): none of \(bad) frames is marked valid")
        : ImportNote(
          .repaired, file,
          "\(names): \(bad) of \(valid.count) frames are marked not valid; \(FrameBridge.rule)"))
  }

  /// Why an array is missed.
  static func absence(_ names: [String]) -> String {
    names.isEmpty ? "the file holds no arrays" : "it is not among \(list(names))"
  }

  static func list(_ names: [String]) -> String {
    names.prefix(16).joined(separator: ", ") + (names.count > 16 ? ", …" : "")
  }

  private func travel(_ shelf: ArrayShelf, _ notes: inout [ImportNote]) throws(FormatsError) -> ArrayShelf
    .Table?
  {
    guard let translation else { return nil }
    guard let shaped = try shelf.shaped(translation.keys, width: 3) else {
      guard translation.isOptional else {
        throw .malformed(
          file: shelf.file, place: "array '\(translation.keys[0])'",
          reason: Self.absence(shelf.names),
          cure: "name the array of the displacement in the layout's translation.keys")
      }
      notes.append(ImportNote(.missing, shelf.file, "the displacement ('\(translation.keys[0])')"))
      return nil
    }
    guard shaped.table.width == 3 else {
      throw .malformed(
        file: shelf.file, place: "array '\(shaped.table.name)'",
        reason: "it has shape \(shaped.shape), expected [frames, 3]", cure: "save x, y and z for each frame")
    }
    return shaped.table
  }

  private func move(
    _ track: inout Track, _ channel: Channel, by table: ArrayShelf.Table, _ translation: Translation,
    _ correction: Quaternion, valid: [Bool]?, _ notes: inout [ImportNote], _ file: String
  ) throws(FormatsError) {
    guard let offset = track.layout.offset(of: channel.name) else { return }
    let turned: SourceAxes
    if case .axes(let other) = world { turned = other } else { turned = axes }
    func place(_ v: SIMD3<Float>) -> SIMD3<Float> { correction.act(turned.vector(v * unit)) }
    var counted: [[Float]] = [[], [], []]
    for frame in 0..<track.frameCount {
      let v = SIMD3(table.values[frame * 3], table.values[frame * 3 + 1], table.values[frame * 3 + 2])
      guard (v * v).sum().isFinite else {
        if valid?[frame] == false { continue }
        throw SMPLMotion.notFinite(table.name, frame, "a coordinate", file)
      }
      let moved = place(v)
      for axis in 0..<3 {
        track[frame, offset + axis] = moved[axis]
        if valid?[frame] != false { counted[axis].append(moved[axis]) }
      }
    }
    var origin = SIMD3<Float>.zero
    switch translation.origin {
    case .place(let v): origin = place(v)
    case .first: for axis in 0..<3 { origin[axis] = counted[axis].first ?? 0 }
    case .median:
      for axis in 0..<3 {
        let sorted = counted[axis].sorted()
        if !sorted.isEmpty { origin[axis] = sorted[(sorted.count - 1) / 2] }
      }
      notes.append(
        ImportNote(.assumed, file, "the hips' displacement is counted from its median over the take"))
    }
    for frame in 0..<track.frameCount {
      for axis in 0..<3 { track[frame, offset + axis] -= origin[axis] }
    }
  }

  /// The track from session time zero on: held before a later start, cut before an earlier one.
  private func started(_ track: Track, _ notes: inout [ImportNote], _ file: String) throws(FormatsError)
    -> Track
  {
    let shift = Int((start * track.rate.framesPerSecond).rounded())
    guard shift != 0 else { return track }
    if shift > 0 {
      try MotionFolder.checkSize(
        channels: track.layout.channels.count, width: track.layout.width, frames: track.frameCount + shift,
        rate: track.rate,
        file: file)
      notes.append(
        ImportNote(
          .assumed, file, "it begins at \(TrackTiming.number(start)) s; its first frame is held until then"))
      return track.begun(atFrame: shift)
    }
    guard -shift < track.frameCount else {
      throw .malformed(
        file: file, place: "start", reason: "the take ends before time zero",
        cure: "correct the layout's start")
    }
    notes.append(ImportNote(.leftOut, file, "\(-shift) frames before time zero"))
    return track.begun(atFrame: shift)
  }
}
