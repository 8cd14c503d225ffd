public import Provenance

import Motion

/// What makes a character itself, in one file: `character.json`.
public struct CharacterSheet: Hashable, Sendable, Codable {
  /// Schema id that this type reads and writes.
  public static let schemaID = "mien.character/1"

  /// A reference session as the sheet names it.
  public struct Session: Hashable, Sendable, Codable {
    /// Id, unique in the sheet.
    public var id: String
    /// What it may be used for.
    public var role: ReferenceSession.Role
    /// Its track file, relative to the character's folder.
    public var track: String
    /// The recording that it performs, written `corpus:recording/participant`; absent when there is none.
    public var recording: String?
    /// Seed it was performed with, where a program performed it.
    public var seed: UInt64?
    /// How much of the recording it performs, in seconds from its start; absent for the whole.
    public var seconds: Double?

    /// Makes an entry.
    public init(
      id: String, role: ReferenceSession.Role, track: String, recording: String? = nil, seed: UInt64? = nil,
      seconds: Double? = nil
    ) {
      self.id = id
      self.role = role
      self.track = track
      self.recording = recording
      self.seed = seed
      self.seconds = seconds
    }
  }

  /// Schema id of the file.
  public var schema: String
  /// Id; the folder usually bears the same name.
  public var id: String
  /// Name for people.
  public var title: String
  /// Licence as an SPDX id or in words.
  public var licence: String
  /// Whether the sessions were recorded from people or made.
  public var evidence: Evidence
  /// Whether what the sheet says rests on too little to be held against anyone; shown beside every score.
  public var provisional: Bool
  /// The rig's file, relative to the character's folder.
  public var rig: String
  /// SHA-256 of the rig's file; absent while the rig may still change.
  public var rigHash: String?
  /// A rig map's file, relative to the character's folder, for a rig whose names do not tell; absent for others.
  public var map: String?
  /// Reference sessions.
  public var sessions: [Session]
  /// Others whom identity scores must tell from the character.
  public var decoys: [Decoy]
  /// What the character allows.
  public var limits: CharacterLimits
  /// Between what values channels usually lie; absent where nobody learnt it.
  public var envelope: [String: NaturalRange]?
  /// Expressions that were approved as the character's own, by name; absent where there are none.
  public var expressions: [String: ApprovedExpression]?
  /// Named habits, measured from the sessions.
  public var signature: [String: SignatureValue]
  /// How it carries itself.
  public var style: CharacterStyle
  /// What to know when using it.
  public var notes: [String]

  /// Makes a sheet.
  public init(
    id: String, title: String, licence: String, evidence: Evidence, provisional: Bool = true, rig: String,
    rigHash: String? = nil, sessions: [Session] = [], decoys: [Decoy] = [],
    limits: CharacterLimits = CharacterLimits(),
    envelope: [String: NaturalRange]? = nil, expressions: [String: ApprovedExpression]? = nil,
    signature: [String: SignatureValue] = [:], style: CharacterStyle = CharacterStyle(), notes: [String] = []
  ) {
    schema = Self.schemaID
    self.id = id
    self.title = title
    self.licence = licence
    self.evidence = evidence
    self.provisional = provisional
    self.rig = rig
    self.rigHash = rigHash
    self.sessions = sessions
    self.decoys = decoys
    self.limits = limits
    self.envelope = envelope
    self.expressions = expressions
    self.signature = signature
    self.style = style
    self.notes = notes
  }

