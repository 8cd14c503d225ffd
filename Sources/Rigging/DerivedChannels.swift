/// How a face that lacks the channels of a take is moved by those that it has: a take of ARKit weights drives the
/// five vowels and the emotions of a VRM, a take of visemes drives a jaw.
///
/// The factors are those of one documented table (Decisions/0001-derived-channels). A channel of the rig that the
/// take brings itself is never derived, nothing is derived from what the rig shows itself, and each channel of
/// the rig follows one vocabulary only, ARKit before presets before visemes, so that nothing is shown twice.
public struct DerivedChannels: Sendable, Equatable {
  /// A summand.
  public struct Part: Hashable, Sendable {
    /// Channel of the take, canonical spelling.
    public var channel: String
    /// What its weight is multiplied by; negative where it excludes.
    public var factor: Float

    /// Makes a summand.
    public init(channel: String, factor: Float) {
      self.channel = channel
      self.factor = factor
    }
  }

  /// One channel of the rig and what drives it: the sum of the parts, held to 0…1.
  public struct Derivation: Hashable, Sendable {
    /// Channel of the rig, canonical spelling.
    public var channel: String
    /// Vocabulary of the parts.
    public var source: FaceVocabulary
    /// The summands.
    public var parts: [Part]
  }

  /// The channels that are derived, vocabulary after vocabulary.
  public let derivations: [Derivation]

  /// Finds what can be derived.
  ///
  /// - Parameters:
  ///   - own: Face channels that the rig shows, canonical spelling.
  ///   - brought: Face channels that the take has, canonical spelling.
  public init(own: Set<String>, brought: Set<String>) {
    var found: [Derivation] = []
    for target in FaceVocabulary.allCases {
      var done: Set<String> = []
      for source in FaceVocabulary.allCases where source != target && !Self.shows(source, own) {
        for row in FaceCorrespondence.rows(from: source, to: target) {
          guard own.contains(row.channel), !brought.contains(row.channel), !done.contains(row.channel),
            !Self.isCovered(row.channel, own),
            !row.parts.contains(where: { $0.factor > 0 && own.contains($0.channel) })
          else { continue }
          let parts = row.parts.filter { brought.contains($0.channel) }
          guard parts.contains(where: { $0.factor > 0 }) else { continue }
          done.insert(row.channel)
          found.append(
            Derivation(
              channel: row.channel, source: source,
              parts: parts.map { Part(channel: $0.channel, factor: $0.factor) }))
        }
      }
    }
    derivations = found
  }

  /// Channels of a take that reach the rig through a derivation only, in the order of their vocabulary.
  public var inputs: [String] {
    let used = Set(derivations.flatMap { $0.parts.filter { $0.factor > 0 }.map(\.channel) })
    return FaceVocabulary.allCases.flatMap(\.names).filter(used.contains)
  }

  /// Whether a rig shows a vocabulary well enough that nothing of it needs to be derived: half of its names.
  static func shows(_ vocabulary: FaceVocabulary, _ own: Set<String>) -> Bool {
    switch vocabulary {
    case .arkit: 26 <= vocabulary.names.count(where: own.contains)
    case .viseme: 8 <= vocabulary.names.count(where: own.contains)
    // Presets mix mouth, eyes and emotions, of which a rig may have one and not the others.
    case .preset: false
    }
  }

  /// Both lids close by the two blinks of a side where there are both.
  private static func isCovered(_ channel: String, _ own: Set<String>) -> Bool {
    channel == "blink" && own.contains("blinkLeft") && own.contains("blinkRight")
  }
}
