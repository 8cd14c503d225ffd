import Motion

/// The profile of a rig in rows for people: what is there, what can be derived, what is lost.
public struct CapabilityReport: Sendable, Equatable {
  /// A row: what is told of, and what is told.
  public struct Row: Sendable, Equatable {
    /// What is told of.
    public var what: String
    /// What is told.
    public var value: String
  }

  /// The rows.
  public let rows: [Row]
  /// What the character cannot express, a sentence each.
  public let shortcomings: [String]

  /// Puts a profile into rows.
  ///
  /// - Parameters:
  ///   - profile: The profile.
  ///   - derivations: What ``MeshDerivation/solve(_:)`` found on the rig.
  public init(_ profile: CapabilityProfile, derivations: [MeshDerivation]) {
    var rows: [Row] = []
    func vocabulary(_ title: String, _ own: [String], _ missing: [String]) {
      let all = own.count + missing.count
      guard !own.isEmpty else { return rows.append(Row(what: title, value: "none of \(all)")) }
      let lack =
        missing.isEmpty
        ? "" : own.count < missing.count ? ": \(Self.list(own))" : "; without \(Self.list(missing))"
      rows.append(Row(what: title, value: "\(own.count) of \(all)\(lack)"))
    }
    vocabulary(FaceVocabulary.arkit.title, profile.shapes, profile.missingShapes)
    vocabulary(FaceVocabulary.viseme.title, profile.visemes, profile.missingVisemes)
    vocabulary(FaceVocabulary.preset.title, profile.presets, profile.missingPresets)
    // A neutral face that sets nothing is what it should be.
    let names = profile.emptyExpressions.filter { $0 != "neutral" }
    if !names.isEmpty {
      rows.append(Row(what: "expressions that set nothing", value: "\(names.count): \(Self.list(names))"))
    }
    if !profile.materialExpressions.isEmpty {
      let list = Self.list(profile.materialExpressions)
      rows.append(
        Row(
          what: "by material only",
          value: "\(profile.materialExpressions.count): \(list); shown in VRM players, not in a GLB"))
    }
    vocabulary("bones", profile.bones.map(\.rawValue), profile.missingBones.map(\.rawValue))
    let gaze = profile.gaze.map(\.rawValue).joined(separator: ", ")
    rows.append(Row(what: "gaze by", value: gaze.isEmpty ? "nothing" : gaze))
    let lost = profile.lost.filter { $0 != "neutral" && $0 != "viseme_sil" }
    rows.append(Row(what: "derived when a take brings them", value: Self.byVocabulary(profile.derivable)))
    rows.append(Row(what: "lost of a take", value: Self.byVocabulary(lost)))
    func all(_ what: String, _ names: [String]) {
      rows.append(Row(what: what, value: names.isEmpty ? "none" : "\(names.count): \(Self.list(names))"))
    }
    all("custom morph targets", profile.customMorphs)
    all("other nodes that turn", profile.otherNodes)
    rows += Self.meshRows(derivations)
    if rows.contains(where: { $0.value.contains("*") }) {
      rows.append(Row(what: "*", value: "Left and Right"))
    }
    self.rows = rows
    shortcomings = profile.shortcomings
  }

  /// One row per vocabulary and source: how many are made up of the other, how well, and which are not.
  private static func meshRows(_ derivations: [MeshDerivation]) -> [Row] {
    var rows: [Row] = []
    for target in FaceVocabulary.allCases {
      for source in FaceVocabulary.allCases where source != target {
        let all = derivations.filter { FaceVocabulary(of: $0.channel) == target && $0.source == source }
        guard !all.isEmpty else { continue }
        let good = all.filter(\.isAccepted).sorted { ($0.residual, $0.channel) < ($1.residual, $1.channel) }
        let texts = good.prefix(6).map { "\(list([$0.channel])) \(hundredths($0.residual))" }
        let more =
          good.count > 6
          ? " … \(good.last.map { "\(list([$0.channel])) \(hundredths($0.residual))" } ?? "")" : ""
        let value =
          good.isEmpty
          ? "none of \(all.count) (each misses over half of its displacement)"
          : "\(good.count) of \(all.count); part missed: \(texts.joined(separator: ", "))\(more)"
        rows.append(Row(what: "\(target.title) from \(source.title), on its mesh", value: value))
      }
    }
    return rows
  }

  private static func byVocabulary(_ names: [String]) -> String {
    let parts = FaceVocabulary.allCases.compactMap { vocabulary -> String? in
      let own = names.filter { FaceVocabulary(of: $0) == vocabulary }
      guard !own.isEmpty else { return nil }
      let rest = vocabulary.names.filter { $0 == "neutral" || $0 == "viseme_sil" }
      let total = vocabulary.names.count - rest.count
      let title = vocabulary.title + (rest.isEmpty ? "" : " beside \(list(rest))")
      return own.count >= total ? "all \(title)" : "\(own.count) of \(total) \(title): \(list(own))"
    }
    return parts.isEmpty ? "none" : parts.joined(separator: "; ")
  }

  /// Names in one line; the two sides of a name as one with `*`, visemes by their symbol, and at most ten.
  private static func list(_ names: [String]) -> String {
    var shown: [String] = []
    for name in names.map({ $0.hasPrefix("viseme_") ? String($0.dropFirst(7)) : $0 }) {
      let stem = name.hasSuffix("Left") ? String(name.dropLast(4)) : nil
      if let stem, names.contains(stem + "Right") {
        shown.append(stem + "*")
      } else if name.hasSuffix("Right"), names.contains(name.dropLast(5) + "Left") {
        continue
      } else {
        shown.append(name)
      }
    }
    return shown.count > 12
      ? shown.prefix(11).joined(separator: " ") + " and \(shown.count - 11) more"
      : shown.joined(separator: " ")
  }

  private static func hundredths(_ value: Double) -> String {
    let whole = Int((value * 100).rounded())
    return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
  }
}
