extension TakeForm {
  /// The character with its motion.
  static let glb = TakeForm(
    id: "glb", fileExtension: "glb",
    summary: "The character as binary glTF 2.0 with bones, morph weights and gaze as one animation.",
    traits: [.character, .additive, .two, .keys, .markers, .rights, .root]
  ) { material throws(FormatsError) in
    guard let character = material.character else {
      throw .unsupported(file: "glb", place: "rig", reason: "there is none", cure: "name one with --rig")
    }
    let folded = material.folded()
    var (bytes, report) = try TakeExport(character).glb(folded.material)
    report.notices = ExportMaterial.notices(folded: folded.bones) + report.notices
    return ExportedTake(bytes: bytes, report: report)
  }
}
