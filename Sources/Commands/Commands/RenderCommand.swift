public import ArgumentParser
import Catalog
import Formats
import Foundation
import Motion
public import Rendering
import Rigging

/// `mien render`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Draw an exported take at given times as a PNG.",
    discussion: """
      FILE is a GLB written by 'mien export'; what is drawn comes from that file alone. Several times make a sheet, \
      left to right, four to a row.

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
    guard let times = times, !times.isEmpty, times.count <= 64 else {
      throw ValidationError("--at takes up to 64 times in seconds, separated by commas")
    }
    guard times.count * size * size <= 32 << 20 else {
      throw ValidationError("--at and --size ask for more than 32 megapixels; draw fewer or smaller pictures")
    }
  }

  private var times: [Double]? {
    let parts = at.split(separator: ",")
    let numbers = parts.compactMap { Double($0) }.filter { $0.isFinite && $0 >= 0 }
    return numbers.count == parts.count ? numbers : nil
  }

  func run() throws {
    let place = URL(fileURLWithPath: file)
    let bytes: Data
    do { bytes = try Data(contentsOf: place) } catch {
      throw CatalogError.missing(file: file, cure: "export a take first")
    }
    let model = try GLTFReader.read(
      [UInt8](bytes), file: file, resolver: GLTFResource.folder(place.deletingLastPathComponent()))
    let hasAnimation = model.document.json["animations"]?.array?.isEmpty == false
    let animation = hasAnimation ? try GLTFAnimation(0, of: model.document) : nil
    var posed = try PosedRig(model.rig)
    let camera = try framing.camera(for: posed, yaw: yaw * .pi / 180)
    var renderer = try Renderer(posed)
    var pictures: [Image] = []
    for time in times ?? [] {
      if let animation { posed.apply(animation.pose(at: time)) }
      pictures.append(renderer.render(posed, camera: camera, width: size, height: size))
    }
    let sheet = Image.sheet(pictures, columns: min(4, pictures.count))
    try AtomicFile.write(
      Data(PNGWriter.bytes(width: sheet.width, height: sheet.height, rgba: sheet.pixels)),
      to: URL(fileURLWithPath: out))
    Console.print(out)
  }
}

extension Framing: ExpressibleByArgument {}
