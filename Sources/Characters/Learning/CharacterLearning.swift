public import Motion
public import Provenance

/// A sheet and its sessions, learnt from takes or from poses.
public struct CharacterLearning: Sendable {
  /// The sheet; its sessions stand in the order of ``tracks``.
  public var sheet: CharacterSheet
  /// The motion of each session.
  public var tracks: [Track]
  /// What was found, a sentence each; the sheet's notes hold them too.
  public var findings: [String]

  /// What a sheet says that no take tells.
  public struct Particulars: Sendable {
    /// Id of the character.
    public var id: String
    /// Name for people.
    public var title: String
    /// Licence of takes and rig.
    public var licence: String
    /// Whether the takes were recorded from people.
    public var evidence: Evidence
    /// The rig's file, relative to the folder.
    public var rig: String
    /// SHA-256 of the rig's file.
    public var rigHash: String?
    /// What the rig can show; where it is not known, everything counts as shown.
    public var fit: RigFit?

    /// Makes particulars.
    public init(
      id: String, title: String, licence: String, evidence: Evidence, rig: String, rigHash: String? = nil,
      fit: RigFit? = nil
    ) {
      self.id = id
      self.title = title
      self.licence = licence
      self.evidence = evidence
      self.rig = rig
      self.rigHash = rigHash
      self.fit = fit
    }
  }

  /// Learns a character from takes.
  ///
  /// Limits hold for all takes, for a session that breaks them could not be used. Signature and natural range come
  /// from the rehearsal alone: a strategy may read them in the sheet, and what it is scored on stays unknown to it.
  /// Channels that the rig lacks are in neither sheet nor sessions, which a finding says.
  ///
  /// - Throws: ``CharacterError/tooLittle(character:reason:needed:)`` when rehearsal or held-out time is too short or
  ///   nothing that the takes move is on the rig,
  ///   ``CharacterError/invalidTake(character:take:reason:cure:)`` for a take that cannot be used.
  public init(
    _ particulars: Particulars, from given: [CapturedTake], options: LearningOptions = LearningOptions()
  ) throws(CharacterError) {
    let id = particulars.id
    guard (0.1...0.9).contains(options.heldOutShare) else {
      throw .tooLittle(
        character: id, reason: "a held-out share of \(options.heldOutShare) leaves nothing on one side",
        needed: "a share of 0.1 to 0.9")
    }
    for take in given { try Self.check(take, id) }
    let (takes, lacked) = try Self.shown(given, particulars)
    let split = SessionSplit(takes, options)
    func seconds(_ role: ReferenceSession.Role) -> Double {
      split.parts.filter { $0.role == role }
        .reduce(0) { $0 + Double($1.frames.count) / takes[$1.take].track.rate.framesPerSecond }
    }
    let (rehearsal, heldOut) = (seconds(.rehearsal), seconds(.heldOut))
    guard rehearsal >= LearningOptions.leastRehearsal, heldOut >= LearningOptions.leastHeldOut else {
      let given = takes.reduce(0) { $0 + $1.seconds }
      throw .tooLittle(
        character: id,
        reason:
          "\(takes.count) takes of \(Self.text(given)) s give \(Self.text(rehearsal)) s to rehearse and "
          + "\(Self.text(heldOut)) s held out, in sessions of \(Self.text(options.shortestSession)) s or more",
        needed: "\(Self.text(LearningOptions.leastRehearsal)) s to rehearse and "
          + "\(Self.text(LearningOptions.leastHeldOut)) s held out; for a firm sheet "
          + "\(LearningOptions.firmSessions) sessions and \(Self.text(LearningOptions.firmSeconds / 60)) minutes"
      )
    }
    let (limits, still) = LimitLearning.limits(split.parts.map { takes[$0.take].track.cut($0.frames) })
    guard !(limits.weights.isEmpty && limits.rotations.isEmpty && limits.speed.isEmpty) else {
      throw .tooLittle(
        character: id, reason: "no channel of the takes that the rig has moves in them",
        needed: "takes in which it does")
    }
    // A joint or a gaze that never moves was not captured; zero would say that the character holds it still.
    let uncaptured = Set(
      LimitLearning.channels(of: takes.map(\.track)).filter { $0.kind != .weight && still.contains($0.name) }
        .map(\.name))
    tracks = split.parts.map { takes[$0.take].track.cut($0.frames).without(uncaptured) }
    let digits = "\(split.parts.count)".count
    var sheet = CharacterSheet(
      id: id, title: particulars.title, licence: particulars.licence, evidence: particulars.evidence,
      rig: particulars.rig, rigHash: particulars.rigHash)
    sheet.sessions = split.parts.enumerated().map { number, part in
      let text = "\(number + 1)"
      let name = String(repeating: "0", count: max(2, digits) - text.count) + text
      return CharacterSheet.Session(id: name, role: part.role, track: "sessions/\(name).track")
    }
    let learnt = zip(split.parts, tracks).filter { $0.0.role == .rehearsal }.map(\.1)
    sheet.limits = limits
    sheet.signature = SignatureMeasurement.signature(of: learnt.map { $0.without(Set(still)) })
    sheet.envelope = EnvelopeLearning.envelope(learnt)
    sheet.provisional =
      split.parts.count < LearningOptions.firmSessions || rehearsal + heldOut < LearningOptions.firmSeconds
    findings = Self.findings(takes, split, rehearsal, heldOut, limits, still, sheet)
    if !lacked.isEmpty {
      findings.append(
        "The rig lacks what these channels move, they are left out of sheet and sessions: \(RigFit.list(lacked))."
      )
    }
    sheet.notes = findings
    self.sheet = sheet
    try sheet.validate()
  }

