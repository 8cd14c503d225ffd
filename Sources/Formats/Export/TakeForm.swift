/// A form in which a take can be written: its name, what it can hold, and how it is made.
///
/// A form is one static member in a file of its own and one line of ``all``. It makes bytes; whoever asked
/// for them writes them. Every form reads its own bytes back and reports how far they depart.
public struct TakeForm: Sendable {
  /// What a form can hold beside the motion.
  public struct Traits: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int
    /// Wraps bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// It writes or needs a rig.
    public static let character = Traits(rawValue: 1)
    /// Values relative to rest or to the first frame.
    public static let additive = Traits(rawValue: 2)
    /// Two performers in one file.
    public static let two = Traits(rawValue: 4)
    /// Curves with keys of their own, which can be thinned out.
    public static let keys = Traits(rawValue: 8)
    /// Words, cues and gestures.
    public static let markers = Traits(rawValue: 16)
    /// What the sources allow.
    public static let rights = Traits(rawValue: 32)
    /// Motion of a root apart from the hips.
    public static let root = Traits(rawValue: 64)
  }

  /// Name that users write.
  public let id: String
  /// What its files end with, without the dot.
  public let fileExtension: String
  /// What it is, in one sentence.
  public let summary: String
  /// What it can hold.
  public let traits: Traits
  let make: @Sendable (ExportMaterial) throws(FormatsError) -> ExportedTake

  /// Makes a form; `make` gives bytes and report of material that the traits allow, and reads back what it made.
  public init(
    id: String, fileExtension: String, summary: String, traits: Traits,
    make: @escaping @Sendable (ExportMaterial) throws(FormatsError) -> ExportedTake
  ) {
    self.id = id
    self.fileExtension = fileExtension
    self.summary = summary
    self.traits = traits
    self.make = make
  }

  /// All forms of this room, in the order in which they are told.
  public static let all: [TakeForm] = [
    .glb, .vrma, .bvh, .liveLink, .arkitJSON, .json, .csv, .npz, .usda,
  ]

  /// The form of a name.
  ///
  /// - Throws: ``FormatsError/unsupported(file:place:reason:cure:)`` with all names.
  public static func named(_ id: String) throws(FormatsError) -> TakeForm {
    if let form = all.first(where: { $0.id == id }) { return form }
    throw .unsupported(
      file: "export", place: "form '\(id)'", reason: "there is no such form",
      cure: "give one of \(all.map(\.id).joined(separator: ", "))")
  }

  /// The form whose files end so, where it is another one and would read this form's bytes wrongly; `nil` for endings
  /// of this form's own and for those that no form has.
  ///
  /// - Parameters:
  ///   - ending: Without the dot, in lower case.
  ///   - forms: The forms that there are.
  public func owner(ofEnding ending: String, among forms: [TakeForm] = TakeForm.all) -> String? {
    guard ending != fileExtension else { return nil }
    return forms.first { $0.fileExtension == ending }?.id
  }

  /// The bytes of a file, what lies beside it, and what was lost.
  ///
  /// - Throws: ``FormatsError`` for material that the form cannot hold, or a track that is empty or not finite.
  public func write(_ material: ExportMaterial) throws(FormatsError) -> ExportedTake {
    func refuse(_ what: String, _ trait: Traits) -> FormatsError {
      let able = Self.all.filter { $0.traits.contains(trait) }.map(\.id).joined(separator: ", ")
      return .unsupported(file: id, place: "options", reason: what, cure: "choose one of \(able)")
    }
    try material.check()
    if material.performances.count > 1, !traits.contains(.two) {
      throw refuse("holds one performer", .two)
    }
    if material.additive != nil, !traits.contains(.additive) {
      throw refuse("has no additive values", .additive)
    }
    if material.keyBound != nil, !traits.contains(.keys) { throw refuse("has no keys to leave out", .keys) }
    if traits.contains(.character), material.character == nil {
      throw .unsupported(
        file: id, place: "rig", reason: "the form is written onto a rig", cure: "name one with --rig")
    }
    var exported = try make(material)
    exported.addSideFiles(of: material, traits)
    return exported
  }
}

/// A file as it shall be written, with what lies beside it.
public struct ExportedTake: Sendable {
  /// A further file that takes the main file's name with another ending.
  public struct SideFile: Sendable, Equatable {
    /// What its name ends with instead of the main file's extension, such as `vtt`.
    public var ending: String
    /// Its content.
    public var bytes: [UInt8]
  }

  /// The content.
  public var bytes: [UInt8]
  /// What was lost, and how far what was read back departs.
  public var report: ExportReport
  /// Files that lie beside it.
  public var sideFiles: [SideFile] = []

  /// Takes what a form made.
  public init(bytes: [UInt8], report: ExportReport) {
    self.bytes = bytes
    self.report = report
  }

  /// Markers go beside the file as captions, everywhere, and rights as text where the form cannot hold them.
  mutating func addSideFiles(of material: ExportMaterial, _ traits: TakeForm.Traits) {
    let markers = material.performances.flatMap { performance in
      performance.markers.map { (performance.participant, $0) }
    }
    if !markers.isEmpty {
      sideFiles.append(SideFile(ending: "vtt", bytes: MarkerFiles.captions(markers)))
      if !traits.contains(.markers) {
        sideFiles.append(SideFile(ending: "markers.csv", bytes: MarkerFiles.table(markers)))
      }
    }
    if !traits.contains(.rights), !material.rights.claims.isEmpty {
      sideFiles.append(SideFile(ending: "rights.csv", bytes: material.rights.table))
    }
  }
}