  /// Reads a sheet. Only schema, id, title, licence, evidence and rig are required; a sheet that does not say
  /// whether it is provisional is.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    schema = try values.decode(String.self, forKey: .schema)
    id = try values.decode(String.self, forKey: .id)
    title = try values.decode(String.self, forKey: .title)
    licence = try values.decode(String.self, forKey: .licence)
    evidence = try values.decode(Evidence.self, forKey: .evidence)
    provisional = try values.decodeIfPresent(Bool.self, forKey: .provisional) ?? true
    rig = try values.decode(String.self, forKey: .rig)
    map = try values.decodeIfPresent(String.self, forKey: .map)
    rigHash = try values.decodeIfPresent(String.self, forKey: .rigHash)
    sessions = try values.decodeIfPresent([Session].self, forKey: .sessions) ?? []
    decoys = try values.decodeIfPresent([Decoy].self, forKey: .decoys) ?? []
    limits = try values.decodeIfPresent(CharacterLimits.self, forKey: .limits) ?? CharacterLimits()
    envelope = try values.decodeIfPresent([String: NaturalRange].self, forKey: .envelope)
    expressions = try values.decodeIfPresent([String: ApprovedExpression].self, forKey: .expressions)
    signature = try values.decodeIfPresent([String: SignatureValue].self, forKey: .signature) ?? [:]
    style = try values.decodeIfPresent(CharacterStyle.self, forKey: .style) ?? CharacterStyle()
    notes = try values.decodeIfPresent([String].self, forKey: .notes) ?? []
  }

  /// Checks the sheet's own rules.
  ///
  /// - Throws: ``CharacterError/invalidSheet(character:place:reason:)`` naming the first place that is wrong.
  public func validate() throws(CharacterError) {
    if let (place, reason) = firstFault {
      throw .invalidSheet(character: id, place: place, reason: reason)
    }
  }

  /// The first rule that the sheet breaks, as place and reason; `nil` when it keeps them all.
  public var firstFault: (place: String, reason: String)? {
    guard schema == Self.schemaID else { return ("schema", "'\(schema)' is not \(Self.schemaID)") }
    if let reason = Self.fault(inID: id) { return ("id", reason) }
    if let reason = Self.fault(inPath: rig) { return ("rig", reason) }
    if let rigHash, rigHash.count != 64 || !rigHash.allSatisfy({ "0123456789abcdef".contains($0) }) {
      return ("rigHash", "'\(rigHash)' is not 64 hexadecimal digits in lower case")
    }
    if let map, let reason = Self.fault(inPath: map) { return ("map", reason) }
    // A file stands for one thing: sessions share none with each other, the sheet, the rig or its map.
    var files: [String: String] = ["character.json": "the sheet", rig: "the rig"]
    if let map { files[map] = "the rig's map" }
    if let fault = Self.fault(in: sessions, place: "sessions", files: &files) { return fault }
    for (number, decoy) in decoys.enumerated() {
      let place = "decoys[\(number)]"
      if let reason = Self.fault(inID: decoy.id) { return (place + ".id", reason) }
      guard decoys.firstIndex(where: { $0.id == decoy.id }) == number, decoy.id != id else {
        return (place + ".id", "'\(decoy.id)' occurs twice")
      }
      if let session = decoy.sessions.firstIndex(where: { $0.role != .heldOut }) {
        return ("\(place).sessions[\(session)].role", "a decoy's session is held-out, nobody rehearses it")
      }
      for (name, value) in decoy.style?.traits ?? [] where !(0...1).contains(value) {
        return ("\(place).style.\(name)", "\(value) is not in 0...1")
      }
      if let fault = Self.fault(in: decoy.sessions, place: place + ".sessions", files: &files) {
        return fault
      }
    }
    for (name, value) in style.traits where !(0...1).contains(value) {
      return ("style.\(name)", "\(value) is not in 0...1")
    }
    return faultInLimits ?? faultInLearning ?? faultInSignature
  }

  /// The first session that is wrong.
  private static func fault(
    in sessions: [Session], place: String, files: inout [String: String]
  ) -> (place: String, reason: String)? {
    var seen: Set<String> = []
    for (number, session) in sessions.enumerated() {
      let place = "\(place)[\(number)]"
      if let reason = Self.fault(inID: session.id) { return (place + ".id", reason) }
      guard seen.insert(session.id).inserted else { return (place + ".id", "'\(session.id)' occurs twice") }
      if let reason = Self.fault(inPath: session.track) { return (place + ".track", reason) }
      if let owner = files.updateValue(place, forKey: session.track) {
        return (place + ".track", "'\(session.track)' is the file of \(owner)")
      }
      if let seconds = session.seconds, !(seconds > 0 && seconds <= 3600) {
        return (place + ".seconds", "\(seconds) is not in 0...3600")
      }
    }
    return nil
  }

  private var faultInLimits: (place: String, reason: String)? {
    for (name, range) in limits.weights.sorted(by: { $0.key < $1.key }) {
      guard range.count == 2, range[0] < range[1], range[0].isFinite, range[1].isFinite else {
        return ("limits.weights.\(name)", "\(range) is not [lowest, highest]")
      }
    }
    for (name, range) in limits.rotations.sorted(by: { $0.key < $1.key }) {
      let place = "limits.rotations.\(name)"
      guard HumanoidBone(rawValue: name) != nil else {
        return (place, "'\(name)' is no humanoid bone of VRM 1.0")
      }
      guard (0...180).contains(range.swing), (0...180).contains(range.twist) else {
        return (place, "swing \(range.swing) and twist \(range.twist) must be degrees in 0...180")
      }
    }
    for (number, pair) in limits.forbiddenPairs.enumerated() {
      let place = "limits.forbiddenPairs[\(number)]"
      guard pair.channels.count == 2, pair.channels[0] != pair.channels[1] else {
        return (place + ".channels", "\(pair.channels) are not two channels")
      }
      guard pair.limit >= 0, pair.limit.isFinite else {
        return (place + ".limit", "\(pair.limit) is not a product")
      }
    }
    for (name, speed) in limits.speed.sorted(by: { $0.key < $1.key }) {
      guard speed > 0, speed.isFinite else { return ("limits.speed.\(name)", "\(speed) is not a speed") }
    }
    var seen: Set<String> = []
    for (number, name) in limits.never.enumerated() {
      let place = "limits.never[\(number)]"
      guard !name.isEmpty else { return (place, "the name of a channel is empty") }
      guard seen.insert(name).inserted else { return (place, "'\(name)' occurs twice") }
      if let canonical = ARKit.canonicalName(for: name), canonical != name {
        return (place, "'\(name)' is spelt \(canonical)")
      }
      if let range = limits.weights[name], !(range[0]...range[1]).contains(0) {
        return (place, "'\(name)' can't stay at rest, since limits.weights keeps it in \(range)")
      }
    }
    return nil
  }

  private var faultInSignature: (place: String, reason: String)? {
    for (name, value) in signature.sorted(by: { $0.key < $1.key }) {
      guard value.value.isFinite, value.deviation.map({ $0 >= 0 && $0.isFinite }) ?? true else {
        return ("signature.\(name)", "value and deviation must be finite numbers, the deviation not below 0")
      }
    }
    return nil
  }

  /// Why a path cannot be one of a file inside the character's folder.
  private static func fault(inPath path: String) -> String? {
    if path.isEmpty { return "it is empty" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if path.hasPrefix("/") || parts.contains("..") || path.contains("\\") {
      return "'\(path.spelled)' leaves the character's folder"
    }
    if path.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "'\(path.spelled)' holds control characters"
    }
    if parts.contains("") || parts.contains(".") {
      return "'\(path.spelled)' is no path of a file: parts of it are empty or '.'"
    }
    if parts.contains(where: { $0.utf8.count > 255 }) || path.utf8.count > 1024 {
      return "it has \(path.utf8.count) bytes, more than paths can have"
    }
    return nil
  }
}
