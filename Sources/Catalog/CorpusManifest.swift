public import Conversation
public import Provenance

/// The manifest of a corpus, `corpus.json`: what it holds, in which language, under which licence.
public struct CorpusManifest: Codable, Sendable, Equatable {
  /// One conversation of the corpus.
  public struct Entry: Codable, Sendable, Equatable {
    /// Id, unique in the corpus.
    public var id: String
    /// The log, relative to the corpus folder.
    public var log: String
    /// Length of the session in seconds.
    public var duration: Double
    /// Who takes part.
    public var participants: [Participant]

    /// Reads an entry; a field that the schema does not have is refused.
    public init(from decoder: any Decoder) throws {
      try UnknownField.refuse(in: decoder, CodingKeys.self)
      let values = try decoder.container(keyedBy: CodingKeys.self)
      id = try values.decode(String.self, forKey: .id)
      log = try values.decode(String.self, forKey: .log)
      duration = try values.decode(Double.self, forKey: .duration)
      participants = try values.decode([Participant].self, forKey: .participants)
    }

    /// Makes an entry.
    public init(id: String, log: String, duration: Double, participants: [Participant]) {
      self.id = id
      self.log = log
      self.duration = duration
      self.participants = participants
    }
  }

  /// One participant of a conversation.
  public struct Participant: Codable, Sendable, Equatable {
    /// Id, unique in the recording.
    public var id: String
    /// What they are.
    public var role: Recording.Participant.Role
    /// Speech audio from session time zero, relative to the corpus folder.
    public var audio: String?
    /// Recorded motion (a track file), relative to the corpus folder.
    public var performance: String?

    /// Reads a participant; a field that the schema does not have is refused.
    public init(from decoder: any Decoder) throws {
      try UnknownField.refuse(in: decoder, CodingKeys.self)
      let values = try decoder.container(keyedBy: CodingKeys.self)
      id = try values.decode(String.self, forKey: .id)
      role = try values.decode(Recording.Participant.Role.self, forKey: .role)
      audio = try values.decodeIfPresent(String.self, forKey: .audio)
      performance = try values.decodeIfPresent(String.self, forKey: .performance)
    }

    /// Makes a participant.
    public init(
      id: String, role: Recording.Participant.Role, audio: String? = nil, performance: String? = nil
    ) {
      self.id = id
      self.role = role
      self.audio = audio
      self.performance = performance
    }
  }

  /// Schema id that this type reads and writes.
  public static let schemaID = "mien.corpus/1"
  /// Longest session in seconds: four hours. A take is held in memory whole.
  public static let longestSession = 14_400.0

  /// Schema id of the file.
  public var schema = CorpusManifest.schemaID
  /// Id; the folder usually bears the same name.
  public var id: String
  /// Title for people.
  public var title: String
  /// Language as a BCP 47 tag, such as `en`; `und` when unknown.
  public var language: String
  /// Licence as an SPDX id or in words; `unknown` when nobody said.
  public var licence: String
  /// Whether the material was recorded from people or made.
  public var evidence: Evidence
  /// What this corpus is, in a few sentences.
  public var about: String
  /// What was assumed when it was made.
  public var assumptions: [String]
  /// What to know when using it: what was missing, what was repaired and how.
  public var notes: [String]
  /// Material that is for scoring only and never given to strategies; `nil` when nothing is withheld.
  public var withheld: [Given.Material]?
  /// The conversations.
  public var recordings: [Entry]

  /// Makes a manifest.
  public init(
    id: String, title: String, language: String, licence: String, evidence: Evidence, about: String,
    assumptions: [String] = [], notes: [String] = [], recordings: [Entry]
  ) {
    self.id = id
    self.title = title
    self.language = language
    self.licence = licence
    self.evidence = evidence
    self.about = about
    self.assumptions = assumptions
    self.notes = notes
    self.recordings = recordings
  }

