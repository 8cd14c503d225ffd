import ArgumentParser
import Catalog
import Characters
import Foundation
import Provenance

/// `mien character learn`.
struct CharacterLearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Make a character from captured takes, or from key poses.",
    discussion: """
      --from takes files or folders: .track, Live Link Face .csv, .bvh, .vrma and animated .glb. The takes are cut \
      into sessions of 10 to 60 s (--session), one part to rehearse and one held out that never touch; from them come \
      ranges, ranges of motion, speeds, pairs that exclude each other, the natural range and the signature. At least \
      20 s to rehearse and 10 s held out are needed; 8 sessions and 10 minutes make a sheet that is not provisional.

      --from-poses takes a JSON file of named poses, or a glTF or VRM file with expressions or pose animations: \
      limits and approved expressions, and no sessions.

      Example: mien character learn ada --rig ada.vrm --from takes/ --licence CC-BY-4.0 --evidence real --out ada
      """)

  @Argument(help: "Id of the character: letters, digits, - _ . of any script, at most 80 bytes.") var name:
    String
  @Option(help: "The rig: .glb or .vrm.", completion: .file(extensions: ["glb", "vrm", "gltf"])) var rig:
    String
  @Option(
    name: .customLong("from"), parsing: .upToNextOption,
    help: ArgumentHelp("Takes: files, or folders of them.", valueName: "takes"), completion: .file())
  var takes: [String] = []
  @Option(
    help: ArgumentHelp("Key poses: a file, or a folder of them.", valueName: "poses"), completion: .file())
  var fromPoses: String?
  @Option(help: "The folder to make.", completion: .directory) var out: String
  @Option(help: ArgumentHelp("A rig map.", valueName: "file"), completion: .file(extensions: ["json"]))
  var map: String?
  @Option(help: ArgumentHelp("Share of the time that is held out, 0.1 to 0.9.", valueName: "share"))
  var heldOut = 0.5
  @Option(help: ArgumentHelp("Longest session, 5 to 600.", valueName: "seconds"))
  var session = 60.0
  @Option(help: "Settles which takes are held out.") var seed: UInt64 = 1
  @Option(help: "Name for people.") var title: String?
  @Option(help: "Licence of takes and rig, as an SPDX id or in words.") var licence: String
  @Option(help: "Whether the takes were recorded from people: real or synthetic.") var evidence: Evidence
  @OptionGroup var quiet: QuietOptions

  func validate() throws {
    guard takes.isEmpty != (fromPoses == nil) else {
      throw ValidationError("give either --from TAKES or --from-poses POSES")
    }
    guard (5...600).contains(session) else { throw ValidationError("--session must be 5 to 600 seconds") }
    guard (0.1...0.9).contains(heldOut) else { throw ValidationError("--held-out must be 0.1 to 0.9") }
  }

  func run() throws {
    let draft = try CharacterDraft(
      id: name, title: title, licence: licence, evidence: evidence, rigFile: URL(fileURLWithPath: rig),
      mapFile: map.map { URL(fileURLWithPath: $0) })
    let learnt: CharacterLearning
    if let fromPoses {
      learnt = try CharacterLearning(
        draft.particulars, fromPoses: try PoseFile.read(at: URL(fileURLWithPath: fromPoses)))
    } else {
      let files = try CaptureFile.files(at: takes.map { URL(fileURLWithPath: $0) })
      let captured = try files.map { file in
        try Workbench.stopIfInterrupted()
        return try CaptureFile.read(at: file, hipHeight: draft.hipHeight)
      }
      try Workbench.stopIfInterrupted()
      if !quiet.quiet {
        for take in captured { for note in take.notes { Console.complainLine("\(take.name): \(note)") } }
      }
      learnt = try CharacterLearning(
        draft.particulars, from: captured,
        options: LearningOptions(
          heldOutShare: heldOut, seed: seed, longestSession: session, shortestSession: min(10, session)))
    }
    try Workbench.stopIfInterrupted()
    let made = try draft.write(learnt, to: URL(fileURLWithPath: out))
    for finding in learnt.findings { Console.print(finding) }
    Console.print(
      "\(made.place.path): character \(made.character.id), \(made.character.sessions.count) sessions")
  }
}
