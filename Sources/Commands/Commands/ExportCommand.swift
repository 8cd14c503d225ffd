import RunStore
import Scoring
import ArgumentParser
import Catalog
import Conversation
import Foundation
import Formats
import Motion
import Reporting
import Runs

/// `mien export`.
struct ExportCommand: ParsableCommand {
  /// Forms in which a take can be written.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case glb, livelink
  }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a take for another program, with the speech beside it.",
    discussion: """
      glb: the character with skeleton, morph weights and gaze as one animation, words and cues as markers in extras.
      livelink: Live Link Face CSV, 61 columns. What the form cannot hold is listed; the speech audio is laid beside \
      the file under the same name, on the same zero. --expect writes beside a GLB what any player must show at nine \
      frames of it: joint positions and rotations, morph weights and bounds, as JSON.

      Example: mien export speech --take joke/nova --as glb --out out/take.glb --store out/m.sqlite
      """)

  @Argument(help: ArgumentHelp("A run.", valueName: "run")) var runID: String
  @Option(help: ArgumentHelp("The take, RECORDING/PARTICIPANT.", valueName: "recording/participant"))
  var take: String
  @Option(name: .customLong("as"), help: "Form of the file: glb or livelink.") var form: Form
  @Option(help: "The file to write.", completion: .file()) var out: String
  @Option(help: "Where the run's corpus is, if it was moved.", completion: .directory) var corpus: String?
  @Option(help: "Where the run's character is, if it was moved.", completion: .directory) var character:
    String?
  @Option(
    help: ArgumentHelp("Write what a player must show of the GLB as JSON.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var expect: String?
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  /// What was written, as JSON.
  private struct Result: Encodable {
    struct Departure: Encodable {
      var largest: Double
      var rms: Double?
    }
    var schema = "mien.export/1"
    var take: String
    var files: [String] = []
    var frames = 0
    var dropped: [String] = []
    var rotations: Departure?
    var translations: Departure?
    var weights: Departure?
    var notes: [String] = []
  }

  /// Frames of an expectation, spread evenly over the take.
  private static let expectedFrames = 9

  func validate() throws {
    if expect != nil, form != .glb { throw ValidationError("--expect goes with --as glb") }
  }

  func run() throws {
    let archive = try store.archive()
    let summary = try archive.find(runID)
    let found = try archive.find(try TakeReference(take), in: summary.id)
    let ground = RunGround(
      archive: archive, run: summary, corpusOption: corpus, characterOption: character)
    let corpus = try ground.corpus()
    let recording = try corpus.recording(found.key.recording)
    let track = try archive.track(of: found.key, in: summary.id)
    let file = URL(fileURLWithPath: out)

    var result = Result(take: "\(summary.id):\(found.key)")
    switch form {
    case .glb: try writeGLB(track, recording, ground, key: found.key.participant, to: file, &result)
    case .livelink:
      let (bytes, notes) = LiveLinkWriter.write(track)
      try AtomicFile.write(bytes, to: file)
      result.frames = track.frameCount
      let held = Set(ARKit.names + ["gaze.yaw", "gaze.pitch", "head.rotation"])
      result.dropped = track.layout.channels.map(\.name).filter { !held.contains($0) }
      result.notes = notes.filter { !$0.hasPrefix("without a column") }
    }
    result.files.insert(file.path, at: 0)
    try copyAudio(of: found.key.participant, in: found.key.recording, corpus, beside: file, &result)
    if format.format == .json { try JSONOutput.print(result) } else { print(result) }
  }

  private func writeGLB(
    _ track: Track, _ recording: Recording, _ ground: RunGround, key participant: String, to file: URL,
    _ result: inout Result
  ) throws {
    let character = try ground.character()
    let happened = Happened(recording).of(participant)
    let markers =
      happened.words.map { span in
        TakeMarker(time: span.start.seconds, end: span.end.seconds, kind: "word", text: span.text)
      }
      + happened.cues.map { span in
        TakeMarker(
          time: span.start.seconds, end: span.end > span.start ? span.end.seconds : nil,
          kind: span.cue?.rawValue ?? "cue", text: span.text)
      }
    let bytes = [UInt8](try Data(contentsOf: character.rigFile))
    let export = try TakeExport(
      character: bytes, file: character.rigFile.path,
      resolver: GLTFResource.folder(character.rigFile.deletingLastPathComponent()))
    let (glb, report) = try export.glb(
      track: track, markers: markers.sorted { $0.time < $1.time }, name: "\(recording.id)/\(participant)")
    try AtomicFile.write(Data(glb), to: file)
    if let expect {
      let frames = (0..<Self.expectedFrames).map { $0 * (track.frameCount - 1) / (Self.expectedFrames - 1) }
      let place = URL(fileURLWithPath: expect)
      try AtomicFile.write(Data(export.expectation(track: track, frames: frames)), to: place)
      result.files.append(place.path)
    }
    result.frames = report.frames
    result.dropped = report.dropped
    func departure(_ departure: ExportReport.Departure) -> Result.Departure? {
      departure.count > 0 ? Result.Departure(largest: departure.largest, rms: departure.rms) : nil
    }
    result.rotations = departure(report.rotations)
    result.translations = departure(report.translations)
    result.weights = departure(report.weights)
    if report.weightsOutsideUnit > 0 {
      result.notes.append("\(report.weightsOutsideUnit) weights lie outside 0...1; VRM players clamp them")
    }
    if !report.replacedAnimations.isEmpty {
      result.notes.append(
        "replaces the file's own animations: \(report.replacedAnimations.joined(separator: ", "))")
    }
  }

  private func copyAudio(
    of participant: String, in recording: String, _ corpus: Corpus, beside file: URL, _ result: inout Result
  ) throws {
    let entry = try corpus.entry(recording)
    guard let path = entry.participants.first(where: { $0.id == participant })?.audio else {
      result.notes.append("\(recording)/\(participant) has no speech audio")
      return
    }
    let source = corpus.place(path)
    let copy = file.deletingPathExtension().appendingPathExtension(source.pathExtension)
    try AtomicFile.write(try Data(contentsOf: source), to: copy)
    result.files.append(copy.path)
  }

  private func print(_ result: Result) {
    var table = Table(columns: [.text("what", "what"), .text("value", "value")])
    for file in result.files { table.append([.text("file"), .text(file)]) }
    table.append([.text("frames"), .text("\(result.frames)")])
    let parts = [
      ("rotations [rad]", result.rotations), ("translations [m]", result.translations),
      ("weights", result.weights),
    ]
    for (name, departure) in parts {
      guard let departure else { continue }
      let rms = departure.rms.flatMap { NumberText.fixed($0, digits: 9) } ?? "0"
      let largest = NumberText.fixed(departure.largest, digits: 9) ?? "0"
      table.append([.text("read back: \(name)"), .text("largest error \(largest), RMS \(rms)")])
    }
    table.append([
      .text("dropped"), .text(result.dropped.isEmpty ? "nothing" : result.dropped.joined(separator: ", ")),
    ])
    for note in result.notes { table.append([.text("note"), .text(note)]) }
    Console.print(table.rendered(as: format.format))
  }
}
