public import Motion
public import Rigging

/// Files of a moving skeleton: BVH, VRMA, and animations in glTF, GLB and VRM.
public enum SkeletalMotionFile {
  /// What is given from outside.
  public struct Options: Sendable {
    /// Joints of humanoid bones by name. What is not named is recognised, unless all bones that VRM requires are
    /// named; an empty name says that there is no such bone. `nil` to recognise all.
    public var bones: [HumanoidBone: String]?
    /// The clip to read, by name or number; `nil` for the first.
    public var clip: String?
    /// The frame rate of what is made; `nil` for that of the file.
    public var rate: FrameRate?
    /// The unit of length of a BVH; `nil` to find it from the skeleton. glTF counts metres, whatever is said.
    public var unit: LengthUnit?
    /// Height in metres of the hips of the body that the track is for; its displacement is scaled to it. `nil`
    /// leaves it as it was recorded.
    public var hipHeight: Float?

    /// Makes options.
    public init(
      bones: [HumanoidBone: String]? = nil, clip: String? = nil, rate: FrameRate? = nil,
      unit: LengthUnit? = nil, hipHeight: Float? = nil
    ) {
      self.bones = bones
      self.clip = clip
      self.rate = rate
      self.unit = unit
      self.hipHeight = hipHeight
    }
  }

  /// What was read.
  public struct Content: Sendable {
    /// The motion of the file's own skeleton, in its own axes and unit.
    public var motion: NodeMotion
    /// What its rest pose, axes and unit were found to be.
    public var rest: SkeletonRest
    /// The motion as normalised humanoid channels, hips in metres, and what else moves under its own name.
    public var track: Track
    /// What was read, assumed, repaired and left out.
    public var notes: [ImportNote]
  }

  /// Whether bytes begin as a file of this sort does; a glTF in JSON form is not looked into.
  public static func recognises(_ bytes: [UInt8]) -> Bool { BVHFile.isBVH(bytes) || GLB.isGLB(bytes) }

  /// Whether bytes are read as BVH: by their beginning, else by name where nothing else begins so.
  private static func isBVH(_ bytes: [UInt8], file: String) -> Bool {
    if BVHFile.isBVH(bytes) { return true }
    let isObject = bytes.first { $0 > 0x20 } == 0x7B
    return file.lowercased().hasSuffix(".bvh") && !GLB.isGLB(bytes) && !isObject
  }

  /// Names of the clips in a file; one without a name for BVH.
  public static func clips(
    _ bytes: [UInt8], file: String, resolver: GLTFResource.Resolver = GLTFResource.none
  ) throws(FormatsError) -> [String] {
    if isBVH(bytes, file: file) { return [""] }
    return GLTFMotion.clips(try GLTFDocument(bytes, file: file, resolver: resolver))
  }

  /// Reads a clip of a file, told apart by its first bytes.
  ///
  /// - Parameters:
  ///   - bytes: `.bvh`, `.vrma`, `.glb`, `.vrm` or `.gltf`.
  ///   - file: Its name, for messages.
  ///   - options: What the file does not say.
  ///   - resolver: Gives the bytes of external buffers of a `.gltf`.
  /// - Throws: ``FormatsError`` of the reader: line, byte, accessor or clip, and the cure.
  public static func read(
    _ bytes: [UInt8], file: String, _ options: Options = Options(),
    resolver: GLTFResource.Resolver = GLTFResource.none
  ) throws(FormatsError) -> Content {
    if isBVH(bytes, file: file) {
      return try content(of: BVHFile(bytes, file: file), file: file, options)
    }
    let model = try GLTFReader.read(bytes, file: file, resolver: resolver)
    var reader = GLTFMotion(model: model, file: file)
    reader.notes = model.notices.map { ImportNote(.read, file, $0) }
    let motion = try reader.read(clip: options.clip, rate: options.rate, bones: options.bones)
    if let unit = options.unit, unit != .m {
      reader.notes.append(ImportNote(.leftOut, file, "the unit \(unit.rawValue), for glTF counts metres"))
    }
    let isTPose = reader.isDeclared
    return try content(
      of: motion, SkeletonRest.Options(metresPerUnit: 1, isTPose: isTPose), file: file, options, reader.notes)
  }

