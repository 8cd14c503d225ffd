import ArgumentParser
import Catalog
import Formats
import Foundation
import Looks
import Provenance

/// `mien character make`.
struct CharacterMakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "Make a rigged character from its look, as VRM 1.0.",
    discussion: """
      A look is a small JSON file of proportions, face, hair, clothes and colours; what it leaves out keeps its \
      usual number. The bundled characters' looks stand in their folders as look.json and may be named by the \
      character's name. The same look gives the same bytes; the hash that is printed is the rigHash of a sheet.

      Examples:
        mien character make nova --out out/nova.vrm
        mien character make my.json --out out/my.vrm
        mien character make --random 7 --look-out out/seven.json --out out/seven.vrm
      """, aliases: ["build"])

  @Argument(
    help: "A look's JSON file, or a character with a look.json, by name or path of its folder.",
    completion: .file(extensions: ["json"])) var look: String?
  @Option(help: "Draw a look by this number instead of reading one.") var random: Int?
  @Option(help: "The file to write.", completion: .file(extensions: ["vrm"])) var out: String
  @Option(help: "Write the whole look with all its numbers here.", completion: .file(extensions: ["json"]))
  var lookOut: String?

  func validate() throws {
    guard (look == nil) != (random == nil) else {
      throw ValidationError("name a look or draw one with --random, not both")
    }
  }

  func run() throws {
    let parameters: LookParameters
    do { parameters = try self.parameters() } catch LookError.several(let faults) {
      for fault in faults { Console.complainLine("mien: \(fault)") }
      throw ExitCode(CommandRunner.failed)
    }
    try Workbench.stopIfInterrupted()
    let rig = try LookGenerator(parameters).makeRig()
    try Workbench.stopIfInterrupted()
    // What comes out of this program is in the public domain (CC0).
    var meta = VRMMeta(name: parameters.name, authors: ["The Mien authors"], allowsAnySetting: true)
    meta.otherLicenseURL = "https://creativecommons.org/publicdomain/zero/1.0/"
    let writer = GLTFWriter(meta: meta, marksFirstPerson: true, paintsTextures: true, toon: VRMToon.soft)
    let bytes = Data(try writer.bytes(rig, file: out))
    try Workbench.stopIfInterrupted()
    var files = [(bytes: bytes, place: URL(fileURLWithPath: out))]
    if let lookOut { files.append((try parameters.json(), URL(fileURLWithPath: lookOut))) }
    try AtomicFile.write(files)
    Console.print("\(out): \(bytes.count) bytes, sha256 \(ContentHash(of: bytes))")
  }

  private func parameters() throws -> LookParameters {
    if let random { return LookParameters(drawnBy: random) }
    let named = look ?? ""
    let file =
      named.hasSuffix(".json")
      ? URL(fileURLWithPath: (named as NSString).expandingTildeInPath)
      : try Workbench.searchPath.folder(of: .character, named).appendingPathComponent("look.json")
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file)
    } catch {
      throw ValidationError(
        "\(file.path) cannot be read; name a look's JSON file or a character that has one")
    }
    return try LookParameters(json: bytes, file: file.path)
  }
}
