public import Foundation
public import Motion
public import Rigging

/// A file of motion that somebody else made, read as a track.
public struct TakeFile: Sendable {
  /// What is given from outside.
  public struct Options: Sendable {
    /// Frames a second of the track; the file's own where `nil`.
    public var rate: FrameRate?
    /// Frames a second of arrays, where file and layout do not tell or tell wrong; rows with times must keep to it.
    public var statedRate: FrameRate?
    /// What joints and weights of the file mean.
    public var map: RigMap?
    /// Height of the character's hips in metres; displacement of skeletons is scaled to it.
    public var hipHeight: Float?
    /// Name or number of the clip in files that hold several.
    public var clip: String?
    /// The unit of length of BVH and arrays, where it is not found from the skeleton or told by the layout.
    public var unit: LengthUnit?

    /// Makes options.
    public init(
      rate: FrameRate? = nil, statedRate: FrameRate? = nil, map: RigMap? = nil, hipHeight: Float? = nil,
      clip: String? = nil, unit: LengthUnit? = nil
    ) {
      self.rate = rate
      self.statedRate = statedRate
      self.map = map
      self.hipHeight = hipHeight
      self.clip = clip
      self.unit = unit
    }
  }

  /// Frames a second as a fraction: whole, over 1001, or in thousandths; `nil` outside 1…1000.
  public static func rate(_ framesPerSecond: Double) -> FrameRate? { TrackTiming.rational(framesPerSecond) }

  /// The motion; frame 0 is session time zero.
  public var track: Track
  /// How it was read: unit, axes, rates, resampling, what was left out.
  public var notes: [ImportNote]
  /// Whether the file holds a skeleton in the first place, and not a face.
  public var isSkeleton: Bool

  /// Reads a file.
  ///
  /// - Throws: ``FormatsError`` of its reader.
  public init(_ file: URL, bytes: Data, layout: TakeFileLayout, options: Options = Options())
    throws(FormatsError)
  {
    let name = file.path
    notes = []
    isSkeleton = false
    switch layout {
    case .livelink:
      let resampled = try LiveLinkTake(bytes, file: name).resampled(to: options.rate ?? .fps60)
      track = resampled.track
      notes = resampled.notes.map { ImportNote(.read, name, $0) }
    case .livelinkPackets:
      let (take, before) = try LiveLinkCapture.read(bytes, file: name)
      let resampled = try take.resampled(to: options.rate ?? .fps60)
      track = resampled.track
      notes = before + resampled.notes.map { ImportNote(.read, name, $0) }
    case .arkitJSON:
      let frames = try BlendShapeFrames(bytes, file: name)
      (track, notes) = try frames.resampled(TrackTiming(given: options.rate))
    case .bvh, .vrma, .gltf:
      let content = try SkeletalMotionFile.read(
        [UInt8](bytes), file: name,
        SkeletalMotionFile.Options(
          bones: options.map.flatMap { $0.bones.isEmpty ? nil : $0.bones.filter { !$0.value.isEmpty } },
          clip: options.clip, rate: options.rate, unit: options.unit, hipHeight: options.hipHeight),
        resolver: GLTFResource.folder(file.deletingLastPathComponent()))
      track = content.track
      notes = content.notes
      isSkeleton = true
    case .take(let reader):
      let reading = try reader.read(
        bytes, TakeReader.Request(file: name, clip: options.clip, statedRate: options.statedRate))
      (track, notes) = (reading.track, reading.notes)
      if let rate = options.rate { try regrid(to: rate, name) }
      isSkeleton = track.layout.channels.contains { $0.kind == .rotation && $0.bone != .head }
    case .arrays(var arrays, let folder):
      if let unit = options.unit {
        arrays.unit = unit.metres
        notes.append(ImportNote(.read, name, "lengths count in \(unit.rawValue), as was said"))
      }
      let reading = try arrays.read(
        bytes, file: name,
        options: MotionLayout.Options(
          rate: options.statedRate, folder: folder, names: Self.names(options.map)))
      notes += reading.notes
      track = reading.track
      if let rate = options.rate { try regrid(to: rate, name) }
      isSkeleton = !arrays.rotations.isEmpty
    }
    if let stated = options.statedRate, !layout.takesStatedRate {
      notes.append(
        ImportNote(
          .read, name, "it tells its own rate; --fps \(TrackTiming.text(stated)) is not used for it"))
    }
    let shares = TargetShares(options.map?.channels ?? [:])
    shares.apply(to: &track, file: name, notes: &notes)
    if case .arrays = layout { return }
    shares.rename(&track, file: name, notes: &notes)
  }

  private mutating func regrid(to rate: FrameRate, _ file: String) throws(FormatsError) {
    try MotionFolder.checkSize(
      channels: track.layout.channels.count, width: track.layout.width,
      frames: rate.frameCount(covering: track.duration), rate: rate, file: file)
    let own = track.rate
    let regridded = track.resampled(to: rate)
    track = regridded.track
    if let note = regridded.note(from: own) { notes.append(ImportNote(.read, file, note)) }
  }

  /// Our names for those of the file: bones of a map, and channels that mean one weight as it is. What the map
  /// mixes is left to ``TargetShares``.
  private static func names(_ map: RigMap?) -> [String: String] {
    var names: [String: String] = [:]
    for (bone, name) in map?.bones ?? [:] where !name.isEmpty { names[name] = bone.rawValue }
    return names.merging(TargetShares(map?.channels ?? [:]).names) { bone, _ in bone }
  }
}
