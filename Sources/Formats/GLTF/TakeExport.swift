public import Motion
public import Rigging

/// Writes a take as the character's own GLB with one animation; meshes, textures and extensions stay as they are.
///
/// - Bones: VRM normalised rotations become local rotations of the rig's nodes (``Rigging/PosedRig``), LINEAR,
///   hemisphere-continuous. Eyes follow `gaze.yaw` and `gaze.pitch`.
/// - Morphs: one `weights` channel per mesh node of which a target is driven, with all targets of the mesh in its
///   own order, as glTF demands (3.11); targets that nothing drives keep their default weight. Nodes that are
///   driven alike share one sampler.
/// - Times: Float seconds at the track's frame rate, with `min` and `max`.
/// - Words and cues are `extras.markers` of the animation; `extras.mien` of the scene tells frame rate, channels
///   and what was dropped.
/// - Animations that the character brings are replaced, so that a player plays the take; the report names them.
public struct TakeExport: Sendable {
  let model: GLTFModel
  let rest: PosedRig

  /// Reads the character.
  ///
  /// - Parameters:
  ///   - character: Bytes of its GLB, VRM or glTF.
  ///   - file: Its name, for messages.
  ///   - resolver: Gives the bytes of external buffers.
  /// - Throws: ``FormatsError`` when the file cannot be read.
  public init(
    character: [UInt8], file: String, resolver: GLTFResource.Resolver = GLTFResource.none
  ) throws(FormatsError) {
    try self.init(GLTFReader.read(character, file: file, resolver: resolver))
  }

  /// Takes a character that has been read.
  ///
  /// - Throws: ``FormatsError`` when its rig is not valid.
  public init(_ model: GLTFModel) throws(FormatsError) {
    self.model = model
    do {
      rest = try PosedRig(model.rig)
    } catch {
      throw .malformed(
        file: model.document.file, place: "rig", reason: error.description, cure: "export the file again")
    }
  }

  /// What the character can show.
  public var profile: CapabilityProfile { CapabilityProfile(model.rig) }

  /// The GLB with the take, and what was lost.
  ///
  /// - Parameters:
  ///   - track: The take.
  ///   - markers: Words and cues.
  ///   - name: Name of the animation.
  /// - Throws: ``FormatsError`` for a track without frames, with numbers that are not finite, longer than Float
  ///   seconds can number its frames, or a file above 4 GiB.
  public func glb(
    track: Track, markers: [TakeMarker] = [], name: String
  ) throws(FormatsError) -> (bytes: [UInt8], report: ExportReport) {
    try Self.check(track, name: name)
    var samples = TakeSamples(track: track, rest: rest, document: model.document)
    guard samples.movesSomething else {
      throw .unsupported(
        file: name, place: "track", reason: "none of its channels moves anything on this character",
        cure: "give a character with ARKit morphs or a humanoid, or a track with such channels")
    }
    try samples.fill(track, name: name)

    var json = model.document.json
    let (pieces, start) = Self.joinBuffers(model.document, in: &json)
    var report = ExportReport()
    report.notices = model.notices
    for (number, image) in (json["images"]?.array ?? []).enumerated() {
      guard let uri = image["uri"]?.string, !uri.hasPrefix("data:") else { continue }
      report.notices.append("image \(number) stays outside the file, at \"\(uri.prefix(80))\"")
    }
    report.dropped = samples.binding.unbound.map(\.name)
    report.replacedAnimations = (json["animations"]?.array ?? []).enumerated().map {
      $0.element["name"]?.string ?? "animation \($0.offset)"
    }
    report.frames = track.frameCount
    report.rotatedNodes = samples.binding.rotatedNodes.count
    report.morphedNodes = samples.groups.reduce(0) { $0 + $1.nodes.count }
    Self.countUnusual(track, &report)
    json["animations"] = .array([samples.describe(in: &json, at: start, markers: markers, name: name)])
    json["buffers"] = .array([.object(["byteLength": .int(start + samples.floats.count * 4)])])
    Self.describeTake(track, dropped: report.dropped, in: &json)
    let bytes = try GLB.assemble(
      json: json, binary: pieces, hasBinary: true, others: model.document.otherChunks, tail: samples.floats,
      file: name)
    try TakeVerification.compare(
      bytes, track: track, rest: rest, binding: samples.binding, name: name, &report)
    return (bytes, report)
  }

