import ArgumentParser
import Catalog
import Formats
import Foundation
import Looks
import Provenance

/// `mien character build`.
struct CharacterBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build the bundled character's rig from its parameters, as VRM 1.0.",
    discussion: """
      The same parameters give the same bytes. The hash that is printed is the rigHash of its sheet.

      Example: mien character build nova --out out/nova.vrm
      """)

  @Argument(help: "Name of a design: nova.") var design: String
  @Option(help: "The file to write.", completion: .file(extensions: ["vrm"])) var out: String

  func run() throws {
    guard let parameters = [LookParameters.nova].first(where: { $0.name.lowercased() == design }) else {
      throw ValidationError("no design '\(design)'; there is nova")
    }
    let rig = try LookGenerator(parameters).makeRig()
    let writer = GLTFWriter(
      meta: VRMMeta(name: parameters.name, authors: ["The Mien authors"]), lookAt: GLTFWriter.LookAt())
    let bytes = Data(try writer.bytes(rig, file: out))
    try AtomicFile.write(bytes, to: URL(fileURLWithPath: out))
    Console.print("\(out): \(bytes.count) bytes, sha256 \(ContentHash(of: bytes))")
  }
}
