import Foundation
public import Catalog
import Characters
import Conversation
import Motion
import Provenance
import Rigging
import Runs
import Scoring
import StrategyHost

extension EvaluationPlan.Cast {
  /// What runs and scores need of a character: its channels, its sheet's numbers, and reference values
  /// from its held-out sessions only.
  ///
  /// - Parameter paths: where the conversations that sessions perform are looked for; a session whose
  ///   conversation is not found tells nothing about how its motion follows speech.
  public init(_ folder: CharacterFolder, conversations paths: SearchPath) {
    let character = folder.character
    let sheet = character.sheet
    let channels = CapabilityProfile(character.rig).channels
    let limits = Self.limits(sheet.limits, known: Self.known(channels))
    let sessions = character.heldOut.map { session in
      TakeEvidence(
        key: TakeKey(recording: session.recording ?? session.id, participant: sheet.id, seed: 0),
        track: session.track,
        happened: Self.happened(in: session.recording, as: sheet.id, paths),
        duration: session.track.duration)
    }
    let structure = RigStructure(
      character.rig, assetHash: character.assetHash.description, licensedHash: sheet.rigHash)
    self.init(
      input: Run.Input(
        id: sheet.id, contentHash: folder.contentHash.description, evidence: sheet.evidence),
      casting: Casting(
        channels: channels, numbers: Self.numbers(sheet),
        limits: sheet.limits),
      reference: sessions.isEmpty
        ? ScoringReference(limits: limits) : ScoringReference(sessions: sessions, limits: limits),
      rehearsal: character.rehearsal.map { RehearsalSession(id: $0.id, track: $0.track) },
      place: folder.place.standardizedFileURL.path, licence: sheet.licence,
      nulls: sessions.isEmpty ? nil : NullSource(folder, conversations: paths, structure: structure))
    self.structure = structure
    reference.adopt(sheet, sessions: sessions)
    reference.style = StyleReference(folder)
  }

  /// What happened in the conversation of a session, written `corpus:recording/participant`; nothing when
  /// it is not found. The performer is given the character's id; the others are there too, to be listened to.
  static func happened(in place: String?, as id: String, _ paths: SearchPath) -> Happened {
    let nothing = Happened(Recording(id: "", participants: [], duration: .zero, log: []))
    let parts = (place ?? "").split(whereSeparator: { $0 == ":" || $0 == "/" }).map(String.init)
    guard parts.count == 3, let corpus = try? paths.corpus(parts[0]),
      let recording = try? corpus.recording(parts[1])
    else { return nothing }
    var all = Happened(recording)
    for spans in [\Happened.turns, \.words, \.phones, \.cues, \.voice] {
      all[keyPath: spans].removeAll { $0.participant == id && $0.participant != parts[2] }
      for index in all[keyPath: spans].indices where all[keyPath: spans][index].participant == parts[2] {
        all[keyPath: spans][index].participant = id
      }
    }
    return all
  }

  /// The sheet's numbers under dotted keys.
  private static func numbers(_ sheet: CharacterSheet) -> [String: Double] {
    var result: [String: Double] = [:]
    for trait in sheet.style.traits { result["style.\(trait.name)"] = trait.value }
    for (name, habit) in sheet.signature { result["signature.\(name)"] = habit.value }
    for (name, range) in sheet.limits.weights where range.count == 2 {
      result["limits.\(name).min"] = range[0]
      result["limits.\(name).max"] = range[1]
    }
    for (bone, range) in sheet.limits.rotations {
      result["limits.\(bone).swing"] = range.swing
      result["limits.\(bone).twist"] = range.twist
    }
    return result
  }

  /// The vocabulary of the field with the rig's own names beside it; `nil` where it has none.
  private static func known(_ channels: Set<String>) -> [String]? {
    var names = Set(ARKit.names + [Channel.gazeYaw.name, Channel.gazePitch.name])
    for bone in HumanoidBone.allCases {
      names.formUnion([Channel.rotation(of: bone).name, Channel.translation(of: bone).name])
    }
    return channels.isSubset(of: names) ? nil : names.union(channels).sorted()
  }

  private static func limits(_ limits: CharacterLimits, known: [String]?) -> ScoringLimits {
    ScoringLimits(
      channels: known,
      weights: limits.weights.compactMapValues { $0.count == 2 ? ScoringLimits.Range($0[0], $0[1]) : nil },
      rotations: limits.rotations.mapValues { ScoringLimits.RangeOfMotion(swing: $0.swing, twist: $0.twist) },
      forbiddenPairs: limits.forbiddenPairs.compactMap {
        $0.channels.count == 2
          ? ScoringLimits.ForbiddenPair($0.channels[0], $0.channels[1], limit: $0.limit) : nil
      },
      speeds: limits.speed, never: limits.never)
  }
}
