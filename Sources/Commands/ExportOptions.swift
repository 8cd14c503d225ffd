public import ArgumentParser
import Catalog
import Characters
public import Formats
import Foundation
import Motion
import Rigging

/// `--rig`, `--map` and `--character` of `mien export`.
struct ExportRigOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write onto this rig instead of the run's character: a glTF, GLB or VRM file, or a character.",
      valueName: "file"),
    completion: .file(extensions: ["glb", "gltf", "vrm"]))
  var rig: String?
  @Option(
    help: ArgumentHelp("A rig map: which node is which bone, which target which channel.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var map: String?
  @Option(help: "Where the run's character is, if it was moved.", completion: .directory)
  var character: String?

  /// The rig that is written onto.
  func folder(of ground: RunGround) throws -> CharacterFolder {
    try rig.map { try Workbench.searchPath.character($0, withSessions: false) } ?? ground.character()
  }

  /// The rig's document, with bones and shapes as the map tells them.
  func model(of ground: RunGround) throws -> GLTFModel {
    let folder = try folder(of: ground)
    return try map.map { try folder.model(mappedBy: URL(fileURLWithPath: $0)) } ?? folder.model
  }

  /// The track with the way of its hips in the measure of another rig.
  func scaled(
    _ track: Track, to model: GLTFModel, _ ground: RunGround, _ notes: inout [String]
  ) throws -> Track {
    let hips = Channel.translation(of: .hips)
    guard rig != nil, let at = track.layout.offset(of: hips.name) else { return track }
    guard let home = try? ground.character().character.rig, let from = Self.hipHeight(home),
      let to = Self.hipHeight(model.rig), from > 0, to > 0
    else {
      notes.append("hips move as far as on the run's character, whose height or this rig's is not known")
      return track
    }
    let factor = to / from
    guard abs(factor - 1) > 1e-4 else { return track }
    var out = track
    for frame in 0..<track.frameCount {
      for part in 0..<3 { out[frame, at + part] *= factor }
    }
    notes.append(
      "hips move \((factor * 1000).rounded() / 1000) times as far as on the run's character, as the rig's height is"
    )
    return out
  }

  private static func hipHeight(_ rig: Rig) -> Float? {
    guard let hips = rig.humanoid[.hips], let posed = try? PosedRig(rig) else { return nil }
    return posed.position(of: hips).y
  }
}

/// What `mien export` makes of a take before it is written.
struct ExportShapingOptions: ParsableArguments {
  @Option(help: "Frames per second of the file, as 30 or 30000/1001 (default: those of the run).")
  var fps: String?
  @Option(
    help: ArgumentHelp(
      "Make a loop whose last frames are blended into its first over so many frames.", valueName: "frames"))
  var loop: Int?
  @Option(
    help: ArgumentHelp(
      "Channels to keep, separated by commas: face, body, gaze, fingers, names, patterns with * and ?; ! drops.",
      valueName: "list"))
  var mask: String?
  @Option(help: "Write values relative to the character at rest or to the first frame: rest or first.")
  var additive: ExportMaterial.Additive?
  @Option(help: "Where the way across the floor goes: hips, in-place (nowhere) or node (a root).")
  var root: RootMotion = .hips
  @Option(
    help: ArgumentHelp(
      "Leave out keys within a bound: WEIGHT[,DEGREES[,MILLIMETRES]], as 0.005,0.2,1.", valueName: "bound"),
    transform: ExportKeyBound.init(text:))
  var reduce: ExportKeyBound?

  func validate() throws {
    if let fps { _ = try RateText.rate(fps, option: "--fps") }
    if let loop, loop < 1 { throw ValidationError("--loop takes a seam of 1 frame or more") }
    if let mask { _ = try ChannelMask(mask) }
  }

  /// Whether the file's poses are not those of the track.
  var isRelative: Bool { additive != nil || root == .node }

  func applied(to track: Track, name: String, _ notes: inout [String]) throws -> Track {
    var out = track
    if let fps {
      let made = out.resampled(to: try RateText.rate(fps, option: "--fps"))
      if let note = made.note(from: out.rate) { notes.append(note) }
      out = made.track
    }
    if let mask { out = try ChannelMask(mask).applied(to: out, name: name) }
    if root != .hips, out.layout["hips.translation"] == nil {
      notes.append("--root \(root.rawValue) changes nothing: \(name) does not move across the floor")
    }
    out = root.applied(to: out)
    if let loop {
      out = try TrackLoop.loop(out, seam: loop, name: name)
      notes.append("a loop of \(out.frameCount - 1) frames; the last frame is the first again")
    }
    return out
  }
}

/// Grades of the codec's bound.
enum ExportGrade: String, CaseIterable, ExpressibleByArgument {
  case fine, tight, visual
}

/// `WEIGHT[,DEGREES[,MILLIMETRES]]`.
struct ExportKeyBound {
  var bound: KeyBound

  /// - Throws: `ValidationError` that says what is valid.
  init(text: String) throws {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
    var numbers: [Float] = [0, 0.2, 1]
    guard parts.count <= 3, parts.allSatisfy({ $0.map { $0.isFinite && $0 > 0 } ?? false }) else {
      throw ValidationError(
        "--reduce takes one to three numbers above 0: WEIGHT[,DEGREES[,MILLIMETRES]], as 0.005,0.2,1")
    }
    for (place, part) in parts.enumerated() { numbers[place] = part ?? numbers[place] }
    bound = KeyBound(weight: numbers[0], radians: numbers[1] * .pi / 180, metres: numbers[2] / 1000)
  }
}

extension RootMotion: ExpressibleByArgument {}
extension ExportMaterial.Additive: ExpressibleByArgument {}
