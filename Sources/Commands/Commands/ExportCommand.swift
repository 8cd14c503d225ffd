public import ArgumentParser
import Catalog
import Conversation
public import Formats
import Foundation
import Motion
import Reporting
import Rigging
import RunStore
import Runs
import Scoring

/// `mien export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a take for another program, with the speech beside it.",
    discussion: """
      Forms: \(TakeForm.offered.map { "\($0.id): \($0.summary)" }.joined(separator: " "))

      Every file is read back as soon as it is made; what is printed are the largest and the RMS departure of what \
      was read, per kind of channel, what was dropped, and bytes per second. Speech lies beside it under the same \
      name, on the same zero; words, cues and gestures are in the file where its form can hold them, and beside it \
      as WebVTT.

      glb, vrma, bvh and usda are written onto the run's character or onto --rig FILE, with what that rig cannot \
      show; --map FILE tells bones and shapes that names do not. --expect writes beside a GLB what any player must \
      show at nine frames of it. --for-release refuses takes whose sources forbid their release, and says why.

      Example: mien export speech --take joke/nova --as glb --out out/take.glb --store out/m.sqlite
      """)

  @Argument(help: ArgumentHelp("A run.", valueName: "run")) var runID: String
  @Option(help: ArgumentHelp("The take, RECORDING/PARTICIPANT.", valueName: "recording/participant"))
  var take: String
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Form of the file: \(TakeForm.offered.map(\.id).joined(separator: ", ")).", valueName: "form"))
  var form: TakeForm
  @Option(help: "The file to write.", completion: .file()) var out: String
  @OptionGroup var rig: ExportRigOptions
  @OptionGroup var shaping: ExportShapingOptions
  @Flag(help: "Both speakers of the recording in one file, facing each other.") var both = false
  @OptionGroup var rights: ExportRightsOptions
  @Option(help: "Bound of --as packed: fine, tight (default) or visual.") var grade: ExportGrade?
  @Option(help: "Where the run's corpus is, if it was moved.", completion: .directory) var corpus: String?
  @Option(
    help: ArgumentHelp("Write what a player must show of the GLB as JSON.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var expect: String?
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  /// Frames of an expectation, spread evenly over the take.
  private static let expectedFrames = 9

  func validate() throws {
    if expect != nil, form.id != "glb" || both || shaping.isRelative {
      throw ValidationError(
        "--expect goes with --as glb of one performer, without --additive and --root node")
    }
    if both, !form.traits.contains(.two) {
      let able = TakeForm.offered.filter { $0.traits.contains(.two) }.map(\.id).joined(separator: ", ")
      throw ValidationError("--both goes with --as \(able)")
    }
    if grade != nil, form.id != "packed" { throw ValidationError("--grade goes with --as packed") }
    let ending = URL(fileURLWithPath: out).pathExtension.lowercased()
    if let other = form.owner(ofEnding: ending, among: TakeForm.offered) {
      throw ValidationError(
        "--out \(out): .\(ending) is the ending of \(other); end it in .\(form.fileExtension), or write --as \(other)"
      )
    }
    if rig.rig != nil || rig.map != nil, !form.traits.contains(.character) {
      let able = TakeForm.offered.filter { $0.traits.contains(.character) }.map(\.id).joined(separator: ", ")
      throw ValidationError("--rig and --map go with --as \(able)")
    }
  }

  func run() throws {
    let archive = try store.archive()
    let summary = try archive.find(runID)
    let found = try archive.find(try TakeReference(take), in: summary.id)
    let ground = RunGround(
      archive: archive, run: summary, corpusOption: corpus, characterOption: rig.character)
    let place = try ground.corpus()
    let file = URL(fileURLWithPath: out)
    var item = ExportItem(take: "\(summary.id):\(found.key)")

    let claims = try rights.claims(of: ground, rig: rig, form: form, corpus: place)
    if rights.forRelease, !claims.refusals.isEmpty { throw ExportRefusal.rights(claims.refusals) }
    let character = form.traits.contains(.character) ? try rig.model(of: ground) : nil

    var keys = [found.key]
    if both { keys.append(try partner(of: found.key, in: summary.id, archive)) }
    var performances: [ExportMaterial.Performance] = []
    var sounds: [(from: URL, to: URL)] = []
    for key in keys {
      try Workbench.stopIfInterrupted()
      var track = try archive.track(of: key, in: summary.id)
      if let character {
        item.addLosses(of: track, on: character.rig, playsExpressions: form.id == "vrma")
        track = try rig.scaled(track, to: character, ground, &item.notes)
      }
      let name = "\(key.recording)/\(key.participant)"
      let shaped = try shaping.applied(to: track, name: name, &item.notes)
      let sound = try audio(of: key, place, beside: file, &item.notes)
      let markers = try Self.markers(of: key, place).filter { $0.time < shaped.duration.seconds }
      performances.append(
        .init(name: name, track: shaped, markers: markers, audio: sound?.to.lastPathComponent))
      if let sound { sounds.append(sound) }
    }
    var material = ExportMaterial(performances, character: character, rights: claims)
    material.isLooped = shaping.loop != nil
    material.additive = shaping.additive
    material.keyBound = shaping.reduce?.bound
    let form = form.id == "packed" ? TakeForm.packed(grade: (grade ?? .tight).rawValue) : form
    try Workbench.stopIfInterrupted()
    let exported = try form.write(material)
    try Workbench.stopIfInterrupted()

    var companions: [(bytes: Data, place: URL)] = []
    for sound in sounds { companions.append((try Data(contentsOf: sound.from), sound.to)) }
    let stem = file.deletingPathExtension()
    for side in exported.sideFiles {
      companions.append((Data(side.bytes), stem.appendingPathExtension(side.ending)))
    }
    if let expect, let character, let track = performances.first?.track {
      let frames = (0..<Self.expectedFrames).map { $0 * (track.frameCount - 1) / (Self.expectedFrames - 1) }
      let whole = TrackFolding.fold(track, onto: character.rig.humanoid).track
      let expectation = try TakeExport(character).expectation(track: whole, frames: frames)
      companions.append((Data(expectation), URL(fileURLWithPath: expect)))
    }
    try AtomicFile.write(exported, to: file, with: companions)
    item.files += companions.map(\.place.path)
    item.files.insert(file.path, at: 0)
    item.add(exported.report, bytes: exported.bytes.count, claims, rig: character?.notices ?? [])
    if format.format == .json { try JSONOutput.print(item) } else { Console.print(item.table(format.format)) }
  }

  /// The other speaker's take of the same recording and seed.
  private func partner(of key: TakeKey, in run: String, _ archive: SQLiteArchive) throws -> TakeKey {
    let others = try archive.takes(of: run).filter {
      $0.key.recording == key.recording && $0.key.seed == key.seed && $0.key.participant != key.participant
        && $0.failure == nil
    }
    guard let other = others.first else {
      throw ExportRefusal.noPartner(
        "--both: run \(run) has no take of another speaker in '\(key.recording)'; import the corpus with --everyone, so that both are characters, and run again"
      )
    }
    return other.key
  }

  /// Words and cues in order of time.
  private static func markers(of key: TakeKey, _ corpus: Corpus) throws -> [TakeMarker] {
    let happened = Happened(try corpus.recording(key.recording)).of(key.participant)
    let words = happened.words.map { span in
      TakeMarker(time: span.start.seconds, end: span.end.seconds, kind: "word", text: span.text)
    }
    let cues = happened.cues.map { span in
      TakeMarker(
        time: span.start.seconds, end: span.end > span.start ? span.end.seconds : nil,
        kind: span.cue?.rawValue ?? "cue", text: span.text)
    }
    return (words + cues).enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }

  /// The speech of a participant and where its copy goes.
  private func audio(
    of key: TakeKey, _ corpus: Corpus, beside file: URL, _ notes: inout [String]
  ) throws -> (from: URL, to: URL)? {
    let entry = try corpus.entry(key.recording)
    guard let path = entry.participants.first(where: { $0.id == key.participant })?.audio else {
      notes.append("\(key.recording)/\(key.participant) has no speech audio")
      return nil
    }
    let source = corpus.place(path)
    var copy = file.deletingPathExtension()
    if both { copy = copy.appendingPathExtension(key.participant) }
    return (source, copy.appendingPathExtension(source.pathExtension))
  }
}

extension TakeForm: ExpressibleByArgument {
  /// A form by its id.
  public init?(argument: String) {
    guard let form = Self.offered.first(where: { $0.id == argument }) else { return nil }
    self = form
  }

  /// The ids of all forms.
  public static var allValueStrings: [String] { offered.map(\.id) }
}

extension AtomicFile {
  /// Writes an exported file without a copy of its bytes, and what stands beside it: all of them or none.
  static func write(
    _ take: ExportedTake, to file: URL, with companions: [(bytes: Data, place: URL)]
  ) throws(CatalogError) {
    let outcome = take.bytes.withUnsafeBytes { bytes -> Result<Void, CatalogError> in
      var data = Data()
      if let base = bytes.baseAddress {
        data = Data(
          bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: bytes.count, deallocator: .none)
      }
      return Result { () throws(CatalogError) in try write([(data, file)] + companions) }
    }
    try outcome.get()
  }
}

/// Why a take is not exported.
enum ExportRefusal: Error, CustomStringConvertible {
  /// A licence forbids a release.
  case rights([String])
  /// The run holds no take of another speaker; the text says so.
  case noPartner(String)

  var description: String {
    switch self {
    case .noPartner(let text): text
    case .rights(let reasons):
      "not for release: \(reasons.joined(separator: "; ")); leave out --for-release for use of your own, "
        + "or state what you were granted with --rights FILE"
    }
  }
}