  /// Reads a manifest; `about`, `assumptions`, `notes` and `withheld` may be absent. A field that the schema does not
  /// have is refused: a misspelt `withheld` would give away what is for scoring only.
  public init(from decoder: any Decoder) throws {
    try UnknownField.refuse(in: decoder, CodingKeys.self)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    schema = try values.decode(String.self, forKey: .schema)
    id = try values.decode(String.self, forKey: .id)
    title = try values.decode(String.self, forKey: .title)
    language = try values.decode(String.self, forKey: .language)
    licence = try values.decode(String.self, forKey: .licence)
    evidence = try values.decode(Evidence.self, forKey: .evidence)
    about = try values.decodeIfPresent(String.self, forKey: .about) ?? ""
    assumptions = try values.decodeIfPresent([String].self, forKey: .assumptions) ?? []
    notes = try values.decodeIfPresent([String].self, forKey: .notes) ?? []
    withheld = try values.decodeIfPresent([String].self, forKey: .withheld)?.map { name in
      guard let material = Given.Material(rawValue: name) else {
        throw DecodingError.dataCorruptedError(
          forKey: .withheld, in: values,
          debugDescription:
            "'\(name)' is none of \(Given.Material.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return material
    }
    recordings = try values.decode([Entry].self, forKey: .recordings)
  }

  /// The first rule of the schema that the manifest breaks: place and reason; `nil` when it keeps them all.
  ///
  /// Ids are unique, durations are positive and at most ``longestSession``, paths stay inside the corpus folder.
  public var firstFault: (place: String, reason: String)? {
    guard schema == Self.schemaID else { return ("schema", "'\(schema)' is not \(Self.schemaID)") }
    if let reason = Self.fault(inID: id) { return ("id", reason) }
    var seen: Set<String> = []
    for (number, entry) in recordings.enumerated() {
      let place = "recordings[\(number)]"
      if let reason = Self.fault(inID: entry.id) { return (place + ".id", reason) }
      guard seen.insert(entry.id).inserted else { return (place + ".id", "'\(entry.id)' occurs twice") }
      guard entry.duration > 0, entry.duration <= Self.longestSession else {
        return (place + ".duration", "\(entry.duration) s is not in 0...\(Int(Self.longestSession)) s")
      }
      if let reason = Self.fault(inPath: entry.log) { return (place + ".log", reason) }
      guard !entry.participants.isEmpty else { return (place + ".participants", "nobody takes part") }
      var people: Set<String> = []
      for (index, person) in entry.participants.enumerated() {
        let place = "\(place).participants[\(index)]"
        if let reason = Self.fault(inID: person.id) { return (place + ".id", reason) }
        guard people.insert(person.id).inserted else { return (place + ".id", "'\(person.id)' occurs twice") }
        for (field, path) in [("audio", person.audio), ("performance", person.performance)] {
          if let path, let reason = Self.fault(inPath: path) { return ("\(place).\(field)", reason) }
        }
      }
    }
    return nil
  }

  /// Why a text cannot be an id, `nil` when it can: ids appear in take keys and file names.
  public static func fault(inID id: String) -> String? {
    if id.isEmpty { return "it is empty" }
    if id.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "it holds a control character"
    }
    if id.utf8.count > 200 { return "it is longer than 200 bytes" }
    if id.hasPrefix(".") || id.contains(where: { "/@:\\".contains($0) || $0.isWhitespace || $0.isNewline }) {
      return "'\(id)' holds white space, a slash, '@', ':' or begins with a dot"
    }
    return nil
  }

  /// Why a text cannot be a path inside the corpus.
  static func fault(inPath path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if path.isEmpty || path.hasPrefix("/") || parts.contains("..") || path.contains("\0") {
      return "'\(path)' does not lie inside the corpus folder"
    }
    return nil
  }
}

extension CorpusManifest {
  /// What strategies are given when nobody asks for less: everything but what is withheld.
  public var given: Given { Given(Given.everything.materials.subtracting(withheld ?? [])) }
}

extension Recording.Participant.Role: Codable {}
extension Given.Material: Codable {}