  /// Counts the samples of channels in use that a player may not show as they are.
  private static func countUnusual(_ track: Track, _ report: inout ExportReport) {
    let dropped = Set(report.dropped)
    for (channel, column) in zip(track.layout.channels, track.layout.offsets)
    where !dropped.contains(channel.name) {
      track.samples.withUnsafeBufferPointer { samples in
        for at in stride(from: column, to: samples.count, by: track.layout.width) {
          switch channel.kind {
          case .weight where samples[at] < 0 || samples[at] > 1: report.weightsOutsideUnit += 1
          case .rotation:
            let q = SIMD4(samples[at], samples[at + 1], samples[at + 2], samples[at + 3])
            if abs((q * q).sum().squareRoot() - 1) > 1e-3 { report.rotationsNotUnit += 1 }
          default: break
          }
        }
      }
    }
  }

  private static func check(_ track: Track, name: String) throws(FormatsError) {
    guard track.frameCount > 0 else {
      throw .malformed(file: name, place: "track", reason: "has no frames", cure: "render the take first")
    }
    let fault = track.samples.withUnsafeBufferPointer { samples in samples.firstIndex { !$0.isFinite } }
    guard let fault else { return }
    let column = fault % track.layout.width
    let channel = track.layout.channels.indices.last { track.layout.offsets[$0] <= column } ?? 0
    throw .malformed(
      file: name, place: "frame \(fault / track.layout.width) of \(track.layout.channels[channel].name)",
      reason: "is not a finite number", cure: "correct the strategy and render again")
  }

  /// Lays all buffers one behind the other and moves the views along; gives the pieces and the length so far.
  private static func joinBuffers(
    _ document: GLTFDocument, in json: inout JSONValue
  ) -> (pieces: [[UInt8]], length: Int) {
    var pieces: [[UInt8]] = []
    var starts: [Int] = []
    var length = 0
    for (number, buffer) in document.buffers.enumerated() {
      let used = document.length(ofBuffer: number)
      starts.append(length)
      pieces.append(used == buffer.count ? buffer : Array(buffer[..<used]))
      let padding = GLB.padded(used) - used
      if padding > 0 { pieces.append(Array(repeating: 0, count: padding)) }
      length += used + padding
    }
    if document.buffers.count > 1 {
      json["bufferViews"] = .array(
        (json["bufferViews"]?.array ?? []).map { view in
          var view = view
          let buffer = view["buffer"]?.integer ?? 0
          view["byteOffset"] = .int((view["byteOffset"]?.integer ?? 0) + starts[buffer])
          view["buffer"] = 0
          return view
        })
    }
    return (pieces, length)
  }

  /// Puts `extras.mien` on the scene that is shown, else on the asset.
  private static func describeTake(_ track: Track, dropped: [String], in json: inout JSONValue) {
    let take: JSONValue = .object([
      "frameRate": .object([
        "numerator": .int(Int(track.rate.numerator)), "denominator": .int(Int(track.rate.denominator)),
      ]),
      "frames": .int(track.frameCount),
      "channels": .array(track.layout.channels.map { .string($0.name) }),
      "dropped": .array(dropped.map { .string($0) }),
    ])
    var scenes = json["scenes"]?.array ?? []
    let shown = json["scene"]?.integer ?? 0
    if scenes.indices.contains(shown) {
      var extras = scenes[shown]["extras"] ?? .object([:])
      // Extras need not be an object (3.4); what is there is kept beside ours.
      if extras.object == nil { extras = .object(["original": extras]) }
      extras["mien"] = take
      scenes[shown]["extras"] = extras
      json["scenes"] = .array(scenes)
    } else {
      var asset = json["asset"] ?? .object([:])
      var extras = asset["extras"] ?? .object([:])
      if extras.object == nil { extras = .object(["original": extras]) }
      extras["mien"] = take
      asset["extras"] = extras
      json["asset"] = asset
    }
  }
}
