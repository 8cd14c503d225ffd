public import Catalog
import Characters
import Conversation
import Motion
import Performer
import Provenance
public import Scoring

/// Clips of a character by itself, for the corruption table: its rehearsal sessions cut into pieces.
///
/// Held-out sessions are what scores are held against, so they cannot be put to the test; rehearsal sessions are
/// other takes of the same character, of other scripts. Decoys that a program performs are performed anew on those
/// scripts, so that no score has met them; recorded decoys stand in as they are.
public struct CorruptionClips: Sendable {
  /// The clips.
  public let material: CorruptionTable.Material
  /// How they came about, in a sentence.
  public let origin: String

  /// Lengths of a piece that are tried, longest first, until there are enough clips.
  static let lengths = [60.0, 30.0, 20.0, 15.0, 10.0, 7.0, 5.0, 4.0, 2.5]

  /// Cuts a character's sessions.
  ///
  /// - Parameters:
  ///   - reference: what its scores are held against.
  ///   - paths: where the conversations that sessions perform are looked for.
  /// - Throws: `CatalogError` when a decoy's session cannot be read.
  public init(_ folder: CharacterFolder, reference: ScoringReference, conversations paths: SearchPath) throws
  {
    let character = folder.character
    let sheet = character.sheet
    let sessions = character.rehearsal
    func pieces(_ length: Double) -> Int {
      sessions.reduce(0) { $0 + Int($1.track.duration.seconds / length) }
    }
    let length = Self.lengths.first { pieces($0) >= CorruptionTable.leastClips } ?? Self.lengths[0]
    var good: [TakeEvidence] = []
    var others: [TakeEvidence] = []
    var near: [TakeEvidence] = []
    let strangers = sheet.decoys.filter { !$0.isNear }
    let lookAlikes = sheet.decoys.filter(\.isNear)
    var isPerformed = false
    for (index, session) in sessions.enumerated() {
      let script = Script(session.recording, as: sheet.id, paths)
      func clips(_ track: Track) -> [TakeEvidence] {
        Self.clips(
          of: track, length: length, recording: session.recording ?? session.id, participant: sheet.id,
          happened: script.happened, reference: reference)
      }
      good += clips(session.track)
      let seed = sheet.sessions.first { $0.id == session.id }?.seed
      func performed(_ decoys: [Decoy]) -> [TakeEvidence] {
        guard !decoys.isEmpty, let seed, let recording = script.recording else { return [] }
        let decoy = decoys[index % decoys.count]
        guard decoy.style != nil,
          let track = try? ReferencePerformer.perform(
            recording: recording, participant: script.participant, sheet: decoy.sheet(of: sheet),
            seed: seed &+ Self.freshness, rate: session.track.rate, length: session.track.duration,
            withFingers: false)
        else { return [] }
        return clips(track)
      }
      others += performed(strangers)
      near += performed(lookAlikes)
      isPerformed = isPerformed || !near.isEmpty || !others.isEmpty
    }
    if !isPerformed {
      func recorded(_ decoys: [Decoy]) throws -> [TakeEvidence] {
        try decoys.flatMap { decoy in
          try folder.sessions(of: decoy).flatMap { session in
            Self.clips(
              of: session.track, length: length, recording: session.recording ?? session.id,
              participant: sheet.id, happened: Script(session.recording, as: sheet.id, paths).happened,
              reference: reference)
          }
        }
      }
      others = try recorded(strangers)
      near = try recorded(lookAlikes)
    }
    material = .init(good: good, otherCharacter: others, lookAlike: near)
    let decoyed =
      others.isEmpty && near.isEmpty
      ? "no decoys" : isPerformed ? "decoys performed anew on the same scripts" : "decoys as recorded"
    origin =
      "\(good.count) clips of \(TakePieces.text(length)) s, cut from \(sessions.count) rehearsal sessions of "
      + "\(sheet.title) (\(sheet.evidence.rawValue)); \(decoyed)"
  }

  /// Added to a session's seed for takes of decoys that nothing was learnt from.
  private static let freshness: UInt64 = 50_000

  /// Whole pieces of a track; what is left over at its end is not used.
  private static func clips(
    of track: Track, length: Double, recording: String, participant: String, happened: Happened,
    reference: ScoringReference
  ) -> [TakeEvidence] {
    TakePieces.cut(
      TakeEvidence(
        key: TakeKey(recording: recording, participant: participant, seed: 0), track: track,
        happened: happened, duration: track.duration, reference: reference),
      length: length)
  }
}

/// The conversation of a session, written `corpus:recording/participant`; empty when it is not found.
struct Script {
  let recording: Recording?
  /// Id of the performer in the recording.
  let participant: String
  /// What happened in it, the performer under the character's id.
  let happened: Happened

  init(_ place: String?, as id: String, _ paths: SearchPath) {
    let parts = (place ?? "").split(whereSeparator: { $0 == ":" || $0 == "/" }).map(String.init)
    guard parts.count == 3, let corpus = try? paths.corpus(parts[0]),
      let recording = try? corpus.recording(parts[1])
    else {
      recording = nil
      participant = id
      happened = Happened(Recording(id: "", participants: [], duration: .zero, log: []))
      return
    }
    self.recording = recording
    participant = parts[2]
    happened = EvaluationPlan.Cast.happened(in: place, as: id, paths)
  }
}
