public import ArgumentParser
import Catalog
import Formats
import Foundation
import Motion
public import Rendering
import Reporting
import Rigging
import Runs
import RunStore
import Scoring

/// `mien render`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Draw a take at given times, or where it is at fault, as a PNG.",
    discussion: """
      FILE is a GLB written by 'mien export'; what is drawn comes from that file alone. In its place stands a take of \
      a run, RUN:RECORDING/PARTICIPANT, which is drawn on the character of the run, or CHARACTER:SESSION. Several \
      times make a sheet, left to right, four to a row. --finding N draws the worst frame of what 'mien show RUN \
      --take TAKE' lists under that number, as near as it needs. Textures are not drawn: a surface whose vertices have \
      no colours shows the average of its own, where that is a PNG, and a note says so.

      Example: mien render out/take.glb --at 1.2,3.4 --out sheet.png
      """)

  @Argument(
    help: "An exported GLB, a rig, or a take of a run.",
    completion: .file(extensions: ["glb", "vrm", "gltf"]))
  var file: String
  @Option(help: "Times in seconds, separated by commas (default: 0).") var at: String?
  @Option(help: "Number of what was found at fault in the take of a run.") var finding: Int?
  @Option(
    help: ArgumentHelp("Where the character of a run is, if it was moved.", valueName: "name|folder"))
  var character: String?
  @Option(help: "The PNG to write.", completion: .file(extensions: ["png"])) var out: String
  @Option(help: "Part of the character: face, bust or body (default: bust, or what a finding is about).")
  var framing: Framing?
  @Option(help: "Width and height of one picture in pixels.") var size: Int = 512
  @Option(help: "Degrees by which the camera stands towards the character's left.") var yaw: Float = -12
  @OptionGroup var store: StoreOptions

  func validate() throws {
    guard (16...4096).contains(size) else { throw ValidationError("--size must lie in 16...4096") }
    guard let times = times, times.count <= 64 else {
      throw ValidationError(
        "--at takes up to 64 times in seconds from 0 on, separated by single commas, as 1.2,3.4")
    }
    guard finding == nil || at == nil else {
      throw ValidationError("--finding has its own time: leave --at out")
    }
    guard finding.map({ $0 >= 1 }) ?? true else { throw ValidationError("--finding counts from 1") }
    guard finding == nil || !isFile else {
      throw ValidationError("--finding goes with a take of a run, RUN:RECORDING/PARTICIPANT, not with a file")
    }
    guard yaw.isFinite, abs(yaw) <= 360 else {
      throw ValidationError("--yaw must lie in -360...360 degrees")
    }
    guard times.count * size * size <= 32 << 20 else {
      throw ValidationError("--at and --size ask for more than 32 megapixels; draw fewer or smaller pictures")
    }
  }

  private var times: [Double]? {
    let parts = (at ?? "0").split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }.filter { $0.isFinite && $0 >= 0 }
    return numbers.count == parts.count ? numbers : nil
  }

  /// Whether the argument is a file rather than a take.
  private var isFile: Bool {
    let endings = [".glb", ".vrm", ".gltf"]
    return endings.contains { file.lowercased().hasSuffix($0) }
      || FileManager.default.fileExists(atPath: file)
      || !file.contains(":")
  }

  func run() throws {
    let pictures = try isFile ? picturesOfFile() : picturesOfTake()
    try Workbench.stopIfInterrupted()
    let sheet = Image.sheet(pictures, columns: min(4, pictures.count))
    try AtomicFile.write(
      Data(PNGWriter.bytes(width: sheet.width, height: sheet.height, rgba: sheet.pixels)),
      to: URL(fileURLWithPath: out))
    Console.print(out)
  }

  /// Pictures of a take that is not exported, or of a character's session.
  private func picturesOfTake() throws -> [Image] {
    let source = try PlaySource(file, store: store, character: character)
    guard let rig = source.rig else { throw PlaySourceError.unknown(file) }
    let track = source.track
    var frames: [Int] = []
    var shown = framing ?? .bust
    if let finding {
      let findings = try findings(of: track)
      let entry = try findings.entry(finding)
      Console.complainLine(try findings.sentence(finding))
      frames = [min(entry.finding.worstFrame, track.frameCount - 1)]
      shown = framing ?? FindingFraming.framing(of: entry.finding)
    } else {
      for time in times ?? [] {
        let frame = Int((time * track.rate.framesPerSecond).rounded(.down))
        guard frame < track.frameCount else {
          let last = NumberText.fixed(track.duration.seconds, digits: 2) ?? ""
          throw ValidationError("--at must lie in 0...\(last) s, the length of \(file)")
        }
        frames.append(frame)
      }
    }
    var posed = try PosedRig(rig)
    let binding = TrackBinding(layout: track.layout, posed: posed)
    let camera = try shown.camera(for: posed, yaw: yaw * .pi / 180)
    var renderer = try Renderer(posed)
    return try frames.map { frame in
      try Workbench.stopIfInterrupted()
      let width = track.layout.width
      track.samples[max(0, frame) * width..<(max(0, frame) + 1) * width].withUnsafeBufferPointer {
        posed.apply(binding, $0)
      }
      return renderer.render(posed, camera: camera, width: size, height: size)
    }
  }

  /// What was found at fault in the take of a run.
  private func findings(of track: Track) throws -> TakeFindings {
    let reference = try TakeReference(file)
    guard let run = reference.run else { throw PlaySourceError.noRun(file) }
    let archive = try store.archive()
    let summary = try archive.find(run)
    let key = try archive.find(reference, in: summary.id).key
    return TakeFindings(
      try archive.records(of: summary.id, metrics: nil, take: key), rate: track.rate)
  }

  /// Pictures of a model and its animation.
  private func picturesOfFile() throws -> [Image] {
    let place = URL(fileURLWithPath: file)
    let bytes = try bytes(of: place)
    try Workbench.stopIfInterrupted()
    var model = try GLTFReader.read(
      [UInt8](bytes), file: file, resolver: GLTFResource.folder(place.deletingLastPathComponent()))
    for note in model.takeTextureAverages() { Console.complainLine("note: \(note)") }
    let hasAnimation = model.document.json["animations"]?.array?.isEmpty == false
    let animation = hasAnimation ? try GLTFAnimation(0, of: model.document) : nil
    if let late = times?.max() { try checkTime(late, in: animation) }
    var posed = try PosedRig(model.rig)
    let camera = try (framing ?? .bust).camera(for: posed, yaw: yaw * .pi / 180)
    var renderer = try Renderer(posed)
    var pictures: [Image] = []
    for time in times ?? [] {
      try Workbench.stopIfInterrupted()
      if let animation { posed.apply(animation.pose(at: time)) }
      pictures.append(renderer.render(posed, camera: camera, width: size, height: size))
    }
    return pictures
  }

  private func bytes(of place: URL) throws -> Data {
    guard FileManager.default.fileExists(atPath: place.path) else {
      throw CatalogError.missing(file: place.path, cure: "export a take first")
    }
    if let reason = UnreadableReason.of(place) {
      throw CatalogError.refused(
        what: place.path, reason: reason, cure: "name a GLB that 'mien export' wrote, or a rig")
    }
    do { return try Data(contentsOf: place) } catch {
      throw CatalogError.unreadable(file: place.path, reason: "it cannot be read")
    }
  }

  /// A player's last picture stands still behind the last key; so far behind it that is still what was asked for.
  private static let grace = 0.1

  private func checkTime(_ time: Double, in animation: GLTFAnimation?) throws {
    let last = animation?.samplers.compactMap { $0.times.last.map(Double.init) }.max() ?? 0
    guard time > last + (animation == nil ? 0 : Self.grace) else { return }
    throw ValidationError(
      animation == nil
        ? "--at: \(file) has no animation, so there is nothing at \(time) s; leave --at out"
        : "--at must lie in 0...\(NumberText.fixed(last, digits: 2) ?? "\(last)") s, the length of \(file)")
  }
}

/// How near a finding is looked at.
enum FindingFraming {
  /// The face for what happens there, the whole figure for what its joints do.
  static func framing(of finding: TakeMeasurement.Finding) -> Framing {
    if finding.channel.hasSuffix(".rotation") || finding.channel.hasSuffix(".translation") { return .body }
    switch finding.channel {
    case "leftHand", "rightHand", "trunk": return .body
    case "leftEye", "rightEye", "teeth", "face": return .face
    default: return ARKit.canonicalName(for: finding.channel) == nil ? .bust : .face
    }
  }
}

extension Framing: ExpressibleByArgument {}