  /// Makes motion and track of a BVH file that has been read.
  ///
  /// - Throws: ``FormatsError`` when it is too large at the rate that is wanted.
  public static func content(
    of bvh: BVHFile, file: String, _ options: Options = Options()
  ) throws(FormatsError) -> Content {
    try MotionFolder.checkSize(
      channels: bvh.joints.count, width: bvh.width, frames: bvh.frameCount, rate: bvh.rate, file: file)
    var (motion, notes) = bvh.motion(file: file, bones: options.bones)
    if let rate = options.rate, rate != bvh.rate {
      let frames = Int(Double(motion.frameCount) / bvh.rate.framesPerSecond * rate.framesPerSecond) + 1
      try MotionFolder.checkSize(
        channels: bvh.joints.count, width: bvh.joints.count * 4, frames: frames, rate: rate, file: file)
      motion = motion.resampled(to: rate)
      notes.append(
        ImportNote(
          .read, file,
          "resampled from \(TrackTiming.text(bvh.rate)) to \(TrackTiming.text(rate)) frames a second, "
            + (motion.isStepped ? "held poses held" : "rotations along the shorter arc")))
    }
    if let unit = options.unit {
      notes.append(ImportNote(.read, file, "lengths count in \(unit.rawValue), as was said"))
    }
    return try content(
      of: motion, SkeletonRest.Options(metresPerUnit: options.unit?.metres), file: file, options, notes)
  }

  private static func content(
    of motion: NodeMotion, _ restOptions: SkeletonRest.Options, file: String, _ options: Options,
    _ before: [ImportNote]
  ) throws(FormatsError) -> Content {
    var notes = before
    let rest: SkeletonRest
    do {
      rest = try SkeletonRest(of: motion, restOptions)
    } catch {
      throw .malformed(
        file: file, place: "motion", reason: error.description, cure: "export it again from its source")
    }
    for remark in rest.remarks {
      switch remark {
      case .found(let text): notes.append(ImportNote(.read, file, text))
      case .assumed(let text): notes.append(ImportNote(.assumed, file, text))
      }
    }
    let isHumanoid = motion.humanoid[.hips] != nil
    var (track, outcome) = Retargeting.track(of: motion, at: rest)
    guard track.layout.width > 0 else {
      throw .unsupported(
        file: file, place: "motion", reason: "nothing in it moves a channel",
        cure: "export it with its animation")
    }
    try MotionFolder.checkSize(
      channels: track.layout.channels.count, width: track.layout.width, frames: track.frameCount,
      rate: track.rate, file: file)
    if !outcome.dropped.isEmpty {
      let list = outcome.dropped.prefix(6).map { "\($0.prefix(60))" }.joined(separator: ", ")
      notes.append(
        ImportNote(
          .leftOut, file,
          "\(outcome.dropped.count) displacements within the body, whose bones keep their lengths: \(list)"))
    }
    if isHumanoid, rest.hipHeight > 0 {
      notes.append(
        ImportNote(.read, file, "the hips stand \(TrackTiming.number(Double(rest.hipHeight))) m high"))
      if let wanted = options.hipHeight, wanted > 0 {
        let scale = wanted / rest.hipHeight
        scaleHips(&track, by: scale)
        notes.append(
          ImportNote(.read, file, "the hips' displacement is scaled by \(TrackTiming.number(Double(scale)))"))
      }
    }
    let custom = track.layout.channels.filter { $0.bone == nil && $0.kind != .weight && $0.kind != .angle }
    if !custom.isEmpty {
      let list = custom.prefix(6).map { "\($0.name.prefix(60))" }.joined(separator: ", ")
      notes.append(
        ImportNote(
          .read, file,
          "\(custom.count) channels of nodes that are no humanoid bones, under their own names: \(list)"
            + (custom.count > 6 ? ", …" : "")))
    }
    return Content(motion: motion, rest: rest, track: track, notes: notes)
  }

  private static func scaleHips(_ track: inout Track, by scale: Float) {
    guard let column = track.layout.offset(of: Channel.translation(of: .hips).name) else { return }
    for frame in 0..<track.frameCount {
      for part in 0..<3 { track[frame, column + part] *= scale }
    }
  }
}