  /// The takes less what the rig lacks, and the names of that.
  private static func shown(
    _ takes: [CapturedTake], _ particulars: Particulars
  ) throws(CharacterError) -> (takes: [CapturedTake], lacked: [String]) {
    let channels = LimitLearning.channels(of: takes.map(\.track))
    let lacked = particulars.fit?.unshown(of: channels).map(\.name) ?? []
    guard !lacked.isEmpty else { return (takes, []) }
    guard lacked.count < channels.count else {
      throw .tooLittle(
        character: particulars.id,
        reason: "the rig has none of the takes' \(channels.count) channels (\(RigFit.list(lacked)))",
        needed: "takes of channels that the rig has, or a rig map under which it has them")
    }
    let names = Set(lacked)
    for take in takes where take.track.layout.channels.allSatisfy({ names.contains($0.name) }) {
      throw .invalidTake(
        character: particulars.id, take: take.name, reason: "the rig has none of its channels",
        cure: "leave it out, or give a rig map under which it has them")
    }
    return (
      takes.map { CapturedTake(name: $0.name, track: $0.track.without(names), notes: $0.notes) }, lacked
    )
  }

  private static func check(_ take: CapturedTake, _ id: String) throws(CharacterError) {
    func refuse(_ reason: String, _ cure: String) -> CharacterError {
      .invalidTake(character: id, take: take.name, reason: reason, cure: cure)
    }
    let track = take.track
    guard track.frameCount > 0 else { throw refuse("it has no frames", "leave it out or capture it again") }
    if let at = track.samples.firstIndex(where: { !$0.isFinite }) {
      throw refuse("frame \(at / track.layout.width) holds a number that is not finite", "capture it again")
    }
    // Held to the kinds alone: unit rotations without changes of sign; weights are limited by what is learnt.
    let kinds = CharacterLimits()
    if let fault = kinds.violations(in: track).first(where: { $0.rule == .unit }) {
      throw refuse(fault.description, "export it with unit quaternions")
    }
    for (channel, column) in zip(track.layout.channels, track.layout.offsets)
    where channel.kind == .weight && ARKit.canonicalName(for: channel.name) != nil {
      for frame in 0..<track.frameCount where !(-0.2...1.2).contains(track[frame, column]) {
        throw refuse(
          "\(channel.name) is \(track[frame, column]) at frame \(frame), far outside 0 to 1",
          "scale the weights to 0 to 1, or mend the frame")
      }
    }
  }

  private static func findings(
    _ takes: [CapturedTake], _ split: SessionSplit, _ rehearsal: Double, _ heldOut: Double,
    _ limits: CharacterLimits, _ still: [String], _ sheet: CharacterSheet
  ) -> [String] {
    let sessions = split.parts
    var way = "whole takes are held out"
    if !split.isByTake {
      way = "takes are parted in time, with a gap between the parts"
      if takes.count >= 4 { way += ", for whole ones are too unequal to meet the share" }
    }
    var out = [
      "Learnt from \(takes.count) takes: \(text(rehearsal)) s to rehearse in "
        + "\(sessions.count { $0.role == .rehearsal }) sessions, \(text(heldOut)) s held out in "
        + "\(sessions.count { $0.role == .heldOut }); \(way), \(text(split.leftOut)) s are in neither.",
      "Limits hold for all takes; signature and natural range are the rehearsal's.",
    ]
    if sheet.provisional {
      out.append(
        "Provisional: below \(LearningOptions.firmSessions) sessions or "
          + "\(text(LearningOptions.firmSeconds / 60)) minutes an envelope says little.")
    }
    if !still.isEmpty {
      out.append(
        "These channels did not move in any take, so nothing is known of them; name them in limits.never if the "
          + "character never shows them: \(still.joined(separator: " ")). Joints and gaze among them are not in the sessions."
      )
    }
    let outside = limits.weights.filter {
      ARKit.canonicalName(for: $0.key) != nil && ($0.value[0] < 0 || $0.value[1] > 1)
    }
    if !outside.isEmpty {
      out.append("Weights leave 0 to 1: \(outside.keys.sorted().joined(separator: " ")).")
    }
    if !limits.forbiddenPairs.isEmpty {
      out.append(
        "\(limits.forbiddenPairs.count) pairs of channels never met although both were active often enough to: "
          + "rig validity will be strict about them."
      )
    }
    out += looseness(limits, sheet)
    let absent = SignatureMeasurement.habits.map(\.name).filter { sheet.signature[$0] == nil }
    if !absent.isEmpty { out.append("Habits that the takes do not show: \(absent.joined(separator: " ")).") }
    return out
  }

  /// Why rig validity, which holds takes to the limits, will let much pass, or stop much.
  private static func looseness(_ limits: CharacterLimits, _ sheet: CharacterSheet) -> [String] {
    var out: [String] = []
    if limits.forbiddenPairs.isEmpty {
      out.append(
        "Rig validity will be loose about shapes that exclude each other: no two were used side by side often "
          + "enough, without meeting, or the takes are shorter than \(text(LearningOptions.firmSeconds / 60)) minutes."
      )
    }
    let narrow = limits.weights.filter { ARKit.names.contains($0.key) && $0.value[1] < narrowReach }.keys
      .sorted()
    if !narrow.isEmpty {
      out.append(
        "Rig validity will be strict about \(narrow.count) shapes that the takes move little, to less than "
          + "\(narrowReach): \(RigFit.list(narrow)); widen limits.weights where the character may do more.")
    }
    return out
  }

  /// A weight whose range ends below this was hardly used.
  private static let narrowReach = 0.3

  /// A number with one decimal at most.
  static func text(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() && abs(tenths) < 1e15 ? "\(Int(tenths))" : "\(tenths)"
  }
}
