public import ArgumentParser
import Catalog
import Formats
import Foundation
import Motion
public import Rendering
import Reporting
import Rigging

/// `mien render`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Draw an exported take at given times as a PNG.",
    discussion: """
      FILE is a GLB written by 'mien export'; what is drawn comes from that file alone. Several times make a sheet, \
      left to right, four to a row. Textures are not drawn: a surface whose vertices have no colours shows the average \
      of its own, where that is a PNG, and a note says so.

      Example: mien render out/take.glb --at 1.2,3.4 --out sheet.png
      """)

  @Argument(help: "An exported GLB, or a rig.", completion: .file(extensions: ["glb", "vrm", "gltf"]))
  var file: String
  @Option(help: "Times in seconds, separated by commas.") var at: String = "0"
  @Option(help: "The PNG to write.", completion: .file(extensions: ["png"])) var out: String
  @Option(help: "Part of the character: face, bust or body.") var framing: Framing = .bust
  @Option(help: "Width and height of one picture in pixels.") var size: Int = 512
  @Option(help: "Degrees by which the camera stands towards the character's left.") var yaw: Float = -12

  func validate() throws {
    guard (16...4096).contains(size) else { throw ValidationError("--size must lie in 16...4096") }
    guard let times = times, times.count <= 64 else {
      throw ValidationError(
        "--at takes up to 64 times in seconds from 0 on, separated by single commas, as 1.2,3.4")
    }
    guard yaw.isFinite, abs(yaw) <= 360 else {
      throw ValidationError("--yaw must lie in -360...360 degrees")
    }
    guard times.count * size * size <= 32 << 20 else {
      throw ValidationError("--at and --size ask for more than 32 megapixels; draw fewer or smaller pictures")
    }
  }

  private var times: [Double]? {
    let parts = at.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }.filter { $0.isFinite && $0 >= 0 }
    return numbers.count == parts.count ? numbers : nil
  }

  func run() throws {
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
    let camera = try framing.camera(for: posed, yaw: yaw * .pi / 180)
    var renderer = try Renderer(posed)
    var pictures: [Image] = []
    for time in times ?? [] {
      try Workbench.stopIfInterrupted()
      if let animation { posed.apply(animation.pose(at: time)) }
      pictures.append(renderer.render(posed, camera: camera, width: size, height: size))
    }
    try Workbench.stopIfInterrupted()
    let sheet = Image.sheet(pictures, columns: min(4, pictures.count))
    try AtomicFile.write(
      Data(PNGWriter.bytes(width: sheet.width, height: sheet.height, rgba: sheet.pixels)),
      to: URL(fileURLWithPath: out))
    Console.print(out)
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

extension Framing: ExpressibleByArgument {}
