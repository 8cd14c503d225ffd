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
    var model = model
    do {
      try model.standInTPose()
      rest = try PosedRig(model.rig)
    } catch {
      throw .malformed(
        file: model.document.file, place: "rig", reason: error.description, cure: "export the file again")
    }
    self.model = model
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
    try glb(ExportMaterial([.init(name: name, track: track, markers: markers)]))
  }

  /// The GLB with one performer or two, and what was lost.
  ///
  /// - Throws: ``FormatsError`` as above.
  public func glb(_ material: ExportMaterial) throws(FormatsError) -> (bytes: [UInt8], report: ExportReport) {
    let written = try bytes(material)
    var report = written.report
    for part in written.parts { TrackComparison.countUnusual(part.performance.track, &report) }
    try TakeVerification.compare(written.bytes, written.parts, &report)
    return (written.bytes, report)
  }

  /// The bytes of the GLB alone, without reading them back: what of an export is writing.
  ///
  /// - Throws: ``FormatsError`` as above.
  public func unverified(_ material: ExportMaterial) throws(FormatsError) -> [UInt8] {
    try bytes(material).bytes
  }

  /// One performer in the file: its curves and where its nodes stand.
  struct Part: Sendable {
    var performance: ExportMaterial.Performance
    var curves: TakeCurves
    var offset: Int
    var root: Int?
  }

  /// The bytes, without a look at what was written.
  func bytes(
    _ material: ExportMaterial
  ) throws(FormatsError) -> (bytes: [UInt8], report: ExportReport, parts: [Part]) {
    try material.check()
    let name = try material.first().name
    var report = ExportReport()
    let stage = TakeStage(
      model.document, names: material.performances.map(\.participant),
      hasRoot: material.performances.map { $0.track.layout[RootMotion.channel.name] == RootMotion.channel },
      facing: model.facing)
    var parts: [Part] = []
    for (number, performance) in material.performances.enumerated() {
      var curves = TakeCurves(
        track: performance.track, rest: rest, into: model, additive: material.additive)
      guard curves.movesSomething else {
        throw .unsupported(
          file: performance.name, place: "track",
          reason: "none of its channels moves anything on this character",
          cure: "give a character with ARKit morphs or a humanoid, or a track with such channels")
      }
      try Self.checkTimes(performance)
      let whole = curves.curves.reduce(0) { $0 + $1.keys }
      if let bound = material.keyBound { curves.thin(performance.track, bound: bound) }
      parts.append(
        Part(
          performance: performance, curves: curves, offset: stage.offsets[number],
          root: stage.roots[number]))
      var own = ExportReport()
      own.dropped = curves.dropped
      own.frames = performance.track.frameCount
      own.seconds = performance.track.duration.seconds
      own.rotatedNodes = curves.binding.rotatedNodes.count
      own.morphedNodes = curves.curves.reduce(0) { $0 + ($1.path == .weights ? $1.nodes.count : 0) }
      own.keys = .init(written: curves.curves.reduce(0) { $0 + $1.keys }, whole: whole)
      report.add(own)
    }
    var json = stage.json
    let (pieces, start) = Self.joinBuffers(model.document, in: &json)
    report.notices = model.notices + stage.notices
    for (number, image) in (json["images"]?.array ?? []).enumerated() {
      guard let uri = image["uri"]?.string, !uri.hasPrefix("data:") else { continue }
      report.notices.append("image \(number) stays outside the file, at \"\(uri.prefix(80))\"")
    }
    report.replacedAnimations = (json["animations"]?.array ?? []).enumerated().map {
      $0.element["name"]?.string ?? "animation \($0.offset)"
    }
    let count = parts.reduce(0) { $0 + $1.curves.count }
    TakeDescription(material: material, parts: parts, dropped: report.dropped).add(to: &json, at: start)
    let length = start + count * 4
    json["buffers"] = .array([.object(["byteLength": .int(length)])])
    let bytes = try GLB.assemble(
      json: json, binary: pieces, hasBinary: true, others: model.document.otherChunks, tailCount: count,
      file: name
    ) { out in
      var at = 0
      for part in parts {
        let place = UnsafeMutableBufferPointer(rebasing: out[at..<at + part.curves.count])
        part.curves.fill(part.performance.track, into: place)
        at += part.curves.count
      }
    }
    return (bytes, report, parts)
  }

  private static func checkTimes(_ performance: ExportMaterial.Performance) throws(FormatsError) {
    var previous = -Float.infinity
    for frame in 0..<performance.track.frameCount {
      let time = Float(performance.track.rate.time(ofFrame: frame).seconds)
      guard time > previous else {
        throw .unsupported(
          file: performance.name, place: "frame \(frame)",
          reason: "Float seconds cannot tell it from the frame before",
          cure: "export a shorter part of the take")
      }
      previous = time
    }
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
}
